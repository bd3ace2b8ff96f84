"""What the check of a report found, as a document."""

from oj_cli.domain.prose import TextCheck, Unchecked
from oj_cli.domain.swedish import counted
from oj_cli.domain.wording import area_word
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
)
from oj_cli.views.findings import findings_document, shipped_note

_MOST_SHOWN = 20


def document(found: TextCheck) -> Document:
    """Return the findings, what agreed, and what could not be tried."""
    facts, report = found.facts, found.report
    n = counted(report.n_tried, "uppgift", "uppgifter")
    against = f"{area_word(facts.catalogue)} {facts.year}, {facts.group.name}"
    said = f"{n} i texten prövades mot {against}; {report.n_agree} stämmer."
    if report.unchecked:
        said += f" {len(report.unchecked)} gick inte att pröva."
    lead: list[Block] = [
        Paragraph("Är det fel område, år eller län? Välj med --omrade, --ar och --lan.", "note")
    ]
    if found.other_year is not None:
        often = f"texten nämner {found.other_year} oftare än {facts.year}"
        lead.append(Paragraph(f"Obs: {often}. Stäm av att året är rätt.", "strong"))
    tried = Bullets(tuple(Item(f"{r.id} {r.name}") for r in found.tried))
    return findings_document(
        f"{found.file}: kontroll av texten",
        found,
        checked=said,
        lead=lead,
        sections=[
            *([_unchecked(report.unchecked)] if report.unchecked else []),
            Section("Detta prövades", (tried,)),
            _next_steps(found),
        ],
    )


def _unchecked(unchecked: tuple[Unchecked, ...]) -> Section:
    """Return what is unsure: a person has to look at it."""
    items = [Item(f"”{u.quote}”", (f"{_place(u)}{u.why}.",)) for u in unchecked[:_MOST_SHOWN]]
    rest = len(unchecked) - len(items)
    if rest > 0:
        items.append(Item(f"Och {rest} till, se --format json."))
    return Section(
        "Osäkert: det här gick inte att pröva",
        (Paragraph("Kontrollera de här uppgifterna själv."), Bullets(tuple(items))),
    )


def _place(u: Unchecked) -> str:
    at = f"rad {u.line}" if u.line is not None else u.label
    return f"{at}: ".capitalize() if at else ""


def _next_steps(found: TextCheck) -> Section:
    facts = found.facts
    where = f"--omrade {facts.catalogue.area} --ar {facts.year}"
    first = next(iter(facts.own), "")
    commands = (
        Command(f"oj compare --indicator {first} {where}", "alla kommuners svar på en fråga"),
        Command(f"oj indicators --omrade {facts.catalogue.area}", "frågornas id och namn"),
    )
    return Section("Nästa steg", (Commands(commands), *shipped_note(found.is_shipped)))
