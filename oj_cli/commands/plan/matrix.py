"""`oj plan matrix`: who has reported what."""

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlanArgument, TodayOption


@answers
def matrix(plan: PlanArgument, idag: TodayOption = None) -> Answer:
    """Visa vilka parter som har rapporterat om vilka mål, och vilka som inte har det."""
    from oj_cli.views.plan_matrix import document

    found = open_oj(idag).matrix(plan)
    return Answer(found, lambda: document(found))
