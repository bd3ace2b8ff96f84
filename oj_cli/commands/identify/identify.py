"""`oj identify`: step 1, what to work on and why, and what was chosen."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.api import Oj
from oj_cli.commands.completion import complete_choice
from oj_cli.commands.opened import asks_for_the_map, open_oj
from oj_cli.commands.options import (
    AreaOption,
    InvanargruppOption,
    KommungruppOption,
    KommunOption,
    LanOption,
    OwnListOption,
    TodayOption,
    UtgavaOption,
    YearOption,
    at_least_one,
    option,
)
from oj_cli.commands.output import Answer, answers, drawn
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.references import REFERENCE_IDS
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import fold, listing

if TYPE_CHECKING:
    from oj_cli.domain.county import LanIdentification
    from oj_cli.domain.identification import Identification
    from oj_cli.presentation.document import Figure

_KEEP = "Spara valet"


@answers
def identify(
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    jamfor_med: Annotated[
        str | None,
        option(
            "GRUPP",
            f"Vilken jämförelse som avgör ordningen: {listing(REFERENCE_IDS, 'eller')}. De andra "
            "visas också, liknande (Koladas grupper) bara när ni väljer den.",
            show_default="den i oj.yaml, annars riket",
        ),
    ] = None,
    egen: OwnListOption = None,
    utgava: UtgavaOption = None,
    kvalitetsomrade: Annotated[str | None, option("NAMN", "Visa bara ett kvalitetsområde.")] = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    antal: Annotated[
        int, option("ANTAL", "Hur många indikatorer kortlistan har.", parser=at_least_one)
    ] = 7,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa alla indikatorer, med alla jämförelser.")
    ] = False,
    valj: Annotated[
        str | None,
        option(
            "[TEMA]",
            "Välj teman eller indikatorer att arbeta med, med komma emellan, och spara dem "
            "med siffrorna i analysen. Ett tema tar med sina svaga indikatorer. Utan värde får "
            "ni frågan. En fil från oj report seminarium går också bra.",
            autocompletion=complete_choice,
            rich_help_panel=_KEEP,
        ),
    ] = None,
    valj_bort: Annotated[
        str | None,
        option(
            "TEMA",
            "Vänta med teman eller indikatorer, och spara varför.",
            autocompletion=complete_choice,
            rich_help_panel=_KEEP,
        ),
    ] = None,
    motiv: Annotated[
        str | None, option("TEXT", "Varför ni väljer så.", rich_help_panel=_KEEP)
    ] = None,
    uppdatera: Annotated[
        bool,
        typer.Option(
            "--uppdatera",
            help="Ersätt siffrorna för det som ni redan har valt med dem som gäller nu.",
            rich_help_panel=_KEEP,
        ),
    ] = False,
    idag: TodayOption = None,
) -> Answer:
    """Hitta det som är viktigast att förbättra (steg 1).

    Utan --omrade visas hela socialtjänsten på en skärm. Med --omrade visas ett område: högst tre
    teman att arbeta med och varför, vilka svar som bör stämmas av först, och vilka kommuner ni
    kan lära av. Med --lan men utan --kommun visas länets gemensamma
    behov. Med --kommun blir --lan, --kommungrupp och --invanargrupp jämförelsen "urval".
    Med --valj sparas det som ni väljer i arbetsmappens analys.
    """
    oj = open_oj(idag)
    of_one_area = (ar, jamfor_med, egen, utgava, kvalitetsomrade, lan, kommungrupp, invanargrupp)
    filters = Filters(lan, kommungrupp, invanargrupp)
    flags = None
    if uppdatera or any(text is not None for text in (valj, valj_bort, motiv)):
        from oj_cli.commands.identify.choose import Flags

        flags = Flags(valj, valj_bort, motiv, uppdatera)
        flags.refuse()
    if kommun is None and (lan is not None or _is_of_lan(oj)):
        _refuse_what_is_of_kommun(jamfor_med, egen, filters)
        if flags is None and asks_for_the_map(oj, omrade, of_one_area[:5]):
            from oj_cli.views import lan_map

            of_all = oj.lan_map(lan, belonging=omrade)
            return Answer(of_all, lan_map.document, figure=drawn("map_picture.of_lan", of_all))
        from oj_cli.views import county

        in_lan = oj.identify_lan(lan, area=omrade, year=ar, quality_area=kvalitetsomrade)
        answer = Answer(
            in_lan,
            lambda _: county.document(in_lan, antal, alla),
            figure=lambda: _matrix(oj, in_lan),
        )
    elif asks_for_the_map(oj, omrade, of_one_area):
        from oj_cli.views import kommun_map

        whole = oj.kommun_map(kommun, belonging=omrade)
        answer = Answer(whole, kommun_map.document, figure=drawn("map_picture.of_kommun", whole))
    else:
        from oj_cli.views import identify as view

        found = oj.identify(
            kommun,
            area=omrade,
            year=ar,
            ranking=jamfor_med,
            own_list=egen,
            edition=utgava,
            quality_area=kvalitetsomrade,
            filters=filters,
        )
        answer = Answer(
            found, lambda _: view.document(found, antal, alla), figure=lambda: _profile(oj, found)
        )
    if flags is None:
        return answer
    from oj_cli.commands.identify.choose import keep
    from oj_cli.views import chosen

    choice = keep(oj, answer.result, flags, utgava)
    return Answer(choice, chosen.document)


def _matrix(oj: Oj, found: "LanIdentification") -> "Figure | None":
    from oj_cli.domain.wording import area_word, credit
    from oj_cli.views.matrix_picture import matrix

    county = oj.county(found.lan.name, found.catalogue.area, found.year, None)
    what = f"{found.lan.name}, {area_word(found.catalogue)} {found.year}"
    judged = [r.indicator for r in found.indicators]
    return matrix(what, county.rows, judged, credit(found.sources))


def _profile(oj: Oj, found: "Identification") -> "Figure | None":
    from oj_cli.views.profile_picture import figure  # a file alone shows it

    return figure(found, oj.trend_overview(kommun=found.kommun.code, area=found.catalogue.area))


def _is_of_lan(oj: Oj) -> bool:
    settings = oj.workspace and oj.workspace.settings
    return bool(settings and settings.kommun is None and settings.lan is not None)


def _refuse_what_is_of_kommun(ranking: str | None, own_list: str | None, filters: Filters) -> None:
    if own_list is not None or fold(ranking or "riket") != "riket":
        raise UsageFault("identify.lan_is_compared_with_riket")
    if filters.kommungrupp is not None or filters.invanargrupp is not None:
        raise UsageFault("identify.lan_is_whole")
