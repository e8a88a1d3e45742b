"""One package per tab; tabs do not know each other."""
