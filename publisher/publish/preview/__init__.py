"""Preview: the site in the browser of whoever writes it, following every change."""
