"""The report on a kommun over all områden."""
