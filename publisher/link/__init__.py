"""Link makes one graph of the typed values, with references both ways, and counts on it. Pure arithmetic."""
