"""What `oj identify` finds: step 1 for a kommun, or the common needs of a län."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.selection import Filters

if TYPE_CHECKING:
    from oj_cli.domain.county import LanIdentification
    from oj_cli.domain.identification import Identification
    from oj_cli.domain.local import Correction, Promise
    from oj_cli.presentation.document import Document


@dataclass(frozen=True)
class Request:
    """What was asked for, as typed."""

    kommun: str | None
    area: str | None
    year: int | None
    ranking: str
    own_list: str | None
    edition: str | None
    quality_area: str | None
    filters: Filters
    most: int
    show_all: bool


@dataclass(frozen=True)
class FoundForKommun:
    """Step 1 for a kommun. `others` are the other områden in which it has answers."""

    found: "Identification"
    others: tuple[str, ...]
    is_newest: bool
    shipped: bool
    in_workspace: bool


@dataclass(frozen=True)
class FoundForLan:
    """Step 1 for a län."""

    found: "LanIdentification"
    is_newest: bool
    shipped: bool
    corrections: tuple[tuple[str, "Correction", str | None], ...] = ()
    in_workspace: bool = False
    promises: tuple["Promise", ...] = ()


def find_kommun(request: Request) -> FoundForKommun:
    """Find step 1 for a kommun."""
    from oj_cli.analysis.identify import identify
    from oj_cli.analysis.judge import Question
    from oj_cli.analysis.references import build_references
    from oj_cli.api import selecting
    from oj_cli.api.loading import load_history, load_matrix, load_mirrors
    from oj_cli.api.priorities import read_priorities
    from oj_cli.catalogue import find_quality_area
    from oj_cli.workspace import SHIPPED_STORE, corrections_of, guides_folder, promises_of

    with selecting.open_data() as (store, workspace):
        kommun = selecting.choose_kommun(store, request.kommun, workspace)
        area = selecting.choose_area(store, request.area, workspace, [kommun], kommun.name)
        catalogue = store.catalogue(area)
        year = selecting.choose_year(store, catalogue, request.year, [kommun], kommun.name)
        register = store.register(population_before=year)
        edition = register.edition(year, request.edition)
        own = selecting.choose_kommuner(register, request.own_list)
        selection = selecting.select(register, request.filters, edition, year)
        references = build_references(kommun, register, year, edition, own, selection)
        _refuse_absent(request.ranking, {r.id for r in references})
        quality = request.quality_area
        priorities = read_priorities(store, guides_folder())
        question = Question(
            kommun=kommun,
            catalogue=catalogue,
            themes=store.themes(),
            year=year,
            register=register,
            edition=edition,
            references=references,
            ranking=request.ranking,
            weights=priorities.weights,
            reflections=priorities.reflections,
            history=load_history(store, catalogue, kommun),
            mirrors=load_mirrors(store, catalogue, kommun, year),
            corrections=corrections_of(workspace, register, kommun),
            promises=promises_of(workspace, register, kommun),
            quality_area=None if quality is None else find_quality_area(quality, catalogue),
        )
        matrix, sources = load_matrix(store, catalogue, year)
        others = tuple(a for a in store.areas() if a != area and store.years(a, [kommun.code]))
        is_newest = year == store.years(area)[-1]
    found = identify(question, matrix, sources)
    shipped = store.path == SHIPPED_STORE
    return FoundForKommun(found, others, is_newest, shipped, workspace is not None)


def for_kommun(request: Request) -> "Document":
    """Answer for a kommun."""
    from oj_cli.views.identify import document

    f = find_kommun(request)
    return document(
        f.found,
        request.most,
        request.show_all,
        f.others,
        f.is_newest,
        f.shipped,
        f.in_workspace,
    )


def _refuse_absent(ranking: str, present: set[str]) -> None:
    if ranking in present:
        return
    hints = {
        "egen": "Ange listan: --egen Mora,Rättvik,Gagnef.",
        "urval": "Ange ett urval: --lan, --kommungrupp eller --invanargrupp.",
    }
    raise UsageFault(
        f"Det finns inget att jämföra med för --jamfor-med {ranking}.",
        hints=(hints.get(ranking, "Kommunen har ingen sådan grupp det året."),),
    )


def find_lan(request: Request) -> FoundForLan:
    """Find step 1 for a län."""
    from oj_cli.analysis.county import LanQuestion, identify_lan
    from oj_cli.api import selecting
    from oj_cli.api.loading import load_earlier, load_matrix
    from oj_cli.api.priorities import read_priorities
    from oj_cli.catalogue import find_quality_area
    from oj_cli.workspace import (
        SHIPPED_STORE,
        corrections_by_kommun,
        guides_folder,
        promises_of_lan,
    )

    with selecting.open_data() as (store, workspace):
        register = store.register()
        lan = selecting.choose_lan(store, request.filters.lan, workspace)
        members = [k for k in register.kommuner if k.lan == lan.code]
        area = selecting.choose_area(store, request.area, workspace, members, lan.name)
        catalogue = store.catalogue(area)
        year = selecting.choose_year(store, catalogue, request.year, members, lan.name)
        quality = request.quality_area
        question = LanQuestion(
            lan=lan,
            catalogue=catalogue,
            themes=store.themes(),
            year=year,
            register=register,
            reflections=read_priorities(store, guides_folder()).reflections,
            before=load_earlier(store, catalogue, year),
            quality_area=None if quality is None else find_quality_area(quality, catalogue),
        )
        matrix, sources = load_matrix(store, catalogue, year)
        is_newest = year == store.years(area)[-1]
        local = corrections_by_kommun(workspace, register, area, year)
        promises = promises_of_lan(workspace, register, lan)
    found = identify_lan(question, matrix, sources)
    corrections = tuple(
        (kommun.name, correction, matrix.answer(indicator, kommun.code))
        for kommun in found.kommuner
        for (code, indicator), correction in local.items()
        if code == kommun.code
    )
    shipped = store.path == SHIPPED_STORE
    return FoundForLan(found, is_newest, shipped, corrections, workspace is not None, promises)


def weak_of(step_1: FoundForKommun | FoundForLan) -> tuple[str, ...]:
    """Return the weak indicators, the most important first."""
    from oj_cli.api.snapshot import weak_of_kommun, weak_of_lan

    if isinstance(step_1, FoundForKommun):
        return weak_of_kommun(step_1.found)
    return weak_of_lan(step_1.found)


def leading_of(step_1: FoundForKommun | FoundForLan) -> list[str]:
    """Return the themes that step 1 puts first."""
    if isinstance(step_1, FoundForKommun):
        return [area.theme.id for area in step_1.found.areas]
    return [theme.theme.id for theme in step_1.found.themes]


def for_lan(request: Request) -> "Document":
    """Answer for a län: the common needs of its kommuner."""
    from oj_cli.views.county import document

    f = find_lan(request)
    return document(
        f.found,
        request.most,
        request.show_all,
        f.is_newest,
        f.shipped,
        f.corrections,
        f.in_workspace,
        f.promises,
    )
