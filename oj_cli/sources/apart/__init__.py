"""What runs in a process of its own, since a damaged workbook can end it.

Nothing here imports the rest of `oj`: the process must start fast, and may be killed.
"""
