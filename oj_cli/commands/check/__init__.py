"""Checks of answers and texts."""
