"""Layout: the pages of an edition as trees of typed elements, and the sheet they are laid out for."""
