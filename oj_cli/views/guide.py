"""What is shown around a guide's questions: figures beside them, and the lists of guides."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.analysis import EVIDENCE_WORDS, Analysis, Evidence
from oj_cli.domain.coach import Judgement
from oj_cli.domain.complement import Suggestions
from oj_cli.domain.county import LanTheme, Step1
from oj_cli.domain.guide import GuideList, Question, QuestionList, Shown
from oj_cli.domain.guide_walk import (
    Areas,
    Beside,
    ChosenAreas,
    Development,
    Figured,
    Outcome,
    Theme,
    WeakIndicators,
)
from oj_cli.domain.identification import (
    VERDICT_WORDS,
    Identification,
    IndicatorResult,
    ThemeResult,
    Verdict,
)
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.references import riket_heading
from oj_cli.domain.swedish import capital, counted, listing, sentences
from oj_cli.domain.trend import Trend
from oj_cli.domain.wording import figure_text
from oj_cli.presentation.document import Block, Column, Document, Item, Section
from oj_cli.presentation.parts import (
    bullets,
    commands,
    compose,
    item,
    next_steps,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.chosen import chosen_section, same_item
from oj_cli.views.county import theme_standing
from oj_cli.views.identify import own, standing
from oj_cli.views.judged_numbers import numbers_table, references_of
from oj_cli.views.kommun_map import clear as map_clear
from oj_cli.views.suggest import key_figure_blocks
from oj_cli.views.trend_words import series_name, statement

HEADINGS: dict[Shown, str] = {
    "omraden": "Teman att arbeta med",
    "prioritet": "Viktigast att förbättra",
    "val": "Det ni har valt",
    "jamforelser": "Så står ni mot andra",
    "andra_jamforelser": "Samma område i andra jämförelser",
    "nyckeltal": "Nyckeltal som hör till",
    "kostnader": "Kostnader som hör till",
    "underlag": "Det ni vet mer",
    "trend": "Utvecklingen",
    "slutsatser": "Era slutsatser",
}


def beside_section(beside: Beside) -> Section | None:
    """Return the figures of one sort, None if there is nothing to show of them."""
    shown = section(HEADINGS[beside.kind], *_blocks(beside))
    return shown if shown.blocks else None


def _blocks(beside: Beside) -> Iterator[Block | str]:
    match beside.of:
        case Areas(areas):
            yield _areas(areas)
        case KommunMap():
            yield from map_clear(beside.of)
        case WeakIndicators():
            yield from _weak(beside.of)
        case ChosenAreas():
            yield from _chosen(beside.of)
        case Suggestions():
            if beside.kind == "andra_jamforelser":
                yield bullets(same_item(s) for area in beside.of.areas for s in area.same)
            else:
                yield from key_figure_blocks(beside.of, costs=beside.kind == "kostnader")
        case Development():
            yield from _development(beside.of)
        case Analysis(evidence=evidence) if beside.kind == "underlag":
            yield bullets(map(_piece, evidence))
        case Analysis(conclusions=conclusions):
            yield bullets(
                item(c.text, f"Orsaker: {sentences(c.causes)}" if c.causes else "")
                for c in conclusions
            )


def _areas(areas: tuple[ThemeResult | LanTheme, ...] | None) -> Block | str:
    if areas is None:
        return "Det finns inga siffror i data för det här."
    if not areas:
        return "Inget område sticker ut."
    return bullets((f"{a.theme.name}: {_how(a)}" for a in areas), numbered=True)


def _how(area: ThemeResult | LanTheme) -> str:
    if isinstance(area, LanTheme):
        return theme_standing(area)
    return standing(area)


def _weak(weak: WeakIndicators) -> Iterator[Block | str]:
    """Yield what is clear, and apart from it what may be chance."""
    doubtful = [r for r in weak.indicators if r.verdict == Verdict.OSAKERT]
    clear = [r for r in weak.indicators if r not in doubtful]
    if not clear:
        yield "Inget skiljer sig tydligt från jämförelsen åt det sämre hållet."
    yield from _tables(weak.found, clear)
    if doubtful:
        yield strong("Osäkert, kan bero på slumpen")
        yield from _tables(weak.found, doubtful)


def _tables(found: Step1, rows: Sequence[Figured]) -> Iterator[Block]:
    numbers = [r for r in rows if isinstance(r, IndicatorResult) and r.difference is not None]
    if numbers and isinstance(found, Identification):
        yield numbers_table(numbers, references_of(found))
    if rest := [r for r in rows if r not in numbers]:
        yield _figures(rest)


def _figures(rows: Sequence[Figured]) -> Block:
    compared = [r.comparisons["riket"] if isinstance(r, IndicatorResult) else r.riket for r in rows]
    groups = right("Länet", riket_heading(compared))
    ni = [Column("Ni")] if isinstance(rows[0], IndicatorResult) else []  # a län is its own column
    columns = (wide("Indikator"), *ni, *groups, Column("Bedömning"))
    return table(columns, map(_row, rows), "Andel kommuner med JA; av tal länets median.")


def _row(weak: Figured) -> tuple[str, ...]:
    if isinstance(weak, IndicatorResult):
        found = weak.comparisons
        figures = [found[id].figure if id in found else None for id in ("lan", "riket")]
        ni = [own(weak)]
    else:
        ni, figures = [], [weak.figure, weak.riket_figure]
    said = ("-" if f is None else figure_text(f, weak.indicator) for f in figures)
    verdict = VERDICT_WORDS[weak.verdict] if weak.verdict else ""
    return weak.indicator.name, *ni, *said, verdict


def _chosen(found: ChosenAreas) -> Iterator[Block | str]:
    for chosen in found.analysis.chosen:
        area = chosen_section(chosen, found.analysis, found.asked, found.themes, found.corrections)
        yield strong(area.heading)
        yield from area.blocks[1:]  # without the motive: it is asked for beside this


def _piece(evidence: Evidence) -> Item:
    about = f"{evidence.source}, {evidence.date}" if evidence.date else evidence.source
    return item(f"{capital(EVIDENCE_WORDS[evidence.kind])}: {evidence.shows}", f"({about})")


def _development(found: Development) -> Iterator[Block]:
    yield bullets(map(_series, found.series))
    yield bullets(f"{e.date}: {e.text}" for e in found.events)


def _series(found: Trend) -> Item:
    followed = {"kommun", "lan", "riket"}
    lines = [
        f"{series_name(s)}: {statement(s, found.indicator)}."
        for s in found.series
        if s.newest and (s is found.main or (s.id in followed and s.measure != "redovisat"))
    ]
    years = [p.year for s in found.series for p in s.points]
    breaks = [b for b in found.indicator.breaks if years and min(years) < b.first_year]
    lines += [f"Går inte att jämföra med åren före {b.first_year}: {b.reason}." for b in breaks]
    return item(found.indicator.name, *lines)


def theme_label(theme: Theme) -> str:
    """Return a theme with how many of its answered indicators are weak: `Bostad (3 av 4 svaga)`."""
    if not theme.n:
        return theme.name
    doubtful = counted(theme.n_uncertain, "osäker", "osäkra") if theme.n_uncertain else ""
    said = (
        f"{theme.n_weak} av {theme.n} svaga"
        if theme.n_weak
        else f"{doubtful or 'ingen svag'} av {theme.n}"
    )
    more = f", {doubtful}" if theme.n_weak and doubtful else ""
    return f"{theme.name} ({said}{more})"


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
        lines.append(f"Planen står i {found.plan}.")
        if found.open_places:
            n = counted(found.open_places, "ställe", "ställen")
            lines.append(f"På {n} i den står det ATT GÖRA.")
    if found.left:
        steps = [f"{n} i steg {step}" for step, n in found.left.items()]
        where = listing(steps) if len(steps) > 1 else f"i steg {next(iter(found.left))}"
        n = counted(sum(found.left.values()), "fråga är inte besvarad", "frågor är inte besvarade")
        lines.append(f"{n} än, {where}. Nästa är: {found.following}")
    return [*lines, *next_lines(found)]


def next_lines(found: Outcome) -> list[str]:
    """Return what to type next."""
    plan = found.plan_id
    commands = [f"oj plan check {plan}", f"oj plan show {plan}"] if plan else ["oj plan new"]
    if found.left:
        commands.insert(0, found.go_on)
    return ["Skriv sedan:", *(f"  {line}" for line in commands)]


# --- lists -------------------------------------------------------------------------------


def guides_document(found: GuideList) -> Document:
    """Return the guides that there are, and what is wrong with those that are broken."""
    columns = (
        Column("guide", "Guide"),
        Column("namn", "Vad den handlar om", weight=2),
        Column("fragor", "Frågor", "right"),
        Column("varifran", "Varifrån"),
    )
    rows = found.records()[1]
    broken = (item(f"{e.id} ({e.path})", *e.faults) for e in found.entries if e.faults)
    first = rows[0]["guide"] if rows else "fyra-steg"
    steps = next_steps(
        ("oj guide", "går igenom guiden fyra-steg"),
        (f"oj guide --guide {first} --fragor", "visar frågorna"),
    )
    faults = section("Guider som inte går att läsa", bullets(broken))
    return compose("Guider", table(columns, rows), sections=(faults, steps))


def questions_document(found: QuestionList) -> Document:
    """Return a guide's questions with their flags, and how an answers file is begun."""
    columns = (
        Column("fraga", "Fråga", weight=2),
        Column("flagga", "Flagga"),
        Column("svar", "Svar", weight=1),
    )
    rows = found.records()[1]
    steps = (
        section(
            f"Steg {n}: {step.name}", table(columns, (r for r in rows if r["steg"] == step.name))
        )
        for n, step in enumerate(found.guide.steps, 1)
    )
    text = (
        "Skriv svaren i en fil. Varje fråga har en nyckel, och det som kan komma flera "
        "gånger är en lista."
    )
    lines = commands(
        (f"{found.command} --mall", "visar en svarsfil att fylla i"),
        (f"{found.command} --svarsfil svar.yaml", "läser svaren"),
    )
    return compose(
        f"Frågorna i {found.guide.name}",
        sections=(*steps, section("Utan terminal", text, lines)),
    )


def template(found: QuestionList) -> str:
    """Return an answers file with every question as a comment, and no answers."""
    lines = [
        f"# Svar på frågorna i guiden {found.guide.name}. Läs in dem med:",
        f"# {found.command} --svarsfil FIL",
        "# En tom rad är en fråga som ni hoppar över.",
        f"guide: {found.guide.id}",
    ]
    for n, step in enumerate(found.guide.steps, 1):
        lines += ["", f"# Steg {n}: {step.name}"]
        for around, q in (pair for question in step.questions for pair in question.below()):
            margin = "".join("    " if group.again else "  " for group in around)
            is_first = around and around[-1].again and q is around[-1].questions[0]
            key = f"{margin[:-2]}- {q.id}:" if is_first else f"{margin}{q.id}:"
            lines += [f"{margin}# {_about(q)}", key]
    return "\n".join(lines) + "\n"


def _about(question: Question) -> str:
    if question.kind == "grupp":
        more = ". Kan stå flera gånger, med - först" if question.again else ""
        return f"{question.text}{more}"
    must = " Måste besvaras." if question.required else ""
    options = f" {' / '.join(question.choices)}." if question.choices else ""
    several = " Flera svar skrivs som en lista." if question.many else ""
    return f"{question.text}{must}{options}{several}"
