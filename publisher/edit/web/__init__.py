"""The pages of the editor, and the program that answers for them."""
