"""The user's analysis YAML (steps 1-3): read, change, corrections, commitments."""
