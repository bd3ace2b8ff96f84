"""The analysis file of steps 1 to 3: where it lies, and how it is made, read and saved.

What can be changed in one stands in `edit`: `save(path, choose(...), put(EVIDENCE, ...))`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from oj_cli.documents.changes import Change, apply_changes
from oj_cli.documents.decode import Fault, decode, refuse
from oj_cli.documents.dumper import dump
from oj_cli.documents.files import Document, document_of, edit
from oj_cli.documents.locks import locked
from oj_cli.documents.reader import MAX_BYTES, YamlFile, read_bytes
from oj_cli.documents.writer import make_folder, write_text
from oj_cli.domain.analysis import SCHEMA, Analysis
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.logs import EVENTS, EVIDENCE, LOGS
from oj_cli.domain.swedish import fold, listing, slug
from oj_cli.domain.typed import first_day
from oj_cli.domain.wording import WHOLE

FOLDER = "analys"

DATES = "Skriv 2016, 2016-05 eller 2016-05-01."
"""How the date of an event or of evidence is written."""

SchemaLine = Callable[[Path, str], str]
"""Gives the line by which an editor finds the schema of a file of some kind."""

Maker = Callable[[Analysis], Sequence[Change]]
"""Finds what is to be changed from the analysis as it stands under the lock."""


@dataclass(frozen=True)
class AnalysisFile:
    """An analysis, and the text it was read from."""

    path: Path
    analysis: Analysis
    document: Document


def analysis_path(workspace: Path, of: Analysis, *, named_lan: bool = False) -> Path:
    """Return where an analysis lies unless the user has given the file another name.

    With `named_lan` a län is said to be one: Uppsala is the name of a kommun too.
    """
    who = slug(of.who) + ("-lan" if named_lan else "")
    return workspace / FOLDER / f"{who}-{slug(of.area)}-{of.year}.yaml"


def open_analysis(
    workspace: Path, of: Analysis, today: date, schema_line: SchemaLine | None = None
) -> AnalysisFile:
    """Return the analysis of this, made now if there is none, with a schema's line at its top.

    Raises FileFault if it cannot be read or made.
    """
    folder = workspace / FOLDER
    make_folder(folder)
    for named_lan in (False, True):
        path = analysis_path(workspace, of, named_lan=named_lan)
        with locked(path):
            if not path.exists():
                elsewhere = find_exact(workspace, of)
                if elsewhere is not None:
                    return elsewhere
                line = schema_line(path, "analys") if schema_line else ""
                write_text(path, new_text(of, today, line))
            found = read_analysis(path)
            if is_like(of, found.analysis):
                return found
    raise FileFault(
        "analysis.other_head", place=str(path), found=said(found.analysis), wanted=said(of)
    )


def new_text(of: Analysis, today: date, first: str = "") -> str:
    """Return the text of a new analysis, with `first` at the top."""
    who = {"kommun": of.kommun} if of.kommun else {"lan": of.lan}
    keys = {"schema": SCHEMA, **who, "omrade": of.area, "ar": of.year, "skapad": today}
    return f"""\
{first}# {said(of)}: analysen, steg 1 till 3.
# oj skriver här efter varje svar. Du kan också ändra för hand: det du skriver blir kvar, även
# egna rader som börjar med #. Skriv aldrig något som pekar ut en enskild person.
{dump(keys)}
# Steg 1. Områden som ni har valt, med de siffror som ni såg då. Siffrorna ändras inte av nyare
# uppgifter: oj status säger till när de skiljer sig.
val: []

# Det som ni har sett men väntar med, och varför.
valts_bort: []

# Steg 2. Vad annat ni vet om det som ni har valt. Lägg till med oj complement add.
underlag: []

# Steg 3. Händelser som kan förklara en ändring, och vad ni drar för slutsats av utvecklingen.
# Lägg till händelser med oj trend event add.
handelser: []
trend: []

# Vad som ska utvecklas och varför. Här börjar steg 4, handlingsplanen.
slutsatser: []

# Svar på guidernas övriga frågor.
svar: {{}}
"""


def read_analysis(path: Path) -> AnalysisFile:
    """Read an analysis.

    Raises FileFault, with every fault and its line, for a file that cannot be read, is no
    analysis of this version, or holds something that does not belong there.
    """
    return analysis_of(read_bytes(path, MAX_BYTES + 1), path)


@lru_cache(32)  # the same command reads it several times
def analysis_of(raw: bytes, path: Path) -> AnalysisFile:
    """Return the analysis that the bytes of a file hold. Raises FileFault as `read_analysis`."""
    document = document_of(raw, path)
    data = document.data
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise FileFault(
            "analysis.other_schema",
            place=document.file.place(("schema",)) if schema else str(path),
            said=f"schema ”{schema}”" if schema else "inget schema",
            schema=SCHEMA,
        )
    return AnalysisFile(path, _decode(document.file), document)


def _decode(file: YamlFile) -> Analysis:
    analysis, faults = _read(file.data)
    refuse(file, faults, "Analysen")
    assert analysis is not None  # noqa: S101  # decode only gives None together with a fault
    return analysis


def _read(data: object) -> tuple[Analysis | None, list[Fault]]:
    faults: list[Fault] = []
    analysis = decode(Analysis, data, faults)
    return analysis, faults + (_wrong(analysis) if analysis else [])


def _wrong(analysis: Analysis) -> list[Fault]:
    """Return what the kinds of values alone do not show: who it is of, dates, ids used twice."""
    faults = []
    if (analysis.kommun is None) == (analysis.lan is None):
        faults.append(Fault((), "Ange antingen kommun eller lan, och bara det ena."))
    if analysis.is_of_all:
        faults += _without_area(analysis)
    for name, dates in (
        (EVENTS.key, [e.date for e in analysis.events]),
        (EVIDENCE.key, [e.date for e in analysis.evidence]),
    ):
        for n, text in enumerate(dates):
            try:
                first_day(text or "2016")
            except ValueError:
                message = f"”{text}” är inget datum som finns. {DATES}"
                faults.append(Fault((name, n, "datum"), message))
    for log in LOGS:
        ids = [item.id for item in log.of(analysis)]
        known = [fold(id) for id in ids]
        for n, id in enumerate(ids):
            if fold(id) in known[:n]:
                faults.append(Fault((log.key, n, "id"), f"Det finns redan en rad med id {id}."))
    return faults


def _without_area(analysis: Analysis) -> Iterator[Fault]:
    """Yield which chosen indicators do not say their område, in an analysis of all."""
    for n, chosen in enumerate(analysis.chosen):
        for i, frozen in enumerate(chosen.indicators):
            if "/" not in frozen.indicator:
                where = ("val", n, "indikatorer", i, "indikator")
                message = f"Skriv vilket område ”{frozen.indicator}” hör till: omrade/indikator."
                yield Fault(where, f"{message}")


def save(path: Path, *makers: Maker) -> AnalysisFile:
    """Make changes in an analysis and return it as it then stands.

    Each maker sees what those before it have changed. Raises FileFault, with nothing
    written, if the file cannot be read, locked or written, and UsageFault if a maker
    refuses, or what would be written is no analysis or holds a personnummer.
    """

    def changes(document: Document) -> list[Change]:
        data, result = document.data, list[Change]()
        analysis = analysis_of(document.raw, path).analysis
        for maker in makers:
            made = maker(analysis)
            data = apply_changes(data, made)
            analysis = checked(data)
            result += made
        return result

    document = edit(path, changes)
    return AnalysisFile(path, _decode(document.file), document)


def checked(data: object) -> Analysis:
    """Return changed data as an analysis. Raises UsageFault for what the reader would refuse."""
    analysis, faults = _read(data)
    if analysis is None or faults:
        raise UsageFault("analysis.would_break", details=tuple(f.message for f in faults))
    return analysis


# --- which analysis is meant -------------------------------------------------------------


def analysis_paths(workspace: Path) -> tuple[Path, ...]:
    """Return the files in the workspace's folder of analyses, by name."""
    return tuple(sorted((workspace / FOLDER).glob("*.yaml")))


def list_analyses(workspace: Path) -> tuple[tuple[AnalysisFile, ...], tuple[FileFault, ...]]:
    """Return the analyses of a workspace, newest year first, and what is wrong with the others."""
    found, faults = [], []
    for path in analysis_paths(workspace):
        try:
            found.append(read_analysis(path))
        except FileFault as fault:
            faults.append(fault)
    found.sort(key=lambda f: -f.analysis.year)
    return tuple(found), tuple(faults)


def is_like(one: Analysis, other: Analysis) -> bool:
    """Tell whether two analyses are of the same kommun or län, område and year."""

    def of(analysis: Analysis) -> tuple[str, int, str, str]:
        kommun, lan = fold(analysis.kommun or ""), fold(analysis.lan or "")
        return analysis.area, analysis.year, kommun, lan

    return of(one) == of(other)


def find_exact(workspace: Path, of: Analysis) -> AnalysisFile | None:
    """Return the analysis of this, whatever its file is called, None if there is none.

    Raises FileFault if there is none among those that can be read, but one that cannot.
    """
    path = analysis_path(workspace, of)
    if path.is_file():
        found = read_analysis(path)
        if is_like(of, found.analysis):
            return found
    analyses, faults = list_analyses(workspace)
    fitting = [f for f in analyses if is_like(of, f.analysis)]
    if not fitting and faults:
        raise faults[0]
    return fitting[0] if fitting else None


def fitting(
    workspace: Path, who: str | None, area: str | None, year: int | None
) -> list[AnalysisFile]:
    """Return the analyses of this kommun or län, område and year, newest year first.

    None fits all. Raises FileFault if a file cannot be read: it might be the one.
    """
    analyses, faults = list_analyses(workspace)
    if faults:
        raise faults[0]
    return [
        f
        for f in analyses
        if (who is None or fold(f.analysis.who) == fold(who))
        and (area is None or f.analysis.area == area)
        and (year is None or f.analysis.year == year)
    ]


def find_analysis(
    workspace: Path,
    *,
    who: str | None = None,
    area: str | None = None,
    year: int | None = None,
) -> AnalysisFile:
    """Return the analysis that is meant: of this kommun or län, område and year, where named.

    Of several of one område the one with the newest year: of two områden the newer is not the
    one that is meant. Raises UsageFault, naming what there is, if none fits or several do, and
    FileFault if a file cannot be read.
    """
    found = fitting(workspace, who, area, year)
    if not found:
        others = listing([said(f.analysis) for f in fitting(workspace, None, None, None)])
        raise UsageFault("analysis.none_such" if others else "analysis.none", all=others)
    first = found[0].analysis
    several = [f for f in found if f.analysis.year == first.year]
    flag = f"--kommun {first.kommun}" if first.kommun else f"--lan {first.lan}"
    if len({f.analysis.area for f in found}) > 1:
        several, flag = found, f"--omrade {first.area}"
    if len(several) > 1:
        every = listing([said(f.analysis) for f in several])
        raise UsageFault("analysis.several", all=every, flag=flag)
    return found[0]


def said(of: Analysis) -> str:
    """Return what an analysis is of, in words: `Leksand, socialpsykiatri 2016`."""
    return f"{of.who}, {WHOLE if of.is_of_all else of.area} {of.year}"
