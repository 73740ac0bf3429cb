"""The site: pages and everything around them, rendered by the site generator."""
