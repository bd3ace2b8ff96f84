"""The user's YAML: read with line numbers, decode into models, say what is wrong and where."""
