"""A kommun's draft answers, checked before they are sent in."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from oj_cli.analysis.matrix import Matrix
from oj_cli.analysis.quality.check import check_kommun, in_order
from oj_cli.analysis.quality.data import AreaData, Case, Where
from oj_cli.domain.answers import Answer
from oj_cli.domain.findings import Finding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.quality import Checked, Draft, DraftAnswer, QualityRules, ToVerify
from oj_cli.domain.swedish import fold, near

T = TypeVar("T")

WORDS = {
    "ja": Answer.JA,
    "nej": Answer.NEJ,
    "delvis": Answer.DELVIS,
    "ea": Answer.EA,
    "ejaktuellt": Answer.EA,
}
"""What may stand in the sheet, folded."""


@dataclass(frozen=True)
class _Reading:
    """The answers of a draft by indicator id, the rows they stand in, and what was wrong."""

    answers: dict[str, Answer] = field(default_factory=dict)
    rows: dict[str, DraftAnswer] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def check_draft(
    draft: Draft,
    year: int,
    area: AreaData,
    indicators: Sequence[Indicator],
    kommun: Kommun,
    others: Mapping[str, AreaData],
    rules: QualityRules,
    off: Collection[str] = (),
) -> Checked:
    """Check a draft of the answers of `year` to `indicators`, those that are asked then.

    `area` holds all years up to the last in which the others answered, no later than
    `year`; their answers stand beside the kommun's new ones. `off` are rules to leave out.
    """
    reading = _read(draft, indicators, kommun, year, rules)
    case = Case(_with_draft(area, draft, reading, kommun, year), kommun, others)
    found = in_order([*reading.findings, *check_kommun(case, rules)], off)
    return Checked(
        area.catalogue,
        year,
        (kommun,),
        None,
        found,
        n_answers=len(reading.answers),
        to_verify=tuple(_to_verify(case, area, found)),
    )


def _read(
    draft: Draft, indicators: Sequence[Indicator], kommun: Kommun, year: int, rules: QualityRules
) -> _Reading:
    reading = _Reading()
    asked = {fold(i.id): i for i in indicators}

    def tell(
        rule: str, variant: str, values: Mapping[str, object], row: DraftAnswer | None, id: str
    ) -> None:
        subject = f"{kommun.name} {year}, {id}" if id else f"{kommun.name} {year}"
        fields = {"indikator": id, "skrivet": row.answer if row else None}
        at = Where(draft.file, row.line, row.cell) if row else Where(draft.file)
        reading.findings.append(
            rules[rule].finding(variant, values, subject=subject, fields=fields, **at.of_finding)
        )

    for row in draft.answers:
        indicator = asked.get(fold(row.indicator))
        if indicator is None:
            close = near(row.indicator, [i.id for i in indicators], limit=1)
            values = {"rad": row.indicator, "ar": year, "nara": "".join(close)}
            tell("D32", "liknar" if close else "okand", values, row, "")
            continue
        if indicator.id in reading.rows:
            tell("D32", "tva", {"fraga": indicator.name}, row, indicator.id)
            continue
        reading.rows[indicator.id] = row
        answer = WORDS.get(fold(row.answer))
        if answer is not None:
            reading.answers[indicator.id] = answer
        elif row.answer:
            values = {"skrivet": row.answer, "fraga": indicator.name}
            tell("D31", "svar", values, row, indicator.id)
    for indicator in indicators:
        there = reading.rows.get(indicator.id)
        if there is None or not there.answer:
            tell("D30", "svar", {"fraga": indicator.name}, there, indicator.id)
    return reading


def _with_draft(
    area: AreaData, draft: Draft, reading: _Reading, kommun: Kommun, year: int
) -> AreaData:
    """Return the område with the draft as its newest year, the others' last answers beside it."""
    last = area.matrix
    others = [code for code in last.kommuner if code != kommun.code]
    draft_of = {id: {kommun.code: answer.value} for id, answer in reading.answers.items()}
    matrix = Matrix(
        (*others, kommun.code),
        {
            id: _without(last.answers.get(id, {}), kommun) | draft_of.get(id, {})
            for id in {*last.answers, *draft_of}
        },
        {id: _without(values, kommun) for id, values in last.values.items()},
        last.published,
    )
    before = {y: m for y, m in area.years.items() if y < year}
    return replace(
        area,
        year=year,
        years={**before, year: matrix},
        places={
            (id, "kommun", kommun.code): Where(draft.file, row.line, row.cell)
            for id, row in reading.rows.items()
        },
        others_year=area.year if area.year != year else None,
        conflicts={},
    )


def _without(given: Mapping[str, T], kommun: Kommun) -> dict[str, T]:
    return {code: found for code, found in given.items() if code != kommun.code}


def _to_verify(case: Case, area: AreaData, found: Sequence[Finding]) -> Iterator[ToVerify]:
    """Yield the questions about which anything was found, in the catalogue's order."""
    for indicator in case.area.catalogue:
        rules = tuple(
            dict.fromkeys(f.rule for f in found if f.fields.get("indikator") == indicator.id)
        )
        if not rules:
            continue
        before = [(y, m.answer(indicator.id, case.kommun.code)) for y, m in case.area.years.items()]
        given = [(y, a) for y, a in sorted(before) if a is not None and y < case.year]
        year, answer = given[-1] if given else (None, None)
        yield ToVerify(
            indicator,
            case.answer(indicator),
            answer,
            year,
            case.in_lan(indicator),
            area.year,
            rules,
        )
