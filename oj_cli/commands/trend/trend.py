"""`oj trend`: step 3, what has changed over the years."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.api.files import write
from oj_cli.commands.opened import asks_for_the_map, is_of_kommun, open_oj
from oj_cli.commands.options import (
    AreaOption,
    IndicatorOption,
    InvanargruppOption,
    KommungruppOption,
    KommunOption,
    LanOption,
    OwnListOption,
    UtgavaOption,
    option,
)
from oj_cli.commands.output import Answer, answers, drawn
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.references import REFERENCE_IDS
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import listing
from oj_cli.domain.typed import pick, split
from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli.domain.trend import Trend
    from oj_cli.presentation.pictures.draw import Kind

_PICTURES = "Bild"


@answers
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
        option(
            "GRUPPER",
            f"Visa bara dessa jämförelser: {listing(REFERENCE_IDS, 'eller')}. Flera skrivs "
            "med komma emellan. Annars visas alla, men liknande bara om oj.yaml säger det.",
        ),
    ] = None,
    egen: OwnListOption = None,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa alla ändringar, när ingen indikator är vald.")
    ] = False,
    png: Annotated[
        Path | None, option("FIL", "Rita indikatorn som PNG-bild.", rich_help_panel=_PICTURES)
    ] = None,
    svg: Annotated[
        Path | None, option("FIL", "Rita indikatorn som SVG-bild.", rich_help_panel=_PICTURES)
    ] = None,
) -> Answer | None:
    """Följ utvecklingen över åren (steg 3).

    Med --indicator visas alla år för kommunen, länet eller riket, med staplar.
    Utan --indicator visas det som tydligt har ändrats i alla områden, med --omrade eller --lan allt
    som har ändrats i ett område.
    """
    if ctx.invoked_subcommand is not None:
        return None
    references = _reference_ids(jamfor_med)
    if indicator is None:
        if png or svg:
            raise UsageFault("trend.picture_of_one")
        groups = (kommungrupp, invanargrupp, utgava, egen, references)
        if any(group is not None for group in groups):
            raise UsageFault("trend.overview_of_years")
        oj = open_oj()
        if lan is None and is_of_kommun(oj, kommun) and asks_for_the_map(oj, omrade, ()):
            from oj_cli.views.whole_trend import document as whole

            return Answer(oj.trend_whole(kommun, area=omrade), whole)
        from oj_cli.views.trend_overview import document as overview

        changed = oj.trend_overview(kommun=kommun, lan=lan, area=omrade)
        figure = drawn("change_picture.of_changes", changed)
        return Answer(changed, lambda _: overview(changed, alla), figure=figure)
    from oj_cli.views.trend import document

    found = open_oj().trend(
        indicator,
        kommun=kommun,
        area=omrade,
        edition=utgava,
        filters=Filters(lan, kommungrupp, invanargrupp),
        own_list=egen,
        references=references,
    )
    _draw(found, {"png": png, "svg": svg})
    return Answer(found, document, figure=drawn("trend_chart.figure", found))


def _reference_ids(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    known = {id: id for id in REFERENCE_IDS}
    return tuple(pick(word, known, "--jamfor-med") for word in split(text) or [text])


def _draw(found: "Trend", paths: Mapping["Kind", Path | None]) -> None:
    """Write the pictures that were asked for; all are drawn before any is written."""
    wanted = {kind: path for kind, path in paths.items() if path is not None}
    for kind, path in wanted.items():
        if path.suffix.lower() not in ("", f".{kind}"):
            name = path.with_suffix(f".{kind}").name
            raise UsageFault("trend.not_that_picture", file=path.name, kind=kind, name=name)
    if not wanted:
        return
    from oj_cli.presentation.pictures.draw import draw
    from oj_cli.views.trend_chart import chart

    picture = chart(found)
    pictures = draw(picture, list(wanted), picture.description)
    for kind, path in wanted.items():
        write(path, pictures[kind])
        say(f"Skrev {path}.")
