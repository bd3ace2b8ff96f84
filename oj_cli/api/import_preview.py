"""What `oj data import` shows of a file before it writes."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Workbook
from oj_cli.domain.importing import AnswerCount, ImportPreview, LeftOut, NewIndicator, ReadAs
from oj_cli.domain.kommuner import Register
from oj_cli.domain.swedish import counted, listing
from oj_cli.sources.layout.legend import as_coding
from oj_cli.sources.layout.rows import Reading
from oj_cli.sources.layout.sorting import SortingKeys
from oj_cli.sources.layout.text import shorten
from oj_cli.sources.layout.understanding import Known, Understanding
from oj_cli.sources.longfile import FoundLong
from oj_cli.workspace import Workspace

_MOST_EXAMPLES = 4
_MOST_WRITTEN = 6
_ROW_WORDS = {
    "sammanfattning": ("Rader som sammanfattar", "oj räknar själv"),
    "anmarkning": ("Rader med källor och anmärkningar", "är inga svar"),
    "rubrik": ("Rader med bara en rubrik", "har inga svar"),
    "utelamna": ("Rader som ni har valt bort", "läses inte"),
    "okand": ("Rader med andra namn", "nämner ingen känd enhet"),
}


def preview_of(
    found: Understanding,
    reading: Reading,
    rows: pd.DataFrame,
    repeated: int,
    findings: Sequence[Finding],
) -> ImportPreview:
    """Return what is shown of an import."""
    catalogue = found.catalogue
    layout = found.decisions.layout
    units = Counter(place for place in _units(found))
    known = {c.area for c in found.known.catalogues}
    return ImportPreview(
        file=found.workbook.file,
        area=catalogue.area if catalogue else "",
        area_name=catalogue.short if catalogue else "",
        is_new_area=catalogue is not None and catalogue.area not in known,
        years=found.years,
        layout=layout.title if layout else "",
        tables=tuple(dict.fromkeys(f"bladet {t.sheet}" for t in found.tables)),
        units=tuple((k, units[k]) for k in ("kommun", "stadsdel", "lan", "riket") if units[k]),
        columns=tuple(_columns(found)),
        answers=tuple(_answers(reading)),
        n_numbers=int(rows["value"].notna().sum()),
        n_rows=len(rows),
        left_out=tuple(_left_out(found, repeated)),
        findings=tuple(findings),
        asked=(*found.questions, *reading.questions),
        new=tuple(map(NewIndicator.of, found.new)),
        sheet=str(found.sheet or ""),
    )


def preview_of_keys(keys: SortingKeys, workbook: Workbook) -> ImportPreview:
    """Return what is shown of a workbook with sorting keys."""
    kommuner = len(keys.membership or keys.population)
    return ImportPreview(
        file=workbook.file,
        area=keys.layout.id,
        area_name="Folkmängd" if keys.edition is None else f"Kommungrupper, {keys.edition.name}",
        years=keys.years,
        layout=keys.layout.title,
        tables=tuple(f"bladet {name}" for name in keys.sheets),
        units=(("kommun", kommuner),) if kommuner else (),
        n_rows=keys.n,
        findings=keys.findings,
        asked=keys.questions,
    )


def preview_of_long(found: FoundLong, known: Known) -> ImportPreview:
    """Return what is shown of a table with one result in each row."""
    reading, rows = found.reading, found.reading.rows
    kinds = rows[["unit_kind", "unit"]].drop_duplicates()["unit_kind"].value_counts()
    answers = rows["answer"].value_counts()
    left = []
    for unknown, reason in (
        (reading.indicators, "finns inte i någon katalog"),
        (reading.units, "gäller enheter som oj inte känner, eller medel av grupper"),
    ):
        if unknown:
            lost = sum(u.n for u in unknown)
            what = counted(lost, "rad", "rader")
            if unknown is reading.indicators:
                what += f" om {counted(len(unknown), 'indikator', 'indikatorer')}"
            left.append(LeftOut(what, lost, reason, _some([u.text for u in unknown])))
    if reading.empty:
        lost = len(reading.empty)
        left.append(LeftOut(counted(lost, "rad", "rader"), lost, "har varken svar eller tal"))
    areas = [str(a) for a in rows["area"].unique()]
    catalogues = (*known.catalogues, *((found.target,) if found.target else ()))
    names = {c.area: c.short for c in catalogues}
    return ImportPreview(
        file=found.file.path.name,
        area=areas[0] if len(areas) == 1 else "flera" if areas else "",
        area_name=listing([names[a] for a in areas]),
        years=found.years,
        layout=found.file.layout.title,
        units=tuple((str(k), int(n)) for k, n in kinds.items() if n),
        answers=tuple(AnswerCount(str(a), int(n), ()) for a, n in answers.items() if n),
        n_numbers=int(rows["value"].notna().sum()),
        n_rows=len(rows),
        left_out=tuple(left),
        findings=found.findings,
        asked=found.questions,
        new=tuple(map(NewIndicator.of, found.new)),
        sheet=str(found.sheet or ""),
    )


def _units(found: Understanding) -> Iterator[str]:
    """Yield the kind of each different unit."""
    seen = {u.place.unit for table in found.tables for u in table.block.units}
    return (kind for kind, _ in seen)


def _columns(found: Understanding) -> Iterator[ReadAs]:
    by_id = found.catalogue.by_id if found.catalogue else {}
    for used in found.used:
        coding = ""
        if used.use == "koder":
            seen = used.column.observed.codes
            told = {k: v for k, v in used.coding.items() if k in seen} or dict(used.coding)
            coding = f"{as_coding(told)} enligt {used.coded_by}"
        yield ReadAs(
            cell=used.column.place,
            heading=used.column.label.whole,
            indicator=used.indicator,
            name=by_id[used.indicator].name,
            certainty=used.certainty,
            year=used.year,
            kind={"koder": "svar"}.get(used.use, used.use),
            coding=coding,
        )


def _answers(reading: Reading) -> Iterator[AnswerCount]:
    written = reading.written or {}
    for answer in ("JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS"):
        if answer in written:
            most = written[answer].most_common(_MOST_WRITTEN)
            yield AnswerCount(answer, sum(written[answer].values()), tuple(most))


def _left_out(found: Understanding, repeated: int) -> Iterator[LeftOut]:
    for sheet in found.left_sheets:
        yield LeftOut(f"Bladet {sheet.name}", 1, sheet.reason)
    by_reason: dict[str, dict[str, None]] = {}
    for left in found.left_columns:
        label = left.column.label
        heading = shorten(label.text or label.whole, 40) or label.measure or "utan rubrik"
        by_reason.setdefault(left.reason, {})[f"{left.column.ref} {heading}"] = None
    for reason, of_columns in by_reason.items():
        names = list(of_columns)
        what = counted(len(names), "kolumn", "kolumner")
        yield LeftOut(what, len(names), reason, _some(names))
    by_kind: dict[str, list[str]] = {}
    for table in found.tables:
        for odd in table.block.odd:
            by_kind.setdefault(odd.kind, []).append(shorten(odd.text, 40))
    for kind, texts in by_kind.items():
        what, reason = _ROW_WORDS[kind]
        yield LeftOut(f"{what} ({len(texts)})", len(texts), reason, _some(texts))
    if repeated:
        what = counted(repeated, "resultat", "resultat")
        yield LeftOut(what, repeated, "står likadant i flera tabeller")


def _some(names: Sequence[str]) -> tuple[str, ...]:
    more = len(names) - _MOST_EXAMPLES
    return (*names[:_MOST_EXAMPLES], *((f"och {more} till",) if more > 0 else ()))


def shows(
    workspace: Workspace | None, areas: Sequence[str], rows: pd.DataFrame, register: Register
) -> str:
    """Return the command that shows what was read of some områden: of one, or the map of all."""
    if len(areas) == 1:
        return f"oj identify --omrade {areas[0]}"
    settings = workspace.settings if workspace else None
    of_kommuner = rows.loc[rows["unit_kind"] == "kommun", "unit"].unique()
    only = register.by_code[of_kommuner[0]].name if len(of_kommuner) == 1 else None
    kommun, lan = (settings.kommun or only, settings.lan) if settings else (only, None)
    if not areas or not (kommun or lan):
        return "oj data list"
    flag, name = ("--kommun", kommun) if kommun else ("--lan", lan)
    return f"oj identify {shlex.join((flag, str(name)))}"
