"""Widgets and tools every tab may use."""
