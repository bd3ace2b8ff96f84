"""What was decided of a workbook, as a layout that the next one is read by."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from oj_cli.documents.dumper import dump
from oj_cli.documents.writer import make_folder, write_text
from oj_cli.domain.encoding import encode
from oj_cli.sources.layout.model import ColumnRule, Layout, SheetRule
from oj_cli.sources.layout.understanding import Understanding

_HEAD = """\
# Så här lästes {file}. oj känner igen nästa fil av samma slag på rubrikerna och läser den likadant.
# Ändra gärna: indikator är indikatorns id, och saknas den så läses inte kolumnen.

"""


def layout_of(found: Understanding) -> Layout:
    """Return the layout that reads a workbook as it was read, without any question.

    The year is not in it: the next file is of another one.
    """
    catalogue, decisions = found.catalogue, found.decisions
    used = decisions.layout
    area = catalogue.area if catalogue else "okand"
    years = "-".join(str(y) for y in sorted({min(found.years), max(found.years)}))
    sheets = used.sheets if used else ()
    if decisions.sheets:
        sheets = (
            *(SheetRule(name) for name in decisions.sheets),
            SheetRule("*", leave_out=True),
        )
    base = used or Layout(id="", title="")
    id = f"{area}-{years}"
    return replace(
        base,
        id=id,
        version=base.version + 1 if base.id == id else 1,
        title=f"{catalogue.short if catalogue else area} {years}",
        area=area,
        publisher=base.publisher or found.publisher,
        sheets=sheets,
        units={**base.units, **decisions.units},
        heading=decisions.heading or base.heading,
        roles={**base.roles, **decisions.roles},
        shares=decisions.shares or base.shares,
        columns=tuple(_columns(found)),
    )


def _columns(found: Understanding) -> Iterator[ColumnRule]:
    """Yield a rule for each heading, those of the layout that was used first."""
    rules: dict[str, ColumnRule] = {}
    before = found.decisions.layout
    for rule in before.columns if before else ():
        rules[rule.heading] = rule
    for used in found.used:
        if used.use.startswith("antal"):
            continue
        heading = used.column.label.whole
        is_number = used.use == "tal" and used.column.observed.could_be_codes
        is_kept = used.use == "koder" or used.coded_by in ("dig", "layouten")
        codes = dict(used.coding) if is_kept else {}
        rules[heading] = ColumnRule(heading, used.indicator, codes, is_number)
    for left in found.left_columns:
        if left.reason == "är utelämnad":
            rules[left.column.label.whole] = ColumnRule(left.column.label.whole)
    yield from rules.values()


def is_news(found: Understanding) -> bool:
    """Return whether a layout of this workbook would say more than the one it was read by."""
    before = found.decisions.layout
    if before is None:
        return True
    return _told(layout_of(found)) != _told(before)


def _told(layout: Layout) -> Layout:
    return replace(layout, id="", title="", version=1, publisher=None)


def write_layout(layout: Layout, folder: Path, file: str) -> Path:
    """Write a layout in a folder, which is made; keep the version before. Raises FileFault."""
    make_folder(folder)
    path = folder / f"{layout.id}.yaml"
    write_text(path, layout_text(layout, file))
    return path


def layout_text(layout: Layout, file: str) -> str:
    """Return the text of a layout by which a file with this name was read."""
    return _HEAD.format(file=file) + dump(without_empty(encode(layout)))


def without_empty(value: Any) -> Any:
    """Return plain data without the keys that say nothing."""
    if isinstance(value, dict):
        kept = {k: without_empty(v) for k, v in value.items()}
        return {k: v for k, v in kept.items() if v not in (None, [], {}, False)}
    if isinstance(value, list):
        return [without_empty(v) for v in value]
    return value
