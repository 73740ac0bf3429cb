"""Model turns documents into frozen, typed values, or problems. It knows plans, not files."""
