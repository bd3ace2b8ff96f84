"""The guides, walked."""
