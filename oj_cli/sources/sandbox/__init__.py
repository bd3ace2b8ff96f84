"""What runs in a process of its own, since a damaged workbook can end it.

Little of the rest of `oj` is imported here: the process must start fast, and may be killed.
"""
