"""`oj plan export`: a plan as a table."""

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlanArgument


@answers
def export(plan: PlanArgument) -> Answer:
    """Skriv en plan som tabell: mål, aktivitet, uppföljning, ansvarig, nästa period, kommentar.

    Som text och Markdown står varje mål på en rad. Som CSV står varje aktivitet på en rad, så att
    tabellen kan sorteras och filtreras.
    """
    from oj_cli.views.plan_export import document

    found = open_oj().table(plan)
    return Answer(found, lambda: document(found))
