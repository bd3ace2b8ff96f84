"""Step 2: what is known beside the answers, what is missing, and corrections of the answers."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.analysis.matrix import build_by_year, build_matrix
from oj_cli.api import selecting
from oj_cli.api.files import from_here
from oj_cli.api.open_analysis import concerned, need_workspace, opened
from oj_cli.api.session import Session
from oj_cli.domain.analysis import Analysis, Evidence, Measurement
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.local import Correction
from oj_cli.domain.logs import EvidenceLog, OpenAnalysis
from oj_cli.domain.lookup import called, find_indicator
from oj_cli.domain.selection import Which
from oj_cli.domain.swedish import counted, listing, near
from oj_cli.store import Store
from oj_cli.workspace import CORRECTIONS_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oj_cli.domain.complement import KeyFigure, Suggestions


class Complement(Session):
    """Complementing."""

    def evidence(
        self,
        which: Which = Which(),  # noqa: B008  # frozen
        *,
        concerns: str | None = None,
    ) -> EvidenceLog:
        """Return the evidence of a workspace's analysis.

        Args:
            which: Which analysis, where the workspace has several.
            concerns: Only what bears on these themes or indicators, with commas between.

        Returns:
            `records` has a row for each piece of evidence: `id`, `typ`, `datum`, `kalla`, `visar`,
            a value with its unit and `n` where it has one, and what it says of the choice.

        """
        from oj_cli.analysis.complement import bears_on

        of = opened(self, which)
        only = concerned(concerns or "", of.asked, of.themes)
        every = of.analysis.evidence
        return EvidenceLog(
            of=of,
            items=tuple(e for e in every if not only or bears_on(e, only, of.asked)),
            by_theme={t: [e for e in every if bears_on(e, [t], of.asked)] for t in of.chosen},
            is_narrowed=bool(only),
        )

    def suggest(
        self,
        which: Which = Which(),  # noqa: B008  # frozen
        *,
        latest: int | None = None,
    ) -> "Suggestions":
        """Return what step 2 can add to each area that was chosen.

        Args:
            which: Which analysis, where the workspace has several.
            latest: No nyckeltal newer than this year.

        Returns:
            `records` has a row for each nyckeltal of each area, for the analysis' own year if the
            kommun has a value in it and else the newest in which it has: `eget` and `riket` as
            Kolada has them, and the medians of the län's kommuner and of like ones with their
            number, in the unit that `enhet` says. What nobody in the län has is left out.

        """
        of = opened(self, which)
        with self.data() as store:
            return suggestions(store, of, latest)


def suggestions(store: Store, of: OpenAnalysis, latest: int | None = None) -> "Suggestions":
    """Return what step 2 can add to each chosen area of an analysis, as `Complement.suggest`."""
    from oj_cli.analysis.complement import bears_on, missing_views
    from oj_cli.api.snapshot import same_themes
    from oj_cli.domain.complement import AreaSuggestion, Suggestions

    if not of.chosen:
        raise UsageFault("analysis.nothing_chosen")
    kommun, lan = subject(store, of.analysis)
    by_id = {t.id: t for t in of.themes.themes}
    same = same_themes(store, of.analysis, kommun, lan)
    catalogues = [store.catalogue(area) for area in store.areas("nyckeltal")]
    areas = []
    for theme in of.chosen:
        if theme not in by_id:
            continue
        evidence = [e for e in of.analysis.evidence if bears_on(e, [theme], of.asked)]
        areas.append(
            AreaSuggestion(
                theme=by_id[theme],
                n_evidence=len(evidence),
                missing=missing_views(evidence, of.judged_in(theme)),
                only_supports=len(evidence) > 1 and all(e.supports == "stodjer" for e in evidence),
                same=tuple(s for s in same if s.theme.id == theme),
                figures=tuple(
                    figure
                    for catalogue in catalogues
                    for figure in _key_figures(
                        store, of, catalogue.area, _telling(catalogue, theme, of), latest
                    )
                    if figure.year is not None
                ),
            )
        )
    return Suggestions(
        of=of,
        areas=tuple(areas),
        key_figures=catalogues[-1] if areas and catalogues else None,
        kommun=kommun,
        lan_name=lan.name,
        latest=latest,
    )


def subject(store: Store, analysis: Analysis) -> tuple[Kommun | None, Lan]:
    """Return the kommun of an analysis, None for a län's, and the län it lies in or is of."""
    register = store.register()
    if analysis.kommun is not None:
        found = register.find_kommun(analysis.kommun)
        return found, register.lan_by_code[found.lan]
    return None, register.find_lan(analysis.lan or "")


def _telling(catalogue: Catalogue, theme: str, of: OpenAnalysis) -> list[Indicator]:
    """Return the nyckeltal that bear on a theme and say something of those an analysis is about.

    Those of the verksamhet as a whole bear on every theme.
    """
    about = {c.belongs_to for c in of.asked.of(of.analysis.areas_of(theme)) if c.belongs_to}
    themes = {theme} | {t.id for t in of.themes.themes if t.is_whole and about}
    return [i for i in catalogue if i.theme in themes and (not i.concerns or about & {*i.concerns})]


def _key_figures(
    store: Store,
    of: OpenAnalysis,
    area: str,
    chosen: "Sequence[Indicator]",
    latest: int | None,
) -> "list[KeyFigure]":
    """Return nyckeltal of an område as they stand for whom an analysis is of.

    A figure whose year is None is one that nobody in the län has.
    """
    from oj_cli.analysis.complement import key_figure

    kommun, lan = subject(store, of.analysis)
    members = store.register().of(lan)
    kind = of.asked.own.like if of.asked.own else "overgripande"
    alike = store.like(kommun.code, kind) if kommun else None
    like = alike.members if alike else frozenset()
    codes = {k.code for k in members} | like
    units = [("riket", "riket"), *(("kommun", code) for code in sorted(codes))]
    years = build_by_year(store.columns(area, indicators=[i.id for i in chosen], units=units))
    code = kommun.code if kommun else None
    return [key_figure(i, years, code, members, like, of.analysis.year, latest) for i in chosen]


def key_figure_as_evidence(
    oj: Session, of: OpenAnalysis, name: str, latest: int | None
) -> Evidence:
    """Return a nyckeltal as evidence: the value that is suggested, or the län's median for a län.

    Raises UsageFault, naming neighbours that have one, if there is no value, and if the value of
    that year is in the log already.
    """
    from oj_cli.domain.complement import COMPUTED

    with oj.data() as store:
        kommun, lan = subject(store, of.analysis)
        catalogues = [store.catalogue(area) for area in store.areas("nyckeltal")]
        if not called(name, catalogues):
            close = near(name, [i.id for c in catalogues for i in c])
            raise UsageFault("complement.unknown_figure", text=name, near=listing(close, "eller"))
        catalogue, indicator = find_indicator(name, catalogues)
        [figure] = _key_figures(store, of, catalogue.area, [indicator], latest)
    value = figure.own if kommun else figure.lan_median
    if value is None:
        raise UsageFault(
            "complement.no_value",
            who=kommun.name if kommun else lan.name,
            figure=indicator.name,
            neighbours=figure.known_by,
            nobody="" if figure.known_by else "Ingen kommun i länet har värde i data.",
        )
    median = f"medianen i {lan.name} är {figure.text(figure.lan_median)}"
    counts = f"({counted(figure.lan_n, 'kommun', 'kommuner')})"
    own = f"{figure.text(figure.own)}, " if kommun else ""
    riket = "" if figure.riket is None else f", i riket {figure.text(figure.riket)}"
    evidence = Evidence(
        id="",
        kind="nyckeltal",
        source=f"{'Kolada' if kommun else COMPUTED}, {indicator.kolada}",
        shows=f"{indicator.name}: {own}{median} {counts}{riket}. Medianen är räknad här.",
        date=str(figure.year),
        measurement=Measurement(value, indicator.known_unit),
        concerns=(indicator.theme,),
    )
    for known in of.analysis.evidence:
        if (known.kind, known.source, known.date) == ("nyckeltal", evidence.source, evidence.date):
            raise UsageFault("complement.known_already", id=known.id)
    return evidence


# --- corrections -------------------------------------------------------------------------


@dataclass(frozen=True)
class Correctable:
    """A correction with what was published, and the file that it is kept in."""

    correction: Correction
    indicator: Indicator
    kommun: Kommun
    published: str | None
    path: Path


def correctable(
    oj: Session,
    indicator: str,
    *,
    kommun: str | None = None,
    area: str | None = None,
    year: int | None = None,
) -> Correctable:
    """Return a published answer with a correction of it that says nothing yet.

    Raises UsageFault if there is no workspace, no such indicator, or none with answers.
    """
    workspace = need_workspace(oj)
    with oj.data() as store:
        catalogue, found = selecting.find_indicator(store, indicator, area)
        if found.kind != "ja_nej":
            raise UsageFault("complement.no_answer_to_correct", indicator=found.name)
        whose = selecting.choose_kommun(store, kommun, workspace)
        year = selecting.choose_year(store, catalogue, year, [whose], whose.name)
        unit = [("kommun", whose.code)]
        given = build_matrix(
            store.columns(catalogue.area, year=year, indicators=[found.id], units=unit)
        )
        own = workspace.settings.kommun
        is_own = own is not None and store.register().find_kommun(own) == whose
    named = None if is_own else whose.name
    return Correctable(
        Correction(f"{catalogue.area}/{found.id}", year, "JA", "", named),
        found,
        whose,
        given.answer(found.id, whose.code),
        from_here(workspace.folder / CORRECTIONS_FILE),
    )


def correct(found: Correctable) -> None:
    """Save a correction. Raises UsageFault if it says what is published."""
    from oj_cli.analysis_file.corrections import save_correction

    if found.correction.answer == found.published:
        raise UsageFault("complement.right_already", answer=found.published)
    save_correction(found.path, found.correction)


def remove_correction(found: Correctable) -> Correction:
    """Take the correction of an answer away and return it. Raises UsageFault if there is none."""
    from oj_cli.analysis_file import corrections

    gone = corrections.remove_correction(found.path, found.correction)
    if gone is None:
        raise UsageFault(
            "complement.no_correction",
            place=str(found.path),
            indicator=found.indicator.name,
            year=found.correction.year,
            kommun=found.kommun.name,
        )
    return gone
