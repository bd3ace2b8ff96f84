"""What the store knows of a guide's questions: names in the answers, and figures beside them."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from oj_cli.api.complement import subject, suggestions
from oj_cli.api.guide import Guides
from oj_cli.api.open_analysis import catalogues_of
from oj_cli.api.snapshot import freeze_found
from oj_cli.api.themes import found_in, split, themes_in_order, without_weakness
from oj_cli.documents.decode import given
from oj_cli.domain.analysis import Analysis
from oj_cli.domain.county import LanIndicator, Step1
from oj_cli.domain.errors import OjError, UsageFault
from oj_cli.domain.guide import Shown
from oj_cli.domain.guide_walk import Beside, Theme
from oj_cli.domain.identification import JUDGED, Identification, IndicatorResult
from oj_cli.domain.indicators import Themes
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.logs import OpenAnalysis
from oj_cli.domain.lookup import Catalogues, find_theme
from oj_cli.domain.selection import EVERY, Filters
from oj_cli.domain.trend import Trend
from oj_cli.store import Store
from oj_cli.workspace import corrections_of


class Figures:
    """Figures for one analysis.

    With `silent` none are shown. `said` is what is to be told of what has been chosen.
    """

    def __init__(self, oj: Guides, analysis: Analysis | None, *, silent: bool = False) -> None:
        self.analysis = analysis
        self.silent = silent
        self.said: dict[str, None] = {}
        self._oj = oj
        with oj.data() as store:
            self._themes = store.themes()
        self._followed: dict[tuple[str, str], Trend] = {}

    def beside(self, wanted: Sequence[Shown]) -> tuple[Beside, ...]:
        """Return what is known of each, as the commands that show the same have it."""
        analysis = None if self.silent else self.analysis
        return tuple((kind, self._of(kind, analysis)) for kind in wanted if analysis)

    def _of(self, kind: Shown, analysis: Analysis) -> Any:
        if kind in ("underlag", "slutsatser"):
            return analysis
        if kind == "trend":
            frozen = [(part, f.indicator) for part in analysis.parts for f in part.frozen]
            return [t for part, id in frozen if (t := self._trend(part, id))], analysis.events
        if kind in ("omraden", "prioritet") or (kind == "jamforelser" and not analysis.chosen):
            return self.found
        asked = self.asked_of(analysis)
        if asked is None or not analysis.chosen:
            return None
        of = OpenAnalysis(analysis, asked, self._themes)
        with self._oj.data() as store:
            if kind not in ("val", "jamforelser"):
                return suggestions(store, of)
            (kommun, _), register = subject(store, analysis), store.register()
            return of, corrections_of(self._oj.workspace, register, kommun) if kommun else ()

    def _trend(self, analysis: Analysis, indicator: str) -> Trend | None:
        """Return an indicator over the years, None without answers."""
        key, kommun = (analysis.area, indicator), analysis.kommun
        lan = Filters(None if kommun else analysis.lan)
        with suppress(OjError):  # the questions can be answered without figures
            if key not in self._followed:
                found = self._oj.trend(indicator, kommun=kommun, area=key[0], filters=lan)
                self._followed[key] = found
        return self._followed.get(key)

    @cached_property
    def found(self) -> Step1 | KommunMap | None:
        """What step 1 finds, None if the store has no answers for it."""
        if self.analysis is None:
            return None
        area, year = self.analysis.area, self.analysis.year
        with suppress(OjError):  # the questions can be answered without figures
            if self.analysis.is_of_all:
                return self._oj.kommun_map(self.analysis.kommun)
            if self.analysis.kommun:
                return self._oj.identify(self.analysis.kommun, area=area, year=year)
            return self._oj.identify_lan(self.analysis.lan, area=area, year=year)
        return None

    def themes(self) -> dict[str, Theme]:
        """Return the themes in the order of step 1, with how their indicators are judged.

        Those without weak indicators come after, and on the map they are left out.
        """
        found, asked = self.found, self.asked_of(self.analysis)
        if found is None or asked is None:
            return {}
        results: Sequence[IndicatorResult | LanIndicator]
        if isinstance(found, KommunMap):
            results = [of.result for of in found.by_name.values()]
        else:
            results = found.results if isinstance(found, Identification) else found.indicators
        judged = [(r.indicator.theme, r.verdict) for r in results if r.verdict in JUDGED]
        names = [(i.theme, i.name) for catalogue in asked for i in catalogue]
        weak = themes_in_order(found.weak, asked, found.leading)
        return {
            id: Theme(
                id,
                self._themes.names[id],
                tuple(v for theme, v in judged if theme == id and not self.silent),
                " ".join(name for theme, name in names if theme == id),
            )
            for id in dict.fromkeys((*weak, *(i.theme for i in asked.own or ())))
        }

    def complete(self, data: dict[str, Any]) -> dict[str, Any]:
        """Add to a chosen area its weak indicators, with their figures as they are now.

        What is to be said of it, if no indicator is weak, is kept in `said`.
        """
        found, asked = self.found, self.asked_of(self.analysis)
        if found is None or asked is None:
            return data
        areas = split([str(data["tema"])], asked, self._themes, found.weak)
        self.said |= dict.fromkeys(without_weakness(areas, found.weak, self._themes))
        with self._oj.data() as store:
            frozen = [f for ids in areas.values() for f in freeze_found(store, found, ids)]
        return {**data, "indikatorer": [given(f) for f in frozen]}

    def asked_of(self, analysis: Analysis | None) -> Catalogues | None:
        """Return what is asked in an analysis' områden; None if one is no longer there."""
        with self._oj.data() as store, suppress(UsageFault):
            return catalogues_of(store, analysis) if analysis else None
        return None


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
