"""What every use of `oj` stands on: workspace, day, data, and what is told meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli import workspace as workspaces
from oj_cli.api.files import from_here
from oj_cli.domain.errors import FileFault
from oj_cli.domain.progress import Step
from oj_cli.domain.sources import Around
from oj_cli.domain.swedish import near

if TYPE_CHECKING:  # plans and guides are asked for without the store
    from datetime import date

    from oj_cli.documents.reader import Where
    from oj_cli.store import Store


_MOST_TOLD = 5

Progress = Callable[[Step], None]
Notice = Callable[[str], None]


def quiet(told: Step | str) -> None:
    """Tell nobody."""


class Session:
    """A folder's workspace, if it lies in one, a day, and what has been read.

    `folder` is the current one if left out, `today` a date as ISO text, else what `OJ_IDAG` or
    the clock says. `progress` is told how far long work has come, and `notice` each sentence
    that must be said beside a result; `notices` keeps the latter.

    Every function raises UsageFault for what is unknown, said in two ways or without answers, and
    FileFault for files, a workspace or data that cannot be read or written.
    """

    own_flags: frozenset[str] = frozenset()
    """The flags of the command that asks: a guide in which a question has one is a broken one."""

    def __init__(
        self,
        folder: Path | None = None,
        today: str | None = None,
        progress: Progress = quiet,
        notice: Notice = quiet,
    ) -> None:
        self.folder = folder
        self.progress = progress
        self.notices: list[str] = []
        self._notice = notice
        self._today = today

    def note(self, sentence: str) -> None:
        """Say something beside the result."""
        self.notices.append(sentence)
        self._notice(sentence)

    def _tell(self, sentence: str) -> None:
        """Say something once."""
        if sentence not in self.notices:
            self.note(sentence)

    @cached_property
    def today(self) -> "date":
        """The day that is counted from. Raises UsageFault if the text is no date."""
        return workspaces.today(self._today)

    @cached_property
    def workspace(self) -> workspaces.Workspace | None:
        """The workspace that the folder lies in. Raises FileFault if it cannot be read."""
        return workspaces.find_workspace(self.folder)

    @contextmanager
    def data(self) -> "Iterator[Store]":
        """Open the data that are to be read: what comes with `oj`, and the workspace's own.

        Values that were lost, or that an older version of `oj` has made, are first read again from
        the files that they came from. Raises FileFault if they cannot be. What the workspace's own
        lists tie to an indicator that there is not is told.
        """
        with self.own_data() as store:
            if self.workspace is not None:
                left_out = tuple(_left_out(store, self.workspace))
                more = len(left_out) - _MOST_TOLD
                rest = (f"{more} till räknas inte. Se dem: oj check workspace",) if more > 0 else ()
                for sentence in (*left_out[:_MOST_TOLD], *rest):
                    self._tell(sentence)
            yield store

    @contextmanager
    def own_data(self) -> "Iterator[Store]":
        """Open the data as `data` does, and tell nothing of the workspace's own lists."""
        from oj_cli.store import open_store
        from oj_cli.store.mending import lost

        folder = None if self.workspace is None else self.workspace.folder
        if folder is not None and lost(folder):
            from oj_cli.sources.mending import mend

            self.progress(Step("Era inlästa uppgifter läses in igen från filerna i data/original."))
            mend(folder)
        with open_store(folder) as store:
            try:
                yield store
            finally:
                for area, fault in store.broken.items():
                    left = f"Området {area}" if area in store.folders else "Källan till folkmängder"
                    place = from_here(Path(fault.place or ""))
                    what = " ".join((fault.message, *fault.details[:1], *fault.hints[:1]))
                    self._tell(f"{left} är inte med. {place}: {what}")

    def around(self, store: "Store", area: str, year: int, others: tuple[str, ...] = ()) -> Around:
        """Return where a result of an område and year was found."""
        return Around(
            is_newest=year == store.years(area)[-1],
            is_shipped=store.is_shipped,
            in_workspace=self.workspace is not None,
            others=others,
        )


def place_in(workspace: workspaces.Workspace, file: str, where: "Where") -> str:
    """Return file and line of something in a workspace's file."""
    from oj_cli.documents.reader import read_yaml

    return read_yaml(workspace.folder / file).place(where)


def _left_out(store: "Store", workspace: workspaces.Workspace) -> Iterator[str]:
    """Yield what in the workspace's own lists is tied to nothing, and counts for nothing.

    A list that cannot be read stops those who need it, and they say what is wrong.
    """
    named: list[tuple[str, Where, str]] = []
    with suppress(FileFault):
        named += [
            (workspaces.CORRECTIONS_FILE, ("rattelser", n, "indikator"), c.indicator)
            for n, c in enumerate(workspace.corrections)
        ]
        yield from _of_nobody(store, workspace)
    with suppress(FileFault):
        named += [
            (workspaces.PROMISES_FILE, ("ataganden", n, "indikatorer", m), indicator)
            for n, p in enumerate(workspace.promises)
            for m, indicator in enumerate(p.indicators)
        ]
    known = {f"{c.area}/{i.id}" for c in store.catalogues() for i in c} if named else set[str]()
    for file, where, indicator in named:
        if indicator not in known and indicator.partition("/")[0] not in store.broken:
            close = near(indicator, known, limit=1)
            hint = f" Menade du {close[0]}?" if close else ""
            yield (
                f"{_short(workspace, file, where)}: det finns ingen indikator som heter "
                f"”{indicator}”, och raden räknas inte.{hint}"
            )


def _of_nobody(store: "Store", workspace: workspaces.Workspace) -> Iterator[str]:
    """Yield the corrections of which it is not said, or not known, whose answer it is."""
    of_lan = workspace.settings.kommun is None and workspace.settings.lan is not None
    for n, correction in enumerate(workspace.corrections):
        if correction.kommun is None and not of_lan:
            continue
        if workspaces.kommun_of(correction, store.register()) is None:
            place = _short(workspace, workspaces.CORRECTIONS_FILE, ("rattelser", n))
            name = correction.kommun
            what = f"det finns ingen kommun som heter ”{name}”" if name else "ingen kommun är sagd"
            yield f"{place}: {what}, och rättelsen räknas inte. Skriv till exempel kommun: Leksand"


def _short(workspace: workspaces.Workspace, file: str, where: "Where") -> str:
    return Path(place_in(workspace, file, where)).name
