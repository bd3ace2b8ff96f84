"""Looking things up: indicators, kommuner, and the JSON Schemas of a user's files."""

from typing import Any
from unicodedata import normalize

from oj_cli.api import selecting
from oj_cli.api.session import Session
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.kommuner import Edition, Kommun, Lan, Register
from oj_cli.domain.registers import (
    SCHEMA_KINDS,
    IndicatorList,
    KommunList,
    ListedIndicator,
    ListedKommun,
)
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import fold, listing, sort_key


class Registers(Session):
    """Look-ups."""

    def indicators(self, word: str | None = None, *, area: str | None = None) -> IndicatorList:
        """Return the indicators of which some text holds a word, or all.

        Args:
            word: A part of an id, name, theme, kvalitetsområde, definition or Kolada id.
            area: Id or name of the only område that is searched.

        Returns:
            A row for each indicator, with the columns `omrade`, `id`, `namn`, `kort`,
            `kvalitetsomrade`, `tema`, `typ`, `enhet`, `roll`, `forsta_ar`, `sista_ar`,
            `kolada_id`.

        """
        with self.own_data() as store:
            catalogues = selecting.catalogues(store, area)
            themes = store.themes().names
        every = (ListedIndicator(c, i, themes[i.theme]) for c in catalogues for i in c)
        return IndicatorList(word, tuple(i for i in every if _holds(i.searched, word)))

    def kommuner(
        self,
        word: str | None = None,
        *,
        year: int | None = None,
        edition: str | None = None,
        filters: Filters = Filters(),  # noqa: B008  # frozen
    ) -> KommunList:
        """Return the kommuner of which the name, code or län holds a word, or all.

        Args:
            word: A part of a kommun's or län's name, or of a code.
            year: The groups are those of data from this year; this one if left out.
            edition: Of the kommungrupper; the one in force in the year if left out.
            filters: Which kommuner.

        Returns:
            A row for each kommun, with the columns `kod`, `kommun`, `lan`, `kommungrupp`,
            `kommungrupp_namn`, `invanargrupp`, and `folkmangd` at the end of `folkmangd_ar`.

        """
        year = self.today.year if year is None else year
        with self.own_data() as store:
            register = store.register(population_before=year)
        used = register.edition(year, edition)
        selection = selecting.select(register, filters, used, year)
        found = [
            kommun
            for kommun in sorted(register.kommuner, key=lambda k: sort_key(k.name))
            if (selection is None or kommun.code in selection)
            and _holds((kommun.name, kommun.code, register.lan_by_code[kommun.lan].name), word)
        ]
        listed = (ListedKommun(k, *_groups(k, register, used, year)) for k in found)
        return KommunList(word, used, year, tuple(listed))

    def schema(self, kind: str) -> dict[str, Any]:
        """Return the JSON Schema of one kind of file, for an editor that completes and checks.

        `kind` is `plan`, `analys`, `installningar`, `ataganden`, `rattelser`, `guide`, `katalog`,
        `layout` or `kommentarer`. Raises UsageFault for a kind that there is not.
        """
        if kind not in SCHEMA_KINDS:
            raise UsageFault(
                "schema.unknown", text=kind, known=listing(list(SCHEMA_KINDS), "eller")
            )
        return schema_of(kind)


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of one of `SCHEMA_KINDS`."""
    from oj_cli.documents.schema import json_schema
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.comments import Comments
    from oj_cli.domain.guide import Guide
    from oj_cli.domain.indicators import Catalogue
    from oj_cli.domain.local import Corrections, Promises, Settings
    from oj_cli.domain.plan import Plan
    from oj_cli.sources.layout.model import Layout

    models = {
        "plan": Plan,
        "analys": Analysis,
        "installningar": Settings,
        "ataganden": Promises,
        "rattelser": Corrections,
        "guide": Guide,
        "katalog": Catalogue,
        "layout": Layout,
        "kommentarer": Comments,
    }
    return json_schema(models[kind], f"oj: {kind}", SCHEMA_KINDS[kind])


def workspace_schemas() -> dict[str, str]:
    """Return the schemas of a workspace's own files, by name: editors find them offline."""
    import json

    return {
        f"{kind}.schema.json": json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"
        for kind in SCHEMA_KINDS
        if kind != "layout"
    }


def _holds(texts: tuple[str, ...], word: str | None) -> bool:
    """Return whether one of the texts holds the word, in any case.

    A word without åäö finds them too: `alv` is in Älvdalen, but `å` is not in Avesta.
    """
    wanted = normalize("NFC", word or "").lower().strip()
    if any(wanted in text.lower() for text in texts):
        return True
    return wanted.isascii() and any(fold(wanted) in fold(text) for text in texts)


def _groups(
    kommun: Kommun, register: Register, edition: Edition, year: int
) -> tuple[Lan, str | None, str | None, int | None, int | None, int | None]:
    """Return län, kommungrupp with its name, invånargrupp, inhabitants and their year."""
    lan = register.lan_by_code[kommun.lan]
    group = register.kommungrupp(kommun.code, edition)
    name = edition.group_names[group] if group else None
    at, inhabitants = register.population_before(kommun.code, year) or (None, None)
    return lan, group, name, register.invanargrupp(kommun.code, year), inhabitants, at
