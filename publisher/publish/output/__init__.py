"""Output: the finished site replaced in one step, the disk cache of printed editions, and how to build."""
