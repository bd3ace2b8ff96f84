"""The figures that stand beside a guide's questions, found when they are first shown."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from oj_cli.domain.errors import OjError
from oj_cli.presentation.document import Block, Paragraph, Section

if TYPE_CHECKING:
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.county import Step1
    from oj_cli.domain.guide import Shown
    from oj_cli.domain.identification import IndicatorResult
    from oj_cli.domain.trend import Trend
    from oj_cli.views.guide import Weak

MOST_WEAK = 7

HEADINGS: "dict[Shown, str]" = {
    "omraden": "Områden att arbeta med",
    "prioritet": "Viktigast att förbättra",
    "val": "Det ni har valt",
    "jamforelser": "Så står ni mot andra",
    "andra_jamforelser": "Samma område i andra öppna jämförelser",
    "nyckeltal": "Nyckeltal som hör till",
    "kostnader": "Kostnader som hör till",
    "underlag": "Det ni vet mer",
    "trend": "Utvecklingen",
    "slutsatser": "Era slutsatser",
}


class Figures:
    """Figures for one analysis.

    With `silent` none are shown. With `light` only those that the analysis holds itself are,
    and nothing heavy is imported. `begun` are themes that are chosen and not in it yet.
    """

    def __init__(
        self, analysis: "Analysis | None", *, silent: bool = False, light: bool = False
    ) -> None:
        self.analysis = analysis
        self.silent = silent
        self.light = light
        self.begun: tuple[str, ...] = ()
        self._followed: dict[tuple[str, str], Trend | None] = {}

    def sections(self, wanted: "Sequence[Shown]") -> list[Section]:
        """Return what is known of each, as sections; nothing for what there is nothing of."""
        if self.silent or self.analysis is None:
            return []
        result = []
        if "jamforelser" in wanted:  # the same table, with more in it where nothing is chosen
            wanted = [name for name in wanted if name != "val"]
        for name in wanted:
            blocks = self._blocks(name)
            if blocks:
                result.append(Section(HEADINGS[name], tuple(blocks)))
        return result

    def _blocks(self, name: "Shown") -> list[Block]:
        from oj_cli.views import guide as view

        analysis = self.analysis
        assert analysis is not None  # noqa: S101 - sections has seen to it
        match name:
            case "omraden":
                return [] if self.light else self._areas()
            case "prioritet":
                return [] if self.light else self._weak()
            case "val" | "jamforelser":
                chosen = self._chosen() + ([] if self.light else self._chosen_now())
                return chosen or ([] if name == "val" or self.light else self._weak())
            case "andra_jamforelser" | "nyckeltal" | "kostnader":
                return [] if self.light or not analysis.chosen else self._known_elsewhere(name)
            case "underlag":
                return [view.evidence_block(analysis.evidence)] if analysis.evidence else []
            case "trend":
                return self._trend()
            case "slutsatser":
                return [view.conclusions_block(analysis)] if analysis.conclusions else []

    @cached_property
    def found(self) -> "Step1 | None":
        """What step 1 finds, None if the store has no answers for it. Imports pandas."""
        from oj_cli.api.identify import Identify

        assert self.analysis is not None  # noqa: S101
        area, year = self.analysis.area, self.analysis.year
        try:
            if self.analysis.kommun:
                return Identify().identify(self.analysis.kommun, area=area, year=year)
            return Identify().identify_lan(self.analysis.lan, area=area, year=year)
        except OjError:  # the questions can be answered without figures
            return None

    def themes(self) -> dict[str, str]:
        """Return the themes in the order of step 1, each with how many are weak, in words.

        Those without weak indicators come after; nothing is said of those without answers.
        """
        if self.light or self.analysis is None or self.found is None:
            return {}
        from oj_cli.analysis.areas import counts
        from oj_cli.api.themes import themes_in_order
        from oj_cli.domain.identification import Identification
        from oj_cli.views.guide import weak_count

        catalogue = self.found.catalogue
        weak = themes_in_order(self.found.weak, catalogue, self.found.leading)
        order = dict.fromkeys((*weak, *(i.theme for i in catalogue)), "")
        if self.silent or not isinstance(self.found, Identification):
            return order
        every = self.found.weak
        answered = [r for r in self.found.results if counts(r) or r.indicator.id in every]
        for theme in order:
            n = sum(r.indicator.theme == theme for r in answered)
            order[theme] = weak_count(len(weak.get(theme, ())), n) if n else ""
        return order

    def frozen(self, theme: str) -> "tuple[list[dict[str, object]], list[str]]":
        """Return what is chosen with a theme, with its figures as they are now, as plain data.

        And what is to be said of it, if no indicator is weak. Imports pandas.
        """
        from oj_cli.api import selecting
        from oj_cli.api.snapshot import freeze_for_kommun, freeze_for_lan
        from oj_cli.api.themes import split, without_weakness
        from oj_cli.documents.decode import given
        from oj_cli.domain.identification import Identification

        found = self.found
        if found is None:
            return [], []
        with selecting.open_data() as (store, _):
            themes = store.themes()
            weak = found.weak
            areas = split([theme], found.catalogue, themes, weak)
            if isinstance(found, Identification):
                frozen = freeze_for_kommun(store, found, areas[theme])
            else:
                frozen = freeze_for_lan(store, found, areas[theme])
        return [given(f) for f in frozen], without_weakness(areas, weak, themes)

    def _areas(self) -> list[Block]:
        from oj_cli.domain.identification import Identification
        from oj_cli.views import guide as view

        if self.found is None:
            return [Paragraph("Det finns inga siffror i data för det här.")]
        if isinstance(self.found, Identification):
            areas = [(a.theme.name, view.weak_of(a.n_weak, a.n_answered)) for a in self.found.areas]
        else:
            areas = [
                (t.theme.name, f"{view.share(t.figure)} mot {view.share(t.riket_figure)} i riket")
                for t in self.found.themes
                if t.shortfall > 0
            ]
        return [view.areas_block(areas)]

    def _weak(self) -> list[Block]:
        from oj_cli.domain.identification import Identification, Verdict
        from oj_cli.views import guide as view

        if self.found is None:
            return []
        if isinstance(self.found, Identification):
            weak = self.found.of(Verdict.FORBATTRINGSOMRADE, Verdict.PABORJAT)
            rows = [_row(r) for r in weak[:MOST_WEAK]]
        else:
            behind = [i for i in self.found.indicators if (i.shortfall or 0) > 0]
            rows = [(i.indicator.name, "", i.figure, i.riket_figure) for i in behind[:MOST_WEAK]]
        return [view.weak_block(rows)]

    def _chosen_now(self) -> list[Block]:
        """Return the figures of what is chosen in this step: the analysis has them at its end."""
        from oj_cli.analysis.areas import counts
        from oj_cli.api import selecting
        from oj_cli.domain.identification import Identification
        from oj_cli.views import guide as view

        if not self.begun or self.found is None:
            return []
        with selecting.open_data() as (store, _):
            names = {t.id: t.name for t in store.themes().themes}
        blocks: list[Block] = []
        for theme in self.begun:
            if isinstance(self.found, Identification):
                of_theme = [r for r in self.found.results if r.indicator.theme == theme]
                rows = [_row(r) for r in of_theme if counts(r)]
            else:
                of_lan = [i for i in self.found.indicators if i.indicator.theme == theme]
                rows = [(i.indicator.name, "", i.figure, i.riket_figure) for i in of_lan]
            if rows:
                blocks += [Paragraph(names.get(theme, theme), "strong"), view.weak_block(rows)]
        return blocks

    def _known_elsewhere(self, name: "Shown") -> list[Block]:
        from oj_cli.api import selecting
        from oj_cli.commands.complement.suggest import suggestions
        from oj_cli.views import suggest as view

        assert self.analysis is not None  # noqa: S101 - sections has seen to it
        with selecting.open_data() as (store, _):
            found = suggestions(store, self.analysis)
        if name == "andra_jamforelser":
            return view.same_blocks(found)
        return view.key_figure_blocks(found, costs=name == "kostnader")

    def _chosen(self) -> list[Block]:
        from oj_cli.api import selecting
        from oj_cli.views.chosen import chosen_section

        analysis = self.analysis
        if analysis is None or not analysis.chosen:
            return []
        with selecting.open_data() as (store, workspace):
            catalogue = store.catalogue(analysis.area)
            names = {t.id: t.name for t in store.themes().themes}
            corrections = workspace.corrections if workspace else ()
        blocks: list[Block] = []
        for chosen in analysis.chosen:
            section = chosen_section(chosen, analysis, catalogue, names, corrections)
            blocks += [Paragraph(section.heading, "strong"), *section.blocks]
        return blocks

    def _trend(self) -> list[Block]:
        from oj_cli.api import selecting
        from oj_cli.domain.wording import value_text
        from oj_cli.views import guide as view

        analysis = self.analysis
        if analysis is None:
            return []
        blocks: list[Block] = []
        ids = [f.indicator for f in analysis.frozen]
        if not self.light:
            series = [s for id in ids if (s := self._series(analysis, id))]
            blocks += [view.series_block(series)] if series else []
        elif analysis.kommun and ids:
            with selecting.open_data() as (store, _):
                catalogue = store.catalogue(analysis.area)
                code = store.register().find_kommun(analysis.kommun).code
                rows = store.plain_rows(analysis.area, None, ids, [code])
            said: dict[str, dict[int, str]] = {}
            for row in rows:
                known = catalogue.by_id.get(row.indicator)
                if known is not None and row.unit_kind == "kommun":
                    text = row.answer or (
                        "-" if row.value is None else value_text(row.value, known)
                    )
                    said.setdefault(known.name, {})[row.year] = text
            years = sorted({y for answers in said.values() for y in answers})
            if years:
                blocks.append(view.trend_block(list(said.items()), years[-6:]))
        if analysis.events:
            blocks.append(view.events_block(analysis.events))
        return blocks

    def _series(self, analysis: "Analysis", indicator: str) -> "Trend | None":
        """Return an indicator over the years, None without answers. Imports pandas."""
        from oj_cli.api.trend import Trends
        from oj_cli.domain.selection import Filters

        key = (analysis.area, indicator)
        if key not in self._followed:
            lan = None if analysis.kommun else analysis.lan
            try:
                self._followed[key] = Trends().trend(
                    indicator, kommun=analysis.kommun, area=analysis.area, filters=Filters(lan)
                )
            except OjError:  # the questions can be answered without figures
                self._followed[key] = None
        return self._followed[key]


def _row(result: "IndicatorResult") -> "Weak":
    from oj_cli.views.identify import own

    def figure(reference: str) -> float | None:
        comparison = result.comparisons.get(reference)
        return None if comparison is None else comparison.figure

    return result.indicator.name, own(result), figure("lan"), figure("riket")
