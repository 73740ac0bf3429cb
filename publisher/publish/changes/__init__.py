"""Changes: two versions of a publication side by side, as a page and in print."""
