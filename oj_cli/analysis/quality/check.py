"""All checks of an område and year, for some kommuner and what is published of their groups."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from oj_cli.analysis.quality.data import AreaData, Case
from oj_cli.analysis.quality.rules import checks
from oj_cli.analysis.quality.shares import check_shares
from oj_cli.domain.findings import LEVELS, Finding
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.local import Correction
from oj_cli.domain.quality import Checked, QualityRules
from oj_cli.domain.references import Reference


def check_kommun(case: Case, rules: QualityRules) -> tuple[Finding, ...]:
    """Return what is found in one kommun's results, the worst first, then by rule."""
    return in_order(f for id, check in checks(rules).items() for f in check(case, rules[id]))


def in_order(findings: Iterable[Finding], off: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return findings by level and rule, else as they are; not those of rules that are `off`."""
    kept = (f for f in findings if f.rule not in off)
    return tuple(sorted(kept, key=lambda f: (LEVELS.index(f.level), f.rule)))


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
    found: list[Finding] = []
    for kommun in kommuner:
        found += check_kommun(Case(area, kommun, others, tuple(corrections)), rules)
    n_answers = sum(
        area.matrix.answer(i.id, k.code) is not None or area.matrix.value(i.id, k.code) is not None
        for k in kommuner
        for i in area.catalogue
    )
    shares = check_shares(area, references, rules)
    return Checked(
        area.catalogue,
        area.year,
        tuple(kommuner),
        lan,
        (*found, *shares.findings),
        n_answers,
        shares.n_recomputed,
        shares.n_not_recomputed,
        shares.counts,
    )


def each_pair_once(checked: Sequence[Checked]) -> tuple[Checked, ...]:
    """Drop what the second of two checked områden says of the same two mirrors or sisters."""
    seen: set[tuple[object, frozenset[tuple[object, object]]]] = set()

    def is_new(finding: Finding) -> bool:
        there = finding.fields.get("speglar") or finding.fields.get("syskon")
        if not isinstance(there, dict):
            return True
        here = (finding.fields["omrade"], finding.fields["indikator"])
        pair = frozenset({here, (there["omrade"], there["indikator"])})
        key = (finding.fields["kommun"], pair)
        is_first = key not in seen
        seen.add(key)
        return is_first

    return tuple(replace(c, findings=tuple(f for f in c.findings if is_new(f))) for c in checked)
