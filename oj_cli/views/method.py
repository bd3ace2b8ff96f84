"""How oj counts and judges: all of it as a document, and the chapter of a report."""

from collections.abc import Iterator
from dataclasses import replace

from oj_cli.domain.chance import z_together
from oj_cli.domain.identification import VERDICT_WORDS, IndicatorResult, Verdict
from oj_cli.domain.indicators import Indicator, Survey
from oj_cli.domain.method import Example, Method, MethodSection, Tested
from oj_cli.domain.swedish import capital, number, percent
from oj_cli.domain.wording import area_word, figure_text, n_text, rate_text, shell_word, value_text
from oj_cli.presentation.document import Block, Document, Item, Section
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    listed,
    next_steps,
    right,
    section,
    table,
    wide,
)

_LEAST = 0.0001
"""A probability below this is not said in figures."""
_MOST_DECIMALS = 6


def document(found: Method) -> Document:
    """Return the whole text, with what is computed at its places."""
    where = f" i {area_word(found.catalogue)}" if found.catalogue else ""
    return compose(
        "Så räknar och bedömer oj",
        f"Så blir omdömena{where} till: vad som räknas, hur slumpen prövas, vad orden betyder och "
        "vad siffrorna inte kan säga.",
        sections=(*(_section(s, found) for s in found.text.sections), _next_steps(found)),
    )


def _section(part: MethodSection, found: Method) -> Section:
    computed: tuple[Block | str, ...] = ()
    if part.shows == "provad":
        computed = tuple(surveys(found))
        if not computed:
            return section("")
    elif part.shows == "exempel":
        computed = tuple(_example(found.example))
    return section(part.heading, *part.paragraphs, bullets(part.points), *computed)


# --- how the rule did ------------------------------------------------------------------------


def surveys(found: Method, only_tried: bool = False) -> Iterator[Block | str]:
    """Yield a table of the surveys, those that are alike in one row, and those that cannot tell."""
    shown = [s for s in found.surveys if s.survey.tried or not only_tried]
    if shown:
        headings = ("Vidgas", "År", "Alla", "Antal", "Kvar")
        rows = dict.fromkeys((s.name, number(s.survey.spread, 2), *_did(s.survey)) for s in shown)
        made = table((wide("Undersökning"), *right(*headings)), rows, "Så höll det tydligt svaga")
        yield replace(made, id="tabell-provad")
    if not all(s.survey.tried for s in shown):
        yield "Där det är tomt sägs inget vara tydligt, eller så finns inga år att pröva på."
    silent = dict.fromkeys(s.name for s in found.surveys if not s.survey.can_tell)
    yield from listed("Här går ingen kommun att skilja ut tydligt:", silent)
    if found.catalogue and not only_tried:
        yield bullets(dict.fromkeys(f"{s.name}: {s.survey.why}" for s in shown if s.survey.why))


def _did(survey: Survey) -> tuple[str, ...]:
    t = survey.tried
    return ("",) * 4 if t is None else (t.years, percent(t.base), str(t.flags), percent(t.held))


# --- an example ------------------------------------------------------------------------------


def _example(example: Example | None) -> Iterator[Block | str]:
    if example is None:
        yield "Kommunen har inga uppgifter här som ett exempel kan räknas på."
        return
    result, tested = example.result, example.tested
    where = f"{example.kommun.name}, {area_word(example.catalogue)} {example.year}"
    yield f"{where}: ”{result.indicator.name}”."
    steps = [*(_answer(example) if result.value is None else _number(example))]
    if tested is not None:
        steps += [*_interval(result, tested), *_distance(result, tested), _limit(result, tested)]
    verdict = f"Omdömet blir: {VERDICT_WORDS[result.verdict]}."
    reasons = (reason.text for reason in (*result.reasons, *result.checks))
    yield bullets((*steps, item(verdict, *reasons)), numbered=True)


def _answer(e: Example) -> Iterator[Item]:
    """Yield how an answer is compared: each share with what it is counted of."""
    yield item(f"Kommunens svar är {e.result.answer}.")
    shares = []
    for reference in e.references:
        c = e.result.comparisons[reference.id]
        if c.share is not None and c.n:
            counted = f"100 × {c.n_yes} / {c.n} = {number(c.share, 1)}\u00a0%"
            shares.append(f"{reference.name}: {c.n_yes} JA av {c.n} svar, {counted}.")
        elif c.share is not None:
            shares.append(f"{reference.name}: {percent(c.share)}, som utgivaren har publicerat.")
    yield item("Så många andra har svarat JA.", *shares)


def _number(e: Example) -> Iterator[Item]:
    """Yield how a number is compared."""
    r, i = e.result, e.result.indicator
    yield item(f"Värdet är {value_text(r.value or 0.0, i)}{_behind(r)}.")
    figure = r.compared.figure
    if figure is not None and r.difference is not None:
        said = capital(r.compared.said(next(x for x in e.references if x.id == r.reference)))
        floor = f"Relevansgränsen är {_exact(e.tested.floor, i)}." if e.tested else ""
        apart = f"Skillnaden är {_exact(r.difference, i)}. {floor}"
        yield item(f"{said} är {value_text(figure, i)}.", apart.strip())


def _interval(r: IndicatorResult, t: Tested) -> Iterator[Item]:
    """Yield how the interval is made: of as many answers, or of how such values move."""
    sure = r.uncertainty
    if sure is None or sure.interval is None:
        return
    low, high = (
        figure_text(sure.interval[0], r.indicator),
        value_text(sure.interval[1], r.indicator),
    )
    if sure.n is not None and sure.method == "wilson":
        n, spread = number(sure.n), number(t.spread, 2)
        yield item(
            f"Slumpen vidgas här {spread} gånger: {n} svar räknas som {n} / {spread} = "
            f"{number(sure.n / t.spread)}.",
            f"Wilsons intervall går då från {low} till {high}.",
        )
    else:
        moved = _exact(t.moved or 0.0, r.indicator)
        yield item(
            f"Medianen av hur sådana värden rör sig mellan två år är {moved}. "
            f"Det motsvarar standardavvikelsen {_exact(t.noise, r.indicator)}.",
            f"Intervallet går då från {low} till {high}.",
        )


def _behind(r: IndicatorResult) -> str:
    """Return how many answers a value stands on; nothing where that is not known."""
    n, rate = n_text(r.uncertainty), r.uncertainty.response_rate if r.uncertainty else None
    asked = f", som är {percent(rate)} av de tillfrågade" if n and rate is not None else ""
    return f", av {n}{asked}" if n else ""


def _distance(r: IndicatorResult, t: Tested) -> Iterator[Item]:
    """Yield z of each year, and of both together."""
    decimals = _adding_up(t)
    first, *rest = (number(z, decimals).replace("-", "−") for z in (*t.zs, t.z))
    before = r.before
    if before is None or before.value is None or before.figure is None or len(t.zs) == 1:
        yield item(f"Avståndet till jämförelsen är z\u00a0=\u00a0{first}.")
        return
    n = "" if before.n is None else f" av {number(before.n)} svar"
    yield item(
        f"Avståndet till jämförelsen är z\u00a0=\u00a0{first}.",
        f"{before.year} var värdet {value_text(before.value, r.indicator)}{n} och jämförelsen "
        f"{value_text(before.figure, r.indicator)}: z\u00a0=\u00a0{rest[0]}.",
    )
    yield item(f"Båda åren tillsammans: ({first} + {rest[0]}) / √2 = {rest[1]}.")


def _adding_up(t: Tested) -> int:
    """Return how many decimals z needs for a reader who adds the years up."""
    several = range(2, _MOST_DECIMALS)
    return next(
        (d for d in several if round(z_together([round(z, d) for z in t.zs]), d) == round(t.z, d)),
        _MOST_DECIMALS,
    )


def _limit(r: IndicatorResult, t: Tested) -> Item:
    """Return how probable it is by chance, and what it is held against."""
    way = "högt, eller högre" if r.indicator.direction == "lagre" else "lågt, eller lägre"
    chance = "under 0,01\u00a0%" if t.chance < _LEAST else rate_text(t.chance)
    place, rate = max(t.n_told, 1), rate_text(t.false_rate)
    limit = rate_text(t.false_rate * place / t.n_tested)
    limit = f"{place}\u00a0/\u00a0{t.n_tested} × {rate} = {limit}"
    if t.n_tested == 1:
        held = f"Ingen annan indikator prövas samtidigt. Gränsen är {rate}."
    elif not t.n_told:
        held = (
            f"{t.n_tested} prövas samtidigt. Ingen klarar sin gräns, som för den minsta är {limit}."
        )
    else:
        this = "Det här är en av dem." if t.is_told else "Det här är ingen av dem."
        held = f"{t.n_tested} prövas samtidigt. Gränsen {limit} klaras av {t.n_told}. {this}"
    if r.verdict == Verdict.TYDLIG_SVAGHET and not t.is_told:
        held += " Men årets värde för sig och fallet är för stora för att vara slump."
    lead = f"Om inget skilde skulle slumpen göra det så {way}, med sannolikheten {chance}."
    return item(lead, held)


def _exact(value: float, indicator: Indicator) -> str:
    """Return a difference with its sign and unit, with a decimal."""
    if indicator.is_percent:
        text = number(value, 1).removesuffix(",0")
        return f"{text} procentenheter".replace("-", "−")
    return value_text(value, indicator).replace("-", "−")


def _next_steps(found: Method) -> Section:
    kommun = found.example.kommun.name if found.example else ""
    area = f" --omrade {found.catalogue.area}" if found.catalogue else ""
    return next_steps(
        (f"oj identify --kommun {shell_word(kommun or 'KOMMUN')}{area}", "omdömena, med skäl"),
        ("oj explain INDIKATOR", "en indikator, och varifrån varje siffra kommer"),
    )
