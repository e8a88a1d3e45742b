"""Pure rules of the field: values and functions, no Qt, no SQL, no clock, no files."""
