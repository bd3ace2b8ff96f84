"""Reports as files, and the comments that go into one."""

from dataclasses import replace
from pathlib import Path

from oj_cli.analysis.overview import overview
from oj_cli.api import selecting
from oj_cli.api.check import load_facts, quality_rules, text_words
from oj_cli.api.plan_checks import analysis_of
from oj_cli.api.plan_grounds import known_of
from oj_cli.api.plans import Plans
from oj_cli.api.report_comments import (
    CommentFile,
    add_suggestions,
    read_comments,
    read_logo,
    typed_figures,
)
from oj_cli.api.report_files import Place, each_of
from oj_cli.api.report_material import AreaData, county_of, open_area, profile_of, stored
from oj_cli.domain.comments import Suggestions
from oj_cli.domain.findings import Finding
from oj_cli.domain.kommuner import Kommun, Lan, short_lan
from oj_cli.domain.plan_texts import PlanTexts
from oj_cli.domain.reports import Written
from oj_cli.domain.swedish import slug
from oj_cli.plan.standing import standings
from oj_cli.reports.comments.fill import filled, of_comments, of_suggestions
from oj_cli.reports.county.build import county_report
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.plans.build import plan_document, plan_table
from oj_cli.reports.plans.texts import plan_texts
from oj_cli.reports.plans.words import PlanMaterial
from oj_cli.reports.profile.build import kommun_profile
from oj_cli.reports.sheets import Sheets, county_sheets, profile_sheets
from oj_cli.store import Store


class Report(Plans):
    """Reporting.

    What is said of `formats` and `output` in `report_files.Place` holds for every report. All
    raise UsageFault for what is unknown or has no answers, and FileFault for what cannot be
    read or written.
    """

    def suggest_comments(
        self,
        *,
        lan: str | None = None,
        area: str | None = None,
        year: int | None = None,
        edition: str | None = None,
    ) -> Suggestions:
        """Return marks for a län's indicators, each with its reasons.

        Args:
            lan: Name or code; the workspace's if left out.
            area: Id or name of an område; the first with answers if left out.
            year: The newest with answers if left out.
            edition: Of the kommungrupper; the one in force in the year if left out.

        Returns:
            A row for each indicator that has a reason: `indikator`, `namn`, `marke` (`!`, `+`),
            `skal`, `text` (figures as references, `{andel:sip_rutin:lan}`) and `fraga`.

        """
        county = self.county(lan, area, year, edition)
        return Suggestions(county.found, county.suggestions)

    def add_comments(self, path: Path, suggested: Suggestions) -> int:
        """Add suggestions to a comment file, where no comment is about the indicator; how many."""
        return add_suggestions(path, suggested)

    def report_lan(
        self,
        *,
        lan: str | None = None,
        area: str | None = None,
        year: int | None = None,
        edition: str | None = None,
        comments: Path | None = None,
        suggested: bool = False,
        formats: str | None = None,
        output: Path | None = None,
    ) -> Written:
        """Write a county report.

        `comments` is a comment file; without one the workspace's is read. With `suggested` and no
        such file the most important suggestions stand in their place. What is wrong with figures
        that were typed by hand in it is among the `findings`: the report is written all the same.
        """
        place = Place(self, formats, output)
        county = self.county(lan, area, year, edition)
        material, findings = self.commented(county, comments, suggested=suggested)
        whom: list[Kommun | Lan] = [material.found.lan, *(row.kommun for row in material.rows)]

        def sheets() -> Sheets:
            with self.data() as store:
                given = stored(store, material.found.catalogue, material.found.year, whom)
                return county_sheets(material, given, store.sources({c.source for c in given}))

        return Written(place.save(replace(county_report(material), sheets=sheets)), findings)

    def report_kommun(
        self,
        *,
        kommun: str | None = None,
        each: bool = False,
        lan: str | None = None,
        area: str | None = None,
        year: int | None = None,
        edition: str | None = None,
        ranking: str | None = None,
        formats: str | None = None,
        output: Path | None = None,
    ) -> Written:
        """Write a kommun's profile, or with `each` one of each kommun in a län or in Sweden.

        `ranking` is the id of the reference that decides, the workspace's if left out. Of many,
        one that cannot be made does not stop the others: it is among the `failed`.
        """
        place = Place(self, formats, output)
        used = selecting.ranking(ranking, self.workspace)

        def choose(store: Store) -> Kommun | Lan | None:
            if not each:
                return selecting.choose_kommun(store, kommun, self.workspace)
            return selecting.choose_lan(store, lan, self.workspace) if lan is not None else None

        def save(data: AreaData, of: Kommun, folder: Path | None = None) -> tuple[Path, ...]:
            material = profile_of(data, of, self.today, used)

            def sheets() -> Sheets:
                lan = data.lan_of(of)
                codes = frozenset(k.code for k in data.register.of(lan))
                rows = overview(data, data.catalogue.indicators, codes, "kommun", lan.name).rows
                given = stored(data.store, data.catalogue, data.year, (of, lan))
                known = data.store.sources({c.source for c in given})
                return profile_sheets(material, rows, given, known)

            made = replace(kommun_profile(material), sheets=sheets)
            return place.save(made, folder)  # and let go, so that memory does not grow

        with open_area(self, choose, area, year, edition) as data:
            if not each:
                return Written(save(data, data.kommuner[0]))
            return each_of(self, place, data.kommuner, lambda of, to: save(data, of, to))

    def report_plan(
        self,
        plan: str | None,
        *,
        as_table: bool = False,
        formats: str | None = None,
        output: Path | None = None,
    ) -> Written:
        """Write an action plan as a document to read, or as a single table."""
        place = Place(self, formats, output)
        build = plan_table if as_table else plan_document
        return Written(place.save(build(self._plan(plan))))

    def report_text(self, plan: str | None = None) -> PlanTexts:
        """Return texts on a plan to paste: for the kvalitetsberättelse, and a tjänsteskrivelse.

        Each is a list of parts with `rubrik` and `stycken`. They are made of the plan, the analysis
        that it names and its outcomes; what is not there stands as `[fyll i: …]`.
        """
        file = self.plan_file(plan)
        found = analysis_of(file.plan, file.path, self.workspace)
        return plan_texts(self._plan(plan), found.analysis if found else None)

    def county(
        self, lan: str | None, area: str | None, year: int | None, edition: str | None
    ) -> CountyMaterial:
        """Return what a county report is built of, before its comments."""

        def choose(store: Store) -> Lan:
            return selecting.choose_lan(store, lan, self.workspace)

        with open_area(self, choose, area, year, edition) as data:
            return county_of(data, choose(data.store), self.today)

    def commented(
        self, county: CountyMaterial, comments: Path | None = None, *, suggested: bool = False
    ) -> tuple[CountyMaterial, tuple[Finding, ...]]:
        """Return what a county report is built of, and what is wrong in its comments."""
        found = county.found
        path = comments
        if path is None and self.workspace:
            lan = short_lan(found.lan.name)
            name = slug(f"kommentarer {lan} lan {found.catalogue.area} {found.year}")
            path = self.workspace.folder / "rapporter" / f"{name}.yaml"
        if path is None or (comments is None and not path.is_file()):
            return replace(county, remarks=of_suggestions(county) if suggested else {}), ()
        file = read_comments(path, county)
        made = replace(
            county,
            remarks=of_comments(file.comments.comments, county),
            texts=filled(file.comments.texts, county),
            logo=read_logo(file),
        )
        return made, self._check_comments(file, county)

    def _check_comments(self, file: CommentFile, county: CountyMaterial) -> tuple[Finding, ...]:
        found = county.found
        typed = typed_figures(file, county)
        if not typed or county.is_numeric:
            return ()
        from oj_cli.analysis.prose.check import check_passages  # see check_text
        from oj_cli.analysis.prose.words import Lexicon

        with self.data() as store:
            facts = load_facts(store, found.catalogue, found.year, found.lan)
        said = "kommentarfilen"
        report = check_passages(typed, facts, quality_rules(), Lexicon(text_words()), said)
        return tuple(replace(f, file=str(file.document.file.path)) for f in report.findings)

    def _plan(self, name: str | None) -> PlanMaterial:
        standing = self.plan(name)
        wanted = {name for goal in standing.plan.goals for name in goal.indicators}
        with self.data() as store:
            named = {f"{c.area}/{i.id}": i for c in store.catalogues() for i in c}
            known = known_of(store, standing.plan, self.workspace)
        return PlanMaterial(
            plan=standing.plan,
            standings=standings(standing.plan, self.today, *known),
            due=standing.due,
            indicators={id: i for id, i in named.items() if id in wanted},
            today=self.today,
        )
