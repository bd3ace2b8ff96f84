"""How oj counts and judges: the text filled with the rule's own numbers, and an example."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from oj_cli.analysis.certainty import (
    FALSE_RATE,
    FALSE_RATE_LOW,
    FLOOR_LEAST_N,
    FLOOR_PERCENT,
    FLOOR_SPREAD,
    LOW_RATE,
    LOWEST_RATE,
    Certainty,
    false_rate,
)
from oj_cli.analysis.expected import FEWEST_KOMMUNER, OWN_YEARS
from oj_cli.analysis.identify import judge_of
from oj_cli.analysis.judge import RARE
from oj_cli.analysis.judging import Standing
from oj_cli.analysis.question import Question
from oj_cli.domain.chance import GREAT_FALL, MOST_EXACT, Z95, normal_below, smallest_n, told
from oj_cli.domain.identification import IndicatorResult, Verdict
from oj_cli.domain.indicators import Catalogue, Survey
from oj_cli.domain.method import Example, Method, MethodText, SurveyTried, Tested
from oj_cli.domain.references import FEWEST_OTHERS
from oj_cli.domain.swedish import number, percent
from oj_cli.domain.wording import rate_text

_PARTS = (33.0, 50.0)
"""Shares that the text names as an example of the smallest n."""

NUMBERS: Mapping[str, str] = {
    "andelar_exempel": " och ".join(map(number, _PARTS)),
    "egna_ar": number(OWN_YEARS),
    "exakt_hogst": number(MOST_EXACT),
    "fa_andra": number(FEWEST_OTHERS),
    "fa_kommuner": number(FEWEST_KOMMUNER),
    "falska": rate_text(FALSE_RATE),
    "falska_lag": rate_text(FALSE_RATE_LOW),
    "golv": number(FLOOR_PERCENT),
    "golv_del": rate_text(FLOOR_SPREAD),
    "golv_minst": number(FLOOR_LEAST_N),
    "intervall": percent(100 * (2 * normal_below(Z95) - 1)),
    "lag_frekvens": percent(LOW_RATE),
    "lagsta_frekvens": percent(LOWEST_RATE),
    "minst_exempel": number(smallest_n(_PARTS) or 0),
    "ovanligt": percent(RARE),
    "spridning": number(Survey("").spread, 1),
    "stort_fall": number(GREAT_FALL),
}
"""What stands at the places of the text."""


def method(
    text: MethodText, catalogues: Sequence[Catalogue], example: Example | None = None
) -> Method:
    """Return the text with its numbers: what is about the indicators of these områden."""
    kinds = {i.kind for c in catalogues for i in c if i.is_judged}
    filled = tuple(
        replace(
            s,
            paragraphs=_filled(s.paragraphs),
            points=_filled(s.points),
            in_report=_filled(s.in_report),
        )
        for s in text.sections
        if s.kind is None or s.kind in kinds
    )
    return Method(
        MethodText(filled),
        tuple(SurveyTried(c, s, _name(c, s)) for c in catalogues for s in c.surveys),
        example,
        catalogues[0] if len(catalogues) == 1 else None,
    )


def _filled(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.format_map(NUMBERS) for text in texts)


def _name(catalogue: Catalogue, survey: Survey) -> str:
    """Return what a survey is called: the table that its indicators stand in."""
    groups = dict.fromkeys(i.group for i in catalogue if i.survey == survey.id)
    return next(iter(groups), survey.id)


def worked(question: Question) -> Example | None:
    """Return the clearest weakness of a kommun as an example, else what is nearest to it.

    That is a number with the years and answers to test it by, else an answer; None without either.
    """
    judge = judge_of(question)
    results = {r.indicator.id: r for r in judge.results()}
    standings = judge.standings()
    rank = list(Verdict)

    def clearness(result: IndicatorResult) -> tuple[object, ...]:
        s = standings.get(result.indicator.id)
        if s is None or s.z is None:
            return True, rank.index(result.verdict)
        return False, rank.index(result.verdict), s.behind.source != "publicerad", -len(s.zs), s.z

    known = [r for r in results.values() if r.value is not None or r.answer is not None]
    shown = min((r for r in known if r.indicator.is_judged), key=clearness, default=None)
    if shown is None:
        return None
    return Example(
        kommun=question.kommun,
        catalogue=question.data.catalogue,
        year=question.data.year,
        result=shown,
        references=question.references,
        tested=_tested(question, standings, shown.indicator.id),
    )


def _tested(question: Question, standings: Mapping[str, Standing], id: str) -> Tested | None:
    """Return how a number was tested, None where it was not."""
    shown = standings.get(id)
    if shown is None or shown.z is None:
        return None
    indicator = shown.indicator
    family = [s for s in standings.values() if s.indicator.survey == indicator.survey]
    chances = {s.indicator.id: normal_below(s.z) for s in family if s.z is not None}
    rate = false_rate(s.behind.rate for s in family)
    held = told(list(chances.values()), rate)
    moved = question.moved.get(id)
    certainty = Certainty(question.data.catalogue, indicator, moved)
    return Tested(
        zs=tuple(z for z in shown.zs if z is not None),
        z=shown.z,
        spread=certainty.spread,
        moved=moved,
        noise=certainty.noise,
        floor=shown.floor,
        chance=chances[id],
        false_rate=rate,
        n_tested=len(chances),
        n_told=len(held),
        is_told=list(chances).index(id) in held,
    )
