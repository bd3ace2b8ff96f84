"""`oj plan outcome`: a plan's goals by their own measure, and the answers beside them."""

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlanArgument, TodayOption


@answers
def outcome(plan: PlanArgument, idag: TodayOption = None) -> Answer:
    """Visa hur målen står, och vad som hänt med svaren i öppna jämförelser.

    Två kolumner som aldrig blandas: målets eget mått mot utgångsläge och målvärde, och de nyaste
    jämförbara svaren på indikatorerna. Ett JA säger att en rutin finns, inte att den gör nytta.
    """
    from oj_cli.views.plan_outcome import document

    found = open_oj(idag).outcome(plan)
    return Answer(found, lambda: document(found))
