"""What one can do with `oj`, without a terminal."""
