"""Draw a report table: xlsx, pdf."""
