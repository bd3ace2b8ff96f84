"""`oj compare`: one indicator or one kvalitetsområde, kommun by kommun."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from oj_cli.commands.options import (
    AreaOption,
    IndicatorOption,
    InvanargruppOption,
    KommungruppOption,
    LanOption,
    UtgavaOption,
    YearOption,
)
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.selection import Filters, SortBy
from oj_cli.domain.swedish import fold, listing
from oj_cli.terminal.options import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)

if TYPE_CHECKING:
    from oj_cli.domain.indicators import Indicator
    from oj_cli.presentation.document import Document

_SORTS = get_args(SortBy)


@dataclass(frozen=True)
class Request:
    """What was asked for, as typed."""

    indicator: str | None
    quality_area: str | None
    area: str | None
    year: int | None
    edition: str | None
    filters: Filters
    sort: SortBy


def compare(
    indicator: IndicatorOption = None,
    kvalitetsomrade: Annotated[
        str | None,
        typer.Option(
            "--kvalitetsomrade", metavar="NAMN", help="Alla indikatorer i kvalitetsområdet."
        ),
    ] = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    utgava: UtgavaOption = None,
    sort: Annotated[
        str,
        typer.Option("--sort", metavar="NYCKEL", help=f"Sortera efter {listing(_SORTS, 'eller')}."),
    ] = "kommun",
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Jämför kommunernas svar sida vid sida.

    Med --indicator visas en indikator för alla kommuner, med --kvalitetsomrade en tabell
    med kommuner och indikatorer, som i en länsrapport.
    """
    filters = Filters(lan, kommungrupp, invanargrupp)
    request = Request(indicator, kvalitetsomrade, omrade, ar, utgava, filters, _sort(sort))
    show(find(request), format, output, csv_dialect, no_color)


def _sort(text: str) -> SortBy:
    if fold(text) in _SORTS:
        return cast(SortBy, fold(text))
    raise UsageFault(
        f"Det går inte att sortera efter ”{text}”.",
        hints=(f"Skriv --sort {listing(_SORTS, 'eller')}.",),
    )


def find(request: Request) -> "Document":
    """Answer for one indicator or one kvalitetsområde. Raises UsageFault if neither or both."""
    from oj_cli.analysis.compare import is_asked
    from oj_cli.analysis.overview import overview
    from oj_cli.api import selecting
    from oj_cli.api.loading import load_matrix
    from oj_cli.catalogue import find_indicator, find_quality_area
    from oj_cli.views.compare import document
    from oj_cli.workspace import SHIPPED_STORE, corrections_by_kommun

    if (request.indicator is None) == (request.quality_area is None):
        raise UsageFault(
            "Ange antingen --indicator eller --kvalitetsomrade.",
            hints=(
                "oj compare --indicator sip_rutin",
                'oj compare --kvalitetsomrade "Trygghet och säkerhet"',
            ),
        )
    with selecting.open_data() as (store, workspace):
        if request.indicator is not None:
            wanted = store.catalogues()
            if request.area is not None:
                wanted = (store.catalogue(store.find_area(request.area)),)
            catalogue, only = find_indicator(request.indicator, wanted)
            indicators: tuple[Indicator, ...] = (only,)
            heading = only.name
        else:
            area = selecting.choose_area(store, request.area, workspace)
            catalogue, only = store.catalogue(area), None
            quality = find_quality_area(request.quality_area or "", catalogue)
            indicators = tuple(i for i in catalogue if i.quality_area == quality)
            heading = catalogue.quality_area_names[quality]
        year = selecting.choose_year(store, catalogue, request.year, indicator=only)
        if only is None:
            indicators = tuple(i for i in indicators if is_asked(i, year)) or indicators
        register = store.register(population_before=year)
        edition = register.edition(year, request.edition)
        selection = selecting.select(register, request.filters, edition, year)
        matrix, sources = load_matrix(store, catalogue, year)
        others = store.years(catalogue.area, sorted(selection)) if selection else ()
    found = overview(
        matrix,
        catalogue,
        indicators,
        register,
        edition,
        year,
        selection,
        request.sort,
        sources,
        heading,
    )
    if not found.rows:
        raise UsageFault(
            f"Ingen av kommunerna i urvalet har svarat {year} i {catalogue.short}.",
            hints=(
                "Ta bort ett av urvalen.",
                *(f"De har svar för {y}: lägg till --ar {y}." for y in others[-1:]),
            ),
        )
    local = corrections_by_kommun(workspace, register, catalogue.area, year)
    return document(replace(found, corrections=local), store.path == SHIPPED_STORE)
