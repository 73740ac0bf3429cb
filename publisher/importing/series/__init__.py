"""Tables of statistics: which tables are that and no plan's, those with a row for each area, and rows of statistics."""
