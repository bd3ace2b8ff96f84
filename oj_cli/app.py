"""The app: the table of commands, and the two ways to start it."""

import sys
from collections.abc import Sequence

from oj_cli.terminal import program
from oj_cli.terminal.command_line import read_table, root_group

COMMANDS = """
De fyra stegen:
identify, identifiera           identify.identify:identify
    Hitta det som är viktigast att förbättra (steg 1).
compare, jamfor                 identify.compare:compare
    Jämför kommunernas svar sida vid sida.
peers, larande                  identify.peers:peers
    Visa vilka kommuner ni kan lära av.
complement, komplettera
    Komplettera med annat som ni vet om det ni har valt (steg 2).
    suggest, foresla                complement.suggest:suggest
        Visa vad som saknas, och vad andra uppgifter kan tillföra.
    add, lagg-till                  complement.log:add
        Lägg till underlag: något annat som ni vet.
    list, lista                     complement.log:list_
        Lista underlaget.
    remove, ta-bort                 complement.log:remove
        Ta bort underlag.
    correct, ratta                  complement.correct:correct
        Säg att ett publicerat svar blev fel, och varför.
trend, utveckling               trend.trend:trend
    Följ utvecklingen över åren (steg 3).
    event, handelse
        Händelser som kan förklara en ändring.
        add, lagg-till                  trend.events:add
            Lägg till en händelse som kan förklara en ändring.
        list, lista                     trend.events:list_
            Lista händelserna.
        remove, ta-bort                 trend.events:remove
            Ta bort en händelse.
    note, slutsats                  trend.events:note
        Skriv vad ni drar för slutsats av utvecklingen.
plan
    Handlingsplaner (steg 4): skriv, kontrollera, följ upp och gå vidare.
    new, ny                         plan.new:new …
        Skriv en ny handlingsplan, mål för mål, med det som analysen redan vet.
    check, kontrollera              plan.checking:check
        Kontrollera en handlingsplan innan den beslutas, och medan den gäller.
    coach, malcoach                 plan.checking:coach
        Säg om en mening är ett mål eller en aktivitet.
    show, visa                      plan.looking:show
        Visa en plan: mål, mått, aktiviteter, läge och vad som kommer härnäst.
    due, att-gora                   plan.looking:due
        Visa vad som är försenat och vad som kommer, och för vem.
    followup, folj-upp              plan.followup:followup
        Skriv in ett utfall för ett mål i en plan.
    set, satt                       plan.changing:set_
        Ändra ett enda värde i en plan.
    outcome, utfall                 plan.looking:outcome
        Visa hur målen står, och vad som hänt med svaren i öppna jämförelser.
    matrix, matris                  plan.looking:matrix
        Visa vilka parter som har rapporterat om vilka mål, och vilka som inte har det.
    sheet, blankett                 plan.sheet:sheet
        Gör en Excel-fil för varje part eller enhet att rapportera i.
    collect, samla                  plan.sheet:collect
        Läs in ifyllda arbetsböcker som utfall i planen.
    calendar, kalender              plan.calendar:calendar
        Skriv uppföljningar, slutdatum och redovisningar till en kalenderfil.
    export, exportera               plan.looking:export
        Skriv en plan som tabell: mål, aktivitet, uppföljning, ansvarig, nästa period, kommentar.
    summary, sammanfatta            plan.looking:summary
        Sammanfatta många planer: mål efter tema, läge, försenat och hållna löften.
    next, nasta                     plan.changing:next_
        Gör nästa periods plan av den som tar slut.

Arbetet som helhet:
init, borja                     workspace.init:init
    Gör en arbetsmapp för en kommun eller ett län.
guide, vagled                   guide.guide:guide …
    Gå igenom frågorna i en guide, från era svar till en handlingsplan.
status, lage                    workspace.status:status
    Visa var ni är i de fyra stegen, och vad ni gör härnäst.
year, arshjul                   workspace.year:year
    Visa vad som görs härnäst under året, efter era dagar och planer.
undo, angra                     workspace.undo:undo
    Ta tillbaka det som det senaste kommandot skrev.

Rapporter och kontroller:
report, rapport
    Gör rapporter att läsa: länsrapport, kommunprofil, sidor till nämnd och brukare, och plan.
    lan                             report.reports:lan
        Gör en länsrapport: alla kommuners svar, vad som sticker ut och vem som kan lära av vem.
    kommun                          report.reports:kommun
        Gör en kommunprofil: styrkor, vad som bör förbättras och varför, och vem att lära av.
    namnd                           report.reports:namnd
        Gör en sida till nämnden: vad som föreslås, kostnad, varför och vad som blir bättre.
    lattlast                        report.reports:lattlast
        Gör en lättläst sida om en plan, till brukare och personal.
    plan                            report.reports:plan
        Gör en handlingsplan till ett dokument att läsa, eller till en tabell för möten.
    text, texter                    report.reports:text
        Skriv texter att klistra in: egenkontroll till kvalitetsberättelsen, och tjänsteskrivelse.
    seminarium                      report.seminar:seminarium
        Gör en sida för analysdagen: titta, tala om och välj, framför en skärm.
    comments, kommentarer           report.comments:comments
        Föreslå kommentarer med ! och + till länsrapporten, med skäl.
check, kontrollera
    Kontrollera svar, texter och arbetsmappen innan någon annan hittar felen.
    data                            check.checks:data
        Leta efter svar som kan vara fel, i en kommun eller ett helt län.
    text                            check.checks:text
        Kontrollera talen i en rapport mot svaren.
    workspace, arbetsmapp           check.checks:workspace
        Kontrollera att allt i arbetsmappen är helt och hänger ihop.
doctor, sjalvtest               check.doctor:doctor
    Pröva att oj fungerar på den här datorn.

Data och uppslag:
explain, forklara               lookup.explain:explain
    Förklara en indikator och varifrån varje siffra kommer.
indicators, indikatorer         lookup.registers:indicators
    Lista indikatorerna, eller sök bland dem.
kommuner                        lookup.registers:kommuner
    Lista kommunerna med folkmängd och grupper, eller sök bland dem.
data
    Läs in, visa och lämna ut svar.
    list, lista                     data.sources:list_
        Lista källorna: det ni har läst in och det som följer med oj.
    show, visa                      data.sources:show_
        Visa en källa: varifrån den kommer, och hur många svar den ger av varje slag.
    export, exportera               data.export:export
        Lämna ut svar som tabell eller kalkylblad.
    remove, ta-bort                 data.sources:remove
        Ta bort en källa som ni har läst in.
    purge, rensa                    data.sources:purge
        Ta bort en källa helt: svaren, filen och allt som den har lämnat efter sig.
    new, nytt                       data.new:new
        Börja på ett eget område: vad som frågas, och hur svaren bedöms.
    import, las-in                  data.importing:import_
        Läs in svar från ett kalkylblad.
    fetch, hamta                    data.fetch:fetch
        Hämta nya värden ur Kolada och folkmängd från SCB.
    changes, andringar              data.changes:changes
        Visa vad som har ändrats sedan förra året, och vad i ert eget som bygger på det.
    template, mall                  data.template:template
        Gör ett blad att fylla i svaren på före inrapporteringen.
schema                          lookup.schema:schema
    Skriv ut JSON-schemat för en sorts fil.
"""
"""Each command by its name and its aliases; where its function is, which is imported only when the
command is called, so that `oj` starts quickly; and the line that stands for it in the help, the
same as the first of its own help. A group without a place does nothing by itself.
"""


def _version() -> str:
    """Return what `--version` says."""
    from oj_cli.commands.check.doctor import version_text

    return version_text()


app = root_group(
    "Från öppna jämförelser till förbättring: kommunens fyra steg på kommandoraden.\n\n"
    "Börja med: oj identify --kommun Leksand",
    read_table(COMMANDS, "oj_cli.commands"),
    _version,
)


def run(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, else those it was started with.

    Returns the exit code: 0 done, 1 a check found faults, 2 wrong usage, 3 a file or
    the network, 130 interrupted.
    """
    given = sys.argv[1:] if argv is None else argv
    return program.run(app, given if given or not _begins() else ["guide"])


def _begins() -> bool:
    """Tell whether `oj` alone, in an empty folder, is to begin the four steps."""
    from oj_cli.commands.workspace.begin import may_begin

    return may_begin()
