"""`oj check data`: what is odd in the answers, before and after they are published."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.check.rules import WithoutOption, show_check, switched_off
from oj_cli.commands.completion import complete_area, complete_lan
from oj_cli.commands.options import KommunOption, YearOption
from oj_cli.commands.output import CsvDialectOption, FormatOption, NoColorOption, OutputOption
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oj_cli.domain.indicators import Catalogue
    from oj_cli.domain.kommuner import Kommun, Lan
    from oj_cli.domain.quality import Checked
    from oj_cli.presentation.document import Document
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace


def data(
    kommun: KommunOption = None,
    lan: Annotated[
        str | None,
        typer.Option(
            "--lan",
            metavar="LÄN",
            help="Kontrollera alla kommuner i länet.",
            autocompletion=complete_lan,
        ),
    ] = None,
    omrade: Annotated[
        str | None,
        typer.Option(
            "--omrade",
            metavar="OMRÅDE",
            help="Bara det här området. Annars alla med svar.",
            autocompletion=complete_area,
        ),
    ] = None,
    ar: YearOption = None,
    fore_inrapportering: Annotated[
        Path | None,
        typer.Option(
            "--fore-inrapportering",
            metavar="FIL",
            help="Kontrollera ett ifyllt blad från oj data template innan svaren skickas in.",
        ),
    ] = None,
    utan: WithoutOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Leta efter svar som kan vara fel, i en kommun eller ett helt län.

    Prövar speglade frågor, ändrade svar, udda svar, svar som inte kan stämma samtidigt och
    publicerade andelar mot svaren. Med --fore-inrapportering prövas kommunens eget utkast.
    Slutar med 1 om något är FEL.
    """
    if fore_inrapportering is None:
        document, has_faults = find(kommun, lan, omrade, ar, utan or [])
    else:
        if lan is not None:
            raise UsageFault(
                "Ett utkast gäller en kommun, inte ett län.", hints=("Ta bort --lan.",)
            )
        document, has_faults = find_in_draft(fore_inrapportering, kommun, omrade, ar, utan or [])
    show_check(document, has_faults, format, output, csv_dialect, no_color)


@dataclass(frozen=True)
class _Scope:
    """Whose answers are checked: one kommun's, or those of all kommuner in a län."""

    kommun: "Kommun | None"
    lan: "Lan | None"
    kommuner: "tuple[Kommun, ...]"

    @property
    def name(self) -> str:
        if self.kommun is not None:
            return self.kommun.name
        return self.lan.name if self.lan is not None else ""


def find(
    kommun: str | None,
    lan: str | None,
    area: str | None,
    year: int | None,
    without: "Sequence[str]" = (),
) -> "tuple[Document, bool]":
    """Check the answers; return what was found, and whether any of it is FEL."""
    from oj_cli.analysis.quality.check import each_pair_once
    from oj_cli.api import selecting
    from oj_cli.api.checking import load_quality_rules, without_rules
    from oj_cli.domain.findings import worst
    from oj_cli.views.check_data import document
    from oj_cli.workspace import SHIPPED_STORE

    rules = load_quality_rules()
    off = switched_off(without, rules, "svar", "andelar")
    with selecting.open_data() as (store, workspace):
        scope = _scope(store, workspace, kommun, lan)
        years = _areas(store, workspace, scope, area, year)
        checked = tuple(
            without_rules(one, off)
            for one in each_pair_once(
                [_check(store, workspace, scope, a, y) for a, y in years.items()]
            )
        )
        shipped = store.path == SHIPPED_STORE
    found = [f for one in checked for f in one.findings]
    return document(checked, scope.name, rules, shipped, off), worst(found) == "fel"


def _scope(
    store: "Store", workspace: "Workspace | None", kommun: str | None, lan: str | None
) -> _Scope:
    from oj_cli.api import selecting

    if kommun is not None and lan is not None:
        raise UsageFault(
            "Ange en kommun eller ett län, inte båda.",
            hints=("Med --lan kontrolleras alla kommuner i länet.",),
        )
    register = store.register()
    settings = workspace.settings if workspace else None
    if kommun is None and lan is None and not (settings and (settings.kommun or settings.lan)):
        raise UsageFault(
            "Ange vilken kommun eller vilket län det gäller.",
            hints=("Lägg till till exempel --kommun Leksand eller --lan Dalarna.",),
        )
    if kommun is not None or (lan is None and settings and settings.kommun):
        one = selecting.choose_kommun(store, kommun, workspace)
        return _Scope(one, None, (one,))
    whole = selecting.choose_lan(store, lan, workspace)
    return _Scope(None, whole, tuple(k for k in register.kommuner if k.lan == whole.code))


def _areas(
    store: "Store",
    workspace: "Workspace | None",
    scope: _Scope,
    area: str | None,
    year: int | None,
) -> dict[str, int]:
    """Return which områden are checked, and which year of each. Raises UsageFault if none."""
    from oj_cli.api import selecting

    wanted = area or (workspace.settings.area if workspace else None)
    kommuner = list(scope.kommuner)
    if wanted is not None:
        one = selecting.choose_area(store, area, workspace)
        catalogue = store.catalogue(one)
        return {one: selecting.choose_year(store, catalogue, year, kommuner, scope.name)}
    found = {a: store.years(a, selecting.codes(kommuner)) for a in store.areas()}
    years = {a: years for a, years in found.items() if years}
    if not years:
        selecting.choose_area(store, None, None, kommuner, scope.name)  # says that there are none
    if year is None:
        return {a: of[-1] for a, of in years.items()}
    if not any(year in of for of in years.values()):
        every = sorted({y for of in years.values() for y in of})
        raise UsageFault(
            f"{scope.name} har inga svar för {year}.",
            hints=(f"Det finns svar för {', '.join(map(str, every))}.",),
        )
    return {a: year for a, of in years.items() if year in of}


def _check(
    store: "Store", workspace: "Workspace | None", scope: _Scope, area: str, year: int
) -> "Checked":
    from oj_cli.analysis.quality.check import check_area
    from oj_cli.analysis.references import build_references, lan_reference, riket
    from oj_cli.api.checking import load_area_data, load_quality_rules
    from oj_cli.workspace import corrections_of

    register = store.register(population_before=year)
    this = load_area_data(store, store.catalogue(area), year, register)
    others = {
        a: load_area_data(store, store.catalogue(a), year, register)
        for a in mirrored_areas(store, this.catalogue)
        if year in store.years(a)
    }
    kommuner = [k for k in scope.kommuner if this.matrix.column(k.code) is not None]
    references = build_references(scope.kommuner[0], register, year, this.edition)
    if scope.lan is not None:
        references = (riket(register), lan_reference(scope.lan, register))
    corrections = corrections_of(workspace, register, scope.kommun) if scope.kommun else ()
    return check_area(
        this, kommuner, scope.lan, others, references, load_quality_rules(), corrections
    )


def mirrored_areas(store: "Store", catalogue: "Catalogue") -> list[str]:
    """Return the other områden in the store that some question of the catalogue mirrors."""
    named = {m.partition("/")[0] for i in catalogue for m in i.mirrors}
    return [a for a in store.areas() if a in named and a != catalogue.area]


def find_in_draft(
    path: Path,
    kommun_text: str | None,
    area_text: str | None,
    wanted: int | None,
    without: "Sequence[str]" = (),
) -> "tuple[Document, bool]":
    """Check a kommun's own draft; return what was found, and whether any of it is FEL.

    Kommun, område and year are what the sheet says, where no flag says otherwise.
    """
    from oj_cli.analysis.compare import is_asked
    from oj_cli.analysis.quality.draft import check_draft
    from oj_cli.api import selecting
    from oj_cli.api.checking import load_area_data, load_quality_rules, without_rules
    from oj_cli.domain.findings import worst
    from oj_cli.sources.drafts import read_draft
    from oj_cli.views.check_data import draft_document
    from oj_cli.workspace import SHIPPED_STORE

    draft = read_draft(path)
    rules = load_quality_rules()
    off = switched_off(without, rules, "svar", "utkast")
    with selecting.open_data() as (store, workspace):
        kommun = selecting.choose_kommun(store, kommun_text or draft.kommun, workspace)
        area = selecting.choose_area(store, area_text or draft.area, workspace)
        catalogue = store.catalogue(area)
        years = store.years(area, None)
        year = wanted or draft.year or (years[-1] + 1 if years else None)
        if year is None or not any(y <= year for y in years):
            raise UsageFault(
                f"Det finns inga svar i {catalogue.short} att jämföra utkastet med.",
                hints=("Kontrollera året: --ar.",),
            )
        last = max(y for y in years if y <= year)
        register = store.register(population_before=year)
        this = load_area_data(store, catalogue, last, register)
        others = {
            a: load_area_data(store, store.catalogue(a), before[-1], register)
            for a in mirrored_areas(store, catalogue)
            if (before := [y for y in store.years(a, [kommun.code]) if y <= year])
        }
        shipped = store.path == SHIPPED_STORE
    indicators = [i for i in catalogue if i.kind == "ja_nej" and is_asked(i, year)]
    checked = without_rules(check_draft(draft, year, this, indicators, kommun, others, rules), off)
    return draft_document(checked, draft, str(path), rules, shipped, off), worst(
        checked.findings
    ) == "fel"
