"""Schema says what a document may hold, in words for people and as JSON Schema for their editors."""
