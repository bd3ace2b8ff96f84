"""`oj complement add`, `list` and `remove`: the log of evidence."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.api.open_analysis import (
    AnalysisAreaOption,
    AnalysisLanOption,
    AnalysisYearOption,
    ConcernsOption,
    Which,
    concerned,
    flags_of,
    keep,
    read_one,
    with_id,
)
from oj_cli.commands.complement.typed import Typed
from oj_cli.commands.completion import complete_evidence, complete_key_figure
from oj_cli.commands.options import KommunOption, NoInputOption, TodayOption, at_least_one
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import fold

if TYPE_CHECKING:
    from oj_cli.analysis_file.file import AnalysisFile, Head, Maker
    from oj_cli.domain.analysis import Analysis, Evidence
    from oj_cli.domain.indicators import Catalogue, Themes
    from oj_cli.store import Store


def add(
    typ: Annotated[
        str | None,
        typer.Option(
            "--typ",
            metavar="SORT",
            help="Vad det är: brukarundersokning, brukarrevision, hearing, klagomal, lex_sarah, "
            "ivo_tillsyn, ej_verkstallda_beslut, avvikelser, inventering, kollegiegranskning, "
            "egen_statistik, egen_bedomning, nyckeltal, annan_oj eller annat.",
        ),
    ] = None,
    kalla: Annotated[
        str | None, typer.Option("--kalla", metavar="TEXT", help="Varifrån uppgiften kommer.")
    ] = None,
    visar: Annotated[
        str | None, typer.Option("--visar", metavar="TEXT", help="Vad den visar, i en mening.")
    ] = None,
    datum: Annotated[
        str | None,
        typer.Option("--datum", metavar="DATUM", help="När: 2016, 2016-05 eller 2016-05-01."),
    ] = None,
    varde: Annotated[
        str | None, typer.Option("--varde", metavar="TAL", help="Ett värde: 41 eller 7,5.")
    ] = None,
    enhet: Annotated[
        str | None, typer.Option("--enhet", metavar="ENHET", help="Värdets enhet: procent, dagar.")
    ] = None,
    n: Annotated[
        int | None,
        typer.Option(
            "--n", parser=at_least_one, metavar="ANTAL", help="Hur många värdet bygger på."
        ),
    ] = None,
    malgrupp: Annotated[
        str | None,
        typer.Option(
            "--malgrupp", metavar="GRUPP", help="barn, unga, vuxna eller aldre; flera med komma."
        ),
    ] = None,
    kon: Annotated[
        str | None, typer.Option("--kon", metavar="KÖN", help="Bara kvinnor eller bara man.")
    ] = None,
    galler: ConcernsOption = None,
    bedomning: Annotated[
        str | None,
        typer.Option(
            "--bedomning",
            metavar="BEDÖMNING",
            help="Om det stödjer valet: stodjer, motsager eller oklart.",
        ),
    ] = None,
    lank: Annotated[
        str | None, typer.Option("--lank", metavar="LÄNK", help="Länk eller diarienummer.")
    ] = None,
    nyckeltal: Annotated[
        str | None,
        typer.Option(
            "--nyckeltal",
            metavar="NYCKELTAL",
            help="Ta med ett nyckeltal som oj complement suggest visar: värde, år och källa.",
            autocompletion=complete_key_figure,
        ),
    ] = None,
    senast: Annotated[
        int | None,
        typer.Option(
            "--senast", metavar="ÅR", help="Nyckeltalets värde från det året eller närmast före."
        ),
    ] = None,
    id: Annotated[
        str | None,
        typer.Option(
            "--id",
            metavar="ID",
            help="Ändra det underlag som har id:t: U2.",
            autocompletion=complete_evidence,
        ),
    ] = None,
    kommun: KommunOption = None,
    lan: AnalysisLanOption = None,
    omrade: AnalysisAreaOption = None,
    ar: AnalysisYearOption = None,
    no_input: NoInputOption = False,
    idag: TodayOption = None,
) -> None:
    """Lägg till underlag: något annat som ni vet.

    Underlaget sparas i analysen. Det som saknas frågas efter. Skriv aldrig något som pekar ut
    en enskild person.
    """
    from oj_cli.api.selecting import from_here
    from oj_cli.terminal.streams import say
    from oj_cli.views.evidence import said

    typed = Typed(typ, kalla, visar, datum, varde, enhet, n, malgrupp, kon, galler, bedomning, lank)
    which = Which(kommun, lan, omrade, ar)
    saved, new_id = log(typed, which, nyckeltal, senast, id, no_input, idag)
    for line in said(saved.analysis, new_id, from_here(saved.path), flags_of(saved.analysis)):
        say(line)


def log(
    typed: Typed,
    which: Which,
    nyckeltal: str | None,
    latest: int | None,
    id: str | None,
    no_input: bool,
    idag: str | None,
) -> tuple["AnalysisFile", str]:
    """Save the evidence that was typed; return the analysis and the evidence's id.

    Raises UsageFault, with nothing written, for what is missing or cannot be read.
    """
    from oj_cli.analysis_file.edit import add_evidence
    from oj_cli.commands.complement.suggest import as_evidence
    from oj_cli.commands.complement.typed import asked, evidence_of, refuse_unreadable
    from oj_cli.domain.analysis import Analysis
    from oj_cli.terminal.prompts import can_ask
    from oj_cli.workspace import today

    day = today(idag)

    def build(
        store: "Store", of: "Analysis | Head", catalogue: "Catalogue", themes: "Themes"
    ) -> "Maker":
        analysis = of if isinstance(of, Analysis) else None
        answers, base = typed, None
        if id is not None:
            base = _with_id(id, analysis)
        elif nyckeltal is not None:
            base = as_evidence(store, of, nyckeltal, latest)
            _refuse_again(base, analysis)
        else:
            refuse_unreadable(typed, catalogue, themes, day)
            if can_ask(no_input):
                chosen = tuple(c.theme for c in analysis.chosen) if analysis else ()
                answers = asked(typed, themes, chosen, day)
        return add_evidence(evidence_of(answers, catalogue, themes, base, day))

    saved = keep(which, build, idag)
    found = saved.analysis.evidence
    same = [e.id for e in found if id is not None and fold(e.id) == fold(id)]
    return saved, same[0] if same else found[-1].id


def _refuse_again(found: "Evidence", analysis: "Analysis | None") -> None:
    """Raise UsageFault if a nyckeltal of that year is in the log already."""
    for known in analysis.evidence if analysis else ():
        if (known.kind, known.source, known.date) == (found.kind, found.source, found.date):
            raise UsageFault(
                f"Nyckeltalet finns redan i underlaget, som {known.id}.",
                hints=(f"Ändra det: oj complement add --id {known.id} --bedomning stodjer",),
            )


def _with_id(id: str, analysis: "Analysis | None") -> "Evidence":
    known = analysis.evidence if analysis else ()
    return with_id(id, known, "något underlag", "oj complement list")


def list_(
    galler: ConcernsOption = None,
    kommun: KommunOption = None,
    lan: AnalysisLanOption = None,
    omrade: AnalysisAreaOption = None,
    ar: AnalysisYearOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Lista underlaget.

    Visar vad ni vet om det som ni har valt, och om det stödjer valet eller talar emot det.
    """
    from oj_cli.api.selecting import from_here
    from oj_cli.views.evidence import document

    file, catalogue, themes = read_one(Which(kommun, lan, omrade, ar))
    only = concerned(galler, catalogue, themes)
    path, where = from_here(file.path), flags_of(file.analysis)
    found = document(file.analysis, catalogue, themes, only, path, where)
    show(found, format, output, csv_dialect, no_color)


def remove(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Underlagets id, se oj complement list.",
            autocompletion=complete_evidence,
        ),
    ],
    kommun: KommunOption = None,
    lan: AnalysisLanOption = None,
    omrade: AnalysisAreaOption = None,
    ar: AnalysisYearOption = None,
) -> None:
    """Ta bort underlag."""
    from oj_cli.analysis_file.edit import remove_evidence
    from oj_cli.analysis_file.file import save
    from oj_cli.api.selecting import from_here
    from oj_cli.terminal.streams import say
    from oj_cli.views.evidence import removed

    file, _, _ = read_one(Which(kommun, lan, omrade, ar))
    gone = _with_id(id, file.analysis)
    save(file.path, remove_evidence(id))
    for line in removed(gone, from_here(file.path)):
        say(line)
