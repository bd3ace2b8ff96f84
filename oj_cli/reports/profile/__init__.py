"""The kommun profile: one kommun's results, strengths first, and what it has chosen to work on."""
