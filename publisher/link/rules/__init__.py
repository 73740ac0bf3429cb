"""Rules: consistency between documents."""
