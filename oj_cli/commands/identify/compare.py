"""`oj compare`: one indicator or one kvalitetsområde, kommun by kommun."""

from typing import Annotated, get_args

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
from oj_cli.commands.output import Answer, answers, drawn
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.selection import Filters, SortBy
from oj_cli.domain.swedish import listing
from oj_cli.domain.typed import pick

_SORTS: tuple[SortBy, ...] = get_args(SortBy)


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
        sort=pick(sort, {key: key for key in _SORTS}, "--sort"),
    )
    return Answer(found, document, figure=drawn("matrix_picture.of_overview", found))
