"""The county report in the examples is what its command makes. Renew with OJ_FORNYA=1."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

FOLDER = Path(__file__).parents[2] / "examples" / "dalarna-2016" / "rapport"
FORMATS = ("html", "docx", "xlsx", "pdf")


def command() -> list[str]:
    (line,) = re.findall(r"^oj (.+)$", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE)
    return line.split()


def said(format: str, content: bytes) -> str:
    """What a reader is told, without what a newer library may draw or pack differently."""
    if format == "html":
        text = re.sub(r"<(svg|style).*?</\1>", "", content.decode(), flags=re.DOTALL)
    elif format == "docx":
        document = Document(io.BytesIO(content))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        text = "\n".join([*(p.text for p in document.paragraphs), *cells])
    elif format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = [[str(v) for v in row] for s in book for row in s.iter_rows(values_only=True)]
        text = "\n".join("\t".join(row) for row in rows)
    else:
        pages = PdfReader(io.BytesIO(content)).pages
        text = re.sub(r"[\s\u00ad-]+", "", "".join(page.extract_text() for page in pages))
    return text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    from oj_cli.app import run

    folder = tmp_path_factory.mktemp("exempel")
    (folder / "kommentarer.yaml").write_bytes((FOLDER / "kommentarer.yaml").read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(command()) == 0
    found = {f: (folder / f"lansrapport.{f}").read_bytes() for f in FORMATS}
    if os.environ.get("OJ_FORNYA"):
        for format, content in found.items():
            (FOLDER / f"lansrapport.{format}").write_bytes(content)
    return found


@pytest.mark.parametrize("format", FORMATS)
def test_the_example_is_what_the_command_makes(made: dict[str, bytes], format: str) -> None:
    kept = (FOLDER / f"lansrapport.{format}").read_bytes()
    assert said(format, made[format]) == said(format, kept), "renew with OJ_FORNYA=1"


def test_its_comments_are_sound(oj: Callable[..., Any]) -> None:
    made = oj(*command()[:8], "--kommentarer", str(FOLDER / "kommentarer.yaml"), "-o", "x.html")
    assert made.code == 0, made.err
    assert "FEL" not in made.err
    assert "VARN" not in made.err
