"""What calamine does not tell of an ods file, found in its XML.

Formulas without a saved value, error values, cells shown as percent, merged ranges, and how
far out the last cell lies: a few bytes can repeat a cell a billion times.
"""

from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile

from oj_cli.sources.sandbox.odd import Odd, Reach

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_ERROR_STARTS = ("#", "Err:", "Fel:")
_LONGEST = 200


def look(raw: bytes) -> list[Odd]:
    """Return what is odd in each sheet. Raises TooFarError, and ValueError if it is damaged."""
    with ZipFile(BytesIO(raw)) as archive:
        content = archive.read("content.xml")
    scan = _Scan()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return scan.sheets


class _Scan:
    """Walks the tables of a document; a place in a table is counted, repetitions included."""

    def __init__(self) -> None:
        self.sheets: list[Odd] = []
        self._name = ""
        self._reach = Reach()
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._cell: dict[str, str] | None = None
        self._words: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if tag == f"{_TABLE}table":
            self.sheets.append(Odd())
            self._name = attributes.get(f"{_TABLE}name", "")
            self._reach = Reach()
            self._row = 0
        elif tag == f"{_TABLE}table-row":
            self._rows = _count(attributes, "number-rows-repeated")
            self._column = 0
        elif tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._columns = _count(attributes, "number-columns-repeated")
            self._cell = attributes
            self._words = []

    def text(self, text: str) -> None:
        """Take the text of a cell, as much of it as is looked at."""
        if self._cell is not None and len(self._words) < _LONGEST:
            self._words.append(text)

    def end(self, tag: str) -> None:
        """End an element."""
        if tag == f"{_TABLE}table":
            self._reach.refuse(self._name)
        elif tag == f"{_TABLE}table-row":
            self._row += self._rows
        elif tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            if self._cell is not None and self.sheets:
                self._judge(self._cell, "".join(self._words).strip())
            self._cell = None
            self._column += self._columns

    def _judge(self, cell: dict[str, str], shown: str) -> None:
        kind = cell.get(f"{_OFFICE}value-type")
        formula = cell.get(f"{_TABLE}formula")
        if kind is None and formula is None and not shown:
            return
        place = self._row, self._column
        self._reach.note(self._row + self._rows - 1, self._column + self._columns - 1)
        self._reach.refuse(self._name)
        odd = self.sheets[-1]
        if formula is not None and shown.startswith(_ERROR_STARTS):
            odd.errors.append((*place, shown))
        elif formula is not None and kind is None:
            odd.formulas.append((*place, "=" + formula.partition("=")[2][:_LONGEST]))
        elif kind == "percentage":
            odd.percent += [
                (self._row + down, self._column + right)
                for down in range(self._rows)
                for right in range(self._columns)
            ]
        down = _count(cell, "number-rows-spanned")
        right = _count(cell, "number-columns-spanned")
        if down > 1 or right > 1:
            last = place[0] + down - 1, place[1] + right - 1
            odd.merged.append((place, last))


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(f"{_TABLE}{name}", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1
