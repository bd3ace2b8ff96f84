"""All checks of an område and year, for some kommuner and what is published of their groups."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from oj_cli.analysis.quality import changes, odd
from oj_cli.analysis.quality.data import AreaData, Case
from oj_cli.analysis.quality.shares import check_shares
from oj_cli.domain.findings import LEVELS, Finding
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.local import Correction
from oj_cli.domain.quality import Checked, QualityRules, Rule
from oj_cli.domain.references import Reference

Check = Callable[[Case, Rule], Iterator[Finding]]


def checks(rules: QualityRules) -> dict[str, Check]:
    """Return the function of each rule about a kommun, by the rule's id."""
    return {
        "D06": odd.mirrored,
        "D20": odd.forbidden,
        "D15": odd.not_an_option,
        "D24": odd.outside_scale,
        "D25": odd.sources_differ,
        "D11": changes.against_all_years,
        "D10": partial(changes.lost_yes, fewest_before=rules["D11"].fewest),
        "D12": changes.many_changed,
        "D13": changes.nothing_changed,
        "D14": odd.not_relevant,
        "D16": odd.only_partly,
        "D17": odd.only_no,
        "D18": partial(odd.only_no_in_group, whole=rules["D17"]),
        "D19": odd.alone,
    }


def check_kommun(case: Case, rules: QualityRules) -> tuple[Finding, ...]:
    """Return what is found in one kommun's results, the worst first, then by rule."""
    found = [f for id, check in checks(rules).items() for f in check(case, rules[id])]
    return in_order(found)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings by level and rule; else as they are."""
    return tuple(sorted(findings, key=lambda f: (LEVELS.index(f.level), f.rule)))


def check_area(
    area: AreaData,
    kommuner: Sequence[Kommun],
    lan: Lan | None,
    others: Mapping[str, AreaData],
    references: Sequence[Reference],
    rules: QualityRules,
    corrections: Sequence[Correction] = (),
) -> Checked:
    """Check some kommuner's results of one område and year, and the published shares.

    `lan` is given where all kommuner of a län are checked; `corrections` are the
    workspace's own and belong to a single kommun.
    """
    by_kommun = {}
    n_answers = 0
    for kommun in kommuner:
        case = Case(area, kommun, others, tuple(corrections))
        by_kommun[kommun.code] = check_kommun(case, rules)
        n_answers += sum(
            area.matrix.answer(i.id, kommun.code) is not None
            or area.matrix.value(i.id, kommun.code) is not None
            for i in area.catalogue
        )
    shares = check_shares(area, references, rules)
    found = [f for findings in by_kommun.values() for f in findings]
    return Checked(
        area.catalogue,
        area.year,
        tuple(kommuner),
        lan,
        in_order([*found, *shares.findings]),
        n_answers,
        shares.n_recomputed,
        shares.n_not_recomputed,
        shares.counts,
        by_kommun=by_kommun,
    )


def each_pair_once(checked: Sequence[Checked]) -> tuple[Checked, ...]:
    """Drop what the second of two checked områden says of the same two mirrored answers."""
    seen: set[tuple[object, frozenset[tuple[object, object]]]] = set()

    def is_new(finding: Finding) -> bool:
        there = finding.fields.get("speglar")
        if not isinstance(there, dict):
            return True
        here = (finding.fields["omrade"], finding.fields["indikator"])
        pair = frozenset({here, (there["omrade"], there["indikator"])})
        key = (finding.fields["kommun"], pair)
        if key in seen:
            return False
        seen.add(key)
        return True

    result = []
    for one in checked:
        by_kommun = {k: tuple(f for f in of if is_new(f)) for k, of in one.by_kommun.items()}
        kept = {id(f) for of in by_kommun.values() for f in of}
        every = {id(f) for of in one.by_kommun.values() for f in of}
        findings = tuple(f for f in one.findings if id(f) in kept or id(f) not in every)
        result.append(replace(one, findings=findings, by_kommun=by_kommun))
    return tuple(result)
