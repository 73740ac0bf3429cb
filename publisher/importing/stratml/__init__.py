"""StratML (ISO 17469): goals as chapters, objectives as commitments, performance indicators as targets and results."""
