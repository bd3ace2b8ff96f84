"""`oj plan set`: change one value of a plan in place."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.plan.options import PlanArgument, find_path
from oj_cli.domain.errors import UsageFault
from oj_cli.views.words import shell_word

if TYPE_CHECKING:  # a plan's commands start quickly
    from oj_cli.plan.check.checked import Checked

MOST = 3
"""So many findings of the check are told after a change."""


def set_(
    plan: PlanArgument,
    vad: Annotated[
        str,
        typer.Argument(
            metavar="VAD", help="Vägen till värdet, med id: mal.M1.aktiviteter.A2.status."
        ),
    ],
    varde: Annotated[
        str | None,
        typer.Argument(
            metavar="VÄRDE",
            help="Det nya värdet. Flera datum skrivs med komma emellan, texter med semikolon.",
        ),
    ] = None,
    tom: Annotated[bool, typer.Option("--tom", help="Ta bort värdet.")] = False,
    skal: Annotated[
        str | None,
        typer.Option(
            "--skal", metavar="TEXT", help="Varför aktiviteten inte är genomförd. Krävs då."
        ),
    ] = None,
) -> None:
    """Ändra ett enda värde i en plan.

    Allt annat i filen står kvar som det var, också kommentarer och radslut. Orden i vägen är de
    som står i filen; mål, aktiviteter och parter kallas vid sitt id. Ett värde som börjar med
    minus skrivs efter --.
    """
    from oj_cli.plan.setting import set_value
    from oj_cli.terminal.streams import say

    if (varde is None) != tom:
        raise UsageFault(
            "Ange det nya värdet, eller --tom för att ta bort värdet.",
            hints=("oj plan set PLAN mal.M1.aktiviteter.A2.status klar",),
        )
    path = find_path(plan)
    before = _checked(path)
    made, _ = set_value(path, vad, varde, skal)
    for change in made:
        if change.before == change.after:
            say(f"{change.name} är redan {_said(change.after)}.")
        else:
            say(f"Ändrade {change.name} från {_said(change.before)} till {_said(change.after)}.")

    for line in _brought(path, before, plan):
        say(line)


def _checked(path: Path) -> "Checked | None":
    """Return the plan to be checked, None where setting a value will say why it cannot be."""
    from oj_cli.domain.errors import FileFault
    from oj_cli.plan.check import open_checked
    from oj_cli.workspace import today

    try:
        return open_checked(path, today(None))
    except FileFault:
        return None


def _brought(path: Path, before: "Checked | None", name: str) -> Iterator[str]:
    """Yield what the check of the plan that was named finds now, and not before the change."""
    from oj_cli.commands.plan.check import switched_off
    from oj_cli.domain.findings import LEVEL_WORDS
    from oj_cli.plan.check import new_findings
    from oj_cli.workspace import find_workspace

    after = _checked(path)
    if before is None or after is None:
        return
    off = {r.rule.upper() for r in switched_off(find_workspace(path.resolve().parent))}
    found = new_findings(before, after, off)
    for finding in found[:MOST]:
        yield f"Observera: {LEVEL_WORDS[finding.level]} {finding.rule}. {finding.message}"
    if found:
        more = f"Se {len(found) - MOST} till, och hur" if len(found) > MOST else "Se hur"
        yield f"{more} det rättas: oj plan check {shell_word(name)}"


def _said(value: object) -> str:
    if value is None:
        return "tomt"
    if isinstance(value, list):
        return f"”{', '.join(map(str, value))}”"
    if isinstance(value, dict):
        return "flera värden"
    return f"”{str(value).replace('.', ',') if isinstance(value, float) else value}”"
