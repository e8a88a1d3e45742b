"""Login, main window, messages: what surrounds the tabs."""
