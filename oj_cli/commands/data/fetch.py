"""`oj data fetch`: new values from Kolada, and population from SCB, with one command."""

from typing import Annotated

import typer

from oj_cli.api.fetch_asking import Wish
from oj_cli.api.fetching import LEAVE, TAKE, Fetching
from oj_cli.commands.completion import complete_area, complete_kommun
from oj_cli.commands.data.importing import ask
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption, option
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.errors import OjError, UsageFault
from oj_cli.domain.fetching import FetchedArea
from oj_cli.domain.typed import split
from oj_cli.terminal import prompts
from oj_cli.views.fetching import fetch_document

_Many = list[str] | None
_area = option("OMRÅDE", "Bara det området.", autocompletion=complete_area)
_kommun = option("KOMMUN", "Bara den kommunen, och riket.", autocompletion=complete_kommun)
_dry_run = typer.Option(
    "--torrkorning", "--dry-run", help="Hämta inget: visa hur många anrop det blir, och hur länge."
)


@answers
def fetch(
    omrade: Annotated[_Many, _area] = None,
    kommun: Annotated[_Many, _kommun] = None,
    ar: Annotated[list[int] | None, option("ÅR", "Bara det året.", "--ar", "--year")] = None,
    sedan: Annotated[
        int | None, option("ÅR", "Från det året. Annars från det nyaste ni har.")
    ] = None,
    kolada: Annotated[str | None, option("ID", "Nya nyckeltal, som N31807,U31500.")] = None,
    nytt_omrade: Annotated[str | None, option("NAMN", "Lägg de nya i ett nytt område.")] = None,
    bedom: Annotated[
        str | None, option("SVAR", "Hur de nya bedöms: forslag, ingen eller en fil att fylla i.")
    ] = None,
    andrade: Annotated[
        str | None, option("SVAR", "Med ny rubrik eller kodning: ta-in eller utelamna.")
    ] = None,
    ersatt: Annotated[
        bool, typer.Option("--ersatt", help="Ersätt det som ni själva har läst in.")
    ] = False,
    torrkorning: Annotated[bool, _dry_run] = False,
    idag: TodayOption = None,
) -> Answer:
    """Hämta nya värden ur Kolada och folkmängd från SCB.

    Alla områden som finns i Kolada förs fram till nu. Andra gången hämtas bara det som har
    ändrats. Varje område blir helt eller står kvar som det var, och en hämtning som har avbrutits
    fortsätter där den slutade. Det här är det enda kommandot som använder nätet.
    """  # fmt: skip
    if ar and sedan is not None:
        raise UsageFault("fetch.no_year")
    if andrade not in (None, TAKE, LEAVE):
        raise UsageFault("fetch.no_decision", text=andrade)
    wish = Wish(
        tuple(omrade or ()),
        tuple(kommun or ()),
        tuple(sorted(set(ar or ()))),
        sedan,
        tuple(dict.fromkeys(text.upper() for text in split(kolada or ""))),
        nytt_omrade,
        andrade,
        ersatt,
        (("--nya", ["kvalitet"]), ("--bedom", [bedom] if bedom else [])),
    )
    job = Fetching(open_oj(idag), wish, dry_run=torrkorning)
    if torrkorning:
        return Answer(job.tried, fetch_document)
    areas: list[FetchedArea] = []
    fault: OjError | None = None
    try:
        for found in job.run():
            while prompts.can_ask() and found.asked:
                found = job.answer(found, ask(found.asked[0]))
            areas.append(job.apply(found))
    except OjError as stopped:  # what was written before it stays, and is told
        if not areas:
            raise
        fault = stopped
    return Answer(job.result(areas), fetch_document, fault=fault or job.fault)
