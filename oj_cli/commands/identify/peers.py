"""`oj peers`: whom to call about an indicator or a theme."""

from typing import Annotated

from oj_cli.commands.opened import asks_for_the_map, open_oj
from oj_cli.commands.options import (
    AmongOption,
    AreaOption,
    IndicatorOption,
    InvanargruppOption,
    KommungruppOption,
    KommunOption,
    LanOption,
    UtgavaOption,
    YearOption,
    at_least_one,
    option,
)
from oj_cli.commands.output import Answer, answers, drawn
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.selection import Filters


@answers
def peers(
    indicator: IndicatorOption = None,
    tema: Annotated[
        str | None, option("TEMA", "Bara ett tema, i stället för en indikator: arbete.")
    ] = None,
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    jamfor_med: AmongOption = None,
    utgava: UtgavaOption = None,
    antal: Annotated[
        int, option("ANTAL", "Hur många kommuner som visas.", parser=at_least_one)
    ] = 10,
) -> Answer:
    """Visa vilka kommuner ni kan lära av.

    Med bara --kommun: om allt som kartan finner tydligt svagt eller saknas, och de som återkommer i
    flest områden först. Med --tema om ett tema, med --indicator om en indikator. Listar kommuner
    som svarat JA, eller är bland de bästa och bättre än ni. Tydligt bättre kommer först, och bland
    dem de mest lika: samma kommungrupp och invånargrupp, sedan en av dem, sedan samma län.
    """
    oj, filters = open_oj(), Filters(lan, kommungrupp, invanargrupp)
    own = oj.workspace.settings.area if oj.workspace else None
    if indicator is None and (tema is None or asks_for_the_map(oj, omrade, (ar,))):
        if ar is not None:
            raise UsageFault("peers.map_is_newest")
        from oj_cli.views import whole_peers

        whole = oj.peers_whole(
            kommun,
            area=omrade or own,
            theme=tema,
            among=jamfor_med,
            edition=utgava,
            filters=filters,
            most=antal,
        )
        return Answer(whole, whole_peers.document)
    from oj_cli.views.peers import document

    found = oj.peers(
        kommun,
        indicator=indicator,
        theme=tema,
        area=omrade,
        year=ar,
        edition=utgava,
        filters=filters,
        among=jamfor_med,
        most=antal,
    )
    return Answer(found, document, figure=drawn("change_picture.of_peers", found))
