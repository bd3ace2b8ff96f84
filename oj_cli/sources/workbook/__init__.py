"""Workbooks and tables of every kind that kommuner are sent, read to sheets of cells.

What a file is, is told by its bytes and never by its name: a page from the web is often
named .xls. Nothing is known here of what the cells mean.
"""

from oj_cli.sources.workbook.reading import read_workbook

__all__ = ["read_workbook"]
