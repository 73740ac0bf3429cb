"""Statistical disclosure control: which numbers of small groups are suppressed, and which would reveal them."""
