"""What a text is checked against: the answers of a län, and what is published."""

from collections.abc import Mapping
from dataclasses import replace

from oj_cli.analysis.matrix import Matrix
from oj_cli.domain.answers import Answer
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Lan, Register, short_lan
from oj_cli.domain.prose import Facts, Speaker, Tally

_STEM = 4


def lan_facts(
    years: Mapping[int, Matrix], catalogue: Catalogue, year: int, lan: Lan, register: Register
) -> Facts:
    """Return what is known of an område in a län and in riket, for the data of `year`."""
    members = {k.code: k.name for k in register.of(lan)}
    short = short_lan(lan.name)
    words = (short.lower(), f"{short[:_STEM].lower()}kommun", "länet", "länets", "våra kommuner")
    group = Speaker("lan", lan.name, len(members), words)
    asked = [i for i in catalogue if i.kind == "ja_nej" and years[year].has_results(i.id)]
    riket_size = len(register.kommuner)
    before: dict[str, dict[int, Tally]] = {}
    for old, matrix in years.items():
        for i in asked:
            tally = _tally(matrix, i.id, members, ("lan", lan.code))
            if old < year and tally.share is not None:
                before.setdefault(i.id, {})[old] = tally
    this = years[year]
    return Facts(
        catalogue,
        year,
        group,
        {i.id: _tally(this, i.id, members, ("lan", lan.code)) for i in asked},
        {
            i.id: Tally(riket_size, published=p.figure)
            for i in asked
            if (p := this.published.get((i.id, "riket", "riket"))) is not None
        },
        before,
        {
            i.id: {
                name: answer
                for code, name in members.items()
                if (answer := this.answer(i.id, code)) is not None
            }
            for i in asked
        },
    )


def _tally(
    matrix: Matrix, indicator: str, members: Mapping[str, str], unit: tuple[str, str]
) -> Tally:
    """Return how the members answered; where some are missing, what is published of them."""
    given = [a for code in members if (a := matrix.answer(indicator, code)) is not None]
    published = matrix.published.get((indicator, *unit))
    tally = Tally(len(members), published.figure if published else None)
    if len(given) == len(members):
        return replace(
            tally,
            is_counted=True,
            n_yes=given.count(Answer.JA),
            n_no=given.count(Answer.NEJ),
            n_partly=given.count(Answer.DELVIS),
            n_ea=given.count(Answer.EA),
            n_missing=given.count(Answer.BORTFALL) + given.count(Answer.SEKRETESS),
        )
    if published is not None and published.n_yes is not None and published.n is not None:
        rest = published.n - published.n_yes
        return replace(tally, is_counted=True, n_yes=published.n_yes, n_no=rest)
    return tally
