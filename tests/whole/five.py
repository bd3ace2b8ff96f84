"""The kommuner that every view over all områden is tried on, and how long a screen is."""

FIVE = ("Leksand", "Västerås", "Ydre", "Göteborg", "Kiruna")
SCREEN = 45
