"""A verdict on each indicator of a kommun, with what it stands on and what it is ordered by.

Verdicts on answers are given in a fixed order, so that an answer which should be checked is
never ranked: nothing is built on an answer that may be wrong. Numbers are judged in `judging`.
"""

from collections.abc import Iterable, Mapping, Sequence

from oj_cli.analysis import judging
from oj_cli.analysis.certainty import Certainty
from oj_cli.analysis.compare import is_asked
from oj_cli.analysis.judge_words import number_reasons, of, share_reason
from oj_cli.analysis.question import Question
from oj_cli.analysis.references import lan_reference
from oj_cli.domain.answers import IN_DENOMINATOR, Answer
from oj_cli.domain.chance import GREAT_FALL
from oj_cli.domain.identification import Before, IndicatorResult, Reason, Verdict
from oj_cli.domain.indicators import CommitmentKind, Indicator
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import percent
from oj_cli.domain.wording import value_text

MOST_SAY_YES = 90
"""Percent of the others in the län that say JA before a NEJ is to be checked."""
ENOUGH_OTHERS = 10
MOST_ANSWERED = 80
"""Percent of the others in the län that answered before an EA is to be checked."""
RARE = 25
"""Percent of riket that says JA at most, for a JA to be unusually good."""
CONTRADICTS = 40
"""Percentage points between two that ask nearly the same, before both are to be checked."""

Comparisons = Mapping[str, dict[str, Comparison]]


class Judge:
    """Gives each indicator its verdict, its reasons, and what orders it.

    Those are judged that are in `comparisons`. `chain` are the ids of the references to judge by,
    the wanted one first: the next one is taken where one cannot answer for an indicator.
    """

    def __init__(self, question: Question, comparisons: Comparisons, chain: Sequence[str]) -> None:
        self.q = question
        self.data = question.data
        self.matrix = question.data.matrix
        self.comparisons = comparisons
        self.indicators = [i for i in self.data.catalogue if i.id in comparisons]
        self.chain = chain
        self.by_id = {r.id: r for r in question.references}
        self.lan = self.data.register.lan_by_code[question.kommun.lan]
        members = lan_reference(self.lan, self.data.register).members
        self.others_in_lan = members - {question.kommun.code}

    def results(self) -> list[IndicatorResult]:
        """Return the verdict on every indicator, in the catalogue's order."""
        standings = self.standings()
        verdicts = judging.verdicts(list(standings.values()))
        fallen = judging.fallen(list(standings.values()))
        return [
            self._of_number(standings[i.id], verdicts[i.id], i.id in fallen)
            if i.id in standings
            else self._of_answer(i)
            for i in self.indicators
        ]

    def standings(self) -> dict[str, judging.Standing]:
        """Return where each number that is judged stands, by indicator id."""
        return {i.id: s for i in self.indicators if (s := self._standing(i))}

    def reference_of(self, indicator: Indicator) -> str:
        """Return the first reference of the chain that can answer for an indicator."""
        of_indicator = self.comparisons[indicator.id]
        return next((id for id in self.chain if of_indicator[id].ranks), self.chain[0])

    # --- numbers ----------------------------------------------------------------------------

    def _standing(self, indicator: Indicator) -> judging.Standing | None:
        if indicator.kind != "numerisk" or not indicator.is_judged:
            return None
        now = self.comparisons[indicator.id][self.reference_of(indicator)]
        if not now.ranks or not now.n_others:
            return None
        certainty = Certainty(self.data.catalogue, indicator, self.q.moved.get(indicator.id))
        before = self._compared_before(indicator)
        return judging.standing(certainty, self.q.own_values, self.data.year, now, before)

    def _compared_before(self, indicator: Indicator) -> tuple[int, Comparison] | None:
        """Return the last comparable year with an own value, and what the reference had then."""
        before = self._before(indicator)
        if before is None or before.value is None:
            return None
        reference = self.by_id[self.reference_of(indicator)]
        found = self.q.compared_in(indicator, before.year, reference)
        return None if found is None else (before.year, found)

    def _of_number(
        self, s: judging.Standing, verdict: Verdict, has_fallen: bool
    ) -> IndicatorResult:
        indicator = s.indicator
        used = self.reference_of(indicator)
        comparisons = self.comparisons[indicator.id]
        commitment, asked = self._asked(indicator)
        is_weak = verdict in (Verdict.TYDLIG_SVAGHET, Verdict.OSAKERT)
        survey = self.data.catalogue.survey(indicator.survey)
        said = comparisons[used].said(self.by_id[used])
        reasons = number_reasons(s, verdict, said, survey, has_fallen=has_fallen)
        doubts = self._doubts(indicator, None)
        if doubts:
            verdict, reasons, is_weak = Verdict.KONTROLLERA, doubts, False
        return IndicatorResult(
            indicator=indicator,
            answer=None,
            value=s.value,
            verdict=verdict,
            reasons=(*(asked if is_weak else ()), *reasons),
            comparisons=comparisons,
            reference=used,
            difference=s.difference,
            distance=_distance(s, comparisons["riket"]),
            commitment=commitment if is_weak else None,
            uncertainty=s.uncertainty,
            before=s.before,
            checks=tuple(self._number_doubts(s)),
        )

    def _number_doubts(self, s: judging.Standing) -> Iterable[Reason]:
        indicator, before = s.indicator, s.before
        if indicator.is_percent and before and s.fall >= GREAT_FALL:
            then, now = (value_text(v or 0.0, indicator) for v in (before.value, s.value))
            text = f"Från {then} {before.year} till {now}: har samma verksamheter svarat?"
            yield Reason("stort_fall", text)
        for id in indicator.siblings:
            other = self.data.catalogue.by_id.get(id)
            beside = self.matrix.value(id, self.q.kommun.code)
            if other is None or beside is None or not contradicts(indicator, other):
                continue
            if abs(beside - s.value) >= CONTRADICTS:
                text = f"Säger emot ”{other.name}” ({value_text(beside, other)}). Stäm av båda."
                yield Reason("syskon", text)

    # --- answers ----------------------------------------------------------------------------

    def _of_answer(self, indicator: Indicator) -> IndicatorResult:
        answer = self.matrix.answer(indicator.id, self.q.kommun.code)
        value = self.matrix.value(indicator.id, self.q.kommun.code)
        used = self.reference_of(indicator)
        comparisons = self.comparisons[indicator.id]
        verdict, reasons = self._verdict(indicator, answer, value)
        commitment: CommitmentKind | None = None
        distance = None
        before = self._before(indicator)
        checks: list[Reason] = []
        if before and (before.answer, answer) == (Answer.JA, Answer.NEJ):
            text = f"JA {before.year} och NEJ nu: har något försvunnit, eller är ett av svaren fel?"
            checks.append(Reason("ja_till_nej", text))
        if verdict in (Verdict.SAKNAS, Verdict.PABORJAT):
            commitment, asked = self._asked(indicator)
            compared = comparisons[used]
            distance = (compared.share or 0.0) / 100 if compared.ranks else 0.0
            reasons = [*asked, share_reason(compared, self.by_id[used]), *reasons]
            if before and answer == Answer.NEJ and before.answer in (Answer.JA, Answer.DELVIS):
                text = f"Sämre än {before.year}: då {before.answer}, nu {answer}."
                reasons.append(Reason("forsamring", text))
        return IndicatorResult(
            indicator=indicator,
            answer=answer,
            value=value,
            verdict=verdict,
            reasons=tuple(reasons),
            comparisons=comparisons,
            reference=used,
            distance=distance,
            commitment=commitment,
            before=before,
            checks=tuple(checks),
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
            return Verdict.SAKNAS, []
        if answer == Answer.JA:
            return self._yes(indicator)
        compared = self.comparisons[indicator.id][self.reference_of(indicator)]
        text = f"Det finns inget att jämföra med: {compared.why_not or 'ingen annan har svarat'}."
        return Verdict.I_MITTEN, [Reason("raknas_inte", text)]

    def _yes(self, indicator: Indicator) -> tuple[Verdict, list[Reason]]:
        riket = self.comparisons[indicator.id]["riket"]
        if riket.ranks and riket.share is not None and riket.share <= RARE:
            text = f"Bara {percent(riket.share)} av kommunerna i riket svarar JA."
            return Verdict.OVANLIGT_BRA, [Reason("ovanligt", text)]
        return Verdict.UPPFYLLT, []

    def _doubts(self, indicator: Indicator, answer: str | None) -> list[Reason]:
        """Return why an answer should be checked before anyone acts on it."""
        doubts = []
        others = self.others_in_lan if answer is not None else ()
        given = [self.matrix.answer(indicator.id, code) for code in others]
        n, n_yes = sum(a in IN_DENOMINATOR for a in given), given.count(Answer.JA)
        lan = self.lan.name
        if (
            answer in (Answer.NEJ, Answer.DELVIS)
            and n >= ENOUGH_OTHERS
            and 100 * n_yes >= MOST_SAY_YES * n
        ):
            text = f"{of(n_yes, n)} andra kommuner i {lan} svarar JA. Stäm av att {answer} är rätt."
            doubts.append(Reason("avviker_i_lanet", text))
        if answer == Answer.EA and given and 100 * n >= MOST_ANSWERED * len(given):
            text = (
                f"{of(n, len(given))} andra kommuner i {lan} har svarat på frågan. "
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

    def _asked(self, indicator: Indicator) -> tuple[CommitmentKind | None, list[Reason]]:
        """Return the strongest kind of commitment that asks for an indicator, and all in words."""
        asked = _commitments(self.q, indicator)
        kinds = [kind for step in self.q.order for kind in step.kinds]
        asked.sort(key=lambda found: kinds.index(found[0]))
        return (asked[0][0] if asked else None), [Reason(kind, text) for kind, text in asked]

    def _before(self, indicator: Indicator) -> Before | None:
        """Return the newest earlier comparable year with an own answer or value."""
        for year, answer, value in self.q.history.get(indicator.id, ()):
            if year < self.data.year and (answer in IN_DENOMINATOR or value is not None):
                broken = indicator.break_between(year, self.data.year)
                return None if broken else Before(year, value, answer)
        return None


def contradicts(indicator: Indicator, other: Indicator) -> bool:
    """Return whether two siblings may contradict each other: both shares, of the same sense."""
    alike = (other.role, other.direction) == (indicator.role, indicator.direction)
    return alike and indicator.is_percent and other.is_percent and other.kind == indicator.kind


def _distance(s: judging.Standing, riket: Comparison) -> float:
    """Return how many times the middle half of all kommuner a value is worse."""
    spread = (riket.q3 - riket.q1) if riket.q1 is not None and riket.q3 is not None else 0.0
    return -s.lead / (spread or 1.0)


_COMMITMENT_LEADS: Mapping[CommitmentKind, str] = {
    "lag": "Krav",
    "riktlinje": "Rekommenderas",
    "overenskommelse": "Överenskommet",
    "namndmal": "Mål",
}


def _commitments(question: Question, indicator: Indicator) -> list[tuple[CommitmentKind, str]]:
    """Return (kind, sentence) of what law, guideline and agreements ask for here."""
    result: list[tuple[CommitmentKind, str]] = []
    for id in indicator.commitments:
        commitment = question.data.catalogue.commitment_by_id[id]
        if commitment.applies(question.data.year, question.kommun.lan):
            lead = _COMMITMENT_LEADS[commitment.kind]
            result.append((commitment.kind, f"{lead} i {commitment.short}."))
    for promise in question.promises:
        if promise.applies(question.data.catalogue.area, indicator.id, question.data.year):
            result.append((promise.kind, f"Ni har lovat detta ({promise.said})."))
    return result


def _no_answer(answer: str | None, asked: bool) -> Reason:
    if answer == Answer.SEKRETESS:
        return Reason("sekretess", "Svaret visas inte, av sekretess.")
    if answer == Answer.BORTFALL:
        return Reason("bortfall", "Kommunen har inte svarat (bortfall).")
    if not asked:
        return Reason("stalldes_inte", "Frågan ställdes inte det året.")
    return Reason("saknas", "Uppgiften saknas i data.")
