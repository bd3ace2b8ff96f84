"""A question over the years, in words."""

from oj_cli.domain.indicators import Break, Indicator
from oj_cli.domain.swedish import listing


def question_over_time(indicator: Indicator) -> list[str]:
    """Return in which years a question was asked, what replaced it, and its breaks."""
    i, lines = indicator, []
    if i.first_year:
        lines.append(f"Första år: {i.first_year}.")
    if i.last_year:
        lines.append(f"Sista år: {i.last_year}. Frågan ställs inte längre.")
    if i.replaced_by:
        names = [s.name + (f" ({s.kolada})" if s.kolada else "") for s in i.replaced_by]
        lines.append(f"Ersatt av: {listing(names)}.")
    elif i.last_year:
        lines.append("Ersatt av: inget som är känt här.")
    return [*lines, *map(break_text, i.breaks)]


def break_text(found: Break) -> str:
    """Return between which years not to compare, and why."""
    return f"Jämför inte före och efter {found.first_year}: {found.reason}."
