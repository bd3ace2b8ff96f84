"""The register of kommuner: codes, names, län, kommungrupper and population.

Read from CSV files (`code,name,lan_code,lan` and a column for each edition of the
kommungruppsindelning; `code,year,population`) and a YAML file with the editions.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import decode_text, read_bytes, read_yaml
from oj_cli.domain.encoding import key
from oj_cli.domain.errors import FileFault
from oj_cli.domain.kommuner import Edition, Kommun, Lan, Register
from oj_cli.domain.swedish import sort_key


@dataclass(frozen=True)
class _Editions:
    editions: tuple[Edition, ...] = key("utgavor")


def read_register(kommuner: Path, population: Path, editions: Path) -> Register:
    """Read the three files. Raises FileFault where they do not agree."""
    found = read_model(_Editions, read_yaml(editions), "Listan över kommungrupper").editions
    columns = ("code", "name", "lan_code", "lan", *(e.column for e in found))
    records = _records(kommuner, columns)
    codes = {r["code"] for r in records}
    if len(codes) < len(records):
        raise FileFault("sources.code_twice", place=str(kommuner))
    membership: dict[str, dict[str, str]] = {}
    for edition in found:
        members = {r["code"]: r[edition.column] for r in records if r[edition.column]}
        unknown = sorted(set(members.values()) - set(edition.group_names))
        if unknown:
            raise FileFault(
                "sources.unknown_group", place=str(kommuner), group=unknown[0], name=edition.name
            )
        membership[edition.id] = members
    names = {r["lan_code"]: r["lan"] for r in records}
    inhabitants: dict[str, dict[int, int]] = {}
    for n, row in enumerate(_records(population, ("code", "year", "population")), 2):
        numbers = (row["year"], row["population"])
        if row["code"] not in codes or not all(number.isdecimal() for number in numbers):
            raise FileFault("sources.wrong_population", place=f"{population}, rad {n}")
        inhabitants.setdefault(row["code"], {})[int(row["year"])] = int(row["population"])
    in_order = sorted(records, key=lambda r: sort_key(r["name"]))
    return Register(
        tuple(Kommun(r["code"], r["name"], r["lan_code"]) for r in in_order),
        tuple(Lan(code, names[code]) for code in sorted(names)),
        found,
        membership,
        inhabitants,
    )


def _records(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    text = decode_text(read_bytes(path), path)
    reader = csv.DictReader(StringIO(text, newline=""), restval="")
    missing = [c for c in columns if c not in (reader.fieldnames or ())]
    if missing:
        raise FileFault("sources.missing_column", place=str(path), column=missing[0])
    return list(reader)
