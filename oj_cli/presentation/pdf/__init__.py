"""PDF: tagged (PDF/UA-1) by Typst, from a fixed template and the report as data."""
