"""The events and conclusions of a workspace's analyses, where they bear on an indicator."""

from typing import TYPE_CHECKING

from oj_cli.domain.swedish import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oj_cli.domain.analysis import Event, TrendNote
    from oj_cli.domain.indicators import Indicator
    from oj_cli.domain.kommuner import Kommun, Lan
    from oj_cli.workspace import Workspace


def explanations(
    workspace: "Workspace | None", area: str, kommun: "Kommun | None", lan: "Lan | None"
) -> tuple[tuple["Event", ...], tuple["TrendNote", ...]]:
    """Return the events and conclusions of the workspace's analyses of an område.

    Those of the kommun, and the events of the län that it lies in. An analysis that cannot be
    read is named on stderr and left out.
    """
    from oj_cli.analysis_file.file import list_analyses
    from oj_cli.domain.kommuner import short_lan
    from oj_cli.terminal.streams import say

    if workspace is None:
        return (), ()
    analyses, faults = list_analyses(workspace.folder)
    for fault in faults:
        say(f"Obs: {fault.message} Händelser därifrån visas inte ({fault.place}).")
    in_lan = fold(short_lan(lan.name)) if lan else None
    events: list[Event] = []
    notes: list[TrendNote] = []
    for analysis in (f.analysis for f in analyses if f.analysis.area == area):
        is_own = kommun is not None and fold(analysis.kommun or "") == fold(kommun.name)
        is_lans = analysis.lan is not None and fold(analysis.lan) == in_lan
        if is_own or is_lans:
            events += [e for e in analysis.events if e not in events]
        if is_own or (is_lans and kommun is None):
            notes += analysis.trend
    return tuple(events), tuple(notes)


def bears_on(concerns: "Sequence[str]", indicator: "Indicator") -> bool:
    """Tell whether what concerns these themes and indicators, or all, bears on an indicator."""
    return not concerns or indicator.id in concerns or indicator.theme in concerns
