"""The verbs of `oj plan` that show a plan, or what all plans say together."""

from pathlib import Path
from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption, argument, option
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlanArgument, PlansArgument, unread


@answers
def show(plan: PlanArgument = None, idag: TodayOption = None) -> Answer:
    """Visa en plan: mål, mått, aktiviteter, läge och vad som kommer härnäst."""
    from oj_cli.views.plan_show import document

    return Answer(open_oj(idag).plan(plan), document)


@answers
def due(
    planer: PlansArgument = None,
    till: Annotated[
        str | None,
        option(
            "ÅÅÅÅ-MM-DD", "Visa vad som kommer till och med den dagen. Annars tre månader framåt."
        ),
    ] = None,
    idag: TodayOption = None,
) -> Answer:
    """Visa vad som är försenat och vad som kommer, och för vem.

    Gäller uppföljningar, aktiviteter och redovisningar till nämnden, i alla planer i
    arbetsmappen eller i dem som anges.
    """
    from oj_cli.views.plan_due import document

    found = open_oj(idag).due(planer or (), till)
    return Answer(found, document, fault=unread(found.unread))


@answers
def outcome(plan: PlanArgument = None, idag: TodayOption = None) -> Answer:
    """Visa hur målen står, och vad som hänt med svaren i öppna jämförelser.

    Två kolumner som aldrig blandas: målets eget mått mot utgångsläge och målvärde, och de nyaste
    jämförbara svaren på indikatorerna. Ett JA säger att en rutin finns, inte att den gör nytta.
    """
    from oj_cli.views.plan_outcome import document

    return Answer(open_oj(idag).outcome(plan), document)


@answers
def matrix(plan: PlanArgument = None, idag: TodayOption = None) -> Answer:
    """Visa vilka parter som har rapporterat om vilka mål, och vilka som inte har det."""
    from oj_cli.views.plan_matrix import document

    return Answer(open_oj(idag).matrix(plan), document)


@answers
def export(
    plan: PlanArgument = None,
    platt: Annotated[
        bool, typer.Option("--platt", help="En rad för varje aktivitet, som i CSV: för import.")
    ] = False,
) -> Answer:
    """Skriv en plan som tabell: mål, aktivitet, uppföljning, ansvarig, nästa period, kommentar.

    Som text, Word och PDF står varje mål på en rad. Som CSV, och med --platt i Excel, står varje
    aktivitet på en rad med fasta rubriker, datum och kronor som tal, så att Stratsys, Hypergene
    och andra kan läsa in den. Ett dokument om hela planen gör oj report plan.
    """
    from oj_cli.views.plan_export import document, flat

    found = open_oj().table(plan)
    return Answer(found, flat, sheet="Plan") if platt else Answer(found, document)


@answers
def summary(
    mapp: Annotated[
        Path | None, argument("MAPP", "Mappen med planerna, med undermappar. Annars arbetsmappens.")
    ] = None,
    idag: TodayOption = None,
) -> Answer:
    """Sammanfatta många planer: mål efter tema, läge, försenat och hållna löften.

    Planerna kan vara enheters, eller ett läns kommuners.
    """
    from oj_cli.views.plan_summary import document

    found = open_oj(idag).summary(mapp)
    return Answer(found, document, fault=unread(found.unread))
