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
    from oj_cli.api.selecting import open_data

    try:
        with open_data() as (store, _):
            names = [k.name for k in store.register().kommuner]
    except OjError:
        return []
    return _matching(incomplete, names)


def complete_lan(incomplete: str) -> list[str]:
    """Offer län by short name."""
    from oj_cli.api.selecting import open_data
    from oj_cli.domain.kommuner import short_lan

    try:
        with open_data() as (store, _):
            names = [short_lan(x.name) for x in store.register().lan]
    except OjError:
        return []
    return _matching(incomplete, names)


def complete_indicator(incomplete: str) -> list[tuple[str, str]]:
    """Offer indicator ids, with their names."""
    from oj_cli.api.selecting import open_data

    try:
        with open_data() as (store, _):
            names = store.indicator_names()
    except OjError:
        return []
    return [(found, name) for id, name in names for found in _matching(incomplete, [id])]


def complete_choice(incomplete: str) -> list[tuple[str, str]]:
    """Offer themes and indicators by id, with their names; after a comma the next one."""
    from oj_cli.api.selecting import open_data

    before, comma, last = incomplete.rpartition(",")
    try:
        with open_data() as (store, _):
            themes = [(t.id, t.name) for t in store.themes().themes]
            names = [*themes, *store.indicator_names()]
    except OjError:
        return []
    return [
        (f"{before}{comma}{found}", name) for id, name in names for found in _matching(last, [id])
    ]


def complete_key_figure(incomplete: str) -> list[tuple[str, str]]:
    """Offer nyckeltal by id, with their names."""
    from oj_cli.api.selecting import open_data

    try:
        with open_data() as (store, _):
            figures = [i for a in store.areas("nyckeltal") for i in store.catalogue(a)]
    except OjError:
        return []
    return [(found, i.name) for i in figures for found in _matching(incomplete, [i.id])]


def complete_evidence(incomplete: str) -> list[tuple[str, str]]:
    """Offer the ids of the evidence in the workspace's analyses, with what each shows."""
    return _in_analyses(incomplete, "evidence", "shows")


def complete_event(incomplete: str) -> list[tuple[str, str]]:
    """Offer the ids of the events in the workspace's analyses, with what happened."""
    return _in_analyses(incomplete, "events", "text")


def _in_analyses(incomplete: str, items: str, text: str) -> list[tuple[str, str]]:
    from oj_cli.analysis_file.file import list_analyses
    from oj_cli.workspace import find_workspace

    try:
        workspace = find_workspace()
    except OjError:
        return []
    if workspace is None:
        return []
    return [
        (found, getattr(item, text))
        for file in list_analyses(workspace.folder)[0]
        for item in getattr(file.analysis, items)
        for found in _matching(incomplete, [item.id])
    ]


def complete_area(incomplete: str) -> list[str]:
    """Offer områden."""
    from oj_cli.api.selecting import open_data

    try:
        with open_data() as (store, _):
            return _matching(incomplete, store.areas())
    except OjError:
        return []
