"""Tests of the printed books."""
