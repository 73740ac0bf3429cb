"""Time: what changed between versions, what is locked and what is overdue."""
