"""`oj plan sheet` and `oj plan collect`: report in a workbook, and read it back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from oj_cli.commands.check.rules import show_check
from oj_cli.commands.output import CsvDialectOption, FormatOption, NoColorOption, OutputOption
from oj_cli.commands.plan.options import (
    PlanArgument,
    TodayOption,
    find_path,
    near_path,
    open_plan,
    plan_folder,
)
from oj_cli.domain.errors import OjError, UsageFault

if TYPE_CHECKING:
    import datetime

    from oj_cli.domain.findings import Finding
    from oj_cli.domain.report_sheet import Collected


def sheet(
    plan: PlanArgument,
    per: Annotated[
        Literal["part", "enhet"],
        typer.Option("--per", help="En arbetsbok för varje part, eller för varje enhet."),
    ] = "part",
    mapp: Annotated[
        Path | None,
        typer.Option(
            "--mapp",
            metavar="MAPP",
            help="Var filerna läggs. Annars i rapporter i arbetsmappen, eller här.",
        ),
    ] = None,
    ersatt: Annotated[
        bool, typer.Option("--ersatt", help="Skriv över filer som redan finns.")
    ] = False,
    idag: TodayOption = None,
) -> None:
    """Gör en Excel-fil för varje part eller enhet att rapportera i.

    Den som fyller i behöver inget annat än Excel. Läs sedan in filerna med oj plan collect.
    """
    from oj_cli.documents.writer import write_bytes
    from oj_cli.plan.sheets import files_of, report_sheets
    from oj_cli.reports.report_sheet import report_workbook
    from oj_cli.terminal.streams import say
    from oj_cli.workspace import today

    day = today(idag)
    read = open_plan(plan).plan
    sheets = report_sheets(read, per, day)
    folder = mapp or _folder()
    if mapp is not None:
        mapp.mkdir(parents=True, exist_ok=True)
    paths = [folder / s.file_name for s in sheets]
    taken = [p for p in paths if p.exists()]
    if taken and not ersatt:
        raise UsageFault(
            f"Filen ”{taken[0].name}” finns redan. Någon kan ha fyllt i den.",
            place=str(taken[0]),
            hints=("Välj en annan mapp med --mapp, eller lägg till --ersatt.",),
        )
    for path, made in zip(paths, sheets, strict=True):
        write_bytes(path, report_workbook(made, day), keep_old=ersatt)
        say(f"Skrev {near_path(path)}: {made.receiver}, {len(made.goals)} mål.")
    name = paths[0].name if len(paths) == 1 else files_of(read)
    say(f"När filerna är ifyllda: oj plan collect {near_path(folder / name)}")


def _folder() -> Path:
    plans = plan_folder()
    folder = plans.with_name("rapporter") if plans is not None else Path()
    return folder if folder.is_dir() else Path()


def collect(
    filer: Annotated[list[Path], typer.Argument(metavar="FIL …", help="Ifyllda arbetsböcker.")],
    plan: Annotated[
        str | None,
        typer.Option("--plan", metavar="PLAN", help="Vilken plan, om filen inte säger det."),
    ] = None,
    part: Annotated[
        str | None,
        typer.Option("--part", metavar="PART", help="Vilken part, om filen inte säger det."),
    ] = None,
    prova: Annotated[
        bool, typer.Option("--prova", help="Visa vad som skulle skrivas in, utan att skriva.")
    ] = False,
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Läs in ifyllda arbetsböcker som utfall i planen.

    Säger för varje cell vad som saknas eller är konstigt. Det som är rätt skrivs in. Samma fil
    kan läsas in flera gånger utan att något dubbleras.
    """
    from oj_cli.views.plan_collect import document
    from oj_cli.workspace import today

    day = today(idag)
    collected: list[Collected] = []
    unread: list[OjError] = []
    findings: list[Finding] = []
    for file in filer:
        try:
            collected.append(_collect(file, plan, part, prova, day))
        except OjError as fault:
            unread.append(fault)
            findings.append(_unreadable(file, fault))
    if len(unread) == len(filer):
        raise unread[0]
    has_faults = bool(unread) or any(f.level == "fel" for c in collected for f in c.findings)
    found = document(collected, prova, findings)
    show_check(found, has_faults, format, output, csv_dialect, no_color)


def _unreadable(file: Path, fault: OjError) -> "Finding":
    """Return the finding of a file that was left, so that the others are told of all the same."""
    from oj_cli.domain.findings import Finding

    remedy = " ".join(fault.hints)
    return Finding("B01", "fel", fault.message, remedy, file=fault.place or str(file))


def _collect(
    file: Path, plan: str | None, party: str | None, dry: bool, today: "datetime.date"
) -> "Collected":
    from oj_cli.plan.collecting import collect
    from oj_cli.plan.files import read_plan
    from oj_cli.plan.sheet_reading import plan_named, read_filled
    from oj_cli.sources.workbook import read_workbook

    book = read_workbook(file)
    name = plan or plan_named(book)
    if name is None:
        raise UsageFault(
            "Filen säger inte vilken plan den hör till.",
            place=str(file),
            hints=("Ange planen med --plan.",),
        )
    path = find_path(name)
    filled = read_filled(book, str(file), read_plan(path).plan, today, party)
    return collect(path, filled, dry)
