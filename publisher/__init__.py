"""Röda tråden publishes a municipality's strategy, its plans and their yearly results."""
