"""Preview: the site in the author's own browser, following every change."""
