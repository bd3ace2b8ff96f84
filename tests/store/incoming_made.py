"""Sources to import into a workspace."""

import dataclasses
import hashlib
from datetime import date

import pandas as pd

from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.incoming import Incoming, Original

TODAY = date(2027, 3, 31)
RECORD = SourceRecord(
    id="prov",
    title="En provtabell",
    publisher="Provkommunen",
    year=2011,
    file="prov.csv",
    sha256="",
    fetched=None,
    licence=None,
    reader="prov",
    reader_version=1,
    credit="Egen bearbetning",
)
Given = tuple[str, str, str | float]


def result_rows(*given: Given, year: int = 2011) -> pd.DataFrame:
    """Return rows as a reader gives them: (indicator, unit, answer or value)."""
    texts = [v if isinstance(v, str) else None for _, _, v in given]
    return pd.DataFrame(
        {
            "area": "socialpsykiatri",
            "year": year,
            "indicator": [i for i, _, _ in given],
            "unit": [u for _, u, _ in given],
            "unit_kind": "kommun",
            "gender": "T",
            "answer": pd.Series(texts, dtype=object),
            "value": [float("nan") if isinstance(v, str) else v for _, _, v in given],
            "n_yes": float("nan"),
            "n": float("nan"),
            "locator": [f"Resultat!F{n}" for n in range(len(given))],
        }
    )


def original(content: bytes, name: str = "prov.csv") -> Original:
    return Original(name, content, hashlib.sha256(content).hexdigest())


def incoming(id: str, sha256: str, rows: pd.DataFrame, file: str = "prov.csv") -> Incoming:
    record = dataclasses.replace(RECORD, id=id, sha256=sha256, file=file)
    return Incoming(record, rows, f"id: {id}\n")
