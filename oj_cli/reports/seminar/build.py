"""Lay the page for the analysis day out: one file that asks for nothing outside itself."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from oj_cli.domain.swedish import number
from oj_cli.presentation.html.templates import templates
from oj_cli.presentation.pictures.style import COLOURS
from oj_cli.reports.seminar.data import NOTHING, SeminarMaterial, page_data

FOLDER = Path(__file__).parent


def seminar_page(of: SeminarMaterial) -> bytes:
    """Return the page as HTML: its data as one block, and tables for who has no script."""
    from markupsafe import Markup

    data = page_data(of)
    environment = templates(FOLDER)
    css = environment.get_template("page.css.j2").render(colours=COLOURS)
    js = (FOLDER / "page.js").read_text(encoding="utf-8")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":  # nothing in it can end the block
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    page = environment.get_template("page.html.j2").render(
        data=data,
        # ours, and text that was made safe above
        css=Markup(css),  # noqa: S704
        js=Markup(js),  # noqa: S704
        block=Markup(text),  # noqa: S704
        hashes={"css": _hash(css), "js": _hash(js)},
        tables=list(_tables(data)),
    )
    return page.encode("utf-8")


def _hash(text: str) -> str:
    """Return what a policy allows a style or a script by."""
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _tables(data: Mapping[str, Any]) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield each område as a table: its name, the headings, and a row for each kommun."""
    for n, area in enumerate(data["omraden"]):
        shown = [i for i in data["indikatorer"] if i["o"] == n]
        heads = [f"{i['namn']} {i['ar']}" for i in shown]
        rows = [
            [kommun["namn"], *(_cell(data, i, place) for i in shown)]
            for place, kommun in enumerate(data["kommuner"])
            if any(i["v"][place] is not None for i in shown)
        ]
        yield area["namn"], heads, rows


def _cell(data: Mapping[str, Any], i: Mapping[str, Any], place: int) -> str:
    """Return a value, the year if it is another than the heading's, and the verdict if it tells."""
    said, letter = i["v"][place], i["b"][place]
    if said is None or letter == NOTHING:
        return "–"
    text = said if isinstance(said, str) else number(said, 0 if said == round(said) else 1)
    year = i.get("y", {}).get(place)
    word = data["bedomningar"][letter][1] if letter in "wtkob" else ""
    return " ".join(filter(None, (text, str(year or ""), word)))
