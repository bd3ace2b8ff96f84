"""What the store knows of a guide's questions: names in the answers, and figures beside them."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oj_cli.domain.county import BEHIND
from oj_cli.domain.errors import OjError, UsageFault
from oj_cli.domain.guide import Shown, Target
from oj_cli.domain.guide_walk import (
    Areas,
    Beside,
    ChosenAreas,
    Development,
    Figured,
    Theme,
    WeakIndicators,
)
from oj_cli.domain.identification import CLEAR, Identification, Verdict
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.lookup import Catalogues, called, find_indicator, find_theme
from oj_cli.domain.selection import EVERY
from oj_cli.domain.swedish import listing

if TYPE_CHECKING:
    from oj_cli.api.guide import Guides
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.complement import Suggestions
    from oj_cli.domain.county import Step1
    from oj_cli.domain.indicators import Themes
    from oj_cli.domain.trend import Trend
    from oj_cli.store import Store

MOST_WEAK = 7
_ELSEWHERE = ("andra_jamforelser", "nyckeltal", "kostnader")


class Figures:
    """Figures for one analysis.

    With `silent` none are shown. `said` is what is to be told of what has been chosen.
    """

    def __init__(
        self,
        oj: "Guides",
        analysis: "Analysis | None",
        *,
        silent: bool = False,
    ) -> None:
        self.analysis = analysis
        self.silent = silent
        self.said: list[str] = []
        self._oj = oj
        self._asked: dict[tuple[str, ...], Catalogues | None] = {}
        self._followed: dict[tuple[str, str], Trend | None] = {}

    def beside(self, wanted: Sequence[Shown]) -> tuple[Beside, ...]:
        """Return what is known of each, nothing for what there is nothing of."""
        if self.silent or self.analysis is None:
            return ()
        if "jamforelser" in wanted:  # the same table, with more in it where nothing is chosen
            wanted = [name for name in wanted if name != "val"]
        found = ((name, self._of(name, self.analysis)) for name in wanted)
        return tuple(Beside(name, of) for name, of in found if of is not None)

    def _of(self, name: Shown, analysis: "Analysis") -> Any:
        if name == "underlag":
            return analysis if analysis.evidence else None
        if name == "slutsatser":
            return analysis if analysis.conclusions else None
        if name == "trend":
            return self._development(analysis)
        if name in _ELSEWHERE:
            return self._elsewhere(analysis) if analysis.chosen else None
        if name in ("val", "jamforelser"):
            chosen = self._chosen(analysis)
            if chosen is not None or name == "val":
                return chosen
        return self._areas() if name == "omraden" else self._weak()

    @cached_property
    def found(self) -> "Step1 | KommunMap | None":
        """What step 1 finds, None if the store has no answers for it."""
        if self.analysis is None:
            return None
        area, year = self.analysis.area, self.analysis.year
        try:
            if self.analysis.is_of_all:
                return self._oj.kommun_map(self.analysis.kommun)
            if self.analysis.kommun:
                return self._oj.identify(self.analysis.kommun, area=area, year=year)
            return self._oj.identify_lan(self.analysis.lan, area=area, year=year)
        except OjError:  # the questions can be answered without figures
            return None

    def themes(self) -> dict[str, Theme]:
        """Return the themes in the order of step 1, each with how many are weak.

        Those without weak indicators come after; nothing is said of those without answers.
        """
        asked = self.asked_of(self.analysis)
        if self.found is None or asked is None:
            return {}
        from oj_cli.analysis.identify import counts
        from oj_cli.api.themes import themes_in_order

        found, names = self.found, {t.id: t.name for t in self._themes.themes}
        weak = themes_in_order(found.weak, asked, found.leading)
        if isinstance(found, KommunMap):
            judged = [of.result for of in found.by_name.values() if counts(of.result)]
            n = Counter(r.indicator.theme for r in judged)
            clear = Counter(r.indicator.theme for r in judged if r.verdict in CLEAR)
            doubtful = Counter(r.indicator.theme for r in judged if r.verdict == Verdict.OSAKERT)
            return {id: Theme(id, names[id], clear[id], n[id], doubtful[id]) for id in weak}
        n = Counter()
        if not self.silent and isinstance(found, Identification):
            results = (r for r in found.results if counts(r) or r.indicator.id in found.weak)
            n.update(r.indicator.theme for r in results)
        doubtful = Counter(r.indicator.theme for r in found.of(Verdict.OSAKERT))
        order = dict.fromkeys((*weak, *(i.theme for i in found.catalogue)))
        return {
            id: Theme(
                id, names.get(id, id), len(weak.get(id, ())) - doubtful[id], n[id], doubtful[id]
            )
            for id in order
        }

    def words_of_themes(self) -> dict[str, str]:
        """Return the names of the indicators of each theme, as one text to search in."""
        asked = self.asked_of(self.analysis)
        words: dict[str, str] = {}
        for indicator in (i for c in (asked.every if asked else ()) for i in c):
            words[indicator.theme] = f"{words.get(indicator.theme, '')} {indicator.name}"
        return words

    def complete(self, target: Target, data: dict[str, Any]) -> dict[str, Any]:
        """Add to a chosen area its weak indicators, with their figures as they are now.

        What is to be said of it, if no indicator is weak, is kept in `said`. Imports pandas.
        """
        asked = self.asked_of(self.analysis)
        if target != "val" or self.found is None or asked is None:
            return data
        from oj_cli.api.snapshot import freeze_found
        from oj_cli.api.themes import split, without_weakness
        from oj_cli.documents.decode import given

        found, theme = self.found, str(data["tema"])
        areas = split([theme], asked, self._themes, found.weak)
        with self._oj.data() as store:
            frozen = freeze_found(store, found, areas[theme])
        sentences = without_weakness(areas, found.weak, self._themes)
        self.said = list(dict.fromkeys((*self.said, *sentences)))
        return {**data, "indikatorer": [given(f) for f in frozen]} if frozen else data

    def asked_of(self, analysis: "Analysis | None") -> Catalogues | None:
        """Return what is asked in an analysis' områden; None if one is no longer there."""
        if analysis is None:
            return None
        areas = tuple(part.area for part in analysis.parts)
        if areas not in self._asked:
            self._asked[areas] = self._catalogues(analysis)
        return self._asked[areas]

    def _catalogues(self, analysis: "Analysis") -> Catalogues | None:
        from oj_cli.api.open_analysis import catalogues_of

        with self._oj.data() as store:
            try:
                return catalogues_of(store, analysis)
            except UsageFault:
                return None

    @cached_property
    def _themes(self) -> "Themes":
        with self._oj.data() as store:
            return store.themes()

    def _areas(self) -> Areas | None:
        if isinstance(self.found, KommunMap):  # its themes are among what is asked
            return None
        if self.found is None:
            return Areas(None)
        if isinstance(self.found, Identification):
            return Areas((*self.found.areas, *self.found.uncertain))
        return Areas(self.found.themes)

    def _weak(self) -> WeakIndicators | KommunMap | None:
        if self.found is None or isinstance(self.found, KommunMap):
            return self.found
        weak: Sequence[Figured]
        if isinstance(self.found, Identification):
            weak = self.found.of(*CLEAR, Verdict.PABORJAT, Verdict.OSAKERT)
        else:
            weak = self.found.of(*BEHIND)
        return WeakIndicators(self.found, tuple(weak[:MOST_WEAK]))

    def _chosen(self, analysis: "Analysis") -> ChosenAreas | None:
        if not analysis.chosen:
            return None
        asked = self.asked_of(analysis)
        if asked is None:
            return None
        names = {t.id: t.name for t in self._themes.themes}
        workspace = self._oj.workspace
        corrections = workspace.corrections if workspace else ()
        return ChosenAreas(analysis, asked, names, corrections)

    def _elsewhere(self, analysis: "Analysis") -> "Suggestions":
        from oj_cli.api.complement import suggestions
        from oj_cli.api.open_analysis import catalogues_of
        from oj_cli.domain.logs import OpenAnalysis

        with self._oj.data() as store:
            asked = catalogues_of(store, analysis)
            return suggestions(store, OpenAnalysis(analysis, asked, store.themes()))

    def _development(self, analysis: "Analysis") -> Development | None:
        series = tuple(
            found
            for part in analysis.parts
            for f in part.frozen
            if (found := self._series(part, f.indicator))
        )
        return Development(series, analysis.events) if series or analysis.events else None

    def _series(self, analysis: "Analysis", indicator: str) -> "Trend | None":
        """Return an indicator over the years, None without answers. Imports pandas."""
        from oj_cli.domain.selection import Filters

        key = (analysis.area, indicator)
        if key not in self._followed:
            lan = None if analysis.kommun else analysis.lan
            try:
                self._followed[key] = self._oj.trend(
                    indicator, kommun=analysis.kommun, area=analysis.area, filters=Filters(lan)
                )
            except OjError:  # the questions can be answered without figures
                self._followed[key] = None
        return self._followed[key]


class StoreNames:
    """The kommuner, indicators and themes that answers may name.

    Those of one område in a store are named by their ids, and others as `omrade/id`.
    """

    def __init__(self, store: "Store", area: str | None) -> None:
        self._register = store.register()
        self._themes = store.themes()
        own = None if area in (None, EVERY) else store.catalogue(area)
        self._asked = Catalogues(own, store.catalogues())
        self._shown = (own,) if own else self._asked.every

    def words(self, kind: str) -> Sequence[tuple[str, str]]:
        """Return each as what is typed and kept, and what it is called."""
        if kind == "kommun":
            return [(k.name, k.code) for k in self._register.kommuner]
        if kind == "tema":
            used = {i.theme for c in self._shown for i in c}
            return [(t.id, t.name) for t in self._themes.themes if t.id in used]
        return [(self._asked.named(c, i.id), i.name) for c in self._shown for i in c]

    def find(self, kind: str, text: str) -> str:
        """Return the one that is meant. Raises UsageFault, with what is near, if none is."""
        if kind == "kommun":
            return self._register.find_kommun(text).name
        if kind == "tema":
            theme = find_theme(text, self._themes)
            known = [id for id, _ in self.words("tema")]
            if theme not in known:
                raise UsageFault(
                    "guide.theme_without_indicators", theme=theme, known=listing(known)
                )
            return theme
        own = called(text, self._shown)
        is_own = len(own) == 1 or "/" not in text
        catalogue, indicator = find_indicator(text, self._shown if is_own else self._asked)
        return self._asked.named(catalogue, indicator.id)
