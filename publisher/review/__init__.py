"""Review gives advice on what was written: is it plain, and does it tell of persons? It finds nothing that is wrong."""
