"""Review gives advice on what was written: is it plain, and does it identify persons? It finds no errors."""
