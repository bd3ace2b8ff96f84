"""Indicator catalogues and themes in a store, parsed when they were written."""

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Catalogue, Priorities, Themes
from oj_cli.domain.swedish import fold, listing, near
from oj_cli.store.connected import Connected
from oj_cli.store.schema import dump


class Catalogues(Connected):
    """The part of a store that holds the catalogues."""

    def write_themes(self, themes: Themes) -> None:
        """Write the themes, in place of those before."""
        self._db.execute("DELETE FROM themes")
        self._db.execute("INSERT INTO themes VALUES (?)", (dump(themes),))

    def themes(self) -> Themes:
        """Return the themes."""
        return self._only(Themes, "SELECT json FROM themes")

    def write_priorities(self, digest: str, priorities: Priorities) -> None:
        """Write what a file with this sha256 says, in place of what was there."""
        self._db.execute("DELETE FROM priorities")
        self._db.execute("INSERT INTO priorities VALUES (?, ?)", (digest, dump(priorities)))

    def priorities(self, digest: str) -> Priorities | None:
        """Return what the file with this sha256 says, None if the store knows another."""
        found = self._read("SELECT json FROM priorities WHERE digest = ?", (digest,))
        return self._load(Priorities, found[0][0]) if found else None

    def write_catalogue(self, catalogue: Catalogue) -> None:
        """Write a validated catalogue, in place of the one before."""
        position = self._read("SELECT count(*) FROM catalogue")[0][0]
        self._db.execute(
            "INSERT INTO catalogue VALUES (?, ?, ?, ?) ON CONFLICT (area)"
            " DO UPDATE SET json = excluded.json, purpose = excluded.purpose",
            (catalogue.area, position, catalogue.purpose, dump(catalogue)),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO indicator (area, key) VALUES (?, ?)",
            [(catalogue.area, i.id) for i in catalogue],
        )

    def areas(self, purpose: str = "jamforelse") -> tuple[str, ...]:
        """Return the ids of the områden to compare, or of those with nyckeltal, as they came."""
        wanted = "SELECT area FROM catalogue WHERE purpose = ? ORDER BY position"
        return tuple(area for (area,) in self._read(wanted, (purpose,)))

    def find_area(self, text: str) -> str:
        """Return the id of the område called `text`. Raises UsageFault if there is none."""
        areas = self.areas()
        for area in areas:
            if fold(area) == fold(text):
                return area
        names = {fold(c.name): c.area for c in self.catalogues()}
        names |= {fold(c.short): c.area for c in self.catalogues()}
        if fold(text) in names:
            return names[fold(text)]
        close = near(text, areas, limit=1)
        raise UsageFault("catalogue.unknown_area", text=text, near=close, known=listing(areas))

    def catalogue(self, area: str) -> Catalogue:
        """Return the catalogue of an område that exists."""
        return self._only(Catalogue, "SELECT json FROM catalogue WHERE area = ?", area)

    def catalogues(self) -> tuple[Catalogue, ...]:
        """Return the catalogues of the områden to compare."""
        return tuple(self.catalogue(a) for a in self.areas())

    def indicator_names(self) -> list[tuple[str, str]]:
        """Return (id, name) of all indicators, without decoding catalogues: for completion."""
        texts = self._read(
            "SELECT json FROM catalogue WHERE purpose = 'jamforelse' ORDER BY position"
        )
        return [(i["id"], i["namn"]) for (text,) in texts for i in self._json(text)["indikatorer"]]
