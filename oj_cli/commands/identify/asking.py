"""Step 1 chosen at the keyboard: first areas, then their indicators, then why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oj_cli.domain.indicators import Catalogue, Themes


def ask_names(
    catalogue: "Catalogue",
    themes: "Themes",
    leading: Sequence[str],
    weak: Sequence[str],
    own: dict[str, str],
) -> list[str]:
    """Ask which areas to work on and which of their weak indicators.

    `leading` are the themes that step 1 puts first, `weak` the indicators with the most
    important first; `own` is the own answer in words by indicator id. Returns indicator ids.
    """
    from oj_cli.analysis.choose import themes_in_order
    from oj_cli.domain.swedish import counted
    from oj_cli.terminal.prompts import Option, several

    names = {t.id: t.name for t in themes.themes}
    of_theme = themes_in_order(weak, catalogue, leading)
    chosen = several(
        "Vilka områden vill ni arbeta med? Helst ett, högst tre.",
        [Option(t, f"{names[t]} ({counted(len(of_theme[t]), 'svag', 'svaga')})") for t in of_theme],
    )
    result: list[str] = []
    for theme in _values(chosen):
        ids = of_theme[theme]
        picked = several(
            f"Vilka indikatorer i {names[theme]}?",
            [Option(id, f"{catalogue.by_id[id].name}: {own[id]}") for id in ids],
            chosen=ids,
        )
        result += _values(picked)
    return result


def ask_why() -> str:
    """Ask for the motive."""
    from oj_cli.terminal.prompts import text

    answer = text("Varför väljer ni det? Skriv minst ett skäl som andra kan kontrollera.")
    return answer if isinstance(answer, str) else ""


def _values(answer: object) -> tuple[str, ...]:
    """Return what was chosen; no moves are offered here, so that it is always values."""
    return answer if isinstance(answer, tuple) else ()
