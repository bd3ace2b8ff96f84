"""The results of a store as one table.

Imports pandas: import it where it is used.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from oj_cli.domain.answers import ROW_COLUMNS, Column


def table(area: str, columns: Sequence[Column], sources: Sequence[str]) -> pd.DataFrame:
    """Return results of an område with the columns of a result row.

    Texts are categorical, `source` in the order of `sources`; missing numbers are NaN.
    """
    sizes = [len(c.units) for c in columns]

    def of_column(values: Sequence[str], known: Sequence[str]) -> "pd.Categorical[Any]":
        place = {value: n for n, value in enumerate(known)}
        codes = [place[value] for value in values]
        of_row = np.repeat(np.array(codes, dtype=np.int32), sizes)
        return pd.Categorical.from_codes(of_row, pd.Index(known, dtype=str))

    def of_rows(name: str) -> list[Any]:
        given = ((getattr(c, name), len(c.units)) for c in columns)
        return list(chain.from_iterable(values or [None] * size for values, size in given))

    def categories(values: list[Any]) -> "pd.Categorical[Any]":
        return pd.Categorical(pd.Series(values, dtype=object))

    units = of_rows("units")
    indicators = [c.indicator for c in columns]
    genders = [c.gender for c in columns]
    found = {
        "area": of_column([area] * len(columns), [area]),
        "year": np.repeat(np.array([c.year for c in columns], dtype=np.int16), sizes),
        "indicator": of_column(indicators, list(dict.fromkeys(indicators))),
        "unit": categories([key for _, key in units]),
        "unit_kind": categories([kind for kind, _ in units]),
        "gender": of_column(genders, sorted(set(genders))),
        "answer": categories(of_rows("answers")),
        "source": of_column([c.source for c in columns], sources),
        "locator": pd.Series(of_rows("locators"), dtype=object),
    }
    found |= {
        name: np.array(of_rows(of), dtype=float)
        for name, of in (("value", "values"), ("n_yes", "n_yes"), ("n", "n"))
    }
    return pd.DataFrame(found, columns=list(ROW_COLUMNS))
