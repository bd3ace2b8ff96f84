"""Word: real headings, repeated header rows, alt texts and Swedish, by python-docx."""
