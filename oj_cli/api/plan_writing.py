"""Action plans written: outcomes, single values, the next period, workbooks, calendars."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from oj_cli.api.plans import Plans
from oj_cli.api.selecting import from_here
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.following import CalendarFile
from oj_cli.domain.next_plan import NextPlan
from oj_cli.workspace import schema_line


class PlanWriting(Plans):
    """Writing in action plans. Each raises UsageFault or FileFault, and then nothing is written."""

    def calendar(self, names: Sequence[str], path: Path | None = None) -> CalendarFile:
        """Make the calendar of the plans that are named, else of all in the workspace.

        `path` is the file that it will replace: what stands in it is counted on from.
        """
        from oj_cli.plan.calendar_file import read_written, render

        read = self._read_plans(names)
        before = read_written(path.read_bytes(), str(path)) if path and path.is_file() else {}
        made = render([file.plan for file in read.plans], before)
        counts = (made.count, made.changed, made.cancelled)
        return CalendarFile(made.content, len(read.plans), *counts, read.faults)

    def write_next(self, name: str, period: str | None, path: Path | None = None) -> NextPlan:
        """Write the next period's plan, beside the one that is named or to a file of its own."""
        from oj_cli.plan.next_period import next_plan, read_period, save

        file = self.plan_file(name)
        if period is None:
            last = file.plan.head.days[1] or self.today
            raise UsageFault("plan.name_period", name=name, year=last.year + 1)
        made = next_plan(file, read_period(period), self.today)
        path = path or file.path.with_name(f"{made.id}.yaml")
        save(path, made, schema_line(path, "plan"))
        return replace(made, path=str(from_here(path)))
