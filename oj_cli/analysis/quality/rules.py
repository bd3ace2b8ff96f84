"""The rules about one kommun: its results against earlier years, each other, and other kommuner."""

from collections.abc import Callable, Iterator
from functools import partial

from oj_cli.analysis.quality.data import Case, n_answered
from oj_cli.analysis.quality.numbers import (
    all_alike,
    all_fell,
    fell,
    leapt,
    outside_scale,
    sisters_differ,
)
from oj_cli.domain.answers import IN_DENOMINATOR, Answer
from oj_cli.domain.findings import Finding
from oj_cli.domain.indicators import Indicator, Kind
from oj_cli.domain.quality import QualityRules, Rule
from oj_cli.domain.swedish import counted, listing, number, percent

Check = Callable[[Case, Rule], Iterator[Finding]]

_GIVEN = (Answer.JA, Answer.NEJ, Answer.DELVIS, Answer.EA)
_WORDS: dict[Kind, str] = {"ja_nej": "svar", "numerisk": "värden"}


def checks(rules: QualityRules) -> dict[str, Check]:
    """Return the function of each rule about a kommun, by the rule's id."""
    return {
        "D06": mirrored,
        "D20": forbidden,
        "D15": not_an_option,
        "D24": outside_scale,
        "D25": sources_differ,
        "D26": leapt,
        "D27": fell,
        "D28": sisters_differ,
        "D29": all_alike,
        "D33": all_fell,
        "D11": against_all_years,
        "D10": partial(lost_yes, fewest_before=rules["D11"].fewest),
        "D12": many_changed,
        "D13": nothing_changed,
        "D14": not_relevant,
        "D16": only_partly,
        "D17": only_no,
        "D18": partial(only_no_in_group, whole=rules["D17"]),
        "D19": alone,
    }


# --- against the years before --------------------------------------------------------------


def lost_yes(case: Case, rule: Rule, fewest_before: int) -> Iterator[Finding]:
    """Find JA the last comparable year and NEJ now, unless `against_all_years` tells it."""
    for id, run in case.runs.items():
        if len(run) < 2 or (run[-2].answer, run[-1].answer) != (Answer.JA, Answer.NEJ):
            continue
        before = {p.answer for p in run[:-1]}
        if len(before) == 1 and len(run) > fewest_before:
            continue
        earlier = {str(p.year): p.answer for p in run[:-1]}
        indicator = case.area.catalogue.by_id[id]
        yield case.found(rule, "svar", {"fore": run[-2].year}, indicator, tidigare=earlier)


def against_all_years(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find another answer than the one that all comparable years before have."""
    for id, run in case.runs.items():
        before = {p.answer for p in run[:-1]}
        now = run[-1].answer
        if len(run) <= rule.fewest or len(before) != 1 or now in before or now is None:
            continue
        earlier = {str(p.year): p.answer for p in run[:-1]}
        values = {"gammalt": before.pop(), "fore": listing(list(earlier))}
        yield case.found(rule, "svar", values, case.area.catalogue.by_id[id], tidigare=earlier)


def many_changed(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find many answers changed at once. Values are meant to change."""
    changed, n = case.area.changed(case.kommun, "ja_nej")
    if changed >= rule.fewest and 100 * changed >= rule.percent * n:
        yield _changed(case, rule, "ja_nej", changed, n)


def nothing_changed(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find that no answer, or no value, changed at all."""
    for kind in _WORDS:
        changed, n = case.area.changed(case.kommun, kind)
        if changed == 0 and n >= rule.fewest:
            yield _changed(case, rule, kind, changed, n)


def _changed(case: Case, rule: Rule, kind: Kind, changed: int, n: int) -> Finding:
    """Return how much changed, beside how much did for the other kommuner."""
    values = {"andrade": number(changed), "jamforbara": number(n), "slag": _WORDS[kind]}
    variant = "ensam"
    if (typical := case.area.typical_change(case.kommun, kind)) is not None:
        share, n_others = typical
        values |= {"andel": percent(share), "andra": _other_kommuner(n_others)}
        variant = "andra"
    return case.found(rule, variant, values, andrade=changed, jamforbara=n)


# --- against each other --------------------------------------------------------------------


def mirrored(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find the same question answered in two ways in two områden."""
    for indicator, answer in case.answers():
        for mirror in indicator.mirrors:
            area, _, id = mirror.partition("/")
            other = case.others.get(area)
            if other is None or id not in other.catalogue.by_id:
                continue
            there = other.matrix.answer(id, case.kommun.code)
            if there is None or there == answer or not {answer, there} <= set(_GIVEN):
                continue
            values = {
                "omrade": case.area.catalogue.short,
                "dar": there,
                "da": f" {other.year}" if other.year != case.year else "",
                "annat": other.catalogue.short,
                "annan_fraga": other.catalogue.by_id[id].name,
            }
            mirrors = {
                "omrade": area,
                "indikator": id,
                "ar": other.year,
                "svar": there,
                "plats": other.place(id, case.kommun).text,
            }
            yield case.found(rule, "svar", values, indicator, speglar=mirrors)


def forbidden(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find JA or DELVIS that presupposes a JA which was not given."""
    for indicator, answer in case.answers():
        if answer not in (Answer.JA, Answer.DELVIS):
            continue
        for id in indicator.requires:
            there = case.answer(id)
            if there in (Answer.NEJ, Answer.EA):
                values = {"dar": there, "annan_fraga": case.area.catalogue.by_id[id].name}
                needed = {"indikator": id, "svar": there}
                yield case.found(rule, "svar", values, indicator, forutsatter=needed)


def not_an_option(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find an answer that the question does not have."""
    for indicator, answer in case.answers():
        options = list(indicator.options or dict.fromkeys(indicator.codes.values()))
        if options and answer in IN_DENOMINATOR and answer not in options:
            values = {"alternativ": listing(options, "eller")}
            yield case.found(rule, "svar", values, indicator, svarsalternativ=options)


def sources_differ(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find an answer that another source of the same year gives otherwise."""
    for indicator, _ in case.answers():
        for other, at in case.area.conflicts.get((indicator.id, case.kommun.code), ()):
            values = {"annat": other, "plats": at.text}
            there = {"svar": other, "plats": at.text}
            yield case.found(rule, "svar", values, indicator, annan_kalla=there)


def only_no(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find NEJ to every question of the område."""
    given = [a for _, a in case.answers() if a in IN_DENOMINATOR]
    if len(given) >= rule.fewest and set(given) == {Answer.NEJ}:
        yield case.found(rule, "alla", {"n": len(given)}, antal=len(given))


# --- against other kommuner ----------------------------------------------------------------


def only_no_in_group(case: Case, rule: Rule, whole: Rule) -> Iterator[Finding]:
    """Find NEJ to every question of a group, unless `whole` says it of the område."""
    if any(only_no(case, whole)):
        return
    groups: dict[str, list[tuple[Indicator, str]]] = {}
    for indicator, answer in case.answers():
        if answer in IN_DENOMINATOR and indicator.is_judged:
            groups.setdefault(indicator.group, []).append((indicator, answer))
    others = [k for k in case.area.matrix.kommuner if k != case.kommun.code]
    for group, given in groups.items():
        if len(given) < rule.fewest or {a for _, a in given} != {Answer.NEJ}:
            continue
        ids = [i.id for i, _ in given]
        n_yes = sum(any(case.area.matrix.answer(i, k) == Answer.JA for i in ids) for k in others)
        if n_yes:
            values = {"n": len(ids), "gruppen": group, "av": len(others)}
            yield case.found(
                rule,
                "grupp",
                values | {"andra": _other_kommuner(n_yes)},
                grupp=group,
                indikatorer=ids,
                andra_med_ja=n_yes,
            )


def not_relevant(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find EA where the kommuner that are alike answered."""
    for indicator, answer in case.answers():
        if answer != Answer.EA:
            continue
        for reference in case.alike:
            counts = case.counts(indicator, reference)
            n, total = n_answered(counts), sum(counts.values())
            if n >= rule.fewest and 100 * n >= rule.percent * total:
                values = {"antal": n, "av": total, "var": reference.phrase}
                yield case.found(
                    rule,
                    "alla" if n == total else "de_flesta",
                    values,
                    indicator,
                    grupp=reference.id,
                    andras_svar=counts,
                )
                break


def only_partly(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find the only DELVIS ever, of a question whose options are not known."""
    for indicator, answer in case.answers():
        if answer != Answer.DELVIS or indicator.options:
            continue
        given = case.area.matrix.answers.get(indicator.id, {}).values()
        n = sum(answer in IN_DENOMINATOR for answer in given) - 1
        partly = {
            code
            for matrix in case.area.years.values()
            for code in matrix.kommuner
            if matrix.answer(indicator.id, code) == Answer.DELVIS
        }
        if n >= rule.fewest and partly == {case.kommun.code}:
            values = {"andra": _other_kommuner(n)}
            yield case.found(rule, "svar", values, indicator, antal_andra=n)


def alone(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find NEJ or DELVIS where nearly all others in the län say JA, or JA where none does."""
    for indicator, answer in case.answers():
        counts = case.in_lan(indicator)
        n, n_yes = n_answered(counts), counts.get(Answer.JA, 0)
        if n < rule.fewest:
            continue
        lacks = answer in (Answer.NEJ, Answer.DELVIS) and 100 * n_yes >= rule.percent * n
        if lacks or (answer == Answer.JA and n_yes == 0):
            variant = "ingen" if n_yes == 0 else "alla" if n_yes == n else "nagra"
            values = {"antal": number(n_yes), "av": number(n), "var": case.lan.phrase}
            yield case.found(rule, variant, values, indicator, andras_svar=counts)


def _other_kommuner(n: int) -> str:
    return counted(n, "annan kommun", "andra kommuner")
