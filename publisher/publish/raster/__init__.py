"""Raster images: pages and drawings rendered by Typst with our fonts, where neither HTML nor SVG will do."""
