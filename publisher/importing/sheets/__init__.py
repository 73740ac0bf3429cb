"""Sheets: the tables that stand on one, their titles, and those that are budgets."""
