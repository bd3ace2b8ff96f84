"""HTML: one self-contained page, without script and without any outside address."""
