"""Class journal of a Russian school: keep it, print it, archive it."""
