"""Sorting keys: kommuner, län, editions of the kommungrupper, population.

They stand beside the områden as CSV: `kommuner.csv` (`code,name,lan_code,lan` and a column for each
edition), `folkmangd.csv` (`code` and a column for each year), `liknande.csv` (`kind,edition,code`
and the codes of the `members`, as Kolada groups them), and `kommungrupper.yaml` with the editions.
A workspace's own `folkmangd.csv`, `liknande.csv`, `kommungrupper.csv` (`edition,code,group`) and
`kommuner.csv` (`code,name`, those with another name) add to them.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from io import StringIO
from pathlib import Path

from oj_cli.documents.compiled import compiled
from oj_cli.domain.encoding import key
from oj_cli.domain.errors import FileFault
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommuner import Edition, Kommun, Lan, LikeKind, LikeKommuner, Register
from oj_cli.domain.swedish import sort_key
from oj_cli.store.areas import Areas
from oj_cli.workspace import shipped_areas

KOMMUNER, POPULATION, GROUPS = "kommuner.csv", "folkmangd.csv", "kommungrupper.csv"
EDITIONS, LIKE = "kommungrupper.yaml", "liknande.csv"
SORTING_FILES = (POPULATION, GROUPS, LIKE, KOMMUNER)

Population = Mapping[str, Mapping[int, int]]
"""Inhabitants by kommunkod and year."""

Membership = Mapping[str, Mapping[str, str]]
"""Groups by edition and kommunkod."""

Like = Mapping[tuple[str, str], tuple[str, frozenset[str]]]
"""Edition and the codes of like kommuner, by kind and kommunkod."""

_OVERALL: LikeKind = "overgripande"


@immutable
class _Editions:
    editions: tuple[Edition, ...] = key("utgavor")


class Registers(Areas):
    """The part of a store that knows the kommuner."""

    def register(self, population_before: int | None = None) -> Register:
        """Return the kommuner with their sorting keys.

        Population is given for the newest year before `population_before` only, or for none at
        all, since most questions need no more. Raises FileFault where the files do not agree.
        """
        if population_before is None:
            return self._register
        newest: dict[str, dict[int, int]] = {}
        for root in self.roots:
            for code, years in read_population(root / POPULATION, population_before).items():
                if years and max(years) >= max(newest.get(code, years)):
                    newest[code] = years
        return replace(self._register, population=newest)

    def like(self, code: str, kind: LikeKind) -> LikeKommuner | None:
        """Return the kommuner that Kolada counts as like one, of the newest edition.

        Where it has none of this kind (Gnosjö has none for LSS) they are the overall ones; None
        if there are none of these either. Raises FileFault where the file is wrong.
        """
        for used in dict.fromkeys((kind, _OVERALL)):
            found = self.every_like.get((used, code))
            if found is not None:
                return LikeKommuner(used, *found)
        return None

    @cached_property
    def every_like(self) -> Like:
        """The like kommuner of all, of the newest edition of each kind."""
        newest: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
        for root in self.roots:
            for r in _records(root / LIKE, ("kind", "edition", "code", "members")):
                key = r["kind"], r["code"]
                if r["edition"] >= newest.get(key, ("",))[0]:
                    newest[key] = r["edition"], frozenset(r["members"].split()) - {r["code"]}
        return newest

    @cached_property
    def _register(self) -> Register:
        first = self.roots[0]
        path = first / EDITIONS
        editions = compiled(
            _Editions, self.kept(path), [path], lambda: _read_editions(path)
        ).editions
        table = first / KOMMUNER
        columns = ("code", "name", "lan_code", "lan", *(e.column for e in editions))
        records = {r["code"]: r for r in _records(table, columns)}
        names = {r["lan_code"]: r["lan"] for r in records.values()}
        for path in (root / KOMMUNER for root in self.roots[1:]):
            for r in _records(path, ("code", "name")) if path.is_file() else ():
                known = records.get(r["code"], {"lan_code": r["code"][:2]})
                records[r["code"]] = known | r | {"former_name": known.get("name", "")}
        membership: dict[str, dict[str, str]] = {}
        for edition in editions:
            members = {c: group for c, r in records.items() if (group := r.get(edition.column))}
            unknown = sorted(set(members.values()) - set(edition.group_names))
            if unknown:
                raise FileFault(
                    "sources.unknown_group", place=str(table), group=unknown[0], name=edition.name
                )
            membership[edition.id] = members
        for root in self.roots[1:]:
            for id, groups in read_groups(root / GROUPS).items():
                membership.setdefault(id, {}).update(groups)
        in_order = sorted(records.values(), key=lambda r: sort_key(r["name"]))
        return Register(
            tuple(
                _kommun(
                    *(r["code"], r["name"], r["lan_code"]),
                    *(r.get("former_name", ""), r.get("other_names", "")),
                )
                for r in in_order
            ),
            tuple(Lan(code, names[code]) for code in sorted(names)),
            tuple(sorted(editions, key=lambda e: e.first_year)),
            membership,
            {},
        )


@lru_cache(1000)  # they are the same each time that a store is opened
def _kommun(code: str, name: str, lan: str, former: str, others: str) -> Kommun:
    return Kommun(code, name, lan, former, tuple(filter(None, others.split("|"))))


def _read_editions(path: Path) -> _Editions:
    from oj_cli.documents.decode import read_model
    from oj_cli.documents.reader import read_yaml  # brings PyYAML along

    return read_model(_Editions, read_yaml(path), "Listan över kommungrupper")


def read_population(path: Path, before: int | None = None) -> dict[str, dict[int, int]]:
    """Return inhabitants by kommunkod and year, none where there is no file.

    With `before`, only those of the newest year before that.
    """
    return _population(_text(path), path, before) if path.is_file() else {}


@lru_cache(8)  # the same each time that a store is opened
def _population(text: str, path: Path, before: int | None) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    reader = csv.reader(StringIO(text, newline=""))
    try:
        columns = [(int(year), n) for n, year in enumerate(next(reader, ())) if n]
        columns = sorted(c for c in columns if before is None or c[0] < before)
        for row in reader:
            there = [(year, row[n]) for year, n in columns if row[n]]
            found[row[0]] = {year: int(n) for year, n in (there if before is None else there[-1:])}
    except (IndexError, ValueError, csv.Error) as error:
        raise FileFault(
            "sources.wrong_population", place=f"{path}, rad {reader.line_num}"
        ) from error
    return found


def read_groups(path: Path) -> dict[str, dict[str, str]]:
    """Return groups by edition and kommunkod, none where there is no file."""
    found: dict[str, dict[str, str]] = {}
    for row in _records(path, ("edition", "code", "group")):
        found.setdefault(row["edition"], {})[row["code"]] = row["group"]
    return found


def sorting_files(
    population: Population, membership: Membership, kommuner: Mapping[str, str], like: Like
) -> dict[str, str]:
    """Return the text of a workspace's own sorting keys by their files, those that say anything.

    `kommuner` are names by kommunkod; only other ones than come with `oj` are written.
    """
    years = sorted({year for of in population.values() for year in of})
    shipped = Registers([shipped_areas()]).register().by_code if kommuner else {}
    is_known = {(code, k.name) for code, k in shipped.items()}
    files: dict[str, tuple[Sequence[str], Iterable[Sequence[str]]]] = {
        POPULATION: (
            ["code", *map(str, years)],
            ([c, *(str(of.get(y, "")) for y in years)] for c, of in sorted(population.items())),
        ),
        GROUPS: (
            ["edition", "code", "group"],
            ((e, c, g) for e, of in sorted(membership.items()) for c, g in sorted(of.items())),
        ),
        KOMMUNER: (["code", "name"], sorted(kommuner.items() - is_known)),
        LIKE: (
            ["kind", "edition", "code", "members"],
            ((k, e, c, " ".join(sorted(of))) for (k, c), (e, of) in sorted(like.items())),
        ),
    }
    written = {name: [head, *rows] for name, (head, rows) in files.items()}
    return {name: _csv(rows) for name, rows in written.items() if len(rows) > 1}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8").removeprefix("\ufeff")
    except (OSError, ValueError):
        from oj_cli.documents.reader import decode_text, read_bytes  # they say what is wrong

        return decode_text(read_bytes(path), path)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _records(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a table. Raises FileFault if a column is missing, or a code is twice."""
    if not path.is_file() and path.name != KOMMUNER:
        return
    yield from _rows(_text(path), path, tuple(columns))


@lru_cache(16)  # the same each time that a store is opened
def _rows(text: str, path: Path, columns: Sequence[str]) -> tuple[dict[str, str], ...]:
    reader = csv.DictReader(StringIO(text, newline=""), restval="")
    missing = [c for c in columns if c not in (reader.fieldnames or ())]
    if missing:
        raise FileFault("sources.missing_column", place=str(path), column=missing[0])
    rows, seen = tuple(reader), set[str]()
    for row in rows:
        id = row["code"] if path.name == KOMMUNER else " ".join(row[c] for c in columns[:-1])
        if id in seen:
            raise FileFault("sources.code_twice", place=str(path))
        seen.add(id)
    return rows
