"""Kolada's and SCB's APIs on loopback, in their real shape, with the real values of `oj`.

What goes wrong is said by `plan`: a function that is given the number of the question and its
path, and returns what is to happen instead of the answer, or None.
"""

import json
import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

Row = dict[str, Any]
CODES = {"JA": 2.0, "DELVIS": 1.0, "NEJ": 0.0}
STATUS = {"BORTFALL": "Missing", "SEKRETESS": "Privacy", "EA": "Not applicable"}


@dataclass
class Reply:
    """An answer as it is sent: `cut` closes the line before the end, `slow` waits between parts."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    slow: float = 0.0


def as_json(found: Any, **more: Any) -> Reply:
    return Reply(body=json.dumps(found, ensure_ascii=False).encode(), **more)


@dataclass
class Api:
    """What the server knows, and what it was asked.

    `values` are rows by id, year and unit; `changed` the ids that have changed since whenever
    anyone asks; `page` is the most rows that it gives at once.
    """

    values: dict[tuple[str, int, str], dict[str, Row]] = field(default_factory=dict)
    by_id: dict[str, dict[tuple[str, int, str], None]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    changed: set[tuple[str, int, str]] = field(default_factory=set)
    page: int = 5000
    next_key: str = "next_url"
    kommuner: dict[str, str] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    population: dict[str, dict[str, dict[str, int | None]]] = field(default_factory=dict)
    plan: Callable[[int, str], Reply | None] = lambda n, path: None
    asked: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    base: str = ""

    def put(self, id: str, year: int, unit: str, gender: str, value: float | None,
            status: str = "", **more: Any) -> None:  # fmt: skip
        self.by_id.setdefault(id, {})[id, year, unit] = None
        row = {"gender": gender, "count": 1, "status": status, "value": value, "isdeleted": False}
        self.values.setdefault((id, year, unit), {})[gender] = row | more

    @property
    def data(self) -> list[str]:
        return [path for path in self.asked if path.startswith("/data/")]

    # --- answers ------------------------------------------------------------------

    def answer(self, target: str) -> Reply:
        parts = urlsplit(target)
        path, query = unquote(parts.path), parse_qs(parts.query)
        if path.startswith("/kolada"):
            return self.kolada(path.removeprefix("/kolada"), query, parts.path)
        return self.scb(path.removeprefix("/scb"), query)

    def kolada(self, path: str, query: dict[str, list[str]], raw: str) -> Reply:
        if match := re.fullmatch(r"/kpi/([^/]+)", path):
            ids = match[1].split(",")
            if len(ids) > 25:
                return Reply(400, b"Too many ids")
            return as_json(self.envelope([
                {"id": id, "title": self.titles[id], "description": "", "has_ou_data": False,
                 "is_divided_by_gender": True, "municipality_type": "K"}
                for id in ids if id in self.titles
            ]))  # fmt: skip
        if path == "/municipality":
            regions = [("0000", "Riket", "L"), ("0020", "Region Dalarna", "L")]
            listed = regions + [(code, name, "K") for code, name in self.kommuner.items()]
            return as_json(self.envelope([{"id": i, "title": t, "type": k} for i, t, k in listed]))
        if path == "/municipality_groups":
            wanted = query["title"][0].casefold()
            return self.paged(raw, query, [
                {"id": f"G{n}", "title": title,
                 "members": [{"member_id": c, "member_title": self.kommuner[c]} for c in codes]}
                for n, (title, codes) in enumerate(self.groups.items())
                if wanted in title.casefold()
            ])  # fmt: skip
        match = re.fullmatch(r"/data/kpi/([^/]+)(?:/municipality/([^/]+))?/year/([^/]+)", path)
        if match is None:
            return Reply(404, b'{"detail":"Not Found"}')
        ids, units, years = (text.split(",") if text else [] for text in match.groups())
        if max(len(ids), len(units), len(years)) > 25:
            return Reply(400, b"Too many ids")
        since = query.get("from_date")
        rows = [
            {"kpi": id, "municipality": unit, "period": year,
             "values": [*self.values[id, year, unit].values()]}
            for one in ids for (id, year, unit) in self.by_id.get(one, ())
            if str(year) in years and (not units or unit in units)
            and (not since or (id, year, unit) in self.changed)
        ]  # fmt: skip
        return self.paged(raw, query, rows)

    def paged(self, raw: str, query: dict[str, list[str]], rows: list[Any]) -> Reply:
        page, size = int(query.get("page", ["1"])[0]), min(self.page, int(query["per_page"][0]))
        more = {"page": str(page + 1), "per_page": str(size)}
        more |= {k: query[k][0] for k in ("from_date", "title") if k in query}
        text = urlencode(more)
        following = f"{self.base}{raw}?{text}" if page * size < len(rows) else None
        return as_json(self.envelope(rows[(page - 1) * size : page * size], following))

    def envelope(self, values: list[Any], following: str | None = None) -> dict[str, Any]:
        return {"values": values, "count": len(values), self.next_key: following,
                "previous_url": None}  # fmt: skip

    def scb(self, path: str, query: dict[str, list[str]]) -> Reply:
        if path == "/config":
            return as_json({"maxDataCells": 600, "maxCallsPerTimeWindow": 3, "timeWindow": 1})
        match = re.fullmatch(r"/tables/(\w+)/(metadata|data)", path)
        if match is None or match[1] not in self.population:
            return Reply(404, b"")
        table = self.population[match[1]]
        regions = list(table)
        times = list(next(iter(table.values())))
        if match[2] == "metadata":
            asked = {"Region": regions, "Alder": ["tot", "0", "1"],
                     "ContentsCode": ["BE0101N2", "BE0101N1"], "Tid": times}  # fmt: skip
        else:
            asked = {"Region": query["valueCodes[Region]"][0].split(","),
                     "ContentsCode": query["valueCodes[ContentsCode]"][0].split(","),
                     "Tid": query["valueCodes[Tid]"][0].split(",")}  # fmt: skip
        labels = {"BE0101N1": "Folkmängd", "BE0101N2": "Folkökning"}
        found: dict[str, Any] = {
            "version": "2.0", "class": "dataset", "id": [*asked],
            "size": [len(codes) for codes in asked.values()],
            "dimension": {
                id: {"category": {"index": {c: n for n, c in enumerate(codes)},
                                  "label": {c: labels.get(c, c) for c in codes}}}
                for id, codes in asked.items()
            },
            "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
            "extension": {"px": {"tableid": match[1]}},
        }  # fmt: skip
        if match[2] == "data":
            cells = [table[r][t] for r in asked["Region"] for t in asked["Tid"]]
            if len(cells) > 600:
                return Reply(403, b"Too many cells")
            found["value"] = cells
            found["status"] = {str(n): ".." for n, cell in enumerate(cells) if cell is None}
        return as_json(found)


@contextmanager
def serving(api: Api) -> Iterator[str]:
    """Serve on loopback; yield the address."""
    import time

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            api.times.append(time.monotonic())
            kept = self.path.removeprefix("/kolada")
            api.asked.append(kept)
            reply = api.plan(len(api.asked), kept) or api.answer(self.path)
            self.send_response_only(reply.status)
            for name, text in {"Content-Type": "application/json", **reply.headers}.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(reply.body) + 50 * reply.cut))
            self.end_headers()
            for start in range(0, len(reply.body), 1 << 12 if reply.slow else 1 << 24):
                self.wfile.write(reply.body[start : start + (1 << 12 if reply.slow else 1 << 24)])
                self.wfile.flush()
                time.sleep(reply.slow)
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass

    assert issubclass(Quiet, socketserver.TCPServer)
    with Quiet(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        api.base = f"http://127.0.0.1:{server.server_address[1]}"
        yield api.base
        server.shutdown()


@cache
def _like() -> tuple[dict[str, str], list[tuple[str, str, str, int, list[str]]]]:
    """Return all kommuner, and (kind, words, code, edition, members) of Dalarna's like groups."""
    from oj_cli.domain.kommuner import LIKE_WORDS
    from oj_cli.store import open_store

    with open_store(None) as store:
        kommuner = {k.code: k.name for k in store.register().kommuner}
        groups = [
            (kind, words, code, int(like.edition), sorted(like.members))
            for kind, words in LIKE_WORDS.items()
            for code in kommuner
            if code.startswith("20") and (like := store.like(code, kind))
        ]
    return kommuner, groups


def fill_lists(api: Api, years_on: int = 0) -> None:
    """Let the server list all kommuner, and those that are like the ones of Dalarna."""
    kommuner, groups = _like()
    api.kommuner = dict(kommuner)
    for kind, words, code, edition, members in groups:
        comma = "," * (kind == "overgripande")
        title = f"Liknande kommuner{comma} {words}, {kommuner[code]}, {edition + years_on}"
        api.groups[title] = list(members)


def is_few(unit: str) -> bool:
    """Tell whether a unit is of Dalarna, or all of Sweden: enough for most tests."""
    return unit.startswith("20") or unit == "riket"


@cache
def _shipped(area: str, years: tuple[int, ...], every: bool) -> tuple[dict[str, str], list[Any]]:
    """Return what Kolada calls an område's indicators, and what to put of their values."""
    from oj_cli.domain.sources import plain
    from oj_cli.store import open_store

    columns = ("indicator", "unit_kind", "unit", "gender", "answer", "value")
    titles, values = {}, []
    with open_store(None) as store:
        catalogue = store.catalogue(area)
        codes = {}
        for i in catalogue:
            codes[i.id] = {answer: float(c) for c, answer in reversed([*i.codes.items()])}
            if i.kolada:
                said = ", ".join(f"{a.capitalize()}={c}" for c, a in i.codes.items())
                titles[i.kolada] = f"{i.name}, ({said})" if said else f"{i.name}, andel (%)"
        for year in years:
            rows = store.rows(area, year=year, gender=None)
            for id, kind, unit, gender, answer, value in zip(
                *(plain(rows[c]) for c in columns), strict=True
            ):
                if every or is_few(unit):
                    code = {"lan": f"00{unit}", "riket": "0000"}.get(kind, unit)
                    number = codes[id].get(answer, value)
                    status = "" if number is not None else STATUS.get(answer, "Missing")
                    kolada = catalogue.by_id[id].kolada
                    values.append((kolada, year, code, gender, number, status))
    return titles, values


def fill(api: Api, area: str, years: tuple[int, ...], *, every: bool = False) -> None:
    """Let the server have what comes with `oj` of an område in some years, of few units."""
    titles, values = _shipped(area, years, every)
    api.titles |= titles
    for value in values:
        api.put(*value)
