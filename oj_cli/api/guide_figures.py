"""What the store knows of a guide's questions: names in the answers, and figures beside them."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from oj_cli.api.complement import subject, suggestions
from oj_cli.api.guide import Guides
from oj_cli.api.open_analysis import with_names
from oj_cli.api.snapshot import freeze_found
from oj_cli.api.themes import found_in, split, themes_in_order, without_weakness
from oj_cli.documents.decode import given
from oj_cli.domain.analysis import Analysis
from oj_cli.domain.county import Step1
from oj_cli.domain.errors import OjError, UsageFault
from oj_cli.domain.guide import Shown
from oj_cli.domain.guide_walk import Beside, Theme
from oj_cli.domain.identification import JUDGED
from oj_cli.domain.indicators import Themes
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.logs import OpenAnalysis
from oj_cli.domain.lookup import Catalogues, find_theme
from oj_cli.domain.selection import EVERY, Filters
from oj_cli.domain.trend import Trend
from oj_cli.store import Store
from oj_cli.workspace import corrections_of


@dataclass
class Figures:
    """Figures for one analysis.

    With `silent` none are shown. `said` is what is to be told of what has been chosen.
    """

    oj: Guides
    analysis: Analysis | None
    silent: bool = False
    said: dict[str, None] = field(default_factory=dict)

    def beside(self, wanted: Sequence[Shown]) -> tuple[Beside, ...]:
        """Return what is known of each, as the commands that show the same have it."""
        if self.silent or self.analysis is None:
            return ()
        return tuple((kind, self._of(kind, self.analysis)) for kind in wanted)

    def _of(self, kind: Shown, analysis: Analysis) -> Any:
        if kind in ("underlag", "slutsatser"):
            return analysis
        if kind == "trend":
            return [*self._trends(analysis)], analysis.events
        if kind in ("omraden", "prioritet") or (kind == "jamforelser" and not analysis.chosen):
            return self.found
        of = self._named
        if of is None or not of.chosen:
            return None
        with self.oj.data() as store:
            if kind not in ("val", "jamforelser"):
                return suggestions(store, of)
            kommun, _ = subject(store, analysis)
            return of, corrections_of(self.oj.workspace, store.register(), kommun)

    def _trends(self, analysis: Analysis) -> Iterator[Trend]:
        """Yield the chosen indicators over the years, those that have answers."""
        kommun, lan = analysis.kommun, Filters(analysis.lan)
        for name in (analysis.whole(f.indicator) for f in analysis.frozen):
            with suppress(OjError):  # the questions can be answered without figures
                yield self.oj.trend(name, kommun=kommun, filters=lan)

    @cached_property
    def found(self) -> Step1 | KommunMap | None:
        """What step 1 finds, None if the store has no answers for it."""
        of = self.analysis
        with suppress(OjError):  # the questions can be answered without figures
            if of and of.is_of_all:
                return self.oj.kommun_map(of.kommun)
            if of and of.kommun:
                return self.oj.identify(of.kommun, area=of.area, year=of.year)
            if of:
                return self.oj.identify_lan(of.lan, area=of.area, year=of.year)
        return None

    @property
    def _named(self) -> OpenAnalysis | None:
        """The analysis with the names in it, None if one of its områden is no longer there."""
        with self.oj.data() as store, suppress(UsageFault):
            return with_names(store, self.analysis) if self.analysis else None
        return None

    def themes(self) -> dict[str, Theme]:
        """Return the themes in the order of step 1, with how their indicators are judged.

        Those without weak indicators come after, and on the map they are left out.
        """
        found, of = self.found, self._named
        if found is None or of is None:
            return {}
        judged = () if self.silent else [(r.indicator.theme, r.verdict) for r in found.of(*JUDGED)]
        weak = themes_in_order(found.weak, of.asked, found.leading)
        return {
            id: Theme(
                id,
                of.themes.names[id],
                tuple(verdict for theme, verdict in judged if theme == id and verdict),
                " ".join(i.name for catalogue in of.asked for i in catalogue if i.theme == id),
            )
            for id in dict.fromkeys((*weak, *(i.theme for i in of.asked.own or ())))
        }

    def complete(self, data: dict[str, Any]) -> dict[str, Any]:
        """Add to a chosen area its weak indicators, with their figures as they are now.

        What is to be said of it, if no indicator is weak, is kept in `said`.
        """
        found, of = self.found, self._named
        if found is None or of is None:
            return data
        area = split([data["tema"]], of.asked, of.themes, found.weak)
        self.said |= dict.fromkeys(without_weakness(area, found.weak, of.themes))
        [ids] = area.values()
        with self.oj.data() as store:
            return {**data, "indikatorer": [given(f) for f in freeze_found(store, found, ids)]}


class StoreNames:
    """The kommuner, indicators and themes that answers may name.

    Those of one område in a store are named by their ids, and others as `omrade/id`.
    """

    def __init__(self, store: Store, area: str | None) -> None:
        self._register = store.register()
        own = None if area in (None, EVERY) else store.catalogue(area)
        self._asked = Catalogues(own, store.catalogues())
        self._shown = (own,) if own else self._asked.every
        used = {i.theme for c in self._shown for i in c}
        self._themes = Themes(tuple(t for t in store.themes().themes if t.id in used))

    def words(self, kind: str) -> Sequence[tuple[str, str]]:
        """Return each as what is typed and kept, and what it is called."""
        if kind == "kommun":
            return [(k.name, k.code) for k in self._register.kommuner]
        if kind == "tema":
            return [*self._themes.names.items()]
        return [(self._asked.named(c, i.id), i.name) for c in self._shown for i in c]

    def find(self, kind: str, text: str) -> str:
        """Return the one that is meant. Raises UsageFault, with what is near, if none is."""
        if kind == "kommun":
            return self._register.find_kommun(text).name
        if kind == "tema":
            return find_theme(text, self._themes)
        catalogue, indicator = found_in(self._asked, text)
        return self._asked.named(catalogue, indicator.id)
