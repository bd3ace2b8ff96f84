"""`oj peers`: whom to call about an indicator or a theme."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.options import (
    AreaOption,
    IndicatorOption,
    InvanargruppOption,
    KommungruppOption,
    KommunOption,
    LanOption,
    UtgavaOption,
    YearOption,
    at_least_one,
)
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.selection import Filters

if TYPE_CHECKING:
    from oj_cli.presentation.document import Document


@dataclass(frozen=True)
class Request:
    """What was asked for, as typed."""

    indicator: str | None
    theme: str | None
    kommun: str | None
    area: str | None
    year: int | None
    edition: str | None
    filters: Filters
    most: int


def peers(
    indicator: IndicatorOption = None,
    tema: Annotated[
        str | None,
        typer.Option("--tema", metavar="TEMA", help="Ett tema i stället för en indikator: arbete."),
    ] = None,
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    utgava: UtgavaOption = None,
    antal: Annotated[
        int,
        typer.Option(
            "--antal", parser=at_least_one, metavar="ANTAL", help="Hur många kommuner som visas."
        ),
    ] = 10,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Visa vilka kommuner ni kan lära av.

    Listar kommuner som svarat JA, eller har de bästa värdena, med de mest lika först: samma
    kommungrupp och invånargrupp, sedan en av dem, sedan samma län.
    """
    filters = Filters(lan, kommungrupp, invanargrupp)
    request = Request(indicator, tema, kommun, omrade, ar, utgava, filters, antal)
    show(find(request), format, output, csv_dialect, no_color)


def find(request: Request) -> "Document":
    """Answer for one indicator or one theme. Raises UsageFault if neither or both."""
    from oj_cli.analysis.learn import peers, wanted_in_theme, wanted_indicator
    from oj_cli.api import selecting
    from oj_cli.api.loading import load_earlier, load_matrix
    from oj_cli.catalogue import find_indicator, find_theme
    from oj_cli.views.peers import Asked, document
    from oj_cli.workspace import SHIPPED_STORE, corrections_by_kommun

    if (request.indicator is None) == (request.theme is None):
        raise UsageFault(
            "Ange antingen --indicator eller --tema.",
            hints=("oj peers --tema arbete --kommun Leksand",),
        )
    with selecting.open_data() as (store, workspace):
        kommun = selecting.choose_kommun(store, request.kommun, workspace)
        themes = store.themes()
        if request.indicator is not None:
            catalogues = store.catalogues()
            if request.area is not None:
                catalogues = (store.catalogue(store.find_area(request.area)),)
            catalogue, indicator = find_indicator(request.indicator, catalogues)
            theme, about = None, indicator.name
        else:
            area = selecting.choose_area(store, request.area, workspace, [kommun], kommun.name)
            catalogue, indicator = store.catalogue(area), None
            theme = find_theme(request.theme or "", themes)
            about = next(t.name for t in themes.themes if t.id == theme)
        year = selecting.choose_year(
            store, catalogue, request.year, [kommun], kommun.name, indicator
        )
        register = store.register(population_before=year)
        edition = register.edition(year, request.edition)
        selection = selecting.select(register, request.filters, edition, year)
        matrix, sources = load_matrix(store, catalogue, year)
        before = load_earlier(store, catalogue, year, indicator.id if indicator else None)
    if indicator is not None:
        wanted = [wanted_indicator(indicator, matrix, register)]
    else:
        wanted = wanted_in_theme(theme or "", catalogue, matrix, register, kommun.code)
    if not wanted:
        raise UsageFault(
            f"Temat ”{about}” har inga indikatorer i {catalogue.short}.",
            hints=("Se temana: oj indicators",),
        )
    found = peers(kommun, wanted, matrix, register, edition, year, before)
    found = [p for p in found if selection is None or p.kommun.code in selection]
    asked = Asked(
        kommun,
        catalogue,
        year,
        edition,
        about,
        tuple(wanted),
        matrix,
        before,
        request.most,
        corrections_by_kommun(workspace, register, catalogue.area, year),
    )
    return document(asked, found, sources, store.path == SHIPPED_STORE)
