"""The sandbox: a process of its own, with limits on time and memory, that reads one workbook.

A damaged or hostile workbook can end it, and nothing else. Little of the rest of `oj` is imported
here: the process must start fast, and may be killed.
"""
