"""From a workbook as it stands to result rows: what is where, and what it means."""
