from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # comes with rich

from oj_cli.presentation.console import clean
from oj_cli.presentation.document import (
    Bullets,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Table,
)
from oj_cli.presentation.markdown import render

# what CommonMark and GitHub's tables make of markup, and ordinary words between
MARKUP = st.text("ab1 -+*_`~#=<>&|[]()!\\.:$\n\r\tåäö\"'", max_size=40)


def tokens(text: str) -> list[Any]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def shown(token: Any) -> str:
    """Return what a reader sees of inline content."""
    return "".join(
        "\n" if child.type in ("hardbreak", "softbreak", "html_inline") else child.content
        for child in token.children
    )


def words(text: str) -> list[str]:
    return clean(text).split()


@given(MARKUP)
@settings(database=None, deadline=None)
def test_text_is_shown_as_written(text: str) -> None:
    found = tokens(render(Document("T", (Paragraph(text),))))
    assert [t.type for t in found[3:]] == (
        ["paragraph_open", "inline", "paragraph_close"] if words(text) else []
    )
    assert [w for t in found[3:] if t.type == "inline" for w in shown(t).split()] == words(text)


@given(st.lists(st.tuples(MARKUP, MARKUP), min_size=1, max_size=3))
@settings(database=None, deadline=None)
def test_cells_are_shown_as_written(rows: list[tuple[str, str]]) -> None:
    table = Table(
        (Column("a", "A|b"), Column("b", "B", "right")), tuple({"a": a, "b": b} for a, b in rows)
    )
    found = tokens(render(Document("T", (table,))))
    cells = [shown(t).split() for t in found if t.type == "inline"][1:]
    assert cells == [["A|b"], ["B"], *(words(cell) for row in rows for cell in row)]


@given(MARKUP.filter(str.strip), MARKUP)
@settings(database=None, deadline=None)
def test_commands_are_shown_as_written(line: str, gives: str) -> None:
    found = tokens(render(Document("", (Commands((Command(line, gives),)),))))
    inline = next(t for t in found if t.type == "inline")
    assert inline.children[0].type == "code_inline"
    assert inline.children[0].content.split() == words(line)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>", "&lt;script&gt;"),
        ("# rubrik", "\\# rubrik"),
        ("- punkt", "\\- punkt"),
        ("1. punkt", "1\\. punkt"),
        ("2024 var året", "2024 var året"),
        ("1\u00a0012,3 %", "1\u00a0012,3 %"),
        ("-5", "-5"),
        ("12.5", "12.5"),
        ("--- ---", "\\--- ---"),
        ("a|b", "a\\|b"),
        ("Rad ett\nrad två", "Rad ett\\\nrad två"),
    ],
)
def test_escaping(text: str, written: str) -> None:
    assert render(Document("", (Paragraph(text),))) == f"{written}\n"


def test_document(demo: Any) -> None:
    assert render(demo.document()) == EXPECTED


EXPECTED = """\
# Svaga områden i Älvdalen 2024

**Kommunen är svagare än riket i 3 av 40 indikatorer.**

Andelen räknas på dem som svarat JA, NEJ eller DELVIS → se ordlistan.

## Indikatorer

Svar per kommun

| Indikator | Leksand | Malung-Sälen | Andel i riket, procent |
| --- | --- | --- | ---: |
| Rutin vid misstanke om våld | NEJ | JA | 12,3 |
| Samlad plan för brukarinflytande | JA | JA | 1\u00a0012,3 |
| Enkät | JA | NEJ | 2\u00a0012,3 |
| **Riket – alla kommuner** |  |  |  |

*Små grupper är utelämnade.*

## Frågor att ställa

1. Vem äger rutinen?\\
   Fråga enhetschefen.\\
   Skriv ned svaret.
2. När följdes den upp?

## Gå vidare

- `oj trend --kommun alvdalen` – hur svaren ändrats över tid
- `oj plan new` – gör en handlingsplan
"""


def test_items_of_a_list_stay_apart() -> None:
    items = (Item("- ett", ("1. två", "# tre")), Item("fyra"))
    found = tokens(render(Document("", (Bullets(items),))))
    assert [shown(t) for t in found if t.type == "inline"] == ["- ett\n1. två\n# tre", "fyra"]
