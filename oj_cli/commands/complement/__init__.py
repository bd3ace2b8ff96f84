"""Step 2."""
