"""Tests of the sections of the bound journal."""
