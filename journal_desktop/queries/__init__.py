"""Every read, one module per area; answers are frozen values."""
