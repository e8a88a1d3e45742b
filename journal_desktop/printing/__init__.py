"""Printed books: build values, paginate, draw."""
