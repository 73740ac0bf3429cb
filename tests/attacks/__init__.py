"""The attacks that once got through, a file for each kind; none may get through again."""
