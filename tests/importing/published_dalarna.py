"""The real answers of Dalarna 2016, as they are published: what every workbook must give."""

import csv
from dataclasses import dataclass
from pathlib import Path

from oj_cli.workspace import OMRADEN

REPORT = Path(__file__).parents[1] / "fixtures" / "lansrapport-2016"


@dataclass(frozen=True)
class Asked:
    """An indicator as the workbook of 2016 names it."""

    id: str
    heading: str
    group: str


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_ASKED = Path(__file__).with_name("rubriker-2016.csv")
INDICATORS = [Asked(r["indicator_id"], r["indicator"], r["group"]) for r in _rows(_ASKED)]
_SAID = _rows(REPORT / "svar.csv")
ANSWERS = {(r["indicator_id"], r["kommun"]): r["answer"] for r in _SAID}
_CODES = {r["name"]: r["code"] for r in _rows(OMRADEN / "kommuner.csv")}
KOMMUNER = [(_CODES[name], name) for name in dict.fromkeys(r["kommun"] for r in _SAID)]
_PRINTED = {"riket": "riket_pct", "20": "dalarna_pct_printed"}
SHARES = {
    (r["indicator_id"], unit): int(r[column])
    for r in _rows(REPORT / "indikatorer.csv")
    for unit, column in _PRINTED.items()
    if r[column]
}
TRUTH = {(id, _CODES[name]): answer for (id, name), answer in ANSWERS.items()}
