"""`oj plan show`: a whole plan at a glance."""

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlanArgument, TodayOption


@answers
def show(plan: PlanArgument, idag: TodayOption = None) -> Answer:
    """Visa en plan: mål, mått, aktiviteter, läge och vad som kommer härnäst."""
    from oj_cli.views.plan_show import document

    found = open_oj(idag).plan(plan)
    return Answer(found, lambda: document(found))
