"""`oj explain`: what a question means, and where every figure comes from."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.completion import complete_indicator
from oj_cli.commands.options import (
    KommunOption,
    SearchedAreaOption,
    UtgavaOption,
    YearOption,
)
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)

if TYPE_CHECKING:
    from oj_cli.presentation.document import Document


def explain(
    indikator: Annotated[
        str,
        typer.Argument(
            metavar="INDIKATOR",
            help="Indikatorns id, namn eller Kolada-id.",
            autocompletion=complete_indicator,
        ),
    ],
    kommun: KommunOption = None,
    omrade: SearchedAreaOption = None,
    ar: YearOption = None,
    utgava: UtgavaOption = None,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa varje kommun bakom siffrorna, med svar och plats.")
    ] = False,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Förklara en indikator och varifrån varje siffra kommer.

    Visar vad frågan gäller, kommunens svar med källa och plats i filen, och hur varje
    andel den jämförs med har räknats fram.
    """
    document = find(indikator, kommun, omrade, ar, utgava, alla)
    show(document, format, output, csv_dialect, no_color)


def find(
    text: str,
    kommun_text: str | None,
    area: str | None,
    wanted_year: int | None,
    edition: str | None,
    show_all: bool = False,
) -> "Document":
    """Explain an indicator for a kommun."""
    from oj_cli.analysis.explain import explain
    from oj_cli.analysis.references import build_references
    from oj_cli.api import selecting
    from oj_cli.api.loading import load_matrix
    from oj_cli.catalogue import find_indicator
    from oj_cli.views.explain import document
    from oj_cli.workspace import SHIPPED_STORE, corrections_of, promises_of

    with selecting.open_data() as (store, workspace):
        catalogues = store.catalogues()
        if area is not None:
            catalogues = (store.catalogue(store.find_area(area)),)
        catalogue, indicator = find_indicator(text, catalogues)
        kommun = selecting.choose_kommun(store, kommun_text, workspace)
        year = selecting.choose_year(
            store, catalogue, wanted_year, [kommun], kommun.name, indicator
        )
        newest = selecting.choose_year(store, catalogue, None, indicator=indicator)
        register = store.register(population_before=year)
        in_force = register.edition(year, edition)
        references = build_references(kommun, register, year, in_force)
        matrix, _ = load_matrix(store, catalogue, year)
        rows = store.rows(catalogue.area, indicator=indicator.id)
        sources = store.sources()
        themes = {t.id: t.name for t in store.themes().themes}
    found = explain(rows, matrix, catalogue, indicator, kommun, register, references, year, sources)
    key = f"{catalogue.area}/{indicator.id}"
    corrections = corrections_of(workspace, register, kommun)
    promises = promises_of(workspace, register, kommun)
    local = tuple(c for c in corrections if c.indicator == key)
    promised = tuple(p for p in promises if key in p.indicators)
    shipped = store.path == SHIPPED_STORE
    return document(
        found, themes[indicator.theme], local, promised, year == newest, shipped, show_all
    )
