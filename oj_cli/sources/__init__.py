"""Readers, one file per kind of source: bytes in, result rows and a source record out."""
