"""Mend puts right what can be put right without asking: it changes how things are written, never what they say."""
