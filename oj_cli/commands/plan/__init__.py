"""Step 4."""
