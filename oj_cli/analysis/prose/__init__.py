"""Running text against data: sentences, the figures in them, and what they speak of. Pure."""
