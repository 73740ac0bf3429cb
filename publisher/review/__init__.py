"""Review: advice on texts: are they in plain language, and do they identify persons? It finds no errors."""
