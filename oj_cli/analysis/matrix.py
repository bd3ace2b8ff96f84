"""The answers of one område and year: by indicator and kommun."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from oj_cli.domain.answers import Column
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.domain.kommuner import Edition, Register
from oj_cli.domain.sources import SourceRecord

K = TypeVar("K")
V = TypeVar("V")


class Published(NamedTuple):
    """A share (percent) or value as published, with its counts where they were printed."""

    figure: float
    n_yes: int | None = None
    n: int | None = None


@immutable
class Matrix:
    """One område, one year, one gender.

    `answers` and `values` hold what there is, by indicator id and kommunkod; `kommuner` are
    those that the data have a row of. `published` is what the publisher says of riket, a län or
    a group, by (indicator id, unit kind, unit).
    """

    kommuner: tuple[str, ...]
    answers: Mapping[str, Mapping[str, str]]
    values: Mapping[str, Mapping[str, float]]
    published: Mapping[tuple[str, str, str], Published]

    def answer(self, indicator: str, kommun: str) -> str | None:
        """Return one answer, None if there is none."""
        return self.answers.get(indicator, {}).get(kommun)

    def value(self, indicator: str, kommun: str) -> float | None:
        """Return one value, None if there is none."""
        return self.values.get(indicator, {}).get(kommun)

    def has_results(self, indicator: str) -> bool:
        """Return whether any kommun has an answer or a value."""
        return bool(self.answers.get(indicator) or self.values.get(indicator))


@immutable
class AreaYear:
    """All that a question on one område and year is answered from: answers, words and groups.

    `edition` is that of the kommungrupper that kommuner are compared by.
    """

    catalogue: Catalogue
    themes: Themes
    year: int
    register: Register
    edition: Edition
    matrix: Matrix
    sources: tuple[SourceRecord, ...]


def build_matrix(columns: Iterable[Column]) -> Matrix:
    """Build the matrix of columns of one year and gender, each after those that it replaces."""
    kommuner: set[str] = set()
    answers: dict[str, dict[str, str]] = {}
    values: dict[str, dict[str, float]] = {}
    published: dict[tuple[str, str, str], Published] = {}
    for c in columns:
        of_answers = answers.setdefault(c.indicator, {})
        of_values = values.setdefault(c.indicator, {})
        for (kind, unit), answer, value, n_yes, n, _ in c.results():
            if kind == "kommun":
                kommuner.add(unit)
                _put(of_answers, unit, answer)
                _put(of_values, unit, value)
            else:
                _put(published, (c.indicator, kind, unit), _published(value, n_yes, n))
    return Matrix(tuple(sorted(kommuner)), answers, values, published)


def build_by_year(columns: Iterable[Column]) -> dict[int, Matrix]:
    """Build a matrix for each year of columns of one gender."""
    by_year: dict[int, list[Column]] = {}
    for column in columns:
        by_year.setdefault(column.year, []).append(column)
    return {year: build_matrix(by_year[year]) for year in sorted(by_year)}


def _put(place: dict[K, V], key: K, found: V | None) -> None:
    """Put what is found in its place; nothing takes the place of what an older source gave."""
    if found is None:
        place.pop(key, None)
    else:
        place[key] = found


def _published(value: float | None, n_yes: int | None, n: int | None) -> Published | None:
    """Return a published row's figure: as printed, else from its counts; None if neither."""
    counts = (n_yes, n) if n_yes is not None and n else (None, None)
    if value is not None:
        return Published(value, *counts)
    return Published(100 * n_yes / n, n_yes, n) if n_yes is not None and n else None
