"""Every write, one module per area."""
