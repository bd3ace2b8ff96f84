"""`oj plan`: step 4, the whole life of action plans."""

from oj_cli.terminal.cli import Lazy, OjTyper

COMMANDS = (
    Lazy(
        "new",
        "oj_cli.commands.plan.new:new",
        "Skriv en ny handlingsplan, mål för mål, med det som analysen redan vet.",
        ("ny",),
        takes_more=True,
    ),
    Lazy(
        "check",
        "oj_cli.commands.plan.check:check",
        "Kontrollera en handlingsplan innan den beslutas, och medan den gäller.",
        ("kontrollera",),
    ),
    Lazy(
        "coach",
        "oj_cli.commands.plan.coach:coach",
        "Säg om en mening är ett mål eller en aktivitet.",
        ("malcoach",),
    ),
    Lazy(
        "show",
        "oj_cli.commands.plan.show:show",
        "Visa en plan: mål, mått, aktiviteter, läge och vad som kommer härnäst.",
        ("visa",),
    ),
    Lazy(
        "due",
        "oj_cli.commands.plan.due:due",
        "Visa vad som är försenat och vad som kommer, och för vem.",
        ("att-gora",),
    ),
    Lazy(
        "followup",
        "oj_cli.commands.plan.followup:followup",
        "Skriv in ett utfall för ett mål i en plan.",
        ("folj-upp",),
    ),
    Lazy(
        "set",
        "oj_cli.commands.plan.set:set_",
        "Ändra ett enda värde i en plan.",
        ("satt",),
    ),
    Lazy(
        "outcome",
        "oj_cli.commands.plan.outcome:outcome",
        "Visa hur målen står, och vad som hänt med svaren i öppna jämförelser.",
        ("utfall",),
    ),
    Lazy(
        "matrix",
        "oj_cli.commands.plan.matrix:matrix",
        "Visa vilka parter som har rapporterat om vilka mål, och vilka som inte har det.",
        ("matris",),
    ),
    Lazy(
        "sheet",
        "oj_cli.commands.plan.sheet:sheet",
        "Gör en Excel-fil för varje part eller enhet att rapportera i.",
        ("blankett",),
    ),
    Lazy(
        "collect",
        "oj_cli.commands.plan.sheet:collect",
        "Läs in ifyllda arbetsböcker som utfall i planen.",
        ("samla",),
    ),
    Lazy(
        "calendar",
        "oj_cli.commands.plan.calendar:calendar",
        "Skriv uppföljningar, slutdatum och redovisningar till en kalenderfil.",
        ("kalender",),
    ),
    Lazy(
        "export",
        "oj_cli.commands.plan.export:export",
        "Skriv en plan som tabell: mål, aktivitet, uppföljning, ansvarig, nästa period, kommentar.",
        ("exportera",),
    ),
    Lazy(
        "summary",
        "oj_cli.commands.plan.summary:summary",
        "Sammanfatta många planer: mål efter tema, läge, försenat och hållna löften.",
        ("sammanfatta",),
    ),
    Lazy(
        "next",
        "oj_cli.commands.plan.next:next_",
        "Gör nästa periods plan av den som tar slut.",
        ("nasta",),
    ),
)

plan = OjTyper(
    lazy=COMMANDS,
    help="Handlingsplaner (steg 4): skriv, kontrollera, följ upp och gå vidare.",
)
