"""`oj year`: what is done during a year, and what comes next."""

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import unread
from oj_cli.views.year import document


@answers
def year(idag: TodayOption = None) -> Answer:
    """Visa vad som görs härnäst under året, efter era dagar och planer.

    Publicering, kontroll, analys, analysdag, nämnd, budget och uppföljning, och det som planerna
    säger. Dagarna är förslag tills era egna står under arshjul i oj.yaml. Med -o arshjul.ics blir
    det en kalenderfil, med planerna i.
    """
    oj = open_oj(idag)
    found = oj.year()
    return Answer(
        found,
        document,
        fault=unread(found.unread),
        calendar=lambda path: oj.calendar((), path, with_year=True).content,
    )
