"""Step 1 for a kommun: a verdict on each indicator, their order, and areas to work on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from oj_cli.analysis.compare import as_exact, compare, uses
from oj_cli.analysis.judge import Judge
from oj_cli.analysis.learn import best_from, theme_peers
from oj_cli.analysis.question import Question
from oj_cli.domain.answers import IN_DENOMINATOR, Answer
from oj_cli.domain.chance import GREAT_FALL
from oj_cli.domain.identification import (
    CLEAR,
    Identification,
    IndicatorResult,
    ThemeResult,
    Verdict,
)
from oj_cli.domain.indicators import CommitmentKind, Step
from oj_cli.domain.swedish import capital, counted, listing, sort_key

MOST_AREAS = 3
FIRST = 3
"""So many first ones are tried in another order."""
FEWEST = 10
"""With fewer indicators than this nothing is said of the whole."""
MANY_NO = 75
MANY_WITHOUT = 25
MANY_ZERO = 50
"""Percent of the indicators that make a whole unusual."""


def identify(question: Question) -> Identification:
    """Answer step 1 for a kommun.

    Where the wanted reference cannot answer for an indicator, riket does, else the next.
    """
    data = question.data
    judge = judge_of(question)
    used = uses(data.matrix, question.references, judge.comparisons)
    ranks = {u.reference.id: u.ranks for u in used}
    ranking = next((id for id in judge.chain if ranks[id]), question.ranking)
    results = [
        r for r in judge.results() if question.quality_area in (None, r.indicator.quality_area)
    ]
    kinds = steps(question.order)
    results.sort(key=lambda r: order_of(r, kinds))
    clear = [r for r in results if r.verdict in CLEAR]
    areas = _areas(question, results, clear, (*CLEAR, Verdict.PABORJAT))
    doubtful = _areas(
        question, results, [r for r in results if r.verdict == Verdict.OSAKERT], (Verdict.OSAKERT,)
    )
    named = {a.theme.id for a in areas}
    return Identification(
        kommun=question.kommun,
        lan=data.register.lan_by_code[question.kommun.lan],
        catalogue=data.catalogue,
        year=data.year,
        ranking=ranking,
        wanted_ranking=question.ranking,
        references=used,
        areas=areas,
        uncertain=tuple(a for a in doubtful if a.theme.id not in named),
        results=tuple(results),
        sources=data.sources,
        notes=(*changes(results), *_unusual(results), *_sensitive(clear)),
        corrections=question.corrections,
        promises=question.promises,
        theme_names={theme.id: theme.name for theme in question.data.themes.areas},
    )


def judge_of(question: Question) -> Judge:
    """Return the judge of a question: where the wanted reference cannot answer, riket does."""
    references = question.references
    comparisons = compare(
        question.data.matrix, question.data.catalogue.indicators, references, question.kommun.code
    )
    ids = (question.ranking, "riket", *(r.id for r in references))
    return Judge(question, comparisons, list(dict.fromkeys(ids)))


def steps(order: Sequence[Step]) -> Mapping[CommitmentKind, int]:
    """Return which step of the order each kind of commitment belongs to."""
    return {kind: n for n, step in enumerate(order) for kind in step.kinds}


def order_of(result: IndicatorResult, kinds: Mapping[CommitmentKind, int]) -> tuple[object, ...]:
    """Return what the list is ordered by: verdict, who asks for it, and how much differs."""
    is_clear = result.verdict in CLEAR
    return (
        0 if is_clear else list(Verdict).index(result.verdict),
        kinds.get(result.commitment, len(kinds)) if result.commitment else len(kinds),
        -as_exact(result.distance or 0.0),
        sort_key(result.indicator.name),
    )


def _areas(
    question: Question,
    results: Sequence[IndicatorResult],
    first: Sequence[IndicatorResult],
    verdicts: Sequence[Verdict],
) -> tuple[ThemeResult, ...]:
    """Return the themes of some results, in the order of the first of each, at most three.

    What a theme lacks are its results with these verdicts.
    """
    themes = {t.id: t for t in question.data.themes.areas}
    wanted = [id for id in dict.fromkeys(r.indicator.theme for r in first) if id in themes]
    found = []
    for id in wanted[:MOST_AREAS]:
        here = [r for r in results if r.indicator.theme == id and counts(r)]
        lacking = [r for r in here if r.verdict in verdicts]
        of_peers = [(r.indicator, best_from(r.indicator, r.compared)) for r in lacking]
        yes_or_no = [r for r in here if r.indicator.kind == "ja_nej"]
        found.append(
            ThemeResult(
                theme=themes[id],
                n_yes=sum(r.answer == Answer.JA for r in yes_or_no) if yes_or_no else None,
                n_weak=sum(r.verdict in CLEAR for r in here),
                n_uncertain=sum(r.verdict == Verdict.OSAKERT for r in here),
                n_answered=len(here),
                indicators=tuple(r.indicator.id for r in lacking),
                question=question.reflections.get(id),
                peers=theme_peers(question.data, question.kommun, of_peers, question.moved),
            )
        )
    return tuple(found)


def counts(result: IndicatorResult) -> bool:
    """Return whether an indicator counts in its theme: answered, and not in doubt."""
    answered = result.value is not None or result.answer in IN_DENOMINATOR
    return answered and result.verdict not in (Verdict.KONTROLLERA, Verdict.BAKGRUND)


# --- of the whole ---------------------------------------------------------------------------


def changes(results: Sequence[IndicatorResult]) -> Iterator[str]:
    """Yield how many numbers got worse, beside what they are compared with, and great falls."""
    worse = _worse(results)
    if worse:
        yield (
            f"{worse.own} av {worse.n} mått är sämre än {worse.year}. "
            f"I {worse.where} är {worse.other} av {worse.n_other} sämre."
        )
    great = _with(results, "stort_fall")
    if great:
        names = [r.indicator.short for r in great[:FIRST]]
        if len(great) > FIRST:
            names.append(f"{len(great) - FIRST} till")
        yield (
            f"{capital(listing(names))} har fallit med {GREAT_FALL:.0f} procentenheter "
            "eller mer. Stäm av att samma verksamheter har svarat."
        )


def changes_in_short(results: Sequence[IndicatorResult]) -> Iterator[str]:
    """Yield great falls as `changes` does, in a few words, and how many answers turned to NEJ."""
    great, lost = len(_with(results, "stort_fall")), len(_with(results, "ja_till_nej"))
    worse = _worse(results)
    if great and worse:
        of = "" if worse.n == worse.n_other else f" av {worse.n_other}"
        yield (
            f"{worse.own} av {worse.n} mått är sämre än {worse.year} "
            f"(i {worse.where} {worse.other}{of}), {great} minst {GREAT_FALL:.0f} procentenheter."
        )
    elif great:
        n = counted(great, "mått", "mått")
        yield f"{n} är minst {GREAT_FALL:.0f} procentenheter sämre än förra gången."
    if lost:
        yield f"{lost} svar har gått från JA till NEJ."


class _Worse(NamedTuple):
    """How many of `n` numbers are worse than the year before, and of those compared with."""

    own: int
    n: int
    year: int
    where: str
    other: int
    n_other: int


def _worse(results: Sequence[IndicatorResult]) -> _Worse | None:
    """Return how many of many numbers got worse; None of few, and of several years before."""
    pairs = [(r, r.before) for r in results if r.difference is not None and r.before is not None]
    years = {before.year for _, before in pairs}
    if len(pairs) < FEWEST or len(years) != 1:
        return None
    own = sum(r.indicator.lead(r.value or 0.0, b.value or 0.0) < 0 for r, b in pairs)
    known = [(r, b.figure) for r, b in pairs if b.figure is not None]
    other = sum(r.indicator.lead(r.compared.figure or 0.0, f) < 0 for r, f in known)
    of_riket = all(r.compared.is_of_riket(r.reference) for r, _ in known)
    where = "riket" if of_riket else "jämförelsen"
    return _Worse(own, len(pairs), years.pop(), where, other, len(known))


def _with(results: Sequence[IndicatorResult], check: str) -> list[IndicatorResult]:
    return [r for r in results if any(c.code == check for c in r.checks)]


def _sensitive(clear: Sequence[IndicatorResult]) -> Iterator[str]:
    """Yield what else would come first if only the difference counted."""
    if not any(r.commitment for r in clear) or len(clear) <= FIRST:
        return
    other = sorted(clear, key=lambda r: (-as_exact(r.distance or 0.0), sort_key(r.indicator.name)))
    if any(r not in clear[:FIRST] for r in other[:FIRST]):
        names = listing([r.indicator.short for r in other[:FIRST]])
        is_yes = all(r.answer for r in clear)
        by = "hur många andra som har det" if is_yes else "hur mycket som skiljer"
        yield f"Ordningen följer vem som begär det. Räknar man bara {by} kommer {names} först."


def _unusual(results: Sequence[IndicatorResult]) -> Iterator[str]:
    """Yield what is unusual in the whole, so that the answers are checked first."""
    yes_no = [r for r in results if r.answer is not None]
    answered = [r for r in yes_no if r.answer in IN_DENOMINATOR]
    n_no = sum(r.answer == Answer.NEJ for r in answered)
    if len(results) >= FEWEST and answered:
        if 100 * n_no >= MANY_NO * len(answered):
            yield (
                f"NEJ på {n_no} av {len(answered)} besvarade indikatorer. "
                "Det är ovanligt mycket: stäm av svaren med dem som lämnade dem."
            )
        if n_no == 0 and all(r.answer == Answer.JA for r in answered):
            yield f"JA på alla {len(answered)} besvarade indikatorer: stäm av svaren."
        n_none = len(yes_no) - len(answered)
        if 100 * n_none >= MANY_WITHOUT * len(yes_no):
            yield (
                f"{n_none} av {len(yes_no)} indikatorer saknar svar eller är ej aktuella: "
                "stäm av om frågorna verkligen inte gäller er."
            )
    good = [r for r in results if r.indicator.is_judged and r.indicator.direction == "hogre"]
    values = [r for r in good if r.value is not None]
    n_zero = sum(r.value == 0 for r in values)
    if len(values) >= FEWEST and 100 * n_zero >= MANY_ZERO * len(values):
        yield (
            f"Värdet är 0 på {n_zero} av {len(values)} indikatorer. "
            "Det är ovanligt mycket: stäm av svaren med enheterna."
        )
