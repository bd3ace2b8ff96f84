"""`oj compare`: one indicator or one kvalitetsområde, kommun by kommun."""

from typing import TYPE_CHECKING, Annotated, cast, get_args

from oj_cli.commands.opened import is_of_kommun, open_oj
from oj_cli.commands.options import (
    AmongOption,
    AreaOption,
    IndicatorOption,
    InvanargruppOption,
    KommungruppOption,
    KommunOption,
    LanOption,
    ThemeOption,
    UtgavaOption,
    YearOption,
    option,
)
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.selection import Filters, SortBy
from oj_cli.domain.swedish import fold, listing

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
    tema: ThemeOption = None,
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

    Med bara --kommun visas det som är tydligt svagt och starkt i alla områden, bredvid liknande
    kommuner eller den grupp ni väljer. Med --indicator visas en indikator för alla kommuner, med
    --kvalitetsomrade en tabell med kommuner och indikatorer, som i en länsrapport. Läggs --kommun
    eller --jamfor-med till visas er egen kommun och de kommuner som den jämförs med.
    """
    oj, filters = open_oj(), Filters(lan, kommungrupp, invanargrupp)
    if indicator is None and kvalitetsomrade is None and is_of_kommun(oj, kommun):
        if ar is not None or sort != "kommun":
            raise UsageFault("compare.map_is_newest")
        from oj_cli.views import whole_compare

        whole = oj.compare_whole(
            kommun, area=omrade, theme=tema, among=jamfor_med, edition=utgava, filters=filters
        )
        return Answer(whole, whole_compare.document)
    if tema is not None:
        raise UsageFault("compare.theme_of_kommun")
    from oj_cli.views.compare import document

    if kommun is not None and jamfor_med is None:
        jamfor_med = "liknande"
    found = oj.compare(
        indicator=indicator,
        quality_area=kvalitetsomrade,
        area=omrade,
        year=ar,
        edition=utgava,
        filters=filters,
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
