"""From the store to what the analysis asks for. Imports pandas: import it in a command's body."""

from collections.abc import Mapping, Sequence

from oj_cli.analysis.matrix import Matrix, build_matrix, one_per_unit
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.sources import SourceRecord
from oj_cli.store import Store

History = Mapping[str, Sequence[tuple[int, str | None, float | None]]]


def load_matrix(
    store: Store, catalogue: Catalogue, year: int
) -> tuple[Matrix, tuple[SourceRecord, ...]]:
    """Return one område and year as a matrix, with the sources its rows came from."""
    rows = store.rows(catalogue.area, year=year)
    matrix = build_matrix(rows, tuple(catalogue.by_id))
    return matrix, store.sources(rows["source"].unique())


def load_history(store: Store, catalogue: Catalogue, kommun: Kommun) -> History:
    """Return a kommun's answers and values by indicator id, newest year first."""
    rows = one_per_unit(store.rows(catalogue.area, unit=("kommun", kommun.code)))
    history: dict[str, list[tuple[int, str | None, float | None]]] = {}
    columns = (rows[c] for c in ("indicator", "year", "answer", "value"))
    for indicator, year, answer, value in zip(*columns, strict=True):
        number = None if value is None or value != value else float(value)
        text = answer if isinstance(answer, str) else None
        history.setdefault(indicator, []).append((int(year), text, number))
    for answers in history.values():
        answers.sort(key=lambda a: a[0], reverse=True)
    return history


def load_mirrors(
    store: Store, catalogue: Catalogue, kommun: Kommun, year: int
) -> Mapping[str, str]:
    """Return the kommun's answers that year to mirrored questions, by `omrade/indikator`."""
    wanted = {m for indicator in catalogue for m in indicator.mirrors}
    areas = {m.partition("/")[0] for m in wanted} & set(store.areas())
    answers: dict[str, str] = {}
    for area in areas:
        rows = one_per_unit(store.rows(area, year=year, unit=("kommun", kommun.code)))
        for indicator, answer in zip(rows["indicator"], rows["answer"], strict=True):
            if f"{area}/{indicator}" in wanted and isinstance(answer, str):
                answers[f"{area}/{indicator}"] = answer
    return answers


def load_earlier(
    store: Store, catalogue: Catalogue, year: int, indicator: str | None = None
) -> Mapping[int, Matrix]:
    """Return the earlier years of an område, or of one of its indicators, as matrices by year."""
    rows = store.rows(catalogue.area, indicator=indicator)
    rows = rows[rows["year"] < year]
    return {
        int(old): build_matrix(rows[rows["year"] == old], tuple(catalogue.by_id))
        for old in rows["year"].unique()
    }
