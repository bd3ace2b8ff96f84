"""Sorting keys: kommuner, län, editions of the kommungrupper, population.

They stand beside the områden as CSV: `kommuner.csv` (`code,name,lan_code,lan` and a column for each
edition), `folkmangd.csv` (`code` and a column for each year), `liknande.csv` (`kind,edition,code`
and the codes of the `members`, as Kolada groups them), and `kommungrupper.yaml` with the editions.
A workspace's own `folkmangd.csv`, `liknande.csv` and `kommungrupper.csv` (`edition,code,group`) add
to them.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from io import StringIO
from pathlib import Path

from oj_cli.documents.compiled import compiled
from oj_cli.domain.encoding import key
from oj_cli.domain.errors import FileFault
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommuner import Edition, Kommun, Lan, LikeKind, LikeKommuner, Register
from oj_cli.domain.swedish import sort_key
from oj_cli.store.areas import Areas

KOMMUNER, POPULATION, GROUPS = "kommuner.csv", "folkmangd.csv", "kommungrupper.csv"
EDITIONS, LIKE = "kommungrupper.yaml", "liknande.csv"

Population = Mapping[str, Mapping[int, int]]
"""Inhabitants by kommunkod and year."""

Membership = Mapping[str, Mapping[str, str]]
"""Groups by edition and kommunkod."""


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
            found = self._like.get((used, code))
            if found is not None:
                return LikeKommuner(used, *found)
        return None

    @cached_property
    def _like(self) -> Mapping[tuple[str, str], tuple[str, frozenset[str]]]:
        """Edition and kommunkoder by kind and kommunkod."""
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
        records = list(_records(table, columns))
        membership: dict[str, dict[str, str]] = {}
        for edition in editions:
            members = {r["code"]: r[edition.column] for r in records if r[edition.column]}
            unknown = sorted(set(members.values()) - set(edition.group_names))
            if unknown:
                raise FileFault(
                    "sources.unknown_group", place=str(table), group=unknown[0], name=edition.name
                )
            membership[edition.id] = members
        for root in self.roots[1:]:
            for id, groups in read_groups(root / GROUPS).items():
                membership.setdefault(id, {}).update(groups)
        names = {r["lan_code"]: r["lan"] for r in records}
        in_order = sorted(records, key=lambda r: sort_key(r["name"]))
        return Register(
            tuple(Kommun(r["code"], r["name"], r["lan_code"]) for r in in_order),
            tuple(Lan(code, names[code]) for code in sorted(names)),
            tuple(sorted(editions, key=lambda e: e.first_year)),
            membership,
            {},
        )


def _read_editions(path: Path) -> _Editions:
    from oj_cli.documents.decode import read_model
    from oj_cli.documents.reader import read_yaml  # brings PyYAML along

    return read_model(_Editions, read_yaml(path), "Listan över kommungrupper")


def read_population(path: Path, before: int | None = None) -> dict[str, dict[int, int]]:
    """Return inhabitants by kommunkod and year, none where there is no file.

    With `before`, only those of the newest year before that.
    """
    found: dict[str, dict[int, int]] = {}
    if not path.is_file():
        return found
    reader = csv.reader(StringIO(_text(path), newline=""))
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


def sorting_files(population: Population, membership: Membership) -> dict[str, str]:
    """Return the text of a workspace's own files of sorting keys, by their names."""
    years = sorted({year for of in population.values() for year in of})
    inhabitants = [["code", *map(str, years)]]
    inhabitants += [
        [code, *(str(population[code].get(year, "")) for year in years)]
        for code in sorted(population)
    ]
    groups = [["edition", "code", "group"]]
    groups += [[e, c, g] for e, of in sorted(membership.items()) for c, g in sorted(of.items())]
    return {POPULATION: _csv(inhabitants), GROUPS: _csv(groups)}


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
    reader = csv.DictReader(StringIO(_text(path), newline=""), restval="")
    missing = [c for c in columns if c not in (reader.fieldnames or ())]
    if missing:
        raise FileFault("sources.missing_column", place=str(path), column=missing[0])
    seen: set[str] = set()
    for row in reader:
        id = row["code"] if path.name == KOMMUNER else " ".join(row[c] for c in columns[:-1])
        if id in seen:
            raise FileFault("sources.code_twice", place=str(path))
        seen.add(id)
        yield row
