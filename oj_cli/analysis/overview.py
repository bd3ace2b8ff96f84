"""Kommuner side by side, sorted as the published workbook sorts them, and more."""

from collections.abc import Sequence

from oj_cli.analysis.compare import compare
from oj_cli.analysis.matrix import AreaYear
from oj_cli.analysis.references import lan_reference, riket
from oj_cli.domain.answers import Answer
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun, Register
from oj_cli.domain.overview import KommunRow, Overview
from oj_cli.domain.references import Reference
from oj_cli.domain.selection import SortBy
from oj_cli.domain.swedish import sort_key

_BEST_FIRST = ("JA", "DELVIS", "NEJ", "EA", "BORTFALL", "SEKRETESS")
_LAST = 99


def overview(
    data: AreaYear,
    indicators: Sequence[Indicator],
    selection: frozenset[str] | None,
    sort: SortBy,
    heading: str,
    group: Reference | None = None,
) -> Overview:
    """Return the selected kommuner that are in the data, sorted, with what riket and län have.

    `group` is what the selection is called, if it is a reference.
    """
    matrix, register = data.matrix, data.register
    chosen = [
        register.by_code[code]
        for code in matrix.kommuner
        if code in register.by_code and (selection is None or code in selection)
    ]
    rows = [_row(k, data, indicators) for k in chosen]
    rows.sort(key=lambda row: (*_order(row, sort, indicators), sort_key(row.kommun.name)))
    references = _references(register, chosen, selection, group)
    return Overview(
        catalogue=data.catalogue,
        year=data.year,
        edition=data.edition,
        indicators=tuple(indicators),
        rows=tuple(rows),
        references=references,
        comparisons=compare(matrix, indicators, references, None),
        sources=data.sources,
        heading=heading,
        n_in_data={r.id: len(r.members.intersection(matrix.kommuner)) for r in references},
    )


def _row(kommun: Kommun, data: AreaYear, indicators: Sequence[Indicator]) -> KommunRow:
    return KommunRow(
        kommun,
        data.register.lan_by_code[kommun.lan],
        data.register.kommungrupp(kommun.code, data.edition),
        data.register.invanargrupp(kommun.code, data.year),
        {i.id: data.matrix.answer(i.id, kommun.code) for i in indicators},
        {i.id: data.matrix.value(i.id, kommun.code) for i in indicators},
    )


def _references(
    register: Register,
    chosen: Sequence[Kommun],
    selection: frozenset[str] | None,
    group: Reference | None,
) -> tuple[Reference, ...]:
    references = [riket(register)]
    lan_codes = {k.lan for k in chosen}
    if len(lan_codes) == 1:
        lan = lan_reference(register.lan_by_code[lan_codes.pop()], register)
        references.append(lan)
        if selection in (None, lan.members):
            return tuple(references)
    if selection is not None:
        shown = group or Reference("urval", "Urvalet", "i urvalet", selection)
        references += [shown] if shown.id not in {r.id for r in references} else []
    return tuple(references)


def _order(row: KommunRow, sort: SortBy, indicators: Sequence[Indicator]) -> tuple[object, ...]:
    if sort == "svar":
        return (_best_first(row, indicators),)
    if sort == "kommungrupp":
        group = row.kommungrupp or "~"
        return (int(group) if group.isdigit() else _LAST, group)
    if sort == "invanargrupp":
        return (row.invanargrupp or _LAST,)
    if sort == "lan":
        return (sort_key(row.lan.name),)
    return ()


def _best_first(row: KommunRow, indicators: Sequence[Indicator]) -> float:
    """Return a number that is smaller the better the kommun's answers are, all together."""
    total = 0.0
    for indicator in indicators:
        value, answer = row.values[indicator.id], row.answers[indicator.id]
        if value is not None:
            total += value if indicator.direction == "lagre" else -value
        elif len(indicators) == 1:
            total += _BEST_FIRST.index(answer) if answer else _LAST
        else:
            total -= (answer == Answer.JA) + (answer == Answer.DELVIS) / 2
    if all(row.values[i.id] is None and row.answers[i.id] is None for i in indicators):
        return float("inf")
    return total
