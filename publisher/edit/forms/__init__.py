"""Forms: fields from the schemas of the models, and what somebody filled in as the tree of a file."""
