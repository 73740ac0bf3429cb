"""The model: validates documents into frozen, typed values, or reports problems. It knows plans, not files."""
