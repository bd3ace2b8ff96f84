"""SCB's PxWeb API v2: population of the kommuner on the last of December, by year.

The table until 2024 has years; later ones have months, with noise added by SCB, so that the
kommuner no longer add up to riket.
"""

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import StringIO
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from oj_cli.sources.web import Reply, Web


BASE, VARIABLE = "https://statistikdatabasen.scb.se/api/v2", "OJ_SCB"
LAYOUT = "scb-folkmangd"
_TABLES = {"TAB638": "{}", "TAB6471": "{}M12"}  # how the last of December of a year is written
_MISSING = {"..", ".", ":"}
_MOST_CELLS = 100_000  # where /config says nothing
_WRONG = (KeyError, TypeError, ValueError, AttributeError, IndexError)

Population = dict[str, dict[int, int]]


def ask_population(
    web: "Web", years: Collection[int], kommuner: Collection[str]
) -> "tuple[Population, list[Reply]]":
    """Ask for the inhabitants of kommuner by code, of the years that there are.

    Raises FileFault if SCB cannot be reached, or answers in another shape.
    """
    found: Population = {}
    replies: list[Reply] = []
    config = web.ask("/config").data
    most = config.get("maxDataCells") if isinstance(config, dict) else None
    for table, form in _TABLES.items():
        reply = web.ask(f"/tables/{table}/metadata?lang=sv")
        if reply.status == 404:
            continue
        try:
            there = {id: d["category"] for id, d in reply.data["dimension"].items()}
            regions = [code for code in _codes(there["Region"]) if code in kommuner]
            times = {form.format(y): y for y in sorted(years)}
            wanted = [time for time in _codes(there["Tid"]) if time in times]
            of_people = _counting_people(there["ContentsCode"])
            at_once = max(1, (most or _MOST_CELLS) // len(regions))
            for start in range(0, len(wanted), at_once):
                some = wanted[start : start + at_once]
                reply = web.ask(_path(table, regions, of_people, some))
                for region, time, n in _cells(reply.data):
                    found.setdefault(region, {})[times[time]] = n
                replies.append(reply)
        except _WRONG as error:
            raise web.odd(reply) from error
    return found, replies


def _path(table: str, regions: Sequence[str], content: str, times: Sequence[str]) -> str:
    codes = {"Region": ",".join(regions), "ContentsCode": content, "Tid": ",".join(times)}
    query = {"lang": "sv", "outputFormat": "json-stat2"}
    query |= {f"valueCodes[{variable}]": of for variable, of in codes.items()}
    return f"/tables/{table}/data?{urlencode(query, safe=',')}"


def _counting_people(contents: Mapping[str, Any]) -> str:
    """Return the code of the content that is how many people there are, and not how many more."""
    codes, labels = _codes(contents), contents.get("label", {})
    return next((c for c in codes if labels.get(c, "").lower().startswith("folkmängd")), codes[0])


def _codes(category: Mapping[str, Any]) -> list[str]:
    """Return the codes of a category in order: its index is a list, or says each one's place."""
    index = category.get("index") or category["label"]
    return list(index) if isinstance(index, list) else sorted(index, key=lambda c: index[c])


def _cells(data: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield region, time and number of each cell of a JSON-stat table that has one.

    What is missing is so, and never 0. Raises ValueError for a table of more than was asked for.
    """
    codes = {id: _codes(data["dimension"][id]["category"]) for id in data["id"]}
    if any(len(of) > 1 for id, of in codes.items() if id not in ("Region", "Tid")):
        raise ValueError("more than one number for a kommun and year")
    for n, place in enumerate(product(*codes.values())):
        of = dict(zip(codes, place, strict=True))
        value, said = _at(data["value"], n), _at(data.get("status") or {}, n)
        if value is not None and said not in _MISSING:
            if value != int(value) or value < 0:
                raise ValueError("no number of people")
            yield of["Region"], of["Tid"], int(value)


def _at(cells: Any, n: int) -> Any:
    """Return a cell of a list, or of an object with the cells that there are."""
    return cells[n] if isinstance(cells, list) else cells.get(str(n))


def as_table(
    found: Population, names: Mapping[str, str], replies: "Sequence[Reply]", day: str
) -> bytes:
    """Return population as a table that the layout of SCB's own files reads."""
    years = sorted({year for of in found.values() for year in of})
    rows: list[Sequence[object]] = [["Folkmängden i Sveriges kommuner den 31 december"]]
    for reply in replies:
        rows.append([f"Hämtat {day} från {reply.url.partition('?')[0]}, sha256 {reply.sha256}"])
    rows += [[], ["Kod", "Kommun", *years]]
    rows += [[c, names[c], *(found[c].get(y, "") for y in years)] for c in sorted(found)]
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
