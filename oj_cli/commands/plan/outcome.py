"""`oj plan outcome`: a plan's goals by their own measure, and the answers beside them."""

from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.commands.plan.options import PlanArgument, TodayOption, open_plan


def outcome(
    plan: PlanArgument,
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Visa hur målen står, och vad som hänt med svaren i öppna jämförelser.

    Två kolumner som aldrig blandas: målets eget mått mot utgångsläge och målvärde, och de nyaste
    jämförbara svaren på indikatorerna. Ett JA säger att en rutin finns, inte att den gör nytta.
    """
    from oj_cli.api.plan_outcome import find_ties
    from oj_cli.plan.standing import goal_standing
    from oj_cli.plan.ties import goal_outcome, tie_outcome
    from oj_cli.views.plan_outcome import document
    from oj_cli.workspace import today

    day = today(idag)
    read = open_plan(plan).plan
    found = find_ties(read)
    goals = [
        goal_outcome(
            goal_standing(goal, read.head, day),
            [tie_outcome(tie, found.get(tie.indicator)) for tie in goal.ties],
        )
        for goal in read.goals
    ]
    show(document(read, goals, day), format, output, csv_dialect, no_color)
