"""`oj trend`: step 3, what has changed over the years."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.api.trend_find import Request, follow, overview
from oj_cli.commands.options import (
    AreaOption,
    IndicatorOption,
    InvanargruppOption,
    KommungruppOption,
    KommunOption,
    LanOption,
    UtgavaOption,
)
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.references import REFERENCE_IDS
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import fold, listing

if TYPE_CHECKING:
    from oj_cli.presentation.chart import Chart
    from oj_cli.presentation.pictures.style import Kind

_PICTURES = "Bild"


def trend(
    ctx: typer.Context,
    indicator: IndicatorOption = None,
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    utgava: UtgavaOption = None,
    jamfor_med: Annotated[
        str | None,
        typer.Option(
            "--jamfor-med",
            metavar="GRUPPER",
            help=f"Visa bara dessa jämförelser: {listing(REFERENCE_IDS, 'eller')}. Flera skrivs "
            "med komma emellan. Annars visas alla.",
        ),
    ] = None,
    egen: Annotated[
        str | None,
        typer.Option(
            "--egen", metavar="KOMMUNER", help="Egen lista att jämföra med: Mora,Rättvik,Gagnef."
        ),
    ] = None,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa alla ändringar, när ingen indikator är vald.")
    ] = False,
    png: Annotated[
        Path | None,
        typer.Option(
            "--png", metavar="FIL", help="Rita indikatorn som PNG-bild.", rich_help_panel=_PICTURES
        ),
    ] = None,
    svg: Annotated[
        Path | None,
        typer.Option(
            "--svg", metavar="FIL", help="Rita indikatorn som SVG-bild.", rich_help_panel=_PICTURES
        ),
    ] = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Följ utvecklingen över åren (steg 3).

    Med --indicator visas alla år för kommunen, länet eller riket, som tabell och ritning.
    Utan --indicator visas allt som ändrats för kommunen, eller för länet med --lan.
    """
    if ctx.invoked_subcommand is not None:
        return
    request = Request(
        indicator=indicator,
        kommun=kommun,
        area=omrade,
        edition=utgava,
        filters=Filters(lan, kommungrupp, invanargrupp),
        own_list=egen,
        references=_reference_ids(jamfor_med),
        show_all=alla,
    )
    if indicator is None:
        _refuse_in_overview(request, png or svg)
        document = overview(request)
    else:
        document, chart = follow(request)
        _draw(chart, png, svg)
    show(document, format, output, csv_dialect, no_color)


def _reference_ids(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    by_fold = {fold(id): id for id in REFERENCE_IDS}
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words or [text]:
        if fold(word) not in by_fold:
            raise UsageFault(
                f"Det går inte att jämföra med ”{word}”.",
                hints=(f"Skriv --jamfor-med {listing(REFERENCE_IDS, 'eller')}.",),
            )
    return tuple(by_fold[fold(word)] for word in words)


def _refuse_in_overview(request: Request, picture: Path | None) -> None:
    if picture is not None:
        raise UsageFault(
            "En bild visar en indikator.", hints=("Lägg till --indicator, se oj indicators.",)
        )
    groups = (request.own_list, request.references, request.edition)
    if request.has_groups or any(group is not None for group in groups):
        raise UsageFault(
            "Översikten jämför bara med tidigare år, inte med andra kommuner.",
            hints=(
                "Ta bort --kommungrupp, --invanargrupp, --utgava, --egen och --jamfor-med, eller "
                "lägg till --indicator.",
            ),
        )
    if request.kommun is not None and request.filters.lan is not None:
        raise UsageFault(
            "Översikten gäller antingen en kommun eller ett län.",
            hints=("Ta bort --kommun eller --lan, eller lägg till --indicator.",),
        )


def _draw(chart: "Chart", png: Path | None, svg: Path | None) -> None:
    """Write the pictures that were asked for; all are drawn before any is written."""
    if png is None and svg is None:
        return
    for path, kind in ((png, ".png"), (svg, ".svg")):
        if path is not None and path.suffix.lower() not in ("", kind):
            raise UsageFault(
                f"Filen ”{path.name}” kan inte bli en {kind[1:].upper()}-bild.",
                hints=(f"Skriv --{kind[1:]} {path.with_suffix(kind).name}",),
            )
    from oj_cli.documents.writer import write_bytes
    from oj_cli.presentation.pictures.trend import render
    from oj_cli.terminal.streams import say

    wanted: dict[Kind, Path | None] = {"png": png, "svg": svg}
    kinds = [kind for kind, path in wanted.items() if path is not None]
    pictures = render(chart, kinds)
    drawn = [(path, pictures[kind]) for kind, path in wanted.items() if path is not None]
    for path, content in drawn:
        write_bytes(path, content, keep_old=False)
        say(f"Skrev {path}.")
