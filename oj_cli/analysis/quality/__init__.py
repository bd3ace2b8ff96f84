"""Checks of data: what is odd, what changed, what contradicts itself. Pure functions."""
