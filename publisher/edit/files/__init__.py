"""Files of a publication opened, saved, added and removed, what follows from that, and the way back."""
