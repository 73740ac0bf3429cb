"""What the columns of a table hold: by their headers, and by the numbers and words that stand in their cells."""
