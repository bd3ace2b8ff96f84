"""Excel: a cover, one sheet for each table, notes and sources, by XlsxWriter."""
