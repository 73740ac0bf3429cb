"""Word: editions as Word documents, made from the same trees as the PDF files, with python-docx."""
