"""`oj complement suggest`: what is missing for what was chosen, and what there is to take from."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.api.open_analysis import (
    AnalysisAreaOption,
    AnalysisLanOption,
    AnalysisYearOption,
    Which,
    find,
    flags_of,
    need_workspace,
)
from oj_cli.commands.options import KommunOption
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.analysis_file.file import Head
    from oj_cli.domain.analysis import Analysis, Evidence
    from oj_cli.domain.complement import KeyFigure, Suggestions
    from oj_cli.domain.indicators import Catalogue
    from oj_cli.domain.kommuner import Kommun, Lan
    from oj_cli.store import Store


def suggest(
    senast: Annotated[
        int | None,
        typer.Option("--senast", metavar="ÅR", help="Visa inga nyckeltal som är nyare än året."),
    ] = None,
    kommun: KommunOption = None,
    lan: AnalysisLanOption = None,
    omrade: AnalysisAreaOption = None,
    ar: AnalysisYearOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Visa vad som saknas, och vad andra uppgifter kan tillföra.

    För varje område som ni har valt: vad ingen har sagt något om än, samma brist i andra
    områden, och nyckeltal som hör till temat, för er, länet och riket.
    """
    from oj_cli.api import selecting
    from oj_cli.views.suggest import document

    workspace = need_workspace()
    with selecting.open_data() as (store, _):
        file = find(store, workspace, Which(kommun, lan, omrade, ar))
        found = suggestions(store, file.analysis, senast)
        catalogue = store.catalogue(file.analysis.area)
    answer = document(file.analysis, catalogue, found, flags_of(file.analysis))
    show(answer, format, output, csv_dialect, no_color)


def suggestions(store: "Store", analysis: "Analysis", latest: int | None = None) -> "Suggestions":
    """Return what step 2 can add to each chosen area.

    Raises UsageFault if nothing is chosen, or the kommun, län or område is unknown.
    """
    from oj_cli.analysis.complement import bears_on, missing_views
    from oj_cli.api.snapshot import same_themes
    from oj_cli.domain.complement import AreaSuggestion, Suggestions

    if not analysis.chosen:
        raise UsageFault(
            "Ni har inte valt något område än.",
            hints=('Välj först: oj identify --valj TEMA --motiv "Varför ni väljer det"',),
        )
    kommun, lan = subject(store, analysis.kommun, analysis.lan)
    catalogue = store.catalogue(store.find_area(analysis.area))
    by_id = {t.id: t for t in store.themes().themes}
    same = same_themes(store, catalogue.area, [c.theme for c in analysis.chosen], kommun, lan)
    areas, used = [], None
    for chosen in analysis.chosen:
        if chosen.theme not in by_id:
            continue
        evidence = [e for e in analysis.evidence if bears_on(e, chosen.theme, catalogue)]
        figures: list[KeyFigure] = []
        for other in store.areas("nyckeltal"):
            used = store.catalogue(other)
            figures += key_figures(store, used, chosen.theme, kommun, lan, latest)
        areas.append(
            AreaSuggestion(
                theme=by_id[chosen.theme],
                n_evidence=len(evidence),
                missing=missing_views(evidence),
                only_supports=len(evidence) > 1 and all(e.supports == "stodjer" for e in evidence),
                same=tuple(s for s in same if s.theme.id == chosen.theme),
                figures=tuple(figures),
            )
        )
    return Suggestions(tuple(areas), used, kommun, lan.name)


def subject(store: "Store", kommun: str | None, lan: str | None) -> "tuple[Kommun | None, Lan]":
    """Return the kommun of an analysis, None for a län's, and the län it lies in or is of."""
    register = store.register()
    if kommun is not None:
        found = register.find_kommun(kommun)
        return found, register.lan_by_code[found.lan]
    return None, register.find_lan(lan or "")


def key_figures(
    store: "Store",
    catalogue: "Catalogue",
    theme: str,
    kommun: "Kommun | None",
    lan: "Lan",
    latest: int | None,
) -> "list[KeyFigure]":
    """Return the nyckeltal that bear on a theme, in the catalogue's order."""
    from oj_cli.analysis.complement import key_figure

    members = [k for k in store.register().kommuner if k.lan == lan.code]
    of_theme = [i for i in catalogue if i.theme == theme]
    units = [*(k.code for k in members), "riket"]
    rows = store.plain_rows(catalogue.area, None, [i.id for i in of_theme], units)
    code = kommun.code if kommun else None
    return [key_figure(i, rows, code, members, latest) for i in of_theme]


def as_evidence(store: "Store", of: "Analysis | Head", name: str, latest: int | None) -> "Evidence":
    """Return a nyckeltal as evidence: its newest value, or the län's median for a län.

    Raises UsageFault, naming neighbours that have one, if there is no value.
    """
    from oj_cli.catalogue import find_indicator
    from oj_cli.domain.swedish import capital
    from oj_cli.views.suggest import no_value, to_evidence

    kommun, lan = subject(store, of.kommun, of.lan)
    catalogues = [store.catalogue(area) for area in store.areas("nyckeltal")]
    catalogue, indicator = find_indicator(name, catalogues)
    found = key_figures(store, catalogue, indicator.theme, kommun, lan, latest)
    figure = next(f for f in found if f.indicator.id == indicator.id)
    if (figure.own if kommun else figure.lan_median) is None:
        raise UsageFault(
            f"{kommun.name if kommun else lan.name} har inget värde för ”{indicator.name}”.",
            hints=(
                f"Grannar som har: {no_value(figure)}"
                if figure.neighbours
                else capital(no_value(figure)),
            ),
        )
    return to_evidence(figure, kommun is None, lan.name)
