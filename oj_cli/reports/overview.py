"""How one subject stands against riket in each kvalitetsområde: a table and a picture."""

from collections.abc import Mapping

from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.swedish import listing, percent
from oj_cli.domain.wording import signed
from oj_cli.presentation.document import Column, Figure, Shown, Table
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow

ID = "tabell-kvalitetsomraden"


def overview_table(
    catalogue: Catalogue,
    figures: Mapping[str, tuple[float | None, float | None]],
    who: str,
    year: int,
    source: str,
    caption: str = "genomsnitt av indikatorerna",
) -> Table | None:
    """Return the mean figure of each kvalitetsområde, own and riket's, over the same indicators.

    `figures` are (own, riket) in percent by indicator id. Returns None without any that have
    both.
    """
    rows = []
    for area in catalogue.quality_areas:
        pairs = [
            (own, riket)
            for i in catalogue
            if i.quality_area == area.id and i.role == "kvalitet"
            for own, riket in [figures.get(i.id, (None, None))]
            if own is not None and riket is not None
        ]
        if not pairs:
            continue
        own = sum(p[0] for p in pairs) / len(pairs)
        riket = sum(p[1] for p in pairs) / len(pairs)
        rows.append(
            (
                area.name,
                Shown(percent(own), own),
                Shown(percent(riket), riket),
                Shown(signed(round(own - riket, 6)), own - riket),
                len(pairs),
            )
        )
    if not rows:
        return None
    return Table(
        (
            Column("Kvalitetsområde", width=2.6),
            Column(who, align="right"),
            Column("Riket", align="right"),
            Column("Skillnad, procentenheter", align="right", width=1.2),
            Column("Antal indikatorer", align="right"),
        ),
        tuple(rows),
        caption=f"{who} mot riket {year}, {caption} i varje kvalitetsområde",
        id=ID,
        notes=("Ett genomsnitt döljer skillnader mellan indikatorer. Se varje kvalitetsområde.",),
        source=source,
    )


def overview_figure(table: Table, who: str, year: int) -> Figure | None:
    """Return the table as a picture. Its title states where the difference is largest."""
    rows = []
    differences = []
    for row in table.cells:
        name, own, riket, *_ = (c.text if c.value is None else c.value for c in row)
        if not isinstance(own, int | float) or not isinstance(riket, int | float):
            continue
        dots = (Dot(who, float(own)), Dot("Riket", float(riket)))
        rows.append(DotRow(str(name), dots, signed(round(own - riket, 6))))
        differences.append((own - riket, str(name)))
    if not rows:
        return None
    title = _title(differences, who)
    said = [
        f"{r.name}: {who} {percent(r.dots[0].value)}, riket {percent(r.dots[1].value)}"
        for r in rows
    ]
    return Figure(
        DotPlot(
            title,
            f"Genomsnitt av indikatorerna i procent, {year}",
            (who, "Riket"),
            tuple(rows),
            table.source,
            "Skillnad",
        ),
        title=title,
        alt=f"Punktdiagram. {'; '.join(said)}.",
        data=table.id,
        id="figur-kvalitetsomraden",
    )


def _title(differences: list[tuple[float, str]], who: str) -> str:
    low, high = min(differences), max(differences)
    parts = []
    if low[0] <= -1:
        parts.append(f"längst under riket i {low[1].lower()}")
    if high[0] >= 1:
        parts.append(f"längst över riket i {high[1].lower()}")
    if not parts:
        return f"{who} ligger nära riket i alla kvalitetsområden"
    return f"{who} ligger {listing(parts)}"
