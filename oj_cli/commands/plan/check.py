"""`oj plan check`: the rules that a good plan keeps, each fault with its place and remedy."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.check.rules import show_check
from oj_cli.commands.output import CsvDialectOption, FormatOption, NoColorOption, OutputOption
from oj_cli.commands.plan.options import (
    PlansArgument,
    TodayOption,
    find_path,
    near_path,
    plan_folder,
)
from oj_cli.domain.errors import FileFault, UsageFault

if TYPE_CHECKING:  # see design: a plan's commands start quickly
    import datetime

    from oj_cli.domain.findings import Finding
    from oj_cli.domain.local import DisabledRule
    from oj_cli.presentation.document import Document
    from oj_cli.workspace import Workspace

UNREADABLE = "F00"
"""The rule that a file which cannot be read at all breaks."""
_UNREADABLE_TITLE = {UNREADABLE: "Filen går inte att kontrollera"}


def check(
    planer: PlansArgument = None,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa också råd, inte bara FEL och VARN.")
    ] = False,
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Kontrollera en handlingsplan innan den beslutas, och medan den gäller.

    Säger vad som är fel, var, varför det är viktigt och vad man gör. Ange planer, filer eller
    en mapp; annars kontrolleras alla planer i arbetsmappen.
    """
    from oj_cli.domain.findings import worst
    from oj_cli.workspace import today

    document, findings = answer(planer or (), today(idag), alla)
    has_faults = worst(findings) == "fel"
    show_check(document, has_faults, format, output, csv_dialect, no_color)


def answer(
    names: Sequence[str], today: "datetime.date", everything: bool
) -> tuple["Document", list["Finding"]]:
    """Return what the rules find in the plans, and the findings that are shown.

    Raises UsageFault if no plan is named and there is no workspace, FileFault if none of the
    plans can be read.
    """
    from oj_cli.plan.check.rules import load_rules
    from oj_cli.views.plan_check import document

    paths = list(dict.fromkeys(_paths(names)))
    found: list[Finding] = []
    unread: list[FileFault] = []
    disabled: dict[str, DisabledRule] = {}
    for path in paths:
        try:
            findings, off = _check(path, today)
        except FileFault as fault:
            unread.append(fault)
            findings, off = [_unreadable(path, fault)], []
        found += findings
        disabled |= {rule.rule.upper(): rule for rule in off}
    if len(unread) == len(paths):
        raise unread[0]
    shown = [f for f in found if everything or f.level != "rad"]
    hidden = len(found) - len(shown)
    titles = {id: rule.title for id, rule in load_rules().by_id().items()} | _UNREADABLE_TITLE
    return document(shown, hidden, paths, list(disabled.values()), titles), shown


def _paths(names: Sequence[str]) -> Iterator[Path]:
    from oj_cli.plan.finding import plan_paths

    folders = [Path(name) for name in names if Path(name).is_dir()]
    if not names:
        folder = plan_folder()
        if folder is None:
            raise UsageFault(
                "Ange vilken plan det gäller, eller stå i en arbetsmapp.",
                hints=("Skriv till exempel: oj plan check planer/socialpsykiatri-2027.yaml",),
            )
        folders = [near_path(folder)]
    for name in names:
        if not Path(name).is_dir():
            path = find_path(name)
            yield path if path == Path(name) else near_path(path)
    for folder in folders:
        paths = plan_paths(folder) if folder.is_dir() else ()
        if not paths:
            raise UsageFault(
                f"Det finns inga planer i mappen {folder}.", hints=("Skriv en med: oj plan new",)
            )
        yield from paths


def _check(path: Path, today: "datetime.date") -> tuple[list["Finding"], list["DisabledRule"]]:
    from oj_cli.api.plan_around import around
    from oj_cli.plan.check import check_plan, open_checked
    from oj_cli.workspace import find_workspace

    workspace = find_workspace(path.resolve().parent)
    off = switched_off(workspace)
    plan = open_checked(path, today)
    plan = around(plan, workspace)
    return list(check_plan(plan, {r.rule.upper() for r in off})), off


def switched_off(workspace: "Workspace | None") -> list["DisabledRule"]:
    """Return the rules that a workspace has switched off. Raises FileFault for an unknown one."""
    from oj_cli.api.session import place_in
    from oj_cli.domain.swedish import near
    from oj_cli.plan.check import rule_ids
    from oj_cli.workspace import SETTINGS_FILE

    if workspace is None:
        return []
    for n, rule in enumerate(workspace.settings.disabled):
        if rule.rule.upper() not in rule_ids():
            close = near(rule.rule.upper(), rule_ids(), limit=1)
            raise FileFault(
                f"Det finns ingen regel som heter ”{rule.rule}” att stänga av.",
                place=place_in(workspace, SETTINGS_FILE, ("avstangda_regler", n, "regel")),
                hints=(
                    *(f"Menade du {id}?" for id in close),
                    "Reglernas namn står i svaret från oj plan check --alla.",
                ),
            )
    return list(workspace.settings.disabled)


def _unreadable(path: Path, fault: FileFault) -> "Finding":
    from oj_cli.domain.findings import Finding

    return Finding(
        UNREADABLE,
        "fel",
        f"Filen går inte att kontrollera. {fault.message}",
        remedy=" ".join(fault.hints),
        why="Det som inte går att läsa kan inte kontrolleras.",
        file=fault.place or str(path),
    )
