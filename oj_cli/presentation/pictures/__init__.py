"""Pictures, drawn once as SVG in one house style and used by every writer."""
