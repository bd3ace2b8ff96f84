"""Rows as a workbook that another program reads in: one sheet, its headings in the first row."""

import datetime
import io
from importlib import import_module  # it has no types

from oj_cli.domain.encoding import Records
from oj_cli.domain.guard import with_guard
from oj_cli.presentation.zipped import same_each_time


def write(records: Records, name: str, day: datetime.date) -> bytes:
    """Return rows as the only sheet, called `name`: dates as dates, numbers as numbers.

    The same rows and day give the same bytes.
    """
    columns, rows = records
    file = io.BytesIO()
    with import_module("xlsxwriter").Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime.combine(day, datetime.time())})
        of_day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        sheet.set_column(0, len(columns) - 1, 18)
        for n, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                value = row.get(column)
                if isinstance(value, datetime.date):
                    sheet.write_datetime(n, place, value, of_day)
                elif isinstance(value, int | float):
                    sheet.write_number(n, place, value)
                elif value:
                    sheet.write_string(n, place, with_guard(str(value)))
    return same_each_time(file.getvalue())
