"""The check of a plan: rules that are data, a small function each, and what they find."""
