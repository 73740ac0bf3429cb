"""Forms: fields generated from the models' schemas, and submitted values as the tree of a file."""
