"""What the shell may offer while a user types. Never imports pandas, never fails aloud.

Typer keeps what begins with the typed text to the letter, so the typed text comes first
in the user's own spelling: `alv` finds Älvdalen.
"""

from collections.abc import Iterable

from oj_cli.domain.errors import OjError
from oj_cli.domain.swedish import fold


def _matching(incomplete: str, names: Iterable[str]) -> list[str]:
    """Return names that begin with what is typed, in any case and with or without åäö.

    A name whose spelling differs is returned with the typed beginning, which every
    command reads as the same name: `upplandsv` gives `upplandsväsby`.
    """
    wanted = fold(incomplete)
    result = []
    for name in names:
        if name.startswith(incomplete):
            result.append(name)
        elif fold(name).startswith(wanted):
            typed = next(n for n in range(len(name) + 1) if fold(name[:n]) == wanted)
            result.append(incomplete + name[typed:])
    return result


def complete_kommun(incomplete: str) -> list[str]:
    """Offer kommuner by name."""
    from oj_cli.commands.choice import open_data

    try:
        with open_data() as (store, _):
            names = [k.name for k in store.register().kommuner]
    except OjError:
        return []
    return _matching(incomplete, names)


def complete_lan(incomplete: str) -> list[str]:
    """Offer län by short name."""
    from oj_cli.commands.choice import open_data
    from oj_cli.domain.kommuner import short_lan

    try:
        with open_data() as (store, _):
            names = [short_lan(x.name) for x in store.register().lan]
    except OjError:
        return []
    return _matching(incomplete, names)


def complete_indicator(incomplete: str) -> list[tuple[str, str]]:
    """Offer indicator ids, with their names."""
    from oj_cli.commands.choice import open_data

    try:
        with open_data() as (store, _):
            names = store.indicator_names()
    except OjError:
        return []
    return [(found, name) for id, name in names for found in _matching(incomplete, [id])]


def complete_area(incomplete: str) -> list[str]:
    """Offer områden."""
    from oj_cli.commands.choice import open_data

    try:
        with open_data() as (store, _):
            return _matching(incomplete, store.areas())
    except OjError:
        return []
