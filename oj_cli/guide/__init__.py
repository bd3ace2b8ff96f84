"""The question engine, and what the guides in `guides/` hold."""
