"""The map of a kommun over all områden on two pages."""
