"""The page for the analysis day: to look at, talk about and choose from, before a screen."""
