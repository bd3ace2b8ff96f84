"""CSV files of every kind are the same table."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from oj_cli.domain.errors import FileFault
from oj_cli.sources.longfile import open_table
from oj_cli.sources.workbook import read_workbook

Put = Callable[[str, bytes], Path]
ROWS = [
    ["Kod", "Kommun", "Andel"],
    ["0305", "Håbo", "12,5"],
    ["2039", "Älvdalen", "100"],
    ["2029", None, "x"],
]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"]


def written(delimiter: str, end: str = "\r\n") -> str:
    """Return ROWS as a program writes them, a cell quoted where it must be."""
    cells = [[c or "" for c in row] for row in ROWS]
    quoted = [[f'"{c}"' if delimiter in c else c for c in row] for row in cells]
    return end.join(delimiter.join(row) for row in quoted) + end


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_delimiter_and_encoding_are_found(put: Put, delimiter: str, encoding: str) -> None:
    book = read_workbook(put("svar.csv", written(delimiter).encode(encoding)))
    assert [list(row) for row in book.sheets[0].rows] == ROWS
    assert (book.file, book.sheets[0].name, book.findings) == ("svar.csv", "svar", ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(put: Put, end: str) -> None:
    assert list(read_workbook(put("a.csv", written(";", end).encode())).sheets[0].rows) == ROWS


def test_what_is_packed_is_unpacked(put: Put) -> None:
    packed = gzip.compress(written(";").encode(), mtime=0)
    book = read_workbook(put("svar.csv.gz", packed))
    assert list(book.sheets[0].rows) == ROWS
    assert book.sheets[0].name == "svar"


def test_decimal_commas_do_not_hide_the_semicolons(put: Put) -> None:
    book = read_workbook(put("a.csv", b"1,5;2,5\n3,5;4,5\n0,5;0,5\n"))
    assert list(book.sheets[0].rows) == [["1,5", "2,5"], ["3,5", "4,5"], ["0,5", "0,5"]]


def test_the_delimiter_that_excel_names_is_used(put: Put) -> None:
    book = read_workbook(put("a.csv", b"sep=,\na;b,c;d\n"))
    assert list(book.sheets[0].rows) == [[None, None], ["a;b", "c;d"]]


def test_rows_keep_their_numbers_and_are_equally_long(put: Put) -> None:
    book = read_workbook(put("a.csv", b"Titel\n\nKod;Svar;\n2029;Ja\n"))
    assert list(book.sheets[0].rows) == [
        ["Titel", None, None],
        [None, None, None],
        ["Kod", "Svar", None],
        ["2029", "Ja", None],
    ]


@pytest.mark.parametrize("text", ["-", "=1+1", "+46", "@x", "-5"])
def test_a_guarded_cell_is_what_it_was(put: Put, text: str) -> None:
    book = read_workbook(put("a.csv", f"a;b\n'{text};'citat\n".encode()))
    assert list(book.sheets[0].rows[1]) == [text, "'citat"]


def test_empty_rows_at_the_end_are_none_however_many(put: Put) -> None:
    book = read_workbook(put("a.csv", written(";").encode() + b";;\r\n" * 3_000_000))
    assert [list(row) for row in book.sheets[0].rows] == ROWS


def test_more_rows_than_a_sheet_can_have_are_refused(put: Put) -> None:
    with pytest.raises(FileFault, match="fler rader än ett kalkylblad kan ha"):
        open_table(put("a.csv", b"a;b\n" + b";\n" * 1_048_576 + b"c;d\n"), ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tom"),
        (b"\n  \n", "tom"),
        (b"\xef\xbb\xbf", "tom"),
        (b";;;\n" * 9, "tom"),
        (b'a;b\n"c;d\n', "citattecken"),
        (b'a;b\n"c"x;d\n', "citattecken"),
        (b"\x00\x01\x02\x03" * 99, "varken en arbetsbok eller en textfil"),
        (b"a;b\x81\n\xff;\x00d\n", "varken en arbetsbok eller en textfil"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x1f\x8b\x08skadad", "packa upp"),
        (gzip.compress(b"a;b\n" * 99, mtime=0)[:-9], "packa upp"),
        (b'a;"' + b"x" * 1_100_000 + b'"\n', "orimligt"),
    ],
)
def test_what_is_no_table_is_told(put: Put, content: bytes, said: str) -> None:
    with pytest.raises(FileFault, match=said) as caught:
        read_workbook(put("a.csv", content))
    assert caught.value.hints
    assert "a.csv" in (caught.value.place or "")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("Kommun,Andel\nLeksand,83,5\nMora,84,2\n", 2),
        ("Kommun,Andel,Antal\nMora,84,70\nLeksand,83,5,71\n", 3),
        ("Andel trygga\n\nKommun,Andel\nLeksand,..\nMora,-1 084,25\n", 5),
    ],
)
def test_a_number_that_its_decimal_comma_split_is_not_read(
    put: Put, content: str, line: int
) -> None:
    with pytest.raises(FileFault, match="decimalkomma") as caught:
        read_workbook(put("a.csv", content.encode()))
    assert (caught.value.place or "").endswith(f"rad {line}")
    assert caught.value.hints


@pytest.mark.parametrize(
    "content",
    [
        "Andel trygga\nKommun,2020,2021\nMora,84,70\n",  # a title above
        "Kommun,Andel,Antal\nMora,84,70,\n",  # a delimiter too many
        "Kommun,Andel\nMora,84,osäkert\n",
        "Kommun;Andel\nMora;84;5\n",
    ],
)
def test_longer_rows_in_which_no_number_was_split_are_read(put: Put, content: str) -> None:
    [sheet] = read_workbook(put("a.csv", content.encode())).sheets
    assert "84" in list(sheet.rows)[-1]


def test_line_breaks_and_other_delimiters_within_quotation_marks_are_text(put: Put) -> None:
    rows = [["Kommun", "Andel\ntrygga"], *[["Mora", f"{n},5\n;a;b"] for n in range(5)]]
    content = "\n".join("\t".join(f'"{cell}"' for cell in row) for row in rows)
    assert list(read_workbook(put("a.csv", content.encode())).sheets[0].rows) == rows
