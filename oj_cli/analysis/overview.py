"""Kommuner side by side, sorted as the published workbook sorts them, and more."""

from collections.abc import Mapping, Sequence

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
    """Return the selected kommuner, sorted, with what riket and län have.

    Those of which the data have nothing stand last, but not where all of Sweden is selected.
    `group` is what the selection is called, if it is a reference.
    """
    matrix, register = data.matrix, data.register
    present = set(matrix.kommuner)
    wanted = present if selection is None else selection
    chosen = [k for k in register.kommuner if k.code in wanted]
    references = _references(register, chosen, selection, group)
    comparisons = compare(matrix, indicators, references, None)
    rows = [_row(k, data, indicators, k.code in present) for k in chosen]
    riket_of = {i.id: comparisons[i.id]["riket"].figure for i in indicators}
    rows.sort(
        key=lambda row: (
            not row.in_data,
            *_order(row, sort, indicators, riket_of),
            sort_key(row.kommun.name),
        )
    )
    return Overview(
        catalogue=data.catalogue,
        year=data.year,
        edition=data.edition,
        indicators=tuple(indicators),
        rows=tuple(rows),
        references=references,
        comparisons=comparisons,
        sources=data.sources,
        heading=heading,
        n_absent=len(register.kommuner) - len(chosen) if selection is None else 0,
        n_in_data={r.id: len(r.members.intersection(matrix.kommuner)) for r in references},
    )


def _row(
    kommun: Kommun, data: AreaYear, indicators: Sequence[Indicator], in_data: bool
) -> KommunRow:
    return KommunRow(
        kommun,
        data.register.lan_by_code[kommun.lan],
        data.register.kommungrupp(kommun.code, data.edition),
        data.register.invanargrupp(kommun.code, data.year),
        {i.id: data.matrix.answer(i.id, kommun.code) for i in indicators},
        {i.id: data.matrix.value(i.id, kommun.code) for i in indicators},
        in_data,
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


def _order(
    row: KommunRow,
    sort: SortBy,
    indicators: Sequence[Indicator],
    riket_of: Mapping[str, float | None],
) -> tuple[object, ...]:
    if sort == "svar":
        return (_best_first(row, indicators, riket_of), not row.in_data)
    if sort == "kommungrupp":
        group = row.kommungrupp or "~"
        return (int(group) if group.isdigit() else _LAST, group)
    if sort == "invanargrupp":
        return (row.invanargrupp or _LAST,)
    if sort == "lan":
        return (sort_key(row.lan.name),)
    return ()


def _best_first(
    row: KommunRow, indicators: Sequence[Indicator], riket_of: Mapping[str, float | None]
) -> float:
    """Return a number that is smaller the better the kommun's answers are, all together.

    Of several numbers, which have no sum, it is the part of them that are worse than riket's.
    """
    answers = [row.answers[i.id] for i in indicators]
    values = [(i, v) for i in indicators if (v := row.values[i.id]) is not None]
    if not values and not any(answers):
        return float("inf")
    if len(indicators) == 1:
        if values:
            return indicators[0].lead(0.0, values[0][1])
        return float(_BEST_FIRST.index(answers[0] or ""))
    judged = [
        i.lead(v, other) < 0
        for i, v in values
        if i.is_judged and (other := riket_of[i.id]) is not None
    ]
    if values:
        return sum(judged) / len(judged) if judged else float("inf")
    return -sum((a == Answer.JA) + (a == Answer.DELVIS) / 2 for a in answers)
