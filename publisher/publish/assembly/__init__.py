"""Assembly: the pages in our own shell, each only where what it is made of has changed."""
