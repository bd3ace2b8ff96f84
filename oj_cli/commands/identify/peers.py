"""`oj peers`: whom to call about an indicator or a theme."""

from typing import TYPE_CHECKING, Annotated

from oj_cli.commands.opened import open_oj
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
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.selection import Filters
from oj_cli.views.peers import document

if TYPE_CHECKING:
    from oj_cli.domain.peers import Peers
    from oj_cli.presentation.document import Figure


@answers
def peers(
    indicator: IndicatorOption = None,
    tema: Annotated[
        str | None, option("TEMA", "Ett tema i stället för en indikator: arbete.")
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

    Listar kommuner som svarat JA, eller är bland de bästa och bättre än ni. De som är tydligt
    bättre kommer först, och bland dem de mest lika: samma kommungrupp och invånargrupp, sedan en av
    dem, sedan samma län.
    """
    found = open_oj().peers(
        kommun,
        indicator=indicator,
        theme=tema,
        area=omrade,
        year=ar,
        edition=utgava,
        filters=Filters(lan, kommungrupp, invanargrupp),
        among=jamfor_med,
        most=antal,
    )
    return Answer(found, document, figure=lambda: _figure(found))


def _figure(found: "Peers") -> "Figure | None":
    from oj_cli.views.change_picture import of_peers  # a file alone shows it

    return of_peers(found)
