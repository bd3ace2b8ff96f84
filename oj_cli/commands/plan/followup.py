"""`oj plan followup`: log what came of a goal."""

from typing import Annotated

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption, option
from oj_cli.commands.plan.options import PlanArgument
from oj_cli.domain.plan_changes import Answers
from oj_cli.terminal.prompts import can_ask
from oj_cli.terminal.streams import say
from oj_cli.views.plan_changes import logged


def followup(
    plan: PlanArgument = None,
    mal: Annotated[str | None, option("MÅL", "Målets id, till exempel M1.")] = None,
    datum: Annotated[
        str | None, option("ÅÅÅÅ-MM-DD", "Dagen för uppföljningen. Annars i dag.")
    ] = None,
    part: Annotated[
        str | None,
        option("PART", "Vilken part som rapporterar, om flera delar; gemensamt är alla."),
    ] = None,
    varde: Annotated[str | None, option("TAL", "Värdet, i målets enhet: 55 eller 7,5.")] = None,
    n: Annotated[str | None, option("ANTAL", "Hur många värdet bygger på.")] = None,
    bedomning: Annotated[
        str | None,
        option(
            "BEDÖMNING",
            "nadd, pa_vag, oforandrad, samre, inte_matt eller ej_genomford. Räknas annars ut "
            "av värdet.",
        ),
    ] = None,
    gjort: Annotated[
        list[str] | None,
        option("AKTIVITET", "Vad som är gjort: aktiviteters id (A1,A2) eller text."),
    ] = None,
    larde: Annotated[str | None, option("TEXT", "Vad ni lärde er.")] = None,
    beslut: Annotated[
        str | None, option("BESLUT", "Vad som händer nu: fortsatt, andra, avsluta eller sprid.")
    ] = None,
    nasta_steg: Annotated[str | None, option("TEXT", "Nästa steg.")] = None,
    skal: Annotated[
        str | None, option("TEXT", "Varför inget är gjort. Krävs med ej_genomford.")
    ] = None,
    kalla: Annotated[str | None, option("TEXT", "Var värdet kommer från.")] = None,
    idag: TodayOption = None,
) -> None:
    """Skriv in ett utfall för ett mål i en plan.

    Utfallet läggs till. Tidigare utfall ändras aldrig, och allt annat i filen står kvar som det
    var. Två som skriver samtidigt får båda med sina utfall. Det som saknas frågas efter.
    """
    from oj_cli.commands.plan.followup_ask import ask

    oj = open_oj(idag)
    form = oj.prepare_followup(plan)
    done = tuple(gjort or ())
    answers: Answers | None = Answers(
        mal, datum, part, varde, n, bedomning, done, larde, beslut, nasta_steg, skal, kalla
    )
    if answers is not None and can_ask() and not form.is_complete(answers):
        answers = ask(form, answers)
    if answers is None:
        say("Inget är sparat.")
        return
    for line in logged(oj.apply_followup(form, answers)):
        say(line)
