"""Publishing: turns pages and graph into outputs: site, printed editions, data and a staged tree."""
