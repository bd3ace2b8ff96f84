"""Checks of a kommun's results of one year, against each other and against those of others."""

from collections.abc import Iterator

from oj_cli.analysis.quality.data import Case, n_answered
from oj_cli.domain.answers import IN_DENOMINATOR, Answer
from oj_cli.domain.findings import Finding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.quality import Rule
from oj_cli.domain.swedish import counted, listing, number

_GIVEN = (Answer.JA, Answer.NEJ, Answer.DELVIS, Answer.EA)


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
            year = f" {other.year}" if other.year != case.year else ""
            yield case.found(
                rule,
                f"{case.name} svarar {answer} i {case.area.catalogue.short} ({indicator.name}) "
                f"och {there}{year} i {other.catalogue.short} "
                f"({other.catalogue.by_id[id].name}).",
                indicator,
                speglar={
                    "omrade": area,
                    "indikator": id,
                    "ar": other.year,
                    "svar": there,
                    "plats": other.place(id, case.kommun).text,
                },
            )


def sources_differ(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find an answer that another source of the same year gives otherwise."""
    for indicator, answer in case.answers():
        for other, at in case.area.conflicts.get((indicator.id, case.kommun.code), ()):
            yield case.found(
                rule,
                f"{case.name} har {answer} i den källa som gäller, men {other} i {at.text}: "
                f"{indicator.name}.",
                indicator,
                annan_kalla={"svar": other, "plats": at.text},
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
                others = f"Alla {n}" if n == total else f"{n} av {total}"
                yield case.found(
                    rule,
                    f"{case.name} svarar att frågan inte är aktuell: {indicator.name}. "
                    f"{others} andra kommuner {reference.phrase} har svarat{case.then}.",
                    indicator,
                    grupp=reference.id,
                    andras_svar=counts,
                )
                break


def not_an_option(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find an answer that the question does not have."""
    for indicator, answer in case.answers():
        if indicator.options and answer in IN_DENOMINATOR and answer not in indicator.options:
            options = listing(list(indicator.options), "eller")
            yield case.found(
                rule,
                f"{case.name} svarar {answer}, men frågan har bara {options}: {indicator.name}.",
                indicator,
                svarsalternativ=list(indicator.options),
            )


def only_partly(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find the only DELVIS ever, of a question whose options are not known."""
    for indicator, answer in case.answers():
        if answer != Answer.DELVIS or indicator.options:
            continue
        row = case.area.matrix.row[indicator.id]
        n = int(case.area.matrix.is_answer(*IN_DENOMINATOR, row=row).sum()) - 1
        partly = {
            code
            for matrix in case.area.years.values()
            for code in matrix.kommuner
            if matrix.answer(indicator.id, code) == Answer.DELVIS
        }
        if n >= rule.fewest and partly == {case.kommun.code}:
            yield case.found(
                rule,
                f"Ingen annan kommun än {case.name} har svarat DELVIS: {indicator.name}. "
                f"{counted(n, 'annan kommun', 'andra kommuner')} har svarat JA eller "
                f"NEJ{case.then}.",
                indicator,
                antal_andra=n,
            )


def only_no(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find NEJ to every question of the område."""
    given = [a for _, a in case.answers() if a in IN_DENOMINATOR]
    if len(given) >= rule.fewest and set(given) == {Answer.NEJ}:
        yield case.found(
            rule, f"{case.name} svarar NEJ på alla {len(given)} frågor.", antal=len(given)
        )


def only_no_in_group(case: Case, rule: Rule, whole: Rule) -> Iterator[Finding]:
    """Find NEJ to every question of a group, unless `whole` says it of the område."""
    if any(only_no(case, whole)):
        return
    groups: dict[str, list[tuple[Indicator, str]]] = {}
    for indicator, answer in case.answers():
        if answer in IN_DENOMINATOR:
            groups.setdefault(indicator.group, []).append((indicator, answer))
    for group, given in groups.items():
        if len(given) < rule.fewest or {a for _, a in given} != {Answer.NEJ}:
            continue
        others = [k for k in case.area.matrix.kommuner if k != case.kommun.code]
        ids = [i.id for i, _ in given]
        n_yes = sum(any(case.area.matrix.answer(i, k) == Answer.JA for i in ids) for k in others)
        if n_yes:
            yield case.found(
                rule,
                f"{case.name} svarar NEJ på alla {len(given)} frågor i gruppen {group}. "
                f"{counted(n_yes, 'annan kommun', 'andra kommuner')} av {len(others)} "
                f"har minst ett JA{case.then}.",
                grupp=group,
                indikatorer=ids,
                andra_med_ja=n_yes,
            )


def alone(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find NEJ or DELVIS where nearly all others in the län say JA, or JA where none does."""
    lan = next(r for r in case.alike if r.id == "lan")
    for indicator, answer in case.answers():
        counts = case.counts(indicator, lan)
        n, n_yes = n_answered(counts), counts.get(Answer.JA, 0)
        if n < rule.fewest:
            continue
        lacks = answer in (Answer.NEJ, Answer.DELVIS) and 100 * n_yes >= rule.percent * n
        if lacks or (answer == Answer.JA and n_yes == 0):
            said = f"{number(n_yes)} av {number(n)}" if n_yes else f"Ingen av {number(n)}"
            said = f"Alla {number(n)}" if n_yes == n else said
            yield case.found(
                rule,
                f"{case.name} svarar {answer}: {indicator.name}. "
                f"{said} andra kommuner {lan.phrase} svarar JA{case.then}.",
                indicator,
                andras_svar=counts,
            )


def forbidden(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find JA or DELVIS that presupposes a JA which was not given."""
    for indicator, answer in case.answers():
        if answer not in (Answer.JA, Answer.DELVIS):
            continue
        for id in indicator.requires:
            there = case.answer(id)
            if there in (Answer.NEJ, Answer.EA):
                other = case.area.catalogue.by_id[id]
                yield case.found(
                    rule,
                    f"{case.name} svarar {answer} på ”{indicator.name}” men {there} på "
                    f"”{other.name}”, som det förutsätter.",
                    indicator,
                    forutsatter={"indikator": id, "svar": there},
                )


def outside_scale(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find a percentage below 0 or above 100."""
    for indicator in case.area.catalogue:
        value = case.area.matrix.value(indicator.id, case.kommun.code)
        in_percent = (indicator.unit or "").startswith("procent")
        if value is not None and in_percent and not 0 <= value <= 100:
            yield case.found(
                rule,
                f"{case.name} har {number(value, 1)} procent: {indicator.name}.",
                indicator,
                varde=value,
            )
