"""Pure functions on tables: compare, identify, learn. Nothing here reads files or prints."""
