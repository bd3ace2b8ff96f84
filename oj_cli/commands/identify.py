"""`oj identify`: step 1, what to work on and why."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.options import (
    AreaOption,
    InvanargruppOption,
    KommungruppOption,
    KommunOption,
    LanOption,
    UtgavaOption,
    YearOption,
)
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.references import REFERENCE_IDS
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import fold, listing
from oj_cli.ui.options import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)

if TYPE_CHECKING:
    from oj_cli.domain.document import Document


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


def identify(
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    jamfor_med: Annotated[
        str,
        typer.Option(
            "--jamfor-med",
            metavar="GRUPP",
            help="Vilken jämförelse som avgör ordningen: "
            + listing(REFERENCE_IDS, "eller")
            + ". Alla visas.",
        ),
    ] = "riket",
    egen: Annotated[
        str | None,
        typer.Option(
            "--egen", metavar="KOMMUNER", help="Egen lista att jämföra med: Mora,Rättvik,Gagnef."
        ),
    ] = None,
    utgava: UtgavaOption = None,
    kvalitetsomrade: Annotated[
        str | None,
        typer.Option("--kvalitetsomrade", metavar="NAMN", help="Visa bara ett kvalitetsområde."),
    ] = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    antal: Annotated[
        int, typer.Option("--antal", min=1, help="Hur många indikatorer kortlistan har.")
    ] = 7,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa alla indikatorer, med alla jämförelser.")
    ] = False,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Hitta det som är viktigast att förbättra (steg 1).

    Visar högst tre områden att arbeta med och varför, vilka svar som bör stämmas av först,
    och vilka kommuner ni kan lära av. Med --lan men utan --kommun visas länets gemensamma
    behov. Med --kommun blir --lan, --kommungrupp och --invanargrupp jämförelsen "urval".
    """
    request = Request(
        kommun=kommun,
        area=omrade,
        year=ar,
        ranking=_reference_id(jamfor_med),
        own_list=egen,
        edition=utgava,
        quality_area=kvalitetsomrade,
        filters=Filters(lan, kommungrupp, invanargrupp),
        most=antal,
        show_all=alla,
    )
    show(
        for_lan(request) if _asks_for_lan(request) else for_kommun(request),
        format,
        output,
        csv_dialect,
        no_color,
    )


def _asks_for_lan(request: Request) -> bool:
    if request.kommun is not None:
        return False
    if request.filters.lan is None and not _workspace_is_of_lan():
        return False
    if request.own_list is not None or request.ranking != "riket":
        raise UsageFault(
            "Länets gemensamma behov jämförs alltid med riket.",
            hints=("Ta bort --egen och --jamfor-med, eller lägg till --kommun.",),
        )
    if request.filters.kommungrupp is not None or request.filters.invanargrupp is not None:
        raise UsageFault(
            "Länets gemensamma behov gäller alla kommuner i länet.",
            hints=("Ta bort --kommungrupp och --invanargrupp, eller lägg till --kommun.",),
        )
    return True


def _workspace_is_of_lan() -> bool:
    from oj_cli.workspace import find_workspace

    workspace = find_workspace()
    if workspace is None:
        return False
    return workspace.settings.kommun is None and workspace.settings.lan is not None


def _reference_id(text: str) -> str:
    for id in REFERENCE_IDS:
        if fold(text) == id:
            return id
    raise UsageFault(
        f"Det går inte att jämföra med ”{text}”.",
        hints=(f"Skriv --jamfor-med {listing(REFERENCE_IDS, 'eller')}.",),
    )


def for_kommun(request: Request) -> "Document":
    """Answer for a kommun."""
    from oj_cli.analysis.identify import identify
    from oj_cli.analysis.judge import Question
    from oj_cli.analysis.references import build_references
    from oj_cli.catalogue import find_quality_area
    from oj_cli.commands import choice
    from oj_cli.commands.loading import load_history, load_matrix, load_mirrors
    from oj_cli.guide.content import read_guide, weights
    from oj_cli.ui.views.identify import document
    from oj_cli.workspace import SHIPPED_STORE, guides_folder

    with choice.open_data() as (store, workspace):
        kommun = choice.choose_kommun(store, request.kommun, workspace)
        area = choice.choose_area(store, request.area, workspace, [kommun], kommun.name)
        catalogue = store.catalogue(area)
        year = choice.choose_year(store, catalogue, request.year, [kommun], kommun.name)
        register = store.register(population_before=year)
        edition = register.edition(year, request.edition)
        own = choice.choose_kommuner(register, request.own_list)
        selection = choice.select(register, request.filters, edition, year)
        references = build_references(kommun, register, year, edition, own, selection)
        _refuse_absent(request.ranking, {r.id for r in references})
        quality = request.quality_area
        guide = read_guide(guides_folder())
        question = Question(
            kommun=kommun,
            catalogue=catalogue,
            themes=store.themes(),
            year=year,
            register=register,
            edition=edition,
            references=references,
            ranking=request.ranking,
            weights=weights(guide, guides_folder()),
            reflections=guide.reflections,
            history=load_history(store, catalogue, kommun),
            mirrors=load_mirrors(store, catalogue, kommun, year),
            corrections=workspace.corrections if workspace else (),
            promises=workspace.promises if workspace else (),
            quality_area=None if quality is None else find_quality_area(quality, catalogue),
        )
        matrix, sources = load_matrix(store, catalogue, year)
        others = tuple(a for a in store.areas() if a != area and store.years(a, [kommun.code]))
        is_newest = year == store.years(area)[-1]
    found = identify(question, matrix, sources)
    shipped = store.path == SHIPPED_STORE
    return document(found, request.most, request.show_all, others, is_newest, shipped)


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


def for_lan(request: Request) -> "Document":
    """Answer for a län: the common needs of its kommuner."""
    from oj_cli.analysis.county import LanQuestion, identify_lan
    from oj_cli.catalogue import find_quality_area
    from oj_cli.commands import choice
    from oj_cli.commands.loading import load_earlier, load_matrix
    from oj_cli.guide.content import read_guide
    from oj_cli.ui.views.county import document
    from oj_cli.workspace import SHIPPED_STORE, guides_folder

    with choice.open_data() as (store, workspace):
        register = store.register()
        lan = choice.choose_lan(store, request.filters.lan, workspace)
        members = [k for k in register.kommuner if k.lan == lan.code]
        area = choice.choose_area(store, request.area, workspace, members, lan.name)
        catalogue = store.catalogue(area)
        year = choice.choose_year(store, catalogue, request.year, members, lan.name)
        quality = request.quality_area
        question = LanQuestion(
            lan=lan,
            catalogue=catalogue,
            themes=store.themes(),
            year=year,
            register=register,
            reflections=read_guide(guides_folder()).reflections,
            before=load_earlier(store, catalogue, year),
            quality_area=None if quality is None else find_quality_area(quality, catalogue),
        )
        matrix, sources = load_matrix(store, catalogue, year)
        is_newest = year == store.years(area)[-1]
    found = identify_lan(question, matrix, sources)
    shipped = store.path == SHIPPED_STORE
    return document(found, request.most, request.show_all, is_newest, shipped)
