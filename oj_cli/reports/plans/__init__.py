"""Action plans as people read them: a document, a table for a meeting, and a page for the nämnd."""
