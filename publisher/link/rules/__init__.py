"""Rules: what must agree between documents."""
