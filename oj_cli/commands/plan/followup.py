"""`oj plan followup`: log what came of a goal."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.plan.options import PlanArgument, TodayOption, find_path

if TYPE_CHECKING:
    import datetime

    from oj_cli.domain.plan import Plan
    from oj_cli.plan.answers import Answers


def followup(
    plan: PlanArgument,
    mal: Annotated[
        str | None, typer.Option("--mal", metavar="MÅL", help="Målets id, till exempel M1.")
    ] = None,
    datum: Annotated[
        str | None,
        typer.Option(
            "--datum", metavar="ÅÅÅÅ-MM-DD", help="Dagen för uppföljningen. Annars i dag."
        ),
    ] = None,
    part: Annotated[
        str | None,
        typer.Option(
            "--part",
            metavar="PART",
            help="Vilken part som rapporterar, om flera delar; gemensamt är alla.",
        ),
    ] = None,
    varde: Annotated[
        str | None,
        typer.Option("--varde", metavar="TAL", help="Värdet, i målets enhet: 55 eller 7,5."),
    ] = None,
    n: Annotated[
        str | None, typer.Option("--n", metavar="ANTAL", help="Hur många värdet bygger på.")
    ] = None,
    bedomning: Annotated[
        str | None,
        typer.Option(
            "--bedomning",
            metavar="BEDÖMNING",
            help="nadd, pa_vag, oforandrad, samre, inte_matt eller ej_genomford. Räknas annars ut "
            "av värdet.",
        ),
    ] = None,
    gjort: Annotated[
        list[str] | None,
        typer.Option(
            "--gjort",
            metavar="AKTIVITET",
            help="Vad som är gjort: aktiviteters id (A1,A2) eller text.",
        ),
    ] = None,
    larde: Annotated[
        str | None, typer.Option("--larde", metavar="TEXT", help="Vad ni lärde er.")
    ] = None,
    beslut: Annotated[
        str | None,
        typer.Option(
            "--beslut",
            metavar="BESLUT",
            help="Vad som händer nu: fortsatt, andra, avsluta eller sprid.",
        ),
    ] = None,
    nasta_steg: Annotated[
        str | None, typer.Option("--nasta-steg", metavar="TEXT", help="Nästa steg.")
    ] = None,
    skal: Annotated[
        str | None,
        typer.Option(
            "--skal", metavar="TEXT", help="Varför inget är gjort. Krävs med ej_genomford."
        ),
    ] = None,
    kalla: Annotated[
        str | None, typer.Option("--kalla", metavar="TEXT", help="Var värdet kommer från.")
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Ställ inga frågor. Det som saknas är ett fel.")
    ] = False,
    idag: TodayOption = None,
) -> None:
    """Skriv in ett utfall för ett mål i en plan.

    Utfallet läggs till. Tidigare utfall ändras aldrig, och allt annat i filen står kvar som det
    var. Två som skriver samtidigt får båda med sina utfall. Det som saknas frågas efter.
    """
    from oj_cli.plan.answers import Answers, outcome_of
    from oj_cli.plan.files import read_plan
    from oj_cli.plan.followup import log
    from oj_cli.terminal.prompts import can_ask
    from oj_cli.terminal.streams import say
    from oj_cli.views.plan_followup import said
    from oj_cli.workspace import today

    day = today(idag)
    path = find_path(plan)
    answers = Answers(
        mal,
        datum,
        part,
        varde,
        n,
        bedomning,
        tuple(gjort or ()),
        larde,
        beslut,
        nasta_steg,
        skal,
        kalla,
    )
    read = read_plan(path).plan
    if can_ask(no_input):
        answers = _asked(read, answers, day)
    goal, outcome = outcome_of(read, answers, day)
    logged = log(path, goal.id, outcome, day)
    for line in said(logged.plan, logged.goal, outcome, logged.is_new, logged.warnings):
        say(line)


def _asked(plan: "Plan", answers: "Answers", today: "datetime.date") -> "Answers":
    """Return the answers with what is missing asked for. Stopping saves nothing."""
    from oj_cli.commands.plan.followup_ask import ask, is_complete
    from oj_cli.terminal.streams import say

    if is_complete(plan, answers):
        return answers
    found = ask(plan, answers, today)
    if found is None:
        say("Inget är sparat.")
        raise typer.Exit
    return found
