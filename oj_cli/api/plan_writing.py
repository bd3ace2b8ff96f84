"""Action plans written: outcomes, single values, the next period, workbooks, calendars."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from oj_cli.api.files import from_here
from oj_cli.api.plan_checks import PlanChecks, switched_off
from oj_cli.api.plans import plans_of
from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.findings import Finding
from oj_cli.domain.local import YearDates
from oj_cli.domain.plan_changes import (
    Answers,
    CalendarFile,
    Logged,
    NextPlan,
    PlanChange,
    WrittenSheet,
)
from oj_cli.plan.check.checked import Checked
from oj_cli.plan.files import read_plan
from oj_cli.plan.followup import OutcomeForm, log
from oj_cli.workspace import find_workspace, schema_line

if TYPE_CHECKING:
    from oj_cli.domain.report_sheet import Collected, CollectedReports

__all__ = ["OutcomeForm", "PlanWriting"]


class PlanWriting(PlanChecks):
    """Writing in action plans. Each raises UsageFault or FileFault, and then nothing is written."""

    def prepare_followup(self, name: str | None) -> OutcomeForm:
        """Return what may be answered about an outcome of a plan."""
        file = self.plan_file(name)
        return OutcomeForm(file.path, file.plan, self.today)

    def apply_followup(self, form: OutcomeForm, answers: Answers) -> Logged:
        """Add the outcome that answers make to the plan."""
        goal, outcome = form.outcome(answers)
        return log(form.path, goal.id, outcome, self.today)

    def set_value(
        self, name: str, way: str, text: str | None, reason: str | None = None
    ) -> PlanChange:
        """Give one value of a plan, or take it away; `way` leads to it by keys and ids.

        Tells the faults that the check finds now, and not before the change.
        """
        from oj_cli.plan.check.running import new_findings
        from oj_cli.plan.setting import set_value

        path = self.plan_path(name)
        before = self._checked(path)
        made = set_value(path, way, text, reason)
        after = self._checked(path)
        found: tuple[Finding, ...] = ()
        if before is not None and after is not None:
            off = switched_off(find_workspace(path.resolve().parent))
            found = new_findings(before, after, off)
        return PlanChange(name, made, found)

    def _checked(self, path: Path) -> Checked | None:
        """Return the plan to be checked, None where setting a value will say why it cannot be."""
        from oj_cli.plan.check.running import open_checked

        try:
            return open_checked(path, self.today)
        except FileFault:
            return None

    def write_next(
        self, name: str | None, period: str | None, path: Path | None = None
    ) -> NextPlan:
        """Write the next period's plan, beside the one that is named or to a file of its own."""
        from oj_cli.plan.next_period import next_plan, read_period, save

        file = self.plan_file(name)
        if period is None:
            last = file.plan.head.days[1] or self.today
            raise UsageFault("plan.name_period", name=file.plan.head.id, year=last.year + 1)
        made = next_plan(file, read_period(period), self.today, self._measured(file.plan))
        path = path or file.path.with_name(f"{made.id}.yaml")
        save(path, made, schema_line(path, "plan"))
        return replace(made, path=str(from_here(path)))

    # --- other files ---------------------------------------------------------------------

    def calendar_path(self, names: Sequence[str] = (), *, with_year: bool = False) -> Path:
        """Return where a calendar goes if nothing is said: a file here, called as the plan."""
        paths = [] if with_year else self.plan_paths(names)
        return Path(f"{paths[0].stem}.ics" if len(paths) == 1 else "planer.ics")

    def calendar(
        self, names: Sequence[str], path: Path | None = None, *, with_year: bool = False
    ) -> CalendarFile:
        """Make the calendar of the plans that are named, else of all in the workspace.

        `path` is the file that it will replace: what stands in it is counted on from. With the
        steps of the year there need be no plan.
        """
        from oj_cli.plan.calendar import read_written, render
        from oj_cli.plan.year import days_of_steps

        is_all = with_year and not names
        read = plans_of(self.workspace) if is_all else self._read_plans(names)
        before = read_written(path.read_bytes(), str(path)) if path and path.is_file() else {}
        own = self.workspace.settings.year if self.workspace else YearDates()
        days = tuple(days_of_steps(own, self.today, True)) if with_year else ()
        made = render([file.plan for file in read.plans], before, days)
        return replace(made, unread=read.faults)

    def write_sheets(
        self,
        name: str | None = None,
        per: Literal["part", "enhet"] | None = None,
        folder: Path | None = None,
        replace_old: bool = False,
    ) -> tuple[tuple[WrittenSheet, ...], Path]:
        """Write a workbook to report in for each party of a plan, or unit, where it has no parties.

        They lie in the workspace's folder of reports if nothing else is said. Returns them, and
        the path or pattern that all of them have.
        """
        from oj_cli.documents.history import whole
        from oj_cli.documents.writer import make_folder, write_bytes
        from oj_cli.plan.sheets import files_of, report_sheets
        from oj_cli.reports.report_sheet import report_workbook

        plan = self.plan_file(name).plan
        per = per or ("part" if plan.head.parties else "enhet")
        sheets = report_sheets(plan, per, self.today)
        if folder is not None:
            make_folder(folder)
        else:
            reports = self.workspace.folder / "rapporter" if self.workspace else Path()
            folder = reports if reports.is_dir() else Path()
        paths = [folder / s.file_name for s in sheets]
        taken = next((p for p in paths if p.exists()), None)
        if taken is not None and not replace_old:
            raise UsageFault("plan.sheet_exists", place=str(taken), name=taken.name)
        with whole():
            for path, sheet in zip(paths, sheets, strict=True):
                write_bytes(path, report_workbook(sheet, self.today))
        written = tuple(
            WrittenSheet(from_here(path), sheet.receiver, len(sheet.goals))
            for path, sheet in zip(paths, sheets, strict=True)
        )
        pattern = paths[0].name if len(paths) == 1 else files_of(plan)
        return written, from_here(folder / pattern)

    def collect(
        self,
        files: Sequence[Path],
        plan: str | None = None,
        party: str | None = None,
        dry: bool = False,
    ) -> "CollectedReports":
        """Log what workbooks hold in their plans; with `dry` only tell what would be logged.

        A file that cannot be read is a finding if another one can, else its fault is raised.
        """
        from oj_cli.domain.report_sheet import CollectedReports
        from oj_cli.plan.sheet_table import unreadable

        collected, findings, unread = [], [], []
        for file in files:
            try:
                found = self._collect(file, plan, party, dry)
            except OjError as fault:
                unread.append(fault)
                findings.append(unreadable(fault, str(file)))
            else:
                collected.append(found)
        if len(unread) == len(files):
            raise unread[0]
        findings += [f for c in collected for f in c.findings]
        return CollectedReports(findings=tuple(findings), collected=tuple(collected), is_dry=dry)

    def _collect(self, file: Path, plan: str | None, party: str | None, dry: bool) -> "Collected":
        from oj_cli.plan.collecting import collect
        from oj_cli.plan.sheet_reading import plan_named, read_filled
        from oj_cli.sources.workbook import read_workbook

        book = read_workbook(file)
        name = plan or plan_named(book)
        if name is None:
            raise UsageFault("plan.sheet_of_no_plan", place=str(file))
        path = self.plan_path(name)
        filled = read_filled(book, str(file), read_plan(path).plan, self.today, party)
        return collect(path, filled, dry)
