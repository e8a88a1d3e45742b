"""The year's package, media, retention, backup and restore."""
