"""Checks: what somebody should look at, with its clause and its place."""
