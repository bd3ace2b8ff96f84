"""What is shown around a guide's questions: figures beside them, and the lists of guides."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from oj_cli.domain.analysis import Analysis
from oj_cli.domain.coach import Judgement
from oj_cli.domain.complement import Suggestions
from oj_cli.domain.county import LanIdentification
from oj_cli.domain.guide import GuideList, Question, QuestionList, Shown, below
from oj_cli.domain.guide_walk import Beside, Outcome, Theme
from oj_cli.domain.identification import CLEAR, Identification, Verdict
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.logs import OpenAnalysis
from oj_cli.domain.swedish import capital, counted, joined, listing
from oj_cli.domain.trend import Trend
from oj_cli.presentation.document import Column, Document, Item, Section
from oj_cli.presentation.parts import bullets, commands, compose, item, next_steps, section, table
from oj_cli.views import county, identify, kommun_map
from oj_cli.views.chosen import chosen_section, same_item
from oj_cli.views.evidence import evidence_text, shown
from oj_cli.views.happened import event_section
from oj_cli.views.question import break_text
from oj_cli.views.suggest import key_figure_blocks
from oj_cli.views.trend_words import series_name, statement


def beside_sections(found: Sequence[Beside]) -> tuple[Section, ...]:
    """Return the figures beside a question, each once: nothing of what there is nothing of."""
    sections = (section for kind, of in found for section in _sections(kind, of))
    return tuple(dict.fromkeys(section for section in sections if section.blocks))


def _sections(kind: Shown, of: Any) -> Iterator[Section]:
    is_of_areas = kind == "omraden"
    match kind, of:
        case _, KommunMap() as found:
            yield (kommun_map.shared_section if is_of_areas else kommun_map.clear_section)(found)
        case "omraden", Identification() as found:
            yield identify.areas_section(found)
        case _, Identification() as found:
            yield from map(_short, identify.short_list(found, kommun_map.MOST_CLEAR))
            yield from identify.not_clear(found)
        case _, LanIdentification() as found:
            behind = county.indicators(found, kommun_map.MOST_CLEAR, show_all=False)
            in_themes = is_of_areas or not found.weak
            yield from county.themes(found) if in_themes else [_short(behind)]
        case "andra_jamforelser", Suggestions(areas=areas):
            same = bullets(same_item(s) for area in areas for s in area.same)
            yield section("Samma område i andra jämförelser", same)
        case _, Suggestions() as found:
            figures = key_figure_blocks(found, costs=kind == "kostnader")
            yield section(f"{capital(kind)} som hör till", *figures)
        case "underlag", Analysis(evidence=evidence):
            known = (item(shown(e), f"({joined(evidence_text(e), e.date)})") for e in evidence)
            yield section("Det ni vet mer", bullets(known))
        case _, Analysis(conclusions=conclusions):
            items = (item(c.text, *(f"Orsak: {cause}" for cause in c.causes)) for c in conclusions)
            yield section("Era slutsatser", bullets(items))
        case "trend", (trends, events):
            yield section("Utvecklingen", bullets(map(_followed, trends)))
            yield event_section(events)
        case _, (OpenAnalysis() as found, corrections):
            of_what = (found.analysis, found.asked, found.themes.names, corrections)
            for chosen in found.analysis.chosen:
                area = chosen_section(chosen, *of_what)
                # without the motive: it is asked for beside this
                yield replace(area, heading=f"Valt: {area.heading}", blocks=area.blocks[1:])


def _short(found: Section) -> Section:
    """Return a section without its note on a flag of another command that shows the rest."""
    return replace(found, blocks=found.blocks[:1])


def _followed(found: Trend) -> Item:
    lines = [
        f"{series_name(s)}: {statement(s, found.indicator)}."
        for s in found.series
        if s is found.main or (s.id in ("lan", "riket") and s.newest and s.measure != "redovisat")
    ]
    return item(found.indicator.name, *lines, *map(break_text, found.breaks))


def theme_label(theme: Theme) -> str:
    """Return a theme with how many of its judged indicators are weak: `Bostad (3 av 4 svaga)`."""
    n, weak = len(theme.verdicts), sum(v in CLEAR for v in theme.verdicts)
    doubtful = theme.verdicts.count(Verdict.OSAKERT)
    more = f", {counted(doubtful, 'osäker', 'osäkra')}" if doubtful else ""
    return f"{theme.name} ({weak} av {n} svaga{more})" if n else theme.name


def remark(found: Judgement) -> str:
    """Return what the coach says of a goal while it is typed."""
    words = {"mal": "Läses som ett mål.", "aktivitet": "Läses som en aktivitet."}
    first = words.get(found.bedomning, "Oklart om det är ett mål.")
    return " ".join(filter(None, (first, found.skal, found.fraga)))


def outcome_lines(found: Outcome) -> list[str]:
    """Return what a walk has come to, and what to type next."""
    lines = [] if found.left else [f"Klart: {found.name}."]
    if found.analysis:
        lines.append(f"Svaren står i {found.analysis}.")
    if found.plan:
        n = counted(found.open_places, "ställe", "ställen")
        left = f" På {n} i den står det ATT GÖRA." if found.open_places else ""
        lines.append(f"Planen står i {found.plan}.{left}")
    if found.left:
        steps = listing([f"{n} i steg {step}" for step, n in found.left.items()])
        n = counted(sum(found.left.values()), "fråga är inte besvarad", "frågor är inte besvarade")
        lines.append(f"{n} än, {steps}. Nästa är: {found.following}")
    return [*lines, "Skriv sedan:", *(f"  {line}" for line in found.then)]


def guides_document(found: GuideList) -> Document:
    """Return the guides that there are, and what is wrong with those that are broken."""
    about, n = Column("Vad den handlar om", weight=2), Column("Frågor", align="right")
    rows = (tuple(row.values()) for row in found.records()[1])
    broken = (item(f"{e.id} ({e.path})", *e.faults) for e in found.entries if e.faults)
    steps = next_steps(
        ("oj guide", "går igenom guiden fyra-steg"),
        ("oj guide --guide egenkontroll --fragor", "visar frågorna"),
    )
    faults = section("Guider som inte går att läsa", bullets(broken))
    return compose("Guider", table(("Guide", about, n, "Varifrån"), rows), sections=(faults, steps))


def questions_document(found: QuestionList) -> Document:
    """Return a guide's questions with their flags, and how an answers file is begun."""
    columns = (Column("Fråga", weight=2), "Flagga", Column("Svar", weight=1))
    cells, by_step = itemgetter("fraga", "flagga", "svar"), itemgetter("steg")
    asked = (
        section(f"Steg {n}: {name}", table(columns, map(cells, rows)))
        for n, (name, rows) in enumerate(groupby(found.records()[1], by_step), 1)
    )
    text = (
        "Skriv svaren i en fil. Varje fråga har en nyckel, och det som kan komma flera "
        "gånger är en lista."
    )
    lines = commands(
        (f"{found.guide.command} --mall", "visar en svarsfil att fylla i"),
        (f"{found.guide.command} --svarsfil svar.yaml", "läser svaren"),
    )
    how = section("Utan terminal", text, lines)
    return compose(f"Frågorna i {found.guide.name}", sections=(*asked, how))


def template(found: QuestionList) -> str:
    """Return an answers file with every question as a comment, and no answers."""
    lines = [
        f"# Svar på frågorna i guiden {found.guide.name}. Läs in dem med:",
        f"# {found.guide.command} --svarsfil FIL",
        "# En tom rad är en fråga som ni hoppar över.",
        f"guide: {found.guide.id}",
    ]
    for n, step in enumerate(found.guide.steps, 1):
        lines += ["", f"# Steg {n}: {step.name}"]
        for around, q in below(step.questions):
            margin = "".join("    " if group.again else "  " for group in around)
            is_first = around and around[-1].again and q is around[-1].questions[0]
            key = f"{margin[:-2]}- {q.id}:" if is_first else f"{margin}{q.id}:"
            lines += [f"{margin}# {_about(q)}", key]
    return "\n".join(lines) + "\n"


def _about(question: Question) -> str:
    again = ". Kan stå flera gånger, med - först." if question.again else ""
    must = " Måste besvaras." if question.bounds.required else ""
    options = f" {' / '.join(question.choices)}." if question.choices else ""
    several = " Flera svar skrivs som en lista." if question.many else ""
    return f"{question.text}{again}{must}{options}{several}"
