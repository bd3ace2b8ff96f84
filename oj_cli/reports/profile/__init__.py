"""A kommun on two pages: one område, or the map of all of them."""
