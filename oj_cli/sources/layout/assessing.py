"""What the user says of new indicators that a file cannot say: asked once, of all of them."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.findings import Finding
from oj_cli.domain.guard import with_guard
from oj_cli.domain.importing import NewIndicator, Question
from oj_cli.domain.indicators import DIRECTION_WORDS, UNKNOWN_UNIT, Direction, Indicator
from oj_cli.domain.swedish import capital, counted, fold, listing, number
from oj_cli.sources.findings import finding, question
from oj_cli.sources.layout.headed import find_headed
from oj_cli.sources.layout.model import Assessment, SaidRow
from oj_cli.sources.layout.proposing import PROPOSED_BY, proposed
from oj_cli.sources.layout.text import shorten
from oj_cli.sources.layout.understanding import Known
from oj_cli.sources.workbook import read_workbook

PROPOSED = "forslag"
OPEN = "ingen"
COLUMNS = ("indikator", "namn", "riktning", "enhet", "tema", "skal")
_SHEETS = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")
_MOST_SHOWN = 3


@dataclass(frozen=True)
class Assessed:
    """New indicators as they are to be, and what is still to be asked or mended.

    `sheet` is the file that is to be filled in, where there is none yet.
    """

    indicators: tuple[Indicator, ...]
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    sheet: Path | None = None


def parse_assessment(text: str) -> Assessment:
    """Return what stands after the flag: the proposals, nothing, or a file.

    Raises UsageFault for another word, FileFault for a file that cannot be read.
    """
    if text in (PROPOSED, OPEN):
        return Assessment(text)
    path = Path(text)
    if path.suffix.lower() not in (_SHEETS if path.exists() else _SHEETS[:1]):
        raise UsageFault("flags_of_import.no_assessment", text=text)
    return Assessment(text, path, _read(path) if path.exists() else None)


def assess(new: Sequence[Indicator], said: Assessment | None, known: Known, area: str) -> Assessed:
    """Return new indicators with what is said of them; ask where one of them may be judged.

    While it is asked they are as they are proposed.
    """
    found = tuple(map(proposed, new))
    if said is None:
        asked = (_question(found, area),) if any(map(_is_to_ask, found)) else ()
        return Assessed(found if asked else tuple(new), asked)
    if said.way == OPEN:
        return Assessed(tuple(map(_left_open, new)))
    if said.path is None:
        return Assessed(found)
    if said.rows is None and found:
        return Assessed(found, sheet=said.path)
    return _by_file(new, found, said.path, said.rows or {}, known)


def sheet_text(indicators: Sequence[NewIndicator]) -> str:
    """Return the file to fill in, with the proposals, as a Swedish Excel opens it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for i in indicators:
        cells = (i.id, i.name, i.direction, i.unit or "", i.theme, i.why or "")
        writer.writerow([with_guard(cell) for cell in cells])
    return "\ufeff" + text.getvalue()


def _is_to_ask(found: Indicator) -> bool:
    """Return whether something of an indicator that may be judged is only guessed.

    Of yes and no it is said already that yes is better; then only a theme may be.
    """
    return found.role == "kvalitet" and (found.kind == "numerisk" or found.why is not None)


def _left_open(indicator: Indicator) -> Indicator:
    """Return an indicator that is not judged, yes and no too, until someone says what is better."""
    return replace(indicator, direction="ingen")


def _question(found: Sequence[Indicator], area: str) -> Question:
    n = counted(len(found), "ny indikator", "nya indikatorer")
    return question(
        "--bedom",
        f"{n} ska bedömas. Vad är bättre, högt eller lågt, och vilket tema hör de till?",
        (PROPOSED, "som oj föreslår; det går att ändra i katalogfilen efteråt"),
        (OPEN, "lämna öppet: de visas, men bedöms inte förrän riktning står i katalogfilen"),
        (
            f"bedom-{area}.csv",
            "i en fil: oj skriver den med förslagen, ni ändrar i Excel och kör samma kommando igen",
        ),
        about=tuple(_told(found)),
    )


def _told(found: Sequence[Indicator]) -> Iterator[str]:
    """Yield how many are proposed to be judged in each way, some of them with the reason."""
    for direction, words in DIRECTION_WORDS.items():
        so = [i for i in found if i.direction == direction]
        if so:
            more = len(so) - _MOST_SHOWN
            told = [f"{shorten(i.name, 60)} ({_reason(i)})" for i in so]
            yield (
                f"{capital(words)}: {number(len(so))}. "
                + "; ".join(told[:_MOST_SHOWN])
                + (f"; och {number(more)} till" if more > 0 else "")
            )


def _reason(indicator: Indicator) -> str:
    if indicator.why is None:
        return "JA är bättre än NEJ"
    return indicator.why.removeprefix(PROPOSED_BY).rstrip(".")


def _by_file(
    new: Sequence[Indicator],
    found: Sequence[Indicator],
    path: Path,
    rows: Mapping[str, SaidRow],
    known: Known,
) -> Assessed:
    """Return new indicators as a filled-in file says; those that it does not name are open."""
    themes = {fold(text): t.id for t in known.themes.themes for text in (t.id, t.name)}
    names = {fold(n) for i in new for n in _names(i)}
    wrong = [
        _wrong(path, row, f"Indikatorn ”{row.cells['indikator']}” är inte en av de nya")
        for name, row in rows.items()
        if name not in names and not _is_known(name, known)
    ]
    made = []
    for before, proposal in zip(new, found, strict=True):
        row = next((rows[fold(n)] for n in _names(before) if fold(n) in rows), None)
        if row is None:
            made.append(_left_open(before))
            continue
        direction = fold(row.cells["riktning"]) or "ingen"
        theme = themes.get(fold(row.cells.get("tema", "")) or fold(before.theme))
        if direction not in DIRECTION_WORDS:
            allowed = listing(list(DIRECTION_WORDS), "eller")
            wrong.append(
                _wrong(path, row, f"Riktningen är {allowed}, inte ”{row.cells['riktning']}”")
            )
        elif theme is None:
            ids = listing([t.id for t in known.themes.themes])
            said = f"Temat ”{row.cells['tema']}” finns inte. Teman är {ids}"
            wrong.append(_wrong(path, row, said))
        else:
            made.append(_as_said(proposal, cast(Direction, direction), theme, row, path))
    return Assessed(tuple(made) if not wrong else tuple(found), findings=tuple(wrong))


def _as_said(
    proposal: Indicator, direction: Direction, theme: str, row: SaidRow, path: Path
) -> Indicator:
    """Return an indicator as a row of the file says; the reason is that of whoever changed it."""
    unit, why = proposal.unit, row.cells.get("skal") or None
    if proposal.kind == "numerisk" and "enhet" in row.cells:
        unit = row.cells["enhet"] or UNKNOWN_UNIT
    keeps_scale = unit == proposal.unit or proposal.scale == "koder"
    said = replace(
        proposal,
        direction=direction,
        theme=theme,
        unit=unit,
        scale=proposal.scale if keeps_scale else None,
    )
    is_changed = (direction, theme) != (proposal.direction, proposal.theme)
    if is_changed and why == proposal.why:
        why = f"Sagt av er i {path.name}."
    return replace(said, why=why)


def _names(indicator: Indicator) -> tuple[str, ...]:
    return (indicator.id, *((indicator.kolada,) if indicator.kolada else ()))


def _is_known(name: str, known: Known) -> bool:
    return any(name in map(fold, _names(i)) for c in known.catalogues for i in c)


def _wrong(path: Path, row: SaidRow, what: str) -> Finding:
    return finding("layout.wrong_assessment", file=path.name, line=row.line, what=what)


def _read(path: Path) -> dict[str, SaidRow]:
    """Return the rows of a filled-in file by the indicator they name. Raises FileFault."""
    table = find_headed(read_workbook(path), ["indikator"], ["riktning"])
    if table is None:
        raise FileFault("sources.no_assessment", place=str(path), file=path.name)
    read = [SaidRow(n + 1, cells) for n, cells in table.rows()]
    return {fold(r.cells["indikator"]): r for r in read if r.cells["indikator"]}
