"""What the check of a report found, as a document."""

from collections import defaultdict

from oj_cli.domain.prose import Placed, TextCheck, TextReport, Untested
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.wording import area_word
from oj_cli.presentation.document import Document, Section
from oj_cli.presentation.parts import bullets, commands, compose, item, listed, section, strong
from oj_cli.views.findings import finding_sections, tried_section
from oj_cli.views.sources import shipped_note

_MOST_RIGHT = 15
_MOST_OUTSIDE = 5
_MOST_QUOTED = 3
_LONGEST = 110


def document(found: TextCheck) -> Document:
    """Return what was tested against, what was wrong, what was right, and what was not tested."""
    report = found.report
    against = f"{area_word(found.catalogue)} {found.year}, {found.name}"
    fel = sum(f.level == "fel" for f in found.findings)
    counts = [f"{report.count('stammer')} stämmer", f"{fel} är FEL"]
    counts += [f"{n} oprecisa"] if (n := report.count("oprecist")) else []
    claims = [u for u in report.untested if u.said]
    counts.append(f"{len(claims)} prövades inte")
    return compose(
        f"{found.file}: kontroll av texten",
        strong(f"Prövat mot {against}. Av det texten påstår: {listing(counts)}."),
        *found.assumed,
        "" if report.tested else "Inget i texten gick att pröva mot detta. Skälen står nedan.",
        sections=(
            _outside(report),
            *finding_sections(found.findings),
            section(
                "Avstängda regler", bullets(f"{r.rule}: {r.reason}" for r in found.switched_off)
            ),
            _right(report),
            _untested(report, claims),
            tried_section(found.tried),
            _next_steps(found),
        ),
    )


def _outside(report: TextReport) -> Section:
    said = [
        item(
            f"”{_short(o.heading)}”{_at(o)}: {o.why}.",
            f"{counted(o.sentences, 'mening', 'meningar')} prövades därför inte.",
        )
        for o in report.outside[:_MOST_OUTSIDE]
    ]
    if len(report.outside) > _MOST_OUTSIDE:
        said.append(item(f"Och {len(report.outside) - _MOST_OUTSIDE} rubriker till."))
    return section("Utanför prövningen", bullets(said))


def _right(report: TextReport) -> Section:
    right = [t for t in report.tested if t.outcome == "stammer"]
    entries = [
        item(
            f"”{t.said}”{_at(t)}: {t.question}, {t.unit} {t.year}.",
            f"I data: {t.data}{f' ({t.place})' if t.place else ''}.",
        )
        for t in right[:_MOST_RIGHT]
    ]
    if len(right) > len(entries):
        entries.append(item(f"Och {number(len(right) - len(entries))} till, se --format json."))
    return section("Prövat och stämmer", bullets(entries))


def _untested(report: TextReport, claims: list[Untested]) -> Section:
    by_why: dict[str, list[str]] = defaultdict(list)
    for u in claims:
        by_why[u.why].append(f"”{_short(u.quote)}”{_at(u)}")
    rest = len(report.untested) - len(claims)
    entries = [
        item(
            f"{capital(why)}: {number(len(of))}",
            *list(dict.fromkeys(of))[:_MOST_QUOTED],
        )
        for why, of in sorted(by_why.items(), key=lambda one: -len(one[1]))[:_MOST_RIGHT]
    ]
    if len(by_why) > _MOST_RIGHT:
        entries.append(item(f"Och {len(by_why) - _MOST_RIGHT} skäl till, se --format json."))
    if rest:
        entries.append(item(f"Meningar utan tal, mängdord eller kommunnamn: {number(rest)}"))
    return section("Prövades inte", *listed("Kontrollera de här uppgifterna själv.", entries))


def _at(said: Placed) -> str:
    return f" ({said.spot})" if said.spot else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _next_steps(found: TextCheck) -> Section:
    area = f"--omrade {found.catalogue.area}"
    first = next((t.indicators[0] for t in found.report.tested), None)
    steps = [(f"oj indicators {area}", "frågornas id och namn")]
    if first:
        lookup = f"oj compare --indicator {first} {area} --ar {found.year}"
        steps.insert(0, (lookup, "alla kommuners svar på en fråga"))
    return section("Nästa steg", commands(*steps), shipped_note(found.is_shipped))
