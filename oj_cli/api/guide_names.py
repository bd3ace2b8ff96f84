"""The kommuner, indicators and themes that a guide's answers may name, from the store."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.domain.indicators import Catalogue, Themes
    from oj_cli.domain.kommuner import Register
    from oj_cli.store import Store


class StoreNames:
    """Names from a store, for one område; without one, indicators are of every område."""

    def __init__(self, store: "Store", area: str | None) -> None:
        self._register: Register = store.register()
        self._themes: Themes = store.themes()
        self._catalogues: list[Catalogue] = (
            list(store.catalogues()) if area is None else [store.catalogue(area)]
        )

    def words(self, kind: str) -> Sequence[tuple[str, str]]:
        """Return each as what is typed and kept, and what it is called."""
        if kind == "kommun":
            return [(k.name, k.code) for k in self._register.kommuner]
        if kind == "tema":
            used = {i.theme for c in self._catalogues for i in c}
            return [(t.id, t.name) for t in self._themes.themes if t.id in used]
        return [(self._id(c, i.id), i.name) for c in self._catalogues for i in c]

    def find(self, kind: str, text: str) -> str:
        """Return the one that is meant. Raises UsageFault, with what is near, if none is."""
        from oj_cli.catalogue import find_indicator, find_theme

        if kind == "kommun":
            return self._register.find_kommun(text).name
        if kind == "tema":
            theme = find_theme(text, self._themes)
            known = [id for id, _ in self.words("tema")]
            if theme not in known:
                from oj_cli.domain.swedish import listing

                raise UsageFault(
                    f"Temat ”{theme}” har inga indikatorer här.",
                    hints=(f"Temana är {listing(known)}.",),
                )
            return theme
        catalogue, indicator = find_indicator(text, self._catalogues)
        return self._id(catalogue, indicator.id)

    def _id(self, catalogue: "Catalogue", id: str) -> str:
        return id if len(self._catalogues) == 1 else f"{catalogue.area}/{id}"
