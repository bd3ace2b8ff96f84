"""Words and figures that screens and reports share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oj_cli.domain.indicators import AreaHead, Catalogue, Indicator
from oj_cli.domain.sources import Around, SourceRecord
from oj_cli.domain.swedish import capital, listing, number, percent

if TYPE_CHECKING:  # what n stands in
    from oj_cli.domain.chance import Uncertainty
    from oj_cli.domain.plan_chance import Ground

WHOLE = "hela socialtjänsten"
"""What a kommun or a län is over all områden."""


def area_word(catalogue: Catalogue | AreaHead) -> str:
    """Return an område's short name inside a sentence: `socialpsykiatri`, `LSS-enheter`."""
    first, rest = catalogue.short[:1], catalogue.short[1:]
    is_short = any(letter.isupper() for letter in rest.split(" ")[0])
    return catalogue.short if is_short else first.lower() + rest


def comparison_word(catalogue: Catalogue) -> str:
    """Return what an område is a comparison of: öppna jämförelser are Socialstyrelsen's only."""
    is_open = catalogue.publisher.startswith("Socialstyrelsen")
    return "öppna jämförelser" if is_open else "jämförelser"


FEW_DIGITS = 1000
"""From here on a decimal tells nothing."""


def plain(*values: float, between: str = "") -> str:
    """Return values without their unit, with decimals where they have any that tell anything."""
    return between.join(number(value, max(map(_decimals, values))) for value in values)


def _decimals(value: float) -> int:
    value = round(value, 9)  # a difference of two decimal numbers is one too
    if value == int(value) or abs(value) >= FEW_DIGITS:
        return 0
    most = 1 if abs(value) >= 1 else 2 if abs(value) >= 0.1 else 3
    return next(n for n in range(1, most + 1) if round(value, n) == round(value, most))


def figure_text(value: float, indicator: Indicator) -> str:
    """Return an indicator's value, median or share without its unit, as `value_text` rounds it."""
    return number(value) if indicator.is_percent else plain(value)


def named_with_unit(name: str, indicator: Indicator) -> str:
    """Return a name with the unit where that is another than percent: for tables of figures."""
    unit = "" if indicator.is_percent else indicator.after_value
    return f"{name}, {unit}" if unit else name


def short_names(indicators: Sequence[Indicator]) -> list[str]:
    """Return short names, without the word before a colon where all have the same."""
    names = [i.short for i in indicators]
    before = {name.partition(": ")[0] if ": " in name else "" for name in names}
    if len(before) != 1 or "" in before:
        return names
    return [capital(name.partition(": ")[2]) for name in names]


def in_table(value: float, indicator: Indicator) -> str:
    """Return a value beside a name `named_with_unit`: `36 %`, and of other units the figure."""
    return percent(value) if indicator.is_percent else plain(value)


def rate_text(share: float) -> str:
    """Return a share (0-1) as percent with the decimals it has, at most two: `1,25 %`."""
    return f"{number(100 * share, 2).rstrip('0').rstrip(',')}\u00a0%"


def n_text(of: "Uncertainty | Ground | None") -> str:
    """Return how many answers a value stands on: `minst 3 svar`; empty where nobody knows."""
    if of is None or not of.n:
        return ""
    return f"{'minst ' if of.n_source == 'minst' else ''}{number(of.n)} svar"


def part_text(share: float, n: int) -> str:
    """Return how large a part of `n` something is; never all or none where it is not."""
    if share in (0, 100) or 0.5 <= share < 99.5:
        return f"{percent(share)} av {number(n)}"
    return f"{number(share * n / 100)} av {number(n)}"


def value_text(value: float, indicator: Indicator) -> str:
    """Return an indicator's value, median or share with its unit, short."""
    if indicator.is_percent:
        return percent(value)
    return f"{plain(value)} {indicator.after_value}".strip()


def points_text(size: float, indicator: Indicator) -> str:
    """Return the size of a change without its direction: `27 procentenheter`."""
    size = abs(size)
    if not indicator.is_percent:
        return value_text(size, indicator)
    return in_points(number(size, 1 if 0 < size < 0.95 else 0))


def points_between(before: float, after: float, indicator: Indicator) -> str:
    """Return the size of a change as it adds up with its ends as printed: `13,5 procentenheter`."""
    size = abs(after - before)
    if not indicator.is_percent:
        return points_text(size, indicator)
    return in_points(number(size, decimals_between(before, after, after - before)))


def in_points(shown: str) -> str:
    """Return a number as it is written with its unit: `1 procentenhet`."""
    return f"{shown} {'procentenhet' if shown == '1' else 'procentenheter'}"


def signed_apart(value: float, other: float, indicator: Indicator) -> str:
    """Return a figure minus another with its sign, without the unit."""
    if indicator.is_percent:
        return signed_between(value - other, other, value)
    text = plain(abs(value - other))
    return text if value == other else f"{'+' if value > other else '−'}{text}"


def signed_between(change: float, before: float, after: float) -> str:
    """Return a change in percent units with its sign, as it adds up with its ends as printed."""
    return signed(change, decimals_between(before, after, change))


def decimals_between(before: float, after: float, change: float) -> int:
    """Return how many decimals a change needs to add up with its ends as printed."""
    whole = [int(number(v).replace("\u00a0", "")) for v in (before, after)]
    return 0 if signed(change) == signed(whole[1] - whole[0]) else 1


def signed(change: float, decimals: int = 0) -> str:
    """Return a change with its sign: `+3`, `−27`, `0`."""
    text = number(abs(change), decimals)
    is_zero = not any(digit in text for digit in "123456789")
    return text if is_zero else f"{'+' if change > 0 else '−'}{text}"


def shell_word(text: str) -> str:
    """Return a word as it is typed in a shell: in quotation marks where it holds a space."""
    return f'"{text}"' if " " in text else text


def year_flag(around: Around, year: int) -> str:
    """Return the flag that names a year, as it is added to a command; empty for the newest."""
    return "" if around.is_newest else f" --ar {year}"


def credit(sources: Sequence[SourceRecord]) -> str:
    """Return how what was computed from these sources is to be credited."""
    by_lead: dict[str, list[str]] = {}
    for source in sources:
        lead, _, givers = source.credit.partition(" från ")
        by_lead.setdefault(lead, []).extend(giver for giver in givers.split(" och ") if giver)
    found = []
    for lead, all_givers in by_lead.items():
        whole = listing(list(dict.fromkeys(all_givers)))
        found.append(f"{lead} från {whole}" if whole else lead)
    if not found:
        return ""
    first, *rest = found
    return "; ".join((first, *(c[:1].lower() + c[1:] for c in rest))) + "."
