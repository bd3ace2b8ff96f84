"""Sorting keys in a store: kommuner, län, editions of the kommungrupper, population."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from oj_cli.domain.kommuner import Edition, Kommun, Lan, Register
from oj_cli.domain.swedish import sort_key
from oj_cli.store.connected import Connected, damaged
from oj_cli.store.schema import dump


class Registers(Connected):
    """The part of a store that holds the register of kommuner."""

    def write_register(self, register: Register) -> None:
        """Write kommuner, län, editions with members, and population."""
        db = self._db
        db.executemany("INSERT INTO lan VALUES (?, ?)", [(x.code, x.name) for x in register.lan])
        db.executemany(
            "INSERT INTO kommun VALUES (?, ?, ?)",
            [(k.code, k.name, k.lan) for k in register.kommuner],
        )
        db.executemany(
            "INSERT INTO edition VALUES (?, ?)", [(e.id, dump(e)) for e in register.editions]
        )
        db.executemany(
            "INSERT INTO membership VALUES (?, ?, ?)",
            [(e, k, g) for e, members in register.membership.items() for k, g in members.items()],
        )
        db.executemany(
            "INSERT INTO population VALUES (?, ?, ?)",
            [(k, y, n) for k, years in register.population.items() for y, n in years.items()],
        )

    def write_sorting_keys(
        self,
        population: Mapping[str, Mapping[int, int]],
        membership: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Add population by kommun and year, and groups by edition and kommun.

        What stands there of the same kommun and year, or edition, is replaced.
        """
        self._db.executemany(
            "INSERT OR REPLACE INTO population VALUES (?, ?, ?)",
            [(k, y, n) for k, years in population.items() for y, n in years.items()],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO membership VALUES (?, ?, ?)",
            [(e, k, g) for e, members in membership.items() for k, g in members.items()],
        )
        self.__dict__.pop("_register", None)

    def copy_sorting_keys(self, other: "Registers") -> None:
        """Take over population and groups from another store, in place of those here."""
        for table in ("population", "membership"):
            self._db.execute(f"DELETE FROM {table}")
            rows = other._read(f"SELECT * FROM {table}")
            self._db.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
        self.__dict__.pop("_register", None)

    def register(self, population_before: int | None = None) -> Register:
        """Return the kommuner with their sorting keys.

        Population is read for the newest year before `population_before` only, or for
        none at all, since most questions need no more.
        """
        if population_before is None:
            return self._register
        newest = "SELECT kommun, max(year), inhabitants FROM population WHERE year < ?"
        found = self._read(f"{newest} GROUP BY kommun", (population_before,))
        population = {kommun: {year: n} for kommun, year, n in found}
        return replace(self._register, population=population)

    @cached_property
    def _register(self) -> Register:
        members: dict[str, dict[str, str]] = {}
        for edition, kommun, group in self._read("SELECT edition, kommun, grupp FROM membership"):
            members.setdefault(edition, {})[kommun] = group
        editions = [self._load(Edition, t) for (t,) in self._read("SELECT json FROM edition")]
        kommuner = [Kommun(*row) for row in self._read("SELECT code, name, lan FROM kommun")]
        try:
            kommuner.sort(key=lambda k: sort_key(k.name))
        except TypeError as error:
            raise damaged(self.path, error) from error
        return Register(
            tuple(kommuner),
            tuple(Lan(*row) for row in self._read("SELECT code, name FROM lan ORDER BY code")),
            tuple(sorted(editions, key=lambda e: e.first_year)),
            members,
            {},
        )
