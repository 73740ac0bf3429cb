"""Schemas: what a document may contain, in words for people and as JSON Schema for their editors."""
