"""One document model, its layout, and a writer for each format."""
