"""`oj compare`: one indicator or one kvalitetsområde, kommun by kommun."""

from typing import TYPE_CHECKING, Annotated, cast, get_args

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
    option,
)
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.selection import Filters, SortBy
from oj_cli.domain.swedish import fold, listing
from oj_cli.views.compare import document

if TYPE_CHECKING:
    from oj_cli.domain.overview import Overview
    from oj_cli.presentation.document import Figure

_SORTS = get_args(SortBy)


@answers
def compare(
    indicator: IndicatorOption = None,
    kvalitetsomrade: Annotated[
        str | None, option("NAMN", "Alla indikatorer i kvalitetsområdet.")
    ] = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    lan: LanOption = None,
    kommungrupp: KommungruppOption = None,
    invanargrupp: InvanargruppOption = None,
    jamfor_med: AmongOption = None,
    kommun: KommunOption = None,
    utgava: UtgavaOption = None,
    sort: Annotated[str, option("NYCKEL", f"Sortera efter {listing(_SORTS, 'eller')}.")] = "kommun",
) -> Answer:
    """Jämför kommunernas svar sida vid sida.

    Med --indicator visas en indikator för alla kommuner, med --kvalitetsomrade en tabell
    med kommuner och indikatorer, som i en länsrapport. Med --jamfor-med visas er egen kommun
    och de kommuner som den jämförs med.
    """
    if kommun is not None and jamfor_med is None:
        raise UsageFault("compare.kommun_with_whom")
    found = open_oj().compare(
        indicator=indicator,
        quality_area=kvalitetsomrade,
        area=omrade,
        year=ar,
        edition=utgava,
        filters=Filters(lan, kommungrupp, invanargrupp),
        kommun=kommun,
        among=jamfor_med,
        sort=_sort(sort),
    )
    return Answer(found, document, figure=lambda: _figure(found))


def _figure(found: "Overview") -> "Figure | None":
    from oj_cli.views.matrix_picture import of_overview  # a file alone shows it

    return of_overview(found)


def _sort(text: str) -> SortBy:
    if fold(text) in _SORTS:
        return cast(SortBy, fold(text))
    raise UsageFault("compare.unknown_sort", text=text, known=listing(_SORTS, "eller"))
