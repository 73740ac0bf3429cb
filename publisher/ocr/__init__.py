"""OCR repairs what a scan lost: the words that were printed, by how letters are misread and which words there are."""
