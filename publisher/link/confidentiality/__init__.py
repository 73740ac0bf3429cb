"""Which numbers of small groups are suppressed, and what would give them away: disclosure control."""
