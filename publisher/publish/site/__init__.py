"""Site: pages and everything around them through the site generator."""
