"""Publish brings pages and graph to the world: site, printed editions, data and a staged tree."""
