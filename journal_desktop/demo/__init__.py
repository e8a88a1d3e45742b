"""The demonstration school: invented, deterministic, any size, straight into an empty database."""
