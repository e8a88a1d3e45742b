"""The demonstration school, deterministic, any size."""
