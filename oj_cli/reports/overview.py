"""How one subject stands against riket in each kvalitetsområde: a table and a picture."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import listing, percent
from oj_cli.domain.wording import credit, signed
from oj_cli.presentation.document import Block, Column, Shown
from oj_cli.presentation.parts import figure, table_of
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow


def overview(
    catalogue: Catalogue,
    figures: Mapping[str, tuple[float | None, float | None]],
    who: str,
    year: int,
    sources: Sequence[SourceRecord],
    what: str = "genomsnitt av indikatorerna",
) -> tuple[Block, ...]:
    """Return the mean figure of each kvalitetsområde, own and riket's, over the same indicators.

    `figures` are (own, riket) in percent by indicator id. Those where lower is better are left
    out: the mean would say nothing of what is best. The picture comes first; its title
    states where the difference is largest. Empty without any indicator that has both.
    """
    judged = [i for i in catalogue if i.is_judged and i.is_percent]
    turned = [
        i for i in judged if i.direction == "lagre" and None not in figures.get(i.id, (None,))
    ]
    means = []
    for area in catalogue.quality_areas:
        pairs = [
            (own, riket)
            for i in judged
            if i.quality_area == area.id and i not in turned
            for own, riket in [figures.get(i.id, (None, None))]
            if own is not None and riket is not None
        ]
        if pairs:
            own, riket = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
            means.append((area.name, own, riket, len(pairs)))
    if not means:
        return ()
    made = table_of(
        "tabell-kvalitetsomraden",
        f"{who} mot riket {year}, {what} i varje kvalitetsområde",
        means,
        (
            (Column("Kvalitetsområde", width=2.6), lambda m: m[0]),
            (Column(who, align="right"), lambda m: Shown(percent(m[1]), m[1])),
            (Column("Riket", align="right"), lambda m: Shown(percent(m[2]), m[2])),
            (
                Column("Skillnad, procentenheter", align="right", width=1.2),
                lambda m: Shown(_difference(m[1], m[2]), m[1] - m[2]),
            ),
            (Column("Antal indikatorer", align="right"), lambda m: m[3]),
        ),
        (
            "Ett genomsnitt döljer skillnader mellan indikatorer. Se varje kvalitetsområde.",
            f"Inte med, för där är ett lågt värde bäst: {listing([i.short for i in turned])}."
            if turned
            else "",
        ),
        sources,
    )
    rows = tuple(
        DotRow(name, (Dot(who, own), Dot("Riket", riket)), _difference(own, riket))
        for name, own, riket, _ in means
    )
    picture = DotPlot(
        _title([(own - riket, name) for name, own, riket, _ in means], who),
        f"Genomsnitt av indikatorerna i procent, {year}",
        (who, "Riket"),
        rows,
        credit(sources),
        "Skillnad",
    )
    said = [f"{m[0]}: {who} {percent(m[1])}, riket {percent(m[2])}" for m in means]
    alt = f"Punktdiagram. {'; '.join(said)}."
    return (figure("figur-kvalitetsomraden", picture, alt, made), made)


def _difference(own: float, riket: float) -> str:
    return signed(round(own - riket, 6))


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
