"""The map as a picture: områden, or the kommuner of a län, by themes, the weakest first."""

from collections.abc import Iterable, Mapping, Sequence

from oj_cli.domain.identification import CLEAR, JUDGED, IndicatorResult
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.lan_map import LanMap
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import counted
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import Figure
from oj_cli.presentation.pictures.model import HeatCell, HeatMap

_LEGEND = (
    "2/8: 2 av 8 mått är tydligt svaga, eller saknas. Mörkare ruta: större del av måtten. Tom "
    "ruta: inget mått. Mest svagt står överst och längst till vänster."
)
_FEWEST = 2


def of_kommun(found: KommunMap) -> Figure | None:
    """Return områden by themes for a kommun, None where it is not in at least two of them."""
    years = sorted({part.year or 0 for part in found.known})
    rows = [(f"{part.head.short} {part.year}", part.results) for part in found.known]
    when = "–".join(str(year) for year in dict.fromkeys((years or [0])[:: len(years) - 1 or 1]))
    return _figure(
        f"{found.kommun.name} {when}", rows, found.theme_names, found.sources, "figur-karta"
    )


def of_lan(found: LanMap) -> Figure | None:
    """Return the kommuner of a län by themes, over all områden."""
    rows = [
        (kommun.name, [r for part in found.maps[kommun.code] for r in part.results])
        for kommun in found.kommuner
    ]
    return _figure(found.lan.name, rows, found.theme_names, found.sources, "figur-karta-lan")


def _figure(
    who: str,
    rows: Sequence[tuple[str, Iterable[IndicatorResult]]],
    names: Mapping[str, str],
    sources: Sequence[SourceRecord],
    id: str,
) -> Figure | None:
    counts: dict[str, dict[str, tuple[int, int]]] = {}
    for name, results in rows:
        of_row = counts.setdefault(name, {})
        for r in results:
            if r.verdict in JUDGED:
                weak, n = of_row.get(r.indicator.theme, (0, 0))
                of_row[r.indicator.theme] = weak + (r.verdict in CLEAR), n + 1
    counts = {name: of_row for name, of_row in counts.items() if of_row}
    if len(counts) < _FEWEST:
        return None
    themes = {id for of_row in counts.values() for id in of_row}
    by_theme = {id: _sum(row[id] for row in counts.values() if id in row) for id in themes}
    by_row = {name: _sum(row.values()) for name, row in counts.items()}
    columns = sorted(themes, key=lambda id: (*_weakest(by_theme[id]), names.get(id, id)))
    order = sorted(counts, key=lambda name: (*_weakest(by_row[name]), name))
    weak, n = _sum(by_row.values())
    said = [
        f"{name}: {', '.join(_said(names, of_row, id) for id in columns if id in of_row)}"
        for name in order
        for of_row in (counts[name],)
    ]
    picture = HeatMap(
        f"{who}: tydligt svagt, eller saknas, på {weak} av {counted(n, 'mått', 'mått')}, "
        f"mest i {names.get(columns[0], columns[0])}",
        tuple(order),
        tuple(names.get(id, id) for id in columns),
        tuple(tuple(_cell(counts[name].get(id)) for id in columns) for name in order),
        credit(sources),
        _LEGEND,
        "svag",
    )
    alt = f"Rutmönster, det som har mest svagt först. {'; '.join(said)}."
    return Figure(picture, picture.title, alt, id=id)


def _sum(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    found = list(pairs)
    return sum(weak for weak, _ in found), sum(n for _, n in found)


def _weakest(of: tuple[int, int]) -> tuple[float, float]:
    """Return what sorts the most weak first, of as many the larger part."""
    return -of[0], of[1]


def _cell(of: tuple[int, int] | None) -> HeatCell:
    return HeatCell("") if of is None else HeatCell(f"{of[0]}/{of[1]}", of[0] / of[1])


def _said(names: Mapping[str, str], counts: Mapping[str, tuple[int, int]], id: str) -> str:
    weak, n = counts[id]
    return f"{names.get(id, id)} {weak} av {n}"
