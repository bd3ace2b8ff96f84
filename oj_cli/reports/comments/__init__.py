"""Comments with ! ? +: suggested with reasons, kept by people, their figures filled from data."""
