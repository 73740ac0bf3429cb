"""OCR repair: restores misread words of a scan, from the usual misreadings of letters and a dictionary."""
