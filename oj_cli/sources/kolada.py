"""Kolada's API v3: what to ask, what was answered, and answers kept as they came.

At most 25 ids, units or years to a question. What is kept is a file with a question and its answer
on each line, the body word for word beside its hash; later lines go before earlier ones. Read as
a table it has the columns of `data/layouter/kolada-api.yaml`.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from oj_cli.documents.decode import decode
from oj_cli.documents.reader import read_bytes
from oj_cli.domain.answers import GENDERS
from oj_cli.domain.encoding import encode, key
from oj_cli.domain.errors import FileFault
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.layout.legend import as_coding, codes_in
from oj_cli.sources.layout.text import squash
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.packed import unpacked
from oj_cli.workspace import originals

if TYPE_CHECKING:  # who reads what is kept needs no network
    import pandas as pd

    from oj_cli.sources.web import Reply, Web

BASE, VARIABLE, LAYOUT = "https://api.kolada.se/v3", "OJ_KOLADA", "kolada-api"
MOST, PER_PAGE, RIKET = 25, 5000, "0000"
COLUMNS = ("kpi", "municipality", "period", "gender", "value", "svar")
_START = b'{"adress": "'
_MARKS = {"Missing": "-", "Privacy": "..", "Not applicable": "."}
_ENDED = re.compile(r"\(\s*[-–]\s*\d{4}\s*\)\s*$")

Results = dict[tuple[str, str, int, str], tuple[int, str, str] | None]
"""Line number, value and answer by id, unit, year and gender; None for what is deleted."""


@dataclass(frozen=True)
class Question:
    """Values to ask for: ids, years, units (none for all), and since which day they changed."""

    ids: tuple[str, ...]
    years: tuple[int, ...]
    units: tuple[str, ...] = ()
    since: str | None = None

    @property
    def chunks(self) -> Iterator["Question"]:
        """The same, of at most 25 ids at once."""
        return (replace(self, ids=ids) for ids in by_25(self.ids))

    @property
    def parts(self) -> list["Question"]:
        """The same, of at most 25 years and units at once."""
        units = list(by_25(self.units)) or [()]
        return [replace(self, units=u, years=y) for u in units for y in by_25(self.years)]

    @property
    def path(self) -> str:
        """Where it is asked."""
        units = f"/municipality/{','.join(self.units)}" if self.units else ""
        years = ",".join(map(str, self.years))
        return f"/data/kpi/{','.join(self.ids)}{units}/year/{years}"


@dataclass(frozen=True)
class Line:
    """An answer as it is kept, with what was asked: for titles where there are no `years`.

    `left_out` are ids that are not to be read from it, `codes` what codes mean by id where the
    catalogue does not say so.
    """

    url: str = key("adress")
    day: str = key("hamtad")
    sha256: str = key("sha256")
    body: str = key("svar")
    ids: tuple[str, ...] = key("nyckeltal")
    years: tuple[int, ...] = key("ar", default=())
    units: tuple[str, ...] = key("enheter", default=())
    since: str | None = key("sedan", default=None)
    left_out: tuple[str, ...] = key("utelamna", default=())
    codes: dict[str, dict[str, str]] = key("koder", default_factory=dict)

    @property
    def taken(self) -> set[str]:
        """The ids that are read from it."""
        return set(self.ids) - set(self.left_out)

    @property
    def values(self) -> list[dict[str, Any]]:
        """What the body lists."""
        found: list[dict[str, Any]] = json.loads(self.body)["values"]
        return found


def by_25(items: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the items, 25 at a time."""
    return (tuple(items[start : start + MOST]) for start in range(0, len(items), MOST))


def ask_titles(web: "Web", ids: Sequence[str], day: str) -> list[Line]:
    """Ask for the titles of at most 25 ids. Of an unknown one there is none."""
    reply = web.ask(f"/kpi/{','.join(ids)}?per_page={PER_PAGE}")
    if reply.status == 404:  # one of them is unknown
        half = len(ids) // 2
        parts = (ids[:half], ids[half:]) if half else ()
        return [line for part in parts for line in ask_titles(web, part, day)]
    if not all(isinstance(e.get(k), str) for e in _entries(web, reply) for k in ("id", "title")):
        raise web.odd(reply)
    return [Line(reply.url, day, reply.sha256, reply.body, tuple(ids))]


def ask_values(web: "Web", asked: Question, day: str) -> Iterator[tuple[Line, bool]]:
    """Ask for values; yield each page, and whether there is another after it.

    Raises FileFault as `pages` does.
    """
    since = f"&from_date={asked.since}" if asked.since else ""
    for reply, more in pages(web, asked.path, since, _is_result):
        said = (reply.url, day, reply.sha256, reply.body)
        yield Line(*said, asked.ids, asked.years, asked.units, asked.since), more


def pages(
    web: "Web", path: str, query: str, fits: Callable[[Mapping[str, Any]], bool]
) -> Iterator[tuple["Reply", bool]]:
    """Yield the pages of a question, and whether there is another after it; none for a 404.

    Raises FileFault for an entry that does not fit, for another shape, and for pages without end.
    """
    following: str | None = f"{path}?per_page={PER_PAGE}{query}"
    seen: set[str] = set()
    while following:
        seen.add(following)
        reply = web.ask(following)
        if reply.status == 404:  # v2 said so of ids without values
            return
        following = _next(web, reply, path) if all(map(fits, _entries(web, reply))) else None
        if following is None or following in seen:
            raise web.odd(reply)
        yield reply, bool(following)


def _entries(web: "Web", reply: "Reply") -> list[dict[str, Any]]:
    found = reply.data.get("values") if isinstance(reply.data, dict) else None
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise web.odd(reply)
    return found


def _is_result(entry: Mapping[str, Any]) -> bool:
    values = entry.get("values")
    return (
        all(isinstance(entry.get(name), str) for name in ("kpi", "municipality"))
        and str(entry.get("period")).isdigit()
        and isinstance(values, list)
        and all(
            isinstance(v, dict)
            and v.get("gender") in GENDERS
            and type(v.get("value")) in (int, float, type(None))
            for v in values
        )
    )


def _next(web: "Web", reply: "Reply", path: str) -> str:
    """Return where the next page is, whatever host the API believes itself to be; "" for none."""
    text = reply.data.get("next_url") or reply.data.get("next_page") or ""
    parts = urlsplit(str(text))
    if text and not (unquote(parts.path).endswith(path) and parts.query):
        raise web.odd(reply)
    return f"{path}?{parts.query}" if text else ""


# --- what is kept -----------------------------------------------------------------


def packed(lines: Iterable[Line]) -> bytes:
    """Return lines as the bytes of a file, the same for the same lines."""
    text = "".join(json.dumps(encode(line), ensure_ascii=False) + "\n" for line in lines)
    return gzip.compress(text.encode(), 6, mtime=0)


def is_kept(raw: bytes) -> bool:
    """Return whether the bytes, unpacked, begin as kept answers do."""
    return raw.startswith(_START)


def read_lines(raw: bytes) -> list[Line]:
    """Return the lines of unpacked bytes. Raises ValueError if they are anything else."""
    found = []
    for text in BytesIO(raw):  # what is wrong is seen at once, however much there is
        line = decode(Line, json.loads(text), []) if text.endswith(b"\n") else None
        if line is None:
            raise ValueError("no lines of answers")
        found.append(line)
    return found


def kept_lines(workspace: Path, record: SourceRecord | None) -> list[Line]:
    """Return the answers that a workspace keeps; none where their file is gone or another."""
    path = originals(workspace) / ((record and record.original) or "")
    try:
        return read_lines(unpacked(read_bytes(path), path))
    except (FileFault, ValueError):
        return []  # asked for as if it had never been


def revisions(lines: Sequence[Line], unit: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield id, year, value and answer of what a unit had and has, where that came again.

    In the order in which it came, the newest last.
    """
    later = results_of(line for line in lines if line.since)
    again = {key for key, said in later.items() if said and key[1] == unit and key[3] == "T"}
    ids = {id for id, *_ in again}
    for line in lines if again else ():
        for of, said in results_of([line], ids).items():
            if of in again and said:
                yield of[0], of[2], said[1], said[2]


def last_asked(
    lines: Iterable[Line], id: str, years: Iterable[int], units: Collection[str]
) -> str | None:
    """Return since when all of this has been asked of an id, None if it has not.

    What came in a later year is what has changed since; what changed in a year that was never asked
    for in full is not all of it.
    """
    day, covered = "", set[int]()
    for line in lines:
        if line.years and id in line.taken and line.units in ((), units):
            if line.since is None:
                day = min(day or line.day, line.day)
                covered.update(line.years)
            elif covered and covered <= set(line.years):
                covered.update(year for year in line.years if year > int(day[:4]))
                day = line.day
    is_known = bool(day) and covered >= {year for year in years if year <= int(day[:4])}
    return day if is_known else None


def titles_of(lines: Iterable[Line]) -> dict[str, str]:
    """Return the newest title of each id."""
    named = [(line, v) for line in lines if not line.years for v in line.values]
    return {v["id"]: " ".join(v["title"].split()) for line, v in named if v["id"] in line.taken}


def _lasting(title: str) -> str:
    """Return what a title says but for that the series has ended."""
    return squash(_ENDED.sub("", title))


def has_ended(title: str) -> bool:
    """Return whether the title of a series says that it has ended, as `(-2023)` does."""
    return bool(_ENDED.search(title))


def results_of(lines: Iterable[Line], ids: Collection[str] | None = None) -> Results:
    """Return what the lines give of some ids, or of all that are taken.

    The answer is what the value stands for, where the line says so; a region's or riket's is a
    share. Of groups there is nothing: they are counted here.
    """
    found: Results = {}
    for n, line in enumerate(lines, 1):
        taken = line.taken if ids is None else line.taken & set(ids)
        for row in line.values if line.years and taken else ():
            id, unit, year = row["kpi"], row["municipality"], int(row["period"])
            codes = {} if unit.startswith("00") else line.codes.get(id, {})
            for v in row["values"] if id in taken and not unit.startswith("G") else ():
                mark = _MARKS.get(v.get("status") or "", "")
                text = mark if v["value"] is None else f"{v['value']:.15g}"
                is_gone = any(of.get(k) for of in (row, v) for k in ("isdeleted", "is_deleted"))
                found[id, unit, year, v["gender"]] = (
                    None if is_gone else (n, text, codes.get(text, ""))
                )
    return found


def read_table(answers: Iterable[Line]) -> "pd.DataFrame":
    """Return kept answers as a table of texts, by the number of the line they stand on."""
    import pandas as pd

    given = {key: said for key, said in results_of(answers).items() if said}
    rows = [(*map(str, key), "" if said[2] else said[1], said[2]) for key, said in given.items()]
    lines = pd.Index([n for n, *_ in given.values()], dtype="int64")
    return pd.DataFrame(rows, index=lines, columns=list(COLUMNS), dtype=str).astype("category")


def news_of(old: Iterable[Line], new: Sequence[Line], ids: Collection[str]) -> Counter[str]:
    """Return of how many results each id has other than before, deleted ones too."""
    given = results_of(new, ids)
    before = results_of(old, ids) if given else {}

    def value(said: tuple[int, str, str] | None) -> str | None:
        return said[1] if said else None

    return Counter(k[0] for k, said in given.items() if value(said) != value(before.get(k)))


def codings(
    lines: Sequence[Line],
    results: Results,
    titles: Mapping[str, str],
    catalogue: Iterable[Indicator],
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return what codes mean by id where the catalogue does not say so, and what has changed.

    `lines` are those of before. A coding is that of the title, which Kolada has turned between
    years. What has changed is told in words: a title that is not that of last time, a coding that
    nobody has accepted. A title that does not explain every code among the `results` is not taken
    for their coding: some are older than what is answered.
    """
    before = titles_of(lines)
    accepted = {id: said for line in lines for id, said in line.codes.items()}
    codes, changed = dict(accepted), {}
    indicators = {i.kolada: i for i in catalogue}
    seen: dict[str, set[str]] = {}
    for (id, unit, *_), result in results.items():
        if result and result[1][:1].isdigit() and not unit.startswith("00"):
            seen.setdefault(id, set()).add(result[1])
    for id, title in titles.items():
        was, indicator = before.get(id), indicators.get(id)
        may_have = indicator is None or indicator.kind == "ja_nej"
        said = codes_in(title, word_lists()) if may_have else {}
        said = said if seen.get(id, set()) <= said.keys() else {}
        known = dict(indicator.codes) if indicator else {}
        is_other = any(known.get(code) != answer for code, answer in said.items())
        if is_other:
            codes[id] = said
        if was is not None and _lasting(was) != _lasting(title):
            changed[id] = f"{id} heter nu ”{title}”, förut ”{was}”."
        elif is_other and known and accepted.get(id) != said:
            changed[id] = f"{id}: koderna är nu {as_coding(said)}, i katalogen {as_coding(known)}."
    return codes, changed
