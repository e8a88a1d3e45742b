"""Reports as computed tables."""
