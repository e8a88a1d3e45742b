"""Row classes by area; they never leave the data side."""
