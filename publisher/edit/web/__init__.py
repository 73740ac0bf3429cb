"""The editor's web pages, and the WSGI application that serves them."""
