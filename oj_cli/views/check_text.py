"""What the check of a report found, as a document."""

from collections.abc import Sequence
from dataclasses import replace

from oj_cli.domain.findings import SwitchedOff
from oj_cli.domain.prose import Facts, TextReport, Unchecked
from oj_cli.domain.quality import QualityRules
from oj_cli.domain.swedish import counted
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
from oj_cli.views.findings import findings_document
from oj_cli.views.words import area_word

_MOST_SHOWN = 20


def document(
    report: TextReport,
    facts: Facts,
    file: str,
    rules: QualityRules,
    other_year: int | None,
    shipped: bool,
    off: Sequence[SwitchedOff] = (),
) -> Document:
    """Return the findings, what agreed, and what could not be tried.

    `other_year` is one that the text names more often than the year it was tried against.
    """
    area = area_word(facts.catalogue)
    against = f"{area} {facts.year}, {facts.group.name}"
    n = counted(report.n_tried, "uppgift", "uppgifter")
    said = f"{n} i texten prövades mot {against}; {report.n_agree} stämmer."
    if report.unchecked:
        said += f" {len(report.unchecked)} gick inte att pröva."
    lead: list[Block] = [
        Paragraph("Är det fel område, år eller län? Välj med --omrade, --ar och --lan.", "note")
    ]
    if other_year is not None:
        note = f"Obs: texten nämner {other_year} oftare än {facts.year}. Stäm av att året är rätt."
        lead.append(Paragraph(note, "strong"))
    sections = [_unchecked(report.unchecked)] if report.unchecked else []
    sections += [_tried(rules, off), _next_steps(facts, shipped)]
    return findings_document(
        f"{file}: kontroll av texten",
        [replace(f, file=file) for f in report.findings],
        checked=said,
        lead=lead,
        switched_off=off,
        sections=sections,
        extra={
            "fil": file,
            "omrade": facts.catalogue.area,
            "ar": facts.year,
            "grupp": facts.group.name,
            "provade": report.n_tried,
            "stammer": report.n_agree,
            "ej_provade": [
                {"citat": u.quote, "skal": u.why, "rad": u.line, "plats": u.label}
                for u in report.unchecked
            ],
        },
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


def _tried(rules: QualityRules, off: Sequence[SwitchedOff]) -> Section:
    left_out = {rule.rule for rule in off}
    items = tuple(
        Item(f"{r.id} {r.name}") for r in rules.rules if r.kind == "text" and r.id not in left_out
    )
    return Section("Detta prövades", (Bullets(items),))


def _next_steps(facts: Facts, shipped: bool) -> Section:
    where = f"--omrade {facts.catalogue.area} --ar {facts.year}"
    first = next(iter(facts.own), "")
    blocks: list[Block] = [
        Commands(
            (
                Command(
                    f"oj compare --indicator {first} {where}", "alla kommuners svar på en fråga"
                ),
                Command(f"oj indicators --omrade {facts.catalogue.area}", "frågornas id och namn"),
            )
        )
    ]
    if shipped:
        note = "Uppgifterna följer med oj. Inga egna är inlästa."
        blocks.append(Paragraph(note, "note"))
    return Section("Nästa steg", tuple(blocks))
