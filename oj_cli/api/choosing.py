"""Step 1, kept: what is chosen of what `identify` finds, and what waits, in the analysis file.

`prepare_choice` -> (the command asks) -> `choose` or `set_aside`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oj_cli.analysis.identify import MOST_AREAS
from oj_cli.analysis_file import edit
from oj_cli.analysis_file.file import AnalysisFile, Maker, find_exact, open_analysis, save
from oj_cli.api.complement import subject
from oj_cli.api.files import from_here
from oj_cli.api.kommun_map import newest_year
from oj_cli.api.open_analysis import catalogues_of, flags_of, need_workspace
from oj_cli.api.session import Session
from oj_cli.api.snapshot import freeze_found, same_themes
from oj_cli.api.themes import named, split, tables_of, themes_in_order, without_weakness
from oj_cli.domain.analysis import SCHEMA, Analysis, Chosen, OneToThree, SetAside
from oj_cli.domain.chosen import Choice
from oj_cli.domain.command import UNDONE_BY
from oj_cli.domain.county import Step1
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.identification import Identification
from oj_cli.domain.indicators import Themes
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.lookup import Catalogues
from oj_cli.domain.selection import EVERY
from oj_cli.domain.swedish import listing, number
from oj_cli.workspace import corrections_of, schema_line

if TYPE_CHECKING:
    from oj_cli.domain.guide_walk import Tree

_ONE_AT_A_TIME = "Det är bättre att bli klar med ett område än att börja på många."


@dataclass(frozen=True)
class Choosing:
    """What can be chosen of step 1: what was found, and the analysis as it is, if there is one.

    `asked` is what stands in what was found, and `new` the analysis that would be made.
    """

    found: Step1 | KommunMap
    asked: Catalogues
    themes: Themes
    new: Analysis
    before: AnalysisFile | None

    @property
    def weak(self) -> dict[str, tuple[str, ...]]:
        """The weak indicators by theme. Raises UsageFault if there are none."""
        found = themes_in_order(self.found.weak, self.asked, self.found.leading)
        if not found:
            raise UsageFault("identify.nothing_is_weak")
        return found

    def areas(self, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return indicators by theme id for names of themes and indicators.

        Raises UsageFault for an unknown name, and for more areas than one can work with.
        """
        areas = split(names, self.asked, self.themes, self.found.weak)
        self._refuse_many(areas)
        return areas

    def meant(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return ids of themes and indicators. Raises UsageFault for an unknown name."""
        found = [named(name, self.asked, self.themes) for name in names]
        return tuple(indicator or theme for theme, indicator in found)

    def has_motive(self, areas: Mapping[str, Sequence[str]]) -> bool:
        """Tell whether each area is chosen already, with a motive."""
        chosen = self.before.analysis.chosen if self.before else ()
        return set(areas) <= {c.theme for c in chosen if c.why}

    def _refuse_many(self, areas: Mapping[str, Sequence[str]]) -> None:

        there = [c.theme for c in self.before.analysis.chosen] if self.before else []
        every = list(dict.fromkeys((*there, *areas)))
        if len(every) > max(MOST_AREAS, len(there)):
            raise UsageFault(
                "identify.too_many_areas",
                n=number(len(every)),
                names=listing([self.themes.names.get(theme, theme) for theme in every]),
                most=number(MOST_AREAS),
                first=every[0] if there else "",
                advice="" if there else _ONE_AT_A_TIME,
            )


def prepare_choice(oj: Session, found: Step1 | KommunMap) -> Choosing:
    """Return what can be chosen of what step 1 found.

    Raises UsageFault if there is no workspace to keep it in.
    """
    folder = need_workspace(oj).folder
    with oj.data() as store:
        if isinstance(found, KommunMap):
            areas = dict.fromkeys(part.head.area for part in found.known)
            asked = Catalogues(None, tuple(store.catalogue(area) for area in areas))
            year = newest_year(store, found.kommun)  # of all, also where some områden are shown
            new = Analysis(SCHEMA, EVERY, year, found.kommun.name)
        else:
            asked = Catalogues(found.catalogue, (found.catalogue,))
            new = _of_area(found)
        return Choosing(found, asked, store.themes(), new, find_exact(folder, new))


def choose(
    oj: Session,
    choosing: Choosing,
    names: Sequence[str],
    why: str | None,
    *,
    refresh: bool = False,
    edition: str | None = None,
    benefit: OneToThree | None = None,
    effort: OneToThree | None = None,
) -> Choice:
    """Save the areas and indicators that were named, with their figures as they are now.

    The motive may be None where each has one already. `refresh` takes the figures anew of what
    is chosen already; `edition` is that of the kommungrupper.
    """
    found = choosing.found
    areas = choosing.areas(names)
    whole = {named(name, choosing.asked, choosing.themes) for name in names}
    taken = {theme: ids for theme, ids in areas.items() if (theme, None) in whole}
    for sentence in without_weakness(taken, found.weak, choosing.themes):
        oj.note(sentence)
    with oj.data() as store:
        figures = {theme: freeze_found(store, found, ids, edition) for theme, ids in areas.items()}
    makers = [
        edit.choose(
            Chosen(theme, why, oj.today, frozen, benefit=benefit, effort=effort), refresh=refresh
        )
        for theme, frozen in figures.items()
    ]
    return _save(oj, choosing, makers)


def choose_of_file(
    oj: Session,
    choosing: Choosing,
    file: Path,
    *,
    refresh: bool = False,
    edition: str | None = None,
) -> Choice:
    """Save what an answers file of the guide chooses and what it lets wait, with its reasons.

    Raises UsageFault where it chooses nothing or more than one can work with, FileFault for what
    cannot be read; nothing is saved then.
    """
    answers = _of_file(oj, file)
    chosen = answers.get("val") or []
    lacking = [r["valj"] for r in chosen if not r.get("motiv")]
    if not chosen or lacking:
        key = "identify.no_motive_in_file" if lacking else "identify.nothing_in_file"
        raise UsageFault(key, theme=listing(lacking), file=file.name)
    choosing.areas([r["valj"] for r in chosen])
    if set(answers) - {"val", "valts_bort"}:
        oj.note(f"Bara val och väntan är sparade. Med resten: oj guide --svarsfil {file}")
    for r in chosen:
        now, judged = prepare_choice(oj, choosing.found), (r.get("nytta"), r.get("insats"))
        both: dict[str, Any] = dict(zip(("benefit", "effort"), judged, strict=True))
        saved = choose(oj, now, [r["valj"]], r["motiv"], refresh=refresh, edition=edition, **both)
    for r in answers.get("valts_bort") or []:
        if r.get("vantar_motiv"):
            now = prepare_choice(oj, choosing.found)
            saved = set_aside(oj, now, [r["vantar"]], r["vantar_motiv"])
    return saved


def _of_file(oj: Session, file: Path) -> "Tree":
    """Return the answers of a file to the guide."""
    from oj_cli.api.guide import library
    from oj_cli.api.guide_figures import StoreNames
    from oj_cli.guide.given import given_answers

    guide = library(oj).find("fyra-steg")
    with oj.data() as store:
        return given_answers(guide, (), file, StoreNames(store, None))


def set_aside(oj: Session, choosing: Choosing, meant: Sequence[str], why: str) -> Choice:
    """Save that themes and indicators, by id, wait, and why."""
    return _save(oj, choosing, [edit.set_aside(SetAside(id, why, oj.today)) for id in meant])


def _save(oj: Session, choosing: Choosing, makers: Sequence[Maker]) -> Choice:

    themes, folder = choosing.themes, need_workspace(oj).folder
    file = save(open_analysis(folder, choosing.new, oj.today, schema_line).path, *makers)
    if choosing.before is not None:
        gone = list(_gone(choosing.before.analysis, file.analysis, themes))
        for sentence in gone:
            oj.note(sentence)
        if gone:
            oj.note(UNDONE_BY)
    with oj.data() as store:
        kommun, lan = subject(store, file.analysis)
        same = same_themes(store, file.analysis, kommun, lan)
        asked = catalogues_of(store, file.analysis)
        corrections = corrections_of(oj.workspace, store.register(), kommun)
    return Choice(
        analysis=file.analysis,
        asked=asked,
        themes=themes,
        same=same,
        tables={c.theme: tables_of(c.theme, asked.own) for c in file.analysis.chosen}
        if asked.own
        else {},
        corrections=corrections,
        path=from_here(file.path),
        flags=flags_of(oj, file.analysis),
    )


def _gone(before: Analysis, after: Analysis, themes: Themes) -> Iterator[str]:
    """Yield a sentence on each text of the user's that does not stand in the analysis any more."""
    names = themes.names
    now = {c.theme: c for c in after.chosen}
    for then in before.chosen:
        name = names.get(then.theme, then.theme)
        if then.theme not in now:
            yield f"{name} är inte valt längre. Motivet var: ”{then.why or '-'}”."
        elif then.why and then.why != now[then.theme].why:
            yield f"Motivet för {name} är ändrat. Förut stod det: ”{then.why}”."
    waiting = {a.what: a.why for a in after.set_aside}
    for aside in before.set_aside:
        if aside.why and waiting.get(aside.what) != aside.why:
            name = names.get(aside.what, aside.what)
            if aside.what in waiting:
                yield f"Varför {name} väntar är ändrat. Förut stod det: ”{aside.why}”."
            else:
                yield f"{name} väntar inte längre. Det stod: ”{aside.why}”."


def _of_area(found: Step1) -> Analysis:

    is_kommun = isinstance(found, Identification)
    kommun = found.kommun.name if isinstance(found, Identification) else None
    lan = None if is_kommun else short_lan(found.lan.name)
    return Analysis(SCHEMA, found.catalogue.area, found.year, kommun, lan)
