"""The sections of the bound journal besides its subjects, one module each (domain 2.2)."""
