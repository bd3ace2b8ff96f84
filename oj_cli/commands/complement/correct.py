"""`oj complement correct`: a local correction, beside the published answer."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.api.open_analysis import need_workspace, pick, refuse_missing
from oj_cli.commands.completion import complete_indicator
from oj_cli.commands.options import KommunOption, SearchedAreaOption, YearOption
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.domain.indicators import Catalogue, Indicator
    from oj_cli.domain.kommuner import Kommun
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace

ANSWERS = {"JA": "ja", "NEJ": "nej", "DELVIS": "delvis", "EA": "ej aktuellt"}
_EXAMPLE = (
    'oj complement correct personligt_ombud --svar JA --skal "Ombud finns genom avtal. '
    'Frågan missförstods."'
)


def correct(
    indikator: Annotated[
        str,
        typer.Argument(
            metavar="INDIKATOR",
            help="Indikatorns id, namn eller Kolada-id.",
            autocompletion=complete_indicator,
        ),
    ],
    svar: Annotated[
        str | None,
        typer.Option("--svar", metavar="SVAR", help="Vad som borde ha stått: JA, NEJ, DELVIS, EA."),
    ] = None,
    skal: Annotated[
        str | None, typer.Option("--skal", metavar="TEXT", help="Varför det publicerade blev fel.")
    ] = None,
    ta_bort: Annotated[bool, typer.Option("--ta-bort", help="Ta bort rättelsen.")] = False,
    kommun: KommunOption = None,
    omrade: SearchedAreaOption = None,
    ar: YearOption = None,
) -> None:
    """Säg att ett publicerat svar blev fel, och varför.

    Rättelsen visas bredvid det publicerade svaret. Den ändrar aldrig svaret eller någon andel.
    """
    from oj_cli.analysis_file.corrections import remove_correction, save_correction
    from oj_cli.api import selecting
    from oj_cli.catalogue import find_indicator
    from oj_cli.domain.local import Correction
    from oj_cli.terminal.streams import say
    from oj_cli.views.corrections import removed, said
    from oj_cli.workspace import CORRECTIONS_FILE

    workspace = need_workspace()
    if not ta_bort:
        missing = (("--svar", "vad som borde ha stått", svar), ("--skal", "varför", skal))
        refuse_missing([(f, w) for f, w, given in missing if not (given or "").strip()], _EXAMPLE)
    with selecting.open_data() as (store, _):
        catalogues = store.catalogues()
        if omrade is not None:
            catalogues = (store.catalogue(store.find_area(omrade)),)
        catalogue, indicator = find_indicator(indikator, catalogues)
        if indicator.kind != "ja_nej":
            raise UsageFault(
                f"”{indicator.name}” har ett tal och inget svar att rätta.",
                hints=("Skriv vad ni vet som underlag: oj complement add",),
            )
        whose = selecting.choose_kommun(store, kommun, workspace)
        year = selecting.choose_year(store, catalogue, ar, [whose], whose.name)
        published = published_answer(store, catalogue, indicator, whose, year)
        named = None if is_own(store, workspace, whose) else whose.name
    correction = Correction(
        f"{catalogue.area}/{indicator.id}",
        year,
        pick(svar, ANSWERS, "--svar") if svar else "JA",  # type: ignore[arg-type]  # the keys are
        (skal or "").strip(),
        named,
    )
    path = selecting.from_here(workspace.folder / CORRECTIONS_FILE)
    if not ta_bort:
        _refuse_same(correction.answer, published)
        save_correction(workspace.folder, correction)
        lines = said(correction, indicator, whose, published, path)
    else:
        gone = remove_correction(workspace.folder, correction)
        if gone is None:
            raise UsageFault(
                f"Det finns ingen rättelse av ”{indicator.name}” {year} för {whose.name}.",
                place=str(path),
            )
        lines = removed(gone, indicator, whose, published, path)
    for line in lines:
        say(line)


def published_answer(
    store: "Store", catalogue: "Catalogue", indicator: "Indicator", kommun: "Kommun", year: int
) -> str | None:
    """Return what was published for a kommun, None if nothing was."""
    rows = store.plain_rows(catalogue.area, year, [indicator.id], [kommun.code])
    return next((r.answer for r in rows if r.unit_kind == "kommun"), None)


def is_own(store: "Store", workspace: "Workspace", kommun: "Kommun") -> bool:
    """Tell whether a kommun is the one that the workspace is of."""
    own = workspace.settings.kommun
    return own is not None and store.register().find_kommun(own) == kommun


def _refuse_same(answer: str, published: str | None) -> None:
    if answer == published:
        raise UsageFault(
            f"Det publicerade svaret är redan {published}, så det finns inget att rätta.",
            hints=("Ta bort en rättelse med --ta-bort.",),
        )
