"""`oj check text`: the figures of a report against the data that it speaks of."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.check.rules import WithoutOption, show_check, switched_off
from oj_cli.commands.completion import complete_area, complete_kommun, complete_lan
from oj_cli.commands.output import CsvDialectOption, FormatOption, NoColorOption, OutputOption
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oj_cli.domain.indicators import Catalogue
    from oj_cli.domain.kommuner import Kommun, Lan, Register
    from oj_cli.presentation.document import Document
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace

_FEWEST_MENTIONS = 2


def text(
    fil: Annotated[Path, typer.Argument(metavar="FIL", help="Rapporten: txt, md, docx eller pdf.")],
    lan: Annotated[
        str | None,
        typer.Option(
            "--lan",
            metavar="LÄN",
            help="Länet som texten handlar om. Annars arbetsmappens, eller det texten nämner mest.",
            autocompletion=complete_lan,
        ),
    ] = None,
    kommun: Annotated[
        str | None,
        typer.Option(
            "--kommun",
            metavar="KOMMUN",
            help="En kommun i länet, i stället för --lan.",
            autocompletion=complete_kommun,
        ),
    ] = None,
    omrade: Annotated[
        str | None,
        typer.Option(
            "--omrade",
            metavar="OMRÅDE",
            help="Området som texten handlar om. Annars det vars frågor den liknar mest.",
            autocompletion=complete_area,
        ),
    ] = None,
    ar: Annotated[
        int | None,
        typer.Option(
            "--ar",
            "--year",
            metavar="ÅR",
            help="Året som texten handlar om. Annars det som den nämner oftast.",
        ),
    ] = None,
    utan: WithoutOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Kontrollera talen i en rapport mot svaren.

    Läser löpande text och prövar andelar, antal, ord som alla och några, och utveckling över
    tid. Det som inte går att pröva sägs. Slutar med 1 om något är FEL.
    """
    document, has_faults = find(fil, lan, kommun, omrade, ar, utan or [])
    show_check(document, has_faults, format, output, csv_dialect, no_color)


def find(
    path: Path,
    lan_text: str | None,
    kommun_text: str | None,
    area: str | None,
    year: int | None,
    without: "Sequence[str]" = (),
) -> "tuple[Document, bool]":
    """Check a report; return what was found, and whether any of it is FEL.

    Which län, område and year it is about is what the flags say, else the workspace, else
    what the text itself names most.
    """
    from oj_cli.analysis.prose.check import check_passages
    from oj_cli.api import selecting
    from oj_cli.api.checking import load_lan_facts, load_quality_rules, without_rules
    from oj_cli.domain.findings import worst
    from oj_cli.sources.prose import read_prose
    from oj_cli.views.check_text import document
    from oj_cli.workspace import SHIPPED_STORE

    passages = read_prose(path)
    whole = " ".join(p.text for p in passages)
    rules = load_quality_rules()
    off = switched_off(without, rules, "text")
    with selecting.open_data() as (store, workspace):
        register = store.register()
        lan = _lan(store, workspace, lan_text, kommun_text, whole)
        members = [k for k in register.kommuner if k.lan == lan.code]
        catalogue = _catalogue(store, workspace, area, members, lan, whole)
        years = store.years(catalogue.area, [k.code for k in members])
        chosen = selecting.choose_year(
            store, catalogue, year or _named_most(whole, years), members, lan.name
        )
        facts = load_lan_facts(store, catalogue, chosen, lan)
        shipped = store.path == SHIPPED_STORE
    report = without_rules(check_passages(passages, facts, rules), off)
    other = _other_year(whole, chosen)
    return document(report, facts, path.name, rules, other, shipped, off), worst(
        report.findings
    ) == "fel"


def _lan(
    store: "Store",
    workspace: "Workspace | None",
    lan: str | None,
    kommun: str | None,
    whole: str,
) -> "Lan":
    from oj_cli.api import selecting

    register = store.register()
    settings = workspace.settings if workspace else None
    if lan is not None:
        return register.find_lan(lan)
    if kommun is not None:
        return register.lan_by_code[register.find_kommun(kommun).lan]
    if settings is not None and settings.lan is not None:
        return selecting.choose_lan(store, None, workspace)
    if settings is not None and settings.kommun is not None:
        own: Kommun = selecting.choose_kommun(store, None, workspace)
        return register.lan_by_code[own.lan]
    named = _lan_named(register, whole)
    if named is None:
        raise UsageFault(
            "Det går inte att se vilket län texten handlar om.",
            hints=("Lägg till till exempel --lan Dalarna.",),
        )
    return named


def _lan_named(register: "Register", whole: str) -> "Lan | None":
    """Return the län that the text names most, None if it names none or two as often."""
    from oj_cli.domain.kommuner import short_lan

    low = whole.lower()
    counts = sorted(
        ((low.count(short_lan(x.name).lower()), x.code) for x in register.lan), reverse=True
    )
    if counts[0][0] < _FEWEST_MENTIONS or counts[0][0] == counts[1][0]:
        return None
    return register.lan_by_code[counts[0][1]]


def _catalogue(
    store: "Store",
    workspace: "Workspace | None",
    area: str | None,
    members: "Sequence[Kommun]",
    lan: "Lan",
    whole: str,
) -> "Catalogue":
    """Return the område that was named, else the one whose words the text has most of."""
    from oj_cli.analysis.prose.topics import closeness
    from oj_cli.api import selecting

    if area is not None or (workspace is not None and workspace.settings.area):
        chosen = store.catalogue(selecting.choose_area(store, area, workspace))
        if all(i.kind != "ja_nej" for i in chosen):
            raise UsageFault(
                f"{chosen.short} har bara tal, och inga svar att pröva texten mot.",
                hints=("Välj ett annat område med --omrade.",),
            )
        return chosen
    codes = [k.code for k in members]
    possible = [
        c
        for c in store.catalogues()
        if store.years(c.area, codes) and any(i.kind == "ja_nej" for i in c)
    ]
    if not possible:
        raise UsageFault(
            f"Det finns inga svar från {lan.name} att pröva texten mot.",
            hints=("Välj ett annat län med --lan, eller läs in svar: oj data import",),
        )
    return max(possible, key=lambda c: closeness(c, whole))


def _named_most(whole: str, years: "Sequence[int]") -> int | None:
    """Return the year with data that the text names most, None if it names none of them."""
    counts = [(whole.count(str(y)), y) for y in years]
    most = max(counts, default=(0, 0))
    return most[1] if most[0] else None


def _other_year(whole: str, chosen: int) -> int | None:
    """Return a year that the text names more often than the one that it is checked against."""
    import re
    from collections import Counter

    counts = Counter(int(y) for y in re.findall(r"\b20[0-3]\d\b", whole))
    if not counts:
        return None
    year, n = counts.most_common(1)[0]
    return year if year != chosen and n > counts[chosen] else None
