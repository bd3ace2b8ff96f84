"""What the check of a report found, as a document."""

from oj_cli.domain.prose import TextCheck, Unchecked
from oj_cli.domain.swedish import counted
from oj_cli.domain.wording import area_word
from oj_cli.presentation.document import Document, Section
from oj_cli.presentation.parts import commands, item, listed, note, section, strong
from oj_cli.views.findings import findings_document, tried_section
from oj_cli.views.sources import shipped_note

_MOST_SHOWN = 20


def document(found: TextCheck) -> Document:
    """Return the findings, what agreed, and what could not be tried."""
    facts, report = found.facts, found.report
    n = counted(report.n_tried, "uppgift", "uppgifter")
    against = f"{area_word(facts.catalogue)} {facts.year}, {facts.group.name}"
    said = f"{n} i texten prövades mot {against}; {report.n_agree} stämmer."
    if report.unchecked:
        said += f" {len(report.unchecked)} gick inte att pröva."
    often = f"texten nämner {found.other_year} oftare än {facts.year}"
    other_year = f"Obs: {often}. Stäm av att året är rätt." if found.other_year is not None else ""
    return findings_document(
        f"{found.file}: kontroll av texten",
        found,
        checked=said,
        lead=(
            note("Är det fel område, år eller län? Välj med --omrade, --ar och --lan."),
            strong(other_year),
        ),
        sections=(
            _unchecked(report.unchecked),
            tried_section(found.tried),
            _next_steps(found),
        ),
    )


def _unchecked(unchecked: tuple[Unchecked, ...]) -> Section:
    """Return what is unsure: a person has to look at it."""
    heading, shown = "Osäkert: det här gick inte att pröva", unchecked[:_MOST_SHOWN]
    items = [item(f"”{u.quote}”", f"{_place(u)}{u.why}.") for u in shown]
    if len(shown) < len(unchecked):
        items.append(item(f"Och {len(unchecked) - len(shown)} till, se --format json."))
    return section(heading, *listed("Kontrollera de här uppgifterna själv.", items))


def _place(u: Unchecked) -> str:
    at = f"rad {u.line}" if u.line is not None else u.label
    return f"{at}: ".capitalize() if at else ""


def _next_steps(found: TextCheck) -> Section:
    facts = found.facts
    where = f"--omrade {facts.catalogue.area} --ar {facts.year}"
    first = next(iter(facts.own), "")
    lines = commands(
        (f"oj compare --indicator {first} {where}", "alla kommuners svar på en fråga"),
        (f"oj indicators --omrade {facts.catalogue.area}", "frågornas id och namn"),
    )
    return section("Nästa steg", lines, shipped_note(found.is_shipped))
