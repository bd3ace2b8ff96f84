"""Checks of how a kommun's results changed since the last comparable year."""

from collections.abc import Iterator

from oj_cli.analysis.quality.data import Case
from oj_cli.domain.answers import Answer
from oj_cli.domain.findings import Finding
from oj_cli.domain.indicators import Kind
from oj_cli.domain.quality import Rule
from oj_cli.domain.swedish import counted, listing, number, percent


def lost_yes(case: Case, rule: Rule, fewest_before: int) -> Iterator[Finding]:
    """Find JA the last comparable year and NEJ now, unless `against_all_years` tells it."""
    for id, run in case.runs.items():
        if len(run) < 2 or (run[-2].answer, run[-1].answer) != (Answer.JA, Answer.NEJ):
            continue
        before = {p.answer for p in run[:-1]}
        if len(before) == 1 and len(run) > fewest_before:
            continue
        indicator = case.area.catalogue.by_id[id]
        yield case.found(
            rule,
            f"{case.name} svarade JA {run[-2].year} och NEJ {run[-1].year}: {indicator.name}.",
            indicator,
            tidigare={str(p.year): p.answer for p in run[:-1]},
        )


def against_all_years(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find another answer than the one that all comparable years before have."""
    for id, run in case.runs.items():
        before = {p.answer for p in run[:-1]}
        now = run[-1]
        if len(run) <= rule.fewest or len(before) != 1 or now.answer in before:
            continue
        if now.answer is None:
            continue
        indicator = case.area.catalogue.by_id[id]
        (old,) = before
        years = listing([str(p.year) for p in run[:-1]])
        yield case.found(
            rule,
            f"{case.name} svarar {now.answer} {now.year}, men {old} alla år före ({years}): "
            f"{indicator.name}.",
            indicator,
            tidigare={str(p.year): p.answer for p in run[:-1]},
        )


def many_changed(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find many answers changed at once. Values are meant to change."""
    changed, n = case.area.changed(case.kommun, "ja_nej")
    if changed >= rule.fewest and 100 * changed >= rule.percent * n:
        yield case.found(
            rule,
            f"{number(changed)} av {number(n)} jämförbara svar från {case.name} har ändrats "
            f"sedan förra gången.{_others(case, 'ja_nej')}",
            andrade=changed,
            jamforbara=n,
        )


def nothing_changed(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find that no answer, or no value, changed at all."""
    for kind, word in _WORDS.items():
        changed, n = case.area.changed(case.kommun, kind)
        if changed == 0 and n >= rule.fewest:
            yield case.found(
                rule,
                f"Alla {number(n)} jämförbara {word} från {case.name} är desamma som förra "
                f"gången.{_others(case, kind)}",
                andrade=0,
                jamforbara=n,
            )


_WORDS: dict[Kind, str] = {"ja_nej": "svar", "numerisk": "värden"}


def _others(case: Case, kind: Kind) -> str:
    """Return in a sentence how much the other kommuner changed."""
    typical = case.area.typical_change(case.kommun, kind)
    if typical is None:
        return ""
    share, n = typical
    kommuner = counted(n, "annan kommun", "andra kommuner")
    return f" Hos {kommuner} har i mitten {percent(share)} av svaren ändrats."
