"""The terminal: tables, messages, errors and exit codes. Imported by commands only."""
