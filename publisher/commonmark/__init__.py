"""CommonMark: what authors and templates write, read once by one parser; a room that knows texts, not plans."""
