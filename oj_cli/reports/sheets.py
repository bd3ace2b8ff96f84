"""What a workbook of a report holds: figures to sort, filter and count on, and none of its text.

`Matris` is kommuner × indicators, `Indikatorer` what each of them is and what came of it, `Teman`
how many have each verdict, and `Data` every value with the place that it was read from.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from oj_cli.domain.answers import Column as Given
from oj_cli.domain.county import LanIndicator
from oj_cli.domain.identification import VERDICT_WORDS, IndicatorResult, Verdict
from oj_cli.domain.indicators import DIRECTION_WORDS, Catalogue, Indicator
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.kommuner import Edition, invanargrupp_name
from oj_cli.domain.overview import KommunRow
from oj_cli.domain.references import FEWEST_OTHERS, RIKET, Comparison, Reference
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital
from oj_cli.domain.wording import short_names
from oj_cli.presentation.document import Bars, Cell, Column, Row, Sheet, Table, Value
from oj_cli.presentation.parts import Taken, table_of
from oj_cli.presentation.pictures.style import BLUE, PALE, PAPER, RED, SHADES, WEAK_SHADES
from oj_cli.reports.material import CountyMaterial, ProfileMaterial
from oj_cli.reports.words import figure_cell, group_cell, result_cell, row_cell, value_cell

GENDERS = {"T": "alla", "K": "kvinnor", "M": "män"}
KINDS = {"lan": "län"}
Figures = Callable[[Indicator], Comparison | None]
Sheets = tuple[Sheet, ...]
Part = tuple[str, int, IndicatorResult]
"""The name of an område, a year, and a result there."""


def county_sheets(
    material: CountyMaterial, given: Iterable[Given], sources: Iterable[SourceRecord]
) -> Sheets:
    """Return the sheets of a county report: the values as they are stored, and their sources."""
    found = material.found
    lan, catalogue = found.lan.name, found.catalogue
    results = {r.indicator.id: r for r in found.indicators}
    asked = _percent_first(material.asked)
    whole = Reference("lan", lan, f"i {lan}", frozenset())

    def taken(of: Callable[[LanIndicator], Cell]) -> Callable[[Indicator], Cell]:
        return lambda i: of(results[i.id]) if i.id in results else None

    def was(r: LanIndicator) -> Cell:
        return value_cell(r.before.figure, r.indicator) if r.before else None

    columns: tuple[Taken[Indicator], ...] = (
        (Column("Indikator", width=3), lambda i: i.name),
        (Column("Tema"), lambda i: material.themes.get(i.theme, i.theme)),
        (_right(lan), _figure(material.of("lan"))),
        (_right("Riket"), _figure(material.of("riket"))),
        (
            Column("Riket är"),
            lambda i: material.of("riket")(i).said(RIKET),
        ),
        (_right("Skillnad"), taken(lambda r: r.difference)),
        (Column("Bedömning"), taken(lambda r: VERDICT_WORDS[r.verdict] if r.verdict else None)),
        (_right("Antal ja", 0), taken(lambda r: r.lan.n_yes)),
        (_right("Antal svar", 0), taken(lambda r: r.lan.n)),
        (_right("Ej aktuellt", 0), taken(lambda r: r.lan.n_ea)),
        (_right("Bortfall", 0), taken(lambda r: r.lan.n_missing)),
        (Column("Förra året"), taken(lambda r: r.before.year if r.before else None)),
        (_right("Länet då"), taken(was)),
        *_meaning(catalogue),
    )
    names = {r.kommun.code: r.kommun.name for r in material.rows} | {found.lan.code: lan}
    what = f"{catalogue.name} {found.year}, {lan}"
    matrix = _matrix(
        what,
        material.rows_by_name,
        asked,
        [(r, material.of(r.id)) for r in (RIKET, whole)],
        material.edition,
    )
    n = sum(i.is_percent for i in asked)
    listed = table_of("indikatorer", f"{what}: indikatorerna", asked, columns)
    chart = Bars(f"{what}: procent i länet och i riket", ((lan, BLUE), ("Riket", PALE)), n)
    return (
        matrix,
        Sheet("Indikatorer", listed, chart=chart),
        _data(what, catalogue, given, names),
        _sources(sources),
    )


def profile_sheets(
    material: ProfileMaterial,
    rows: Sequence[KommunRow],
    given: Iterable[Given],
    sources: Iterable[SourceRecord],
) -> Sheets:
    """Return the sheets of a kommun's profile. `rows` are the kommuner of its län."""
    found = material.found
    catalogue, lan = found.catalogue, found.lan
    by_id = {r.indicator.id: r for r in found.results}
    references = {use.reference.id: use.reference for use in found.references}

    def of(id: str) -> Figures:
        return lambda i: by_id[i.id].comparisons.get(id)

    what = f"{catalogue.name} {found.year}, {material.name}"
    parts = [(catalogue.name, found.year, r) for r in found.results]
    names = {r.kommun.code: r.kommun.name for r in rows} | {lan.code: lan.name}
    matrix = _matrix(
        f"{catalogue.name} {found.year}, {lan.name}",
        rows,
        _percent_first([i for i in catalogue if i.id in by_id]),
        [(r, of(r.id)) for r in references.values()],
        material.edition,
    )
    return (
        *_results(what, material.name, parts, references, material.themes, _meaning(catalogue)),
        matrix,
        _data(what, catalogue, given, names),
        _sources(sources),
    )


def whole_sheets(
    found: KommunMap,
    given: Iterable[tuple[Catalogue, Iterable[Given]]],
    sources: Iterable[SourceRecord],
) -> Sheets:
    """Return the sheets of a kommun over all områden. `given` are the values of each område."""
    name = found.kommun.name
    parts = [(p.head.short, p.year or 0, r) for p in found.known for r in p.results]
    references = {"riket": RIKET}
    names = {found.kommun.code: name}
    data = [_data("", catalogue, columns, names) for catalogue, columns in given]
    rows = tuple(row for sheet in data for row in sheet.table.rows)
    title = f"{name}: varje värde, och var det står i källan"
    return (
        *_results(name, name, parts, references, found.theme_names, ()),
        *(Sheet("Data", Table(sheet.table.columns, rows, title)) for sheet in data[:1]),
        _sources(sources),
    )


# --- indicators -----------------------------------------------------------------------------


def _right(heading: str, decimals: int = 1) -> Column:
    return Column(heading, align="right", decimals=decimals)


def _percent_first(asked: Iterable[Indicator]) -> list[Indicator]:
    """Return the indicators with those in percent first, which can share an axis."""
    return sorted(asked, key=lambda i: not i.is_percent)


def _figure(of: Figures) -> Callable[[Indicator], Cell]:
    def cell(indicator: Indicator) -> Cell:
        found = of(indicator)
        if found is None or found.figure is None:
            return None
        is_of_few = not found.is_published and (found.n or 0) < FEWEST_OTHERS
        return (group_cell if is_of_few else figure_cell)(found, indicator)

    return cell


def _meaning(catalogue: Catalogue) -> tuple[Taken[Indicator], ...]:
    """Return the columns that say what an indicator is."""
    areas, asked = catalogue.quality_area_names, catalogue.commitment_by_id
    return (
        (Column("Kvalitetsområde"), lambda i: areas.get(i.quality_area, i.quality_area)),
        (Column("Enhet"), lambda i: "ja eller nej" if i.kind == "ja_nej" else i.known_unit),
        (Column("Riktning"), lambda i: DIRECTION_WORDS[i.direction]),
        (
            Column("Begärs i", width=2),
            lambda i: ", ".join(asked[c].short for c in i.commitments if c in asked),
        ),
        (Column("Vad den gäller", width=4), lambda i: i.definition),
        (Column("Ett ja betyder", width=3), lambda i: i.yes_means),
        (Column("Id"), lambda i: i.id),
    )


def _results(
    what: str,
    who: str,
    parts: Sequence[Part],
    references: Mapping[str, Reference],
    themes: Mapping[str, str],
    meaning: tuple[Taken[Indicator], ...],
) -> Iterator[Sheet]:
    """Yield a kommun's results, and how many in each theme have each verdict."""
    several = len({area for area, *_ in parts}) > 1

    def theme(part: Part) -> str:
        return themes.get(part[2].indicator.theme, part[2].indicator.theme)

    def of(take: Callable[[IndicatorResult], Cell]) -> Callable[[Part], Cell]:
        return lambda part: take(part[2])

    def beside(id: str) -> Callable[[Part], Cell]:
        return lambda part: _figure(lambda _: part[2].comparisons.get(id))(part[2].indicator)

    def about(take: Callable[[Indicator], Cell]) -> Callable[[IndicatorResult], Cell]:
        return lambda r: take(r.indicator)

    def was(r: IndicatorResult) -> Cell:
        if r.before is None or r.before.value is None:
            return r.before.answer if r.before else None
        return value_cell(r.before.value, r.indicator)

    def compared(r: IndicatorResult) -> Cell:
        return r.compared.said(references.get(r.reference) or RIKET)

    columns: tuple[Taken[Part], ...] = (
        (Column("Indikator", width=3), of(lambda r: r.indicator.name)),
        *([(Column("Område", width=2), lambda p: p[0])] if several else []),
        (Column("Tema"), theme),
        (Column("År"), lambda part: part[1]),
        (_right(who), of(result_cell)),
        *((_right(r.short_name), beside(id)) for id, r in references.items()),
        (Column("Bedömning"), of(lambda r: VERDICT_WORDS[r.verdict])),
        (Column("Bedöms mot"), of(lambda r: compared(r) if r.is_compared else None)),
        (_right("Skillnad"), of(lambda r: r.difference)),
        (_right("Antal svar", 0), of(lambda r: r.uncertainty.n if r.uncertainty else None)),
        (Column("Förra året"), of(lambda r: r.before.year if r.before else None)),
        (_right("Värde då"), of(was)),
        (Column("Skäl", width=4), of(lambda r: " ".join(why.text for why in r.reasons))),
        (Column("Att stämma av", width=4), of(lambda r: " ".join(c.text for c in r.checks))),
        *((column, of(about(take))) for column, take in meaning),
    )
    yield Sheet("Indikatorer", table_of("indikatorer", f"{what}: indikatorerna", parts, columns))
    counts = Counter((theme(p), p[2].verdict) for p in parts if p[2].verdict in _COUNTED)
    used = [v for v in _COUNTED if any(verdict == v for _, verdict in counts)]

    def counted(verdict: Verdict) -> Callable[[str], Cell]:
        return lambda theme: counts[theme, verdict]

    of_themes: tuple[Taken[str], ...] = (
        (Column("Tema", width=3), lambda t: t),
        *((_right(capital(VERDICT_WORDS[v]), 0), counted(v)) for v in used),
    )
    title = f"{what}: antal mått i varje tema"
    rows = sorted(
        {t for t, _ in counts}, key=lambda t: (-sum(counts[t, v] for v in _COUNTED[:2]), t)
    )
    series = tuple((capital(VERDICT_WORDS[v]), _SHADES[v]) for v in used)
    chart = Bars(title, series, len(rows), is_stacked=True)
    yield Sheet("Teman", table_of("teman", title, rows, of_themes), chart=chart)


_SHADES = {
    Verdict.TYDLIG_SVAGHET: RED,
    Verdict.SAKNAS: WEAK_SHADES[3],
    Verdict.PABORJAT: WEAK_SHADES[2],
    Verdict.KONTROLLERA: WEAK_SHADES[1],
    Verdict.OSAKERT: PALE,
    Verdict.I_MITTEN: PAPER,
    Verdict.UPPFYLLT: SHADES[1],
    Verdict.OVANLIGT_BRA: SHADES[3],
    Verdict.TYDLIG_STYRKA: BLUE,
}
"""The colour of each verdict that is counted, from weak to strong."""
_COUNTED = tuple(_SHADES)

# --- matrix and data ------------------------------------------------------------------------


def _matrix(
    what: str,
    rows: Sequence[KommunRow],
    asked: Sequence[Indicator],
    apart: Iterable[tuple[Reference, Figures]],
    edition: Edition,
) -> Sheet:
    """Return kommuner × indicators; what they are compared with stands outside the table."""
    columns = (
        Column("Kommun", width=2),
        Column(f"Kommungrupp ({edition.name})", width=2),
        Column("Invånargrupp", width=2),
        *(Column(name, align="center", width=0.1) for name in short_names(asked)),
    )

    def size(row: KommunRow) -> Cell:
        known = row.invanargrupp
        return f"{known}: {invanargrupp_name(known)}" if known else "saknas"

    cells = tuple(
        (
            row.kommun.name,
            edition.group_names[row.kommungrupp] if row.kommungrupp else "saknas",
            size(row),
            *(row_cell(row, i) for i in asked),
        )
        for row in rows
    )
    note = "Raderna ovanför tabellen är vad kommunerna jämförs med: andel JA, eller median."
    table = Table(columns, cells, f"{what}: svar och värden", notes=(note,))
    outside = tuple(
        (name, None, None, *figures)
        for reference, of in apart
        for name, figures in _outside(reference, of, asked)
        if any(f is not None for f in figures)
    )
    return Sheet("Matris", table, apart=outside)


def _outside(
    reference: Reference, of: Figures, asked: Sequence[Indicator]
) -> Iterator[tuple[str, list[Cell]]]:
    """Yield a reference's figures; riket's that are published apart from medians of all."""
    found = [(i, of(i)) for i in asked]
    if reference.id != "riket":
        yield reference.short_name, [_figure(of)(i) for i in asked]
        return
    for name, is_published in ((reference.name, True), ("Medianen av dem som deltog", False)):
        yield (
            name,
            [
                _figure(of)(i) if c and c.is_of_riket("riket") == is_published else None
                for i, c in found
            ],
        )


def _data(
    what: str, catalogue: Catalogue, given: Iterable[Given], names: Mapping[str, str]
) -> Sheet:
    """Return every value as it is stored, a row each, with its source and place."""
    rows: list[Row] = []
    order = {i.id: n for n, i in enumerate(catalogue)}
    for column in sorted(given, key=lambda c: (-c.year, order[c.indicator])):
        i = catalogue.by_id[column.indicator]
        for (kind, key), answer, value, n_yes, n, place in column.results():
            unit: Value = "procent" if value is not None and i.is_percent else i.known_unit
            rows.append(
                (
                    *(catalogue.short, column.year, i.short, KINDS.get(kind, kind)),
                    *("" if kind == "riket" else key, names.get(key, capital(key))),
                    *(GENDERS[column.gender], answer, value, unit, n_yes, n),
                    *(i.name, column.source, place),
                )
            )
    columns = (
        *map(Column, ("Område", "År", "Indikator", "Slag", "Kod", "Namn", "Kön", "Svar")),
        _right("Värde"),
        Column("Enhet"),
        *(_right(heading, 0) for heading in ("Antal ja", "Antal svar")),
        *(Column("Hela namnet"), Column("Källa"), Column("Plats i källan")),
    )
    title = f"{what}: varje värde, och var det står i källan"
    return Sheet("Data", Table(columns, tuple(rows), title))


def _sources(records: Iterable[SourceRecord]) -> Sheet:
    columns: tuple[Taken[SourceRecord], ...] = (
        (Column("Källa"), lambda s: s.id),
        (Column("Titel", width=3), lambda s: s.title),
        (Column("Utgivare", width=2), lambda s: s.publisher),
        (Column("Fil eller webbadress", width=3), lambda s: s.file),
        (Column("Hämtad"), lambda s: s.fetched),
        (Column("Villkor", width=3), lambda s: s.licence),
    )
    return Sheet("Källor", table_of("kallor", "Källorna som värdena är lästa ur", records, columns))
