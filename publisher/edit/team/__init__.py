"""Several people on one server: who they are, what they may edit, a working copy for each, and an audit log."""
