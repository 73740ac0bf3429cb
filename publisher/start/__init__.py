"""Starting points: a plan, a result, a focus area or a whole publication to fill in."""
