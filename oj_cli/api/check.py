"""Checks: of answers, of a draft of them, and of what a text says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.analysis.compare import is_asked
from oj_cli.analysis.matrix import Matrix, build_by_year, build_matrix
from oj_cli.analysis.quality.check import check_area, each_pair_once, in_order
from oj_cli.analysis.quality.data import AreaData, conflicts, places
from oj_cli.analysis.references import build_references, lan_reference, riket
from oj_cli.api import selecting
from oj_cli.api.session import Session
from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.findings import SwitchedOff
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Kommun, Lan, Register
from oj_cli.domain.quality import Checked, DataCheck, QualityRules, Rule
from oj_cli.domain.swedish import listing
from oj_cli.domain.wording import area_word
from oj_cli.store import Store
from oj_cli.workspace import corrections_of

if TYPE_CHECKING:  # of texts
    from oj_cli.analysis.prose.facts import Facts
    from oj_cli.analysis.prose.scope import AboutText
    from oj_cli.analysis.prose.words import Lexicon
    from oj_cli.domain.prose import TextCheck, TextWords


class Check(Session):
    """Checking."""

    def check_data(
        self,
        *,
        kommun: str | None = None,
        lan: str | None = None,
        area: str | None = None,
        year: int | None = None,
        without: Sequence[str] = (),
    ) -> DataCheck:
        """Look for answers that may be wrong, in a kommun or in all kommuner of a län.

        Args:
            kommun: Name or code; the workspace's if neither it nor `lan` is given.
            lan: Name or code.
            area: Id or name of an område; all with answers if left out.
            year: The newest with answers if left out.
            without: Ids of rules that are left out (`D13`).

        Returns:
            What was found, a row each: `regel`, `niva` (fel, varn, rad), where it is (`fil`,
            `rad`, `cell`), whom it is about (`galler`), `meddelande`, `varfor`, `atgard`,
            `citat`. Published shares are recomputed in exact fractions; the rules and their
            limits stand in `data/kontroller.yaml`.

        """
        if kommun is not None and lan is not None:
            raise UsageFault("check.kommun_or_lan")
        off, tried = _rules(without, "svar", "andelar")
        with self.data() as store:
            of = selecting.whose(store, self.workspace, kommun, lan)
            if of is None:
                raise UsageFault("check.whose_answers")
            members = store.register().of(of)
            years = self._years(store, members, of.name, area, year)
            checked = each_pair_once([self._check(store, of, members, *x) for x in years.items()])
            is_shipped = store.is_shipped
        return DataCheck(
            findings=in_order((f for one in checked for f in one.findings), _ids(off)),
            switched_off=off,
            name=of.name,
            checked=checked,
            tried=tried,
            is_shipped=is_shipped,
        )

    def check_draft(
        self,
        path: Path,
        *,
        kommun: str | None = None,
        area: str | None = None,
        year: int | None = None,
        without: Sequence[str] = (),
    ) -> DataCheck:
        """Look for what may be wrong in a kommun's answers before they are sent in.

        Args:
            path: A sheet of `oj data template` that is filled in, XLSX or CSV.
            kommun: Name or code; what the sheet says if left out.
            area: Id or name of an område; what the sheet says if left out.
            year: What the sheet says if left out, else the one after the newest.
            without: Ids of rules that are left out.

        Returns:
            As of `check_data`; `checked` holds which answers to verify, and how others answered.

        """
        from oj_cli.analysis.quality.draft import check_draft
        from oj_cli.sources.drafts import read_draft

        draft = read_draft(path)
        off, tried = _rules(without, "svar", "utkast")
        with self.data() as store:
            whose = selecting.choose_kommun(store, kommun or draft.kommun, self.workspace)
            of = selecting.choose_area(store, area or draft.area, self.workspace)
            catalogue = store.catalogue(of)
            years = store.years(of, None)
            wanted = year or draft.year or (years[-1] + 1 if years else 0)
            before = [y for y in years if y <= wanted]
            if not before:
                raise UsageFault("check.nothing_before_draft", area=catalogue.short)
            register = store.register(population_before=wanted)
            this = load_area_data(store, catalogue, before[-1], register)
            others = {
                a: load_area_data(store, store.catalogue(a), answered[-1], register)
                for a in _mirrored(store, catalogue)
                if (answered := [y for y in store.years(a, [whose.code]) if y <= wanted])
            }
            is_shipped = store.is_shipped
        indicators = [i for i in catalogue if i.kind == "ja_nej" and is_asked(i, wanted)]
        found = check_draft(
            draft, wanted, this, indicators, whose, others, quality_rules(), _ids(off)
        )
        return DataCheck(
            findings=found.findings,
            switched_off=off,
            name=whose.name,
            checked=(found,),
            tried=tried,
            is_shipped=is_shipped,
            draft=draft,
            path=str(path),
        )

    def check_text(
        self,
        path: Path,
        *,
        lan: str | None = None,
        kommun: str | None = None,
        area: str | None = None,
        year: int | None = None,
        without: Sequence[str] = (),
    ) -> "TextCheck":
        """Test what a report claims against the answers and values of one område and year.

        What it is about is what is named here, else the workspace's, else what its headings name,
        else what the text names most. A claim is tested only when question, unit, year and number
        are each tied to words in its sentence or a heading; all else is listed with the reason.

        Args:
            path: The report: txt, md, docx or pdf.
            lan: Name or code.
            kommun: Name or code of a kommun, in place of `lan`.
            area: Id or name of an område.
            year: A year with results.
            without: Ids of rules that are left out.

        Returns:
            What was found, a row each as of `check_data`, and in `report` what came of each claim:
            tested (with what it was tied to), not tested, or outside by a heading.

        """
        # its patterns take long to compile, and only texts need them
        from oj_cli.analysis.prose import scope
        from oj_cli.analysis.prose.check import check_passages
        from oj_cli.analysis.prose.words import Lexicon
        from oj_cli.domain.prose import TextCheck
        from oj_cli.sources.prose import read_prose

        passages = read_prose(path)
        text = scope.about_text(passages)
        lexicon = Lexicon(text_words())
        off, tried = _rules(without, "text")
        with self.data() as store:
            whose = self._named_in(store, lan, kommun, text)
            register = store.register()
            about = whose if isinstance(whose, Lan) else register.lan_by_code[whose.lan]
            members = register.of(about)
            catalogue, area_by = self._catalogue_of_text(store, area, members, about, text, lexicon)
            years = store.years(catalogue.area, [k.code for k in members])
            wanted = year or text.year(years)
            chosen = selecting.choose_year(store, catalogue, wanted, members, about.name)
            facts = load_facts(store, catalogue, chosen, whose)
            is_shipped = store.is_shipped
        year_by = "--ar" if year else "texten" if wanted else "antaget: det senaste med svar"
        report = check_passages(passages, facts, quality_rules(), lexicon, year_by)
        kept = [f for f in report.findings if f.rule not in _ids(off)]
        assumed = [area_by] if area_by else []
        if wanted is None:
            assumed.append(f"Texten nämner inget år: {chosen} antogs. Välj ett annat med --ar.")
        return TextCheck(
            findings=tuple(replace(f, file=path.name) for f in kept),
            switched_off=off,
            file=path.name,
            catalogue=catalogue,
            year=chosen,
            name=whose.name,
            report=report,
            tried=tried,
            assumed=tuple(assumed),
            is_shipped=is_shipped,
        )

    def _years(
        self, store: Store, members: Sequence[Kommun], name: str, area: str | None, year: int | None
    ) -> dict[str, int]:
        """Return which områden are checked, and which year of each. Raises UsageFault if none."""
        if area or (self.workspace and self.workspace.settings.area):
            one = selecting.choose_area(store, area, self.workspace)
            catalogue = store.catalogue(one)
            return {one: selecting.choose_year(store, catalogue, year, members, name)}
        codes = [k.code for k in members]
        years = {a: of for a in store.areas() if (of := store.years(a, codes))}
        if not years:
            selecting.choose_area(store, None, None, members, name)  # says that there are none
        if year is None:
            return {a: of[-1] for a, of in years.items()}
        if not any(year in of for of in years.values()):
            every = sorted({y for of in years.values() for y in of})
            known = listing([str(y) for y in every])
            raise UsageFault("check.no_answers_in_year", name=name, year=year, known=known)
        return {a: year for a, of in years.items() if year in of}

    def _check(
        self, store: Store, of: Kommun | Lan, members: Sequence[Kommun], area: str, year: int
    ) -> Checked:
        register = store.register(population_before=year)
        this = load_area_data(store, store.catalogue(area), year, register, members)
        others = {
            a: load_area_data(store, store.catalogue(a), year, register)
            for a in _mirrored(store, this.catalogue)
            if year in store.years(a)
        }
        kommuner = [k for k in members if k.code in this.matrix.kommuner]
        rules = quality_rules()
        if isinstance(of, Lan):
            both = (riket(register), lan_reference(of, register))
            return check_area(this, kommuner, of, others, both, rules)
        references = build_references(of, register, year, this.edition)
        corrections = corrections_of(self.workspace, register, of)
        return check_area(this, kommuner, None, others, references, rules, corrections)

    def _named_in(
        self, store: Store, lan: str | None, kommun: str | None, text: "AboutText"
    ) -> Kommun | Lan:
        register = store.register()
        whose = selecting.whose(store, self.workspace, None if lan else kommun, lan)
        named = whose or text.lan(register.lan)
        if named is None:
            raise UsageFault("check.text_of_which_lan")
        return named

    def _catalogue_of_text(
        self,
        store: Store,
        area: str | None,
        members: Sequence[Kommun],
        lan: Lan,
        text: "AboutText",
        lexicon: "Lexicon",
    ) -> tuple[Catalogue, str]:
        """Return the område that was named, else what headings name, else the most alike.

        With it, what is said of that where it was guessed: headings may name several, or none.
        """
        if area is not None or (self.workspace is not None and self.workspace.settings.area):
            return store.catalogue(selecting.choose_area(store, area, self.workspace)), ""
        codes = [k.code for k in members]
        possible = [c for c in store.catalogues() if store.years(c.area, codes)]
        if not possible:
            raise UsageFault("check.lan_without_answers", lan=lan.name)
        named = text.areas(possible, lexicon)
        chosen = max(named or possible, key=lambda c: text.closeness(c, lexicon))
        if len(named) == 1:
            return chosen, ""
        others = listing([area_word(c) for c in named if c != chosen])
        why = f"Rubriken kan också gälla {others}" if named else "Ingen rubrik nämner område"
        return chosen, f"{why}: {area_word(chosen)} antogs. Välj ett annat med --omrade."


@cache
def text_words() -> "TextWords":
    """Return the words that texts are read by."""
    from oj_cli.domain.prose import TextWords

    return read_packaged(TextWords, "textord.yaml", "Orden")


@cache
def quality_rules() -> QualityRules:
    """Return the rules that answers and texts are checked by."""
    return read_packaged(QualityRules, "kontroller.yaml", "Kontrollerna")


def load_area_data(
    store: Store,
    catalogue: Catalogue,
    year: int,
    register: Register,
    numbers_of: Sequence[Kommun] | None = None,
) -> AreaData:
    """Return an område up to a year, with where that year's results stand, to be checked.

    Numbers are those of the kommuner that are named, beside the medians of all: other kommuner's
    are seldom asked for. None for all kommuner's.
    """
    area = catalogue.area
    numbers = [i.id for i in catalogue if i.kind == "numerisk" and numbers_of is not None]
    whole = [i.id for i in catalogue if i.id not in numbers]
    units = [("kommun", k.code) for k in numbers_of or ()]
    columns = [c for c in store.columns(area, indicators=whole, places=True) if c.year <= year]
    of_year = [c for c in columns if c.year == year]
    if numbers:
        found = store.columns(area, indicators=numbers, units=units)
        columns += [c for c in found if c.year <= year]
        of_year += store.columns(area, indicators=numbers, units=units, year=year, places=True)
    sources = {s.id: s for s in store.sources({c.source for c in columns})}
    medians = store.summaries(area).items() if numbers else ()

    def numbers_of_all() -> Mapping[int, Matrix]:
        found = store.columns(area, indicators=numbers)
        return {year: build_matrix(()), **build_by_year(c for c in found if c.year <= year)}

    return AreaData(
        catalogue,
        year,
        {year: build_matrix(()), **build_by_year(columns)},
        places(of_year, sources),
        register,
        register.edition(year),
        conflicts=conflicts(of_year, sources),
        medians={key: s.median for key, s in medians if s.median is not None},
        numbers_of_all=numbers_of_all if numbers else None,
    )


def load_facts(store: Store, catalogue: Catalogue, year: int, whose: Kommun | Lan) -> "Facts":
    """Return what a text about a län, or a kommun in it, is checked against."""
    from oj_cli.analysis.prose.facts import Facts

    register = store.register(population_before=year)
    data = load_area_data(store, catalogue, year, register)
    if isinstance(whose, Lan):
        return Facts(data, whose)
    return Facts(data, register.lan_by_code[whose.lan], whose)


def _rules(without: Sequence[str], *kinds: str) -> tuple[tuple[SwitchedOff, ...], tuple[Rule, ...]]:
    """Return the rules of these kinds that are switched off, and those that are looked by.

    Raises UsageFault for one that there is not.
    """
    rules = quality_rules()
    known = {r.id: r for r in rules.rules if r.kind in kinds}
    wanted = dict.fromkeys(id.strip().upper() for id in without)
    for id in wanted:
        if id not in known:
            raise UsageFault("check.unknown_rule", id=id, known=listing(sorted(known)))
    off = tuple(SwitchedOff(id, f"{known[id].name}, avstängd med --utan") for id in wanted)
    return off, tuple(rule for id, rule in known.items() if id not in wanted)


def _ids(off: Sequence[SwitchedOff]) -> frozenset[str]:
    return frozenset(rule.rule for rule in off)


def _mirrored(store: Store, catalogue: Catalogue) -> list[str]:
    """Return the other områden in the store that some question mirrors, or some number is like."""
    sisters = {s for i in catalogue if i.kind == "numerisk" for s in i.siblings if "/" in s}
    named = {m.partition("/")[0] for m in sisters.union(*(i.mirrors for i in catalogue))}
    return [a for a in store.areas() if a in named and a != catalogue.area]
