"""Preview: the pages of a book on the screen before they are a file, and a file on a printer."""
