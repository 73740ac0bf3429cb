"""Word: editions as documents of Word, made of the same trees as the PDF files, by python-docx."""
