"""All kommuner's values of one indicator as a strip of dots, with one kommun marked."""

from typing import Any

from oj_cli.domain.swedish import number
from oj_cli.reports.pictures.model import Spread
from oj_cli.reports.pictures.style import BLUE, INK, LINE, PALE, SOFT, Kind, Page, drawn

_PLOT = 1.9  # inches
_BINS = 50


def render(spread: Spread, kind: Kind, alt: str) -> bytes:
    """Return the distribution as a file's content."""
    return drawn(lambda figure: _paint(spread, figure), kind, spread.title, alt)


def _paint(spread: Spread, figure: Any) -> None:
    notes = (
        f"Varje grå prick är en kommun, {number(len(spread.values))} i allt. Prickar med samma "
        "värde ligger på varandra.",
        spread.source,
    )
    page = Page(figure, spread.title, spread.unit, notes, _PLOT)
    axes = page.axes(0.4, 0.4, above=0.35, below=0.3)
    low, high = min((*spread.values, 0.0)), max((*spread.values, spread.own))
    high = 100.0 if low >= 0 and 40 < high <= 100 else high or 1.0
    step = (high - low) / _BINS or 1.0
    stacks: dict[int, int] = {}
    xs, ys = [], []
    for value in sorted(spread.values):
        place = int((value - low) / step)
        stacks[place] = stacks.get(place, 0) + 1
        xs.append(value)
        ys.append(stacks[place])
    top = max(ys, default=1)
    axes.set_xlim(low - step, high + step)
    axes.set_ylim(-0.12 * top, top * 1.12 + 1)
    axes.set_yticks([])
    ticks = [low + n * (high - low) / 4 for n in range(5)]
    decimals = 0 if high - low >= 8 else 1
    axes.set_xticks(ticks, [number(t, decimals) for t in ticks], color=SOFT)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.plot(
        xs,
        ys,
        marker="o",
        markersize=max(2.0, min(5.0, 90 / top)),
        color=LINE,
        linestyle="none",
        zorder=2,
    )
    for value, name, look in (
        (spread.median, spread.median_name, {"color": INK, "linestyle": (0, (4, 2))}),
        (spread.own, spread.own_name, {"color": BLUE, "linestyle": "-", "linewidth": 2.4}),
    ):
        axes.axvline(value, zorder=3, **look)
        right = value > (low + high) / 2
        own = name == spread.own_name
        axes.annotate(
            f"{name}: {number(value, 0 if value == int(value) else 1)}",
            (value, 1.0),
            (-5 if right else 5, 3 if own else -9),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="right" if right else "left",
            fontsize=9,
            color=INK,
            weight="bold" if own else "normal",
            annotation_clip=False,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    axes.plot(
        spread.own,
        0,
        marker="^",
        markersize=10,
        color=BLUE,
        linestyle="none",
        clip_on=False,
        zorder=5,
    )
