"""Edit: a publication changed in forms, in the browser of whoever writes; each file keeps every byte not changed."""
