"""Mending: corrects what needs no decision: how something is written, never what it says."""
