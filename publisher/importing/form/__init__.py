"""The forms between a file and a draft: what a reader gives, what is proposed, and the account of each line."""
