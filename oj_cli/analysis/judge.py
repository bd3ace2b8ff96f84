"""A verdict on each indicator of a kommun, with gap, priority and reasons.

Verdicts are given in a fixed order, so that an answer which should be checked is never
ranked: nothing is built on an answer that may be wrong.
"""

from oj_cli.analysis.compare import is_asked
from oj_cli.analysis.question import Question
from oj_cli.analysis.references import lan_reference
from oj_cli.domain.answers import IN_DENOMINATOR, Answer
from oj_cli.domain.identification import IndicatorResult, Reason, Verdict
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Lan
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import number, percent
from oj_cli.domain.wording import part_text, value_text

MOST_SAY_YES = 90
"""Percent of the others in the län that say JA before a NEJ is to be checked."""
ENOUGH_OTHERS = 10
MOST_ANSWERED = 80
"""Percent of the others in the län that answered before an EA is to be checked."""
WEAK = 75
"""Percent of the others that are better before a numeric value is an improvement area."""
STRONG = 25
RARE = 25
"""Percent of riket that says JA at most, for a JA to be a strength."""


class Judge:
    """Gives each indicator its verdict, gap, priority and reasons."""

    def __init__(
        self, question: Question, comparisons: dict[str, dict[str, Comparison]], ranking: str
    ) -> None:
        self.q = question
        self.data = question.data
        self.matrix = question.data.matrix
        self.comparisons = comparisons
        self.ranking = next(r for r in question.references if r.id == ranking)
        in_lan = lan_reference(self._lan, self.data.register).members - {question.kommun.code}
        self.others_in_lan = in_lan

    @property
    def _lan(self) -> Lan:
        return self.data.register.lan_by_code[self.q.kommun.lan]

    def result(self, indicator: Indicator) -> IndicatorResult:
        """Return the verdict on one indicator, with what it stands on."""
        answer = self.matrix.answer(indicator.id, self.q.kommun.code)
        value = self.matrix.value(indicator.id, self.q.kommun.code)
        comparisons = self.comparisons[indicator.id]
        comparison = comparisons[self.ranking.id]
        verdict, reasons = self._verdict(indicator, answer, value)
        gap = priority = None
        if verdict in (Verdict.FORBATTRINGSOMRADE, Verdict.PABORJAT):
            share = comparison.better if indicator.kind == "numerisk" else comparison.share
            gap = share if comparison.ranks else None
            reasons = [self._gap_reason(indicator, comparison, gap), *reasons]
        if verdict == Verdict.FORBATTRINGSOMRADE:
            reasons += self._additions(indicator, answer, value)
            priority = sum(r.points or 0 for r in reasons)
        return IndicatorResult(
            indicator, answer, value, verdict, gap, priority, tuple(reasons), comparisons
        )

    def _verdict(
        self, indicator: Indicator, answer: str | None, value: float | None
    ) -> tuple[Verdict, list[Reason]]:
        if answer in (None, Answer.BORTFALL, Answer.SEKRETESS) and value is None:
            return Verdict.INGET_SVAR, [_no_answer(answer, is_asked(indicator, self.data.year))]
        if not indicator.is_judged:
            return Verdict.BAKGRUND, []
        doubts = self._doubts(indicator, answer)
        if doubts:
            return Verdict.KONTROLLERA, doubts
        if answer == Answer.EA:
            return Verdict.EJ_AKTUELLT, []
        if answer == Answer.DELVIS:
            return Verdict.PABORJAT, []
        if answer == Answer.NEJ:
            return Verdict.FORBATTRINGSOMRADE, []
        if answer == Answer.JA:
            return self._yes(indicator)
        return self._numeric(indicator)

    def _yes(self, indicator: Indicator) -> tuple[Verdict, list[Reason]]:
        riket = self.comparisons[indicator.id]["riket"]
        if riket.ranks and riket.share is not None and riket.share <= RARE:
            text = f"Bara {percent(riket.share)} av kommunerna i riket svarar JA."
            return Verdict.STYRKA, [Reason("ovanligt", text)]
        return Verdict.UPPFYLLT, []

    def _numeric(self, indicator: Indicator) -> tuple[Verdict, list[Reason]]:
        comparison = self.comparisons[indicator.id][self.ranking.id]
        better = comparison.better
        if not comparison.ranks:
            reason = Reason("raknas_inte", f"Jämförelsen räknas inte: {comparison.why_not}.")
            return Verdict.MITTEN, [reason]
        if better is None:
            return Verdict.MITTEN, []
        if better >= WEAK:
            return Verdict.FORBATTRINGSOMRADE, []
        if better <= STRONG and self._anyone_worse(indicator):
            few = _few(better, comparison.n_others)
            text = f"{few} {self.ranking.phrase} har ett bättre värde."
            return Verdict.STYRKA, [Reason("bland_de_basta", text)]
        return Verdict.MITTEN, []

    def _anyone_worse(self, indicator: Indicator) -> bool:
        """Return whether anyone is strictly worse: where all are alike, none is strong."""
        own = self.matrix.value(indicator.id, self.q.kommun.code) or 0
        return any(
            indicator.lead(value, own) < 0
            for kommun, value in self.matrix.values.get(indicator.id, {}).items()
            if kommun in self.ranking.members
        )

    def _doubts(self, indicator: Indicator, answer: str | None) -> list[Reason]:
        """Return why an answer should be checked before anyone acts on it."""
        doubts = []
        given = [self.matrix.answer(indicator.id, code) for code in self.others_in_lan]
        n, n_yes = sum(a in IN_DENOMINATOR for a in given), given.count(Answer.JA)
        lan = self._lan.name
        if (
            answer in (Answer.NEJ, Answer.DELVIS)
            and n >= ENOUGH_OTHERS
            and 100 * n_yes >= MOST_SAY_YES * n
        ):
            text = (
                f"{_of(n_yes, n)} andra kommuner i {lan} svarar JA. Stäm av att {answer} är rätt."
            )
            doubts.append(Reason("avviker_i_lanet", text))
        if answer == Answer.EA and given and 100 * n >= MOST_ANSWERED * len(given):
            text = (
                f"{_of(n, len(given))} andra kommuner i {lan} har svarat på frågan. "
                "Stäm av att den inte är aktuell hos er."
            )
            doubts.append(Reason("ea_avviker", text))
        for mirror in indicator.mirrors:
            other = self.q.mirrors.get(mirror)
            if other is not None and {answer, other.answer} == {Answer.JA, Answer.NEJ}:
                text = (
                    f"Ni svarar {answer} här och {other.answer} på samma fråga i {other.area} "
                    f"(”{other.name}”)."
                )
                doubts.append(Reason("speglad_fraga", text))
        for correction in self.q.corrections:
            same = correction.indicator == f"{self.data.catalogue.area}/{indicator.id}"
            if same and correction.year == self.data.year:
                text = f"Er egen rättelse säger {correction.answer}: {correction.reason}"
                doubts.append(Reason("rattelse", text))
        return doubts

    def _gap_reason(
        self, indicator: Indicator, comparison: Comparison, gap: float | None
    ) -> Reason:
        if gap is None:
            text = f"Ingen jämförelse {self.ranking.phrase} räknas: {comparison.why_not}."
            return Reason("raknas_inte", text)
        if indicator.kind == "numerisk":
            text = (
                f"{part_text(gap, comparison.n_others)} andra kommuner "
                f"{self.ranking.phrase} har ett bättre värde."
            )
        elif comparison.n is None:
            text = f"{percent(gap)} av kommunerna {self.ranking.phrase} svarar JA."
        else:
            text = (
                f"{comparison.n_yes} av {number(comparison.n)} kommuner "
                f"{self.ranking.phrase} svarar JA ({percent(gap)})."
            )
        return Reason("gap", text, gap)

    def _additions(
        self, indicator: Indicator, answer: str | None, value: float | None
    ) -> list[Reason]:
        """Return what adds to the gap: commitments, each kind once, and worse than before."""
        weights = self.q.weights
        asked = _commitments(self.q, indicator)
        reasons = []
        for code, kinds, points in (
            ("lag", ("lag",), weights.lag),
            ("riktlinje", ("riktlinje",), weights.riktlinje),
            ("overenskommelse", ("overenskommelse", "namndmal"), weights.overenskommelse),
        ):
            of_kind = [text for kind, text in asked if kind in kinds]
            if of_kind:
                reasons.append(Reason(code, " ".join(of_kind), points))
        before = self._before(indicator)
        if before is not None and _is_worse(indicator, before, answer, value):
            year, old_answer, old_value = before
            old = old_answer if old_value is None else value_text(old_value, indicator)
            new = answer if value is None else value_text(value, indicator)
            text = f"Sämre än {year}: då {old}, nu {new}."
            reasons.append(Reason("forsamring", text, weights.forsamring))
        return reasons

    def _before(self, indicator: Indicator) -> tuple[int, str | None, float | None] | None:
        """Return the newest earlier comparable year with an own answer or value."""
        for year, answer, value in self.q.history.get(indicator.id, ()):
            if year < self.data.year and (answer in IN_DENOMINATOR or value is not None):
                return (
                    None if indicator.break_between(year, self.data.year) else (year, answer, value)
                )
        return None


_COMMITMENT_LEADS = {
    "lag": "Krav",
    "riktlinje": "Rekommenderas",
    "overenskommelse": "Överenskommet",
    "namndmal": "Mål",
}


def _commitments(question: Question, indicator: Indicator) -> list[tuple[str, str]]:
    """Return (kind, sentence) of what law, guideline and agreements ask for here."""
    result: list[tuple[str, str]] = []
    for id in indicator.commitments:
        commitment = question.data.catalogue.commitment_by_id[id]
        if commitment.applies(question.data.year, question.kommun.lan):
            lead = _COMMITMENT_LEADS[commitment.kind]
            result.append((commitment.kind, f"{lead} i {commitment.short}."))
    for promise in question.promises:
        if promise.applies(question.data.catalogue.area, indicator.id, question.data.year):
            text = f"Ni har lovat detta ({promise.said}) och svarat NEJ."
            result.append((promise.kind, text))
    return result


def _is_worse(
    indicator: Indicator,
    before: tuple[int, str | None, float | None],
    answer: str | None,
    value: float | None,
) -> bool:
    _, old_answer, old_value = before
    if value is not None and old_value is not None:
        return indicator.lead(value, old_value) < 0
    return answer == Answer.NEJ and old_answer in (Answer.JA, Answer.DELVIS)


def _no_answer(answer: str | None, asked: bool) -> Reason:
    if answer == Answer.SEKRETESS:
        return Reason("sekretess", "Svaret visas inte, av sekretess.")
    if answer == Answer.BORTFALL:
        return Reason("bortfall", "Kommunen har inte svarat (bortfall).")
    if not asked:
        return Reason("stalldes_inte", "Frågan ställdes inte det året.")
    return Reason("saknas", "Uppgiften saknas i data.")


def _of(n: int, total: int) -> str:
    return f"Alla {total}" if n == total else f"{n} av {total}"


def _few(better: float, n: int) -> str:
    if better == 0:
        return f"Ingen av {number(n)} andra kommuner"
    return f"Bara {part_text(better, n)} andra kommuner"
