"""The last command taken back, and the list of them."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from oj_cli.api.session import Session
from oj_cli.documents.disk import workspace_of
from oj_cli.documents.history import Entry, entries
from oj_cli.documents.taking_back import last, left, take_back, undone, written_by
from oj_cli.domain.errors import file_fault
from oj_cli.domain.history import Done, History, TakenBack, Touched, What
from oj_cli.workspace import own_areas


class Undo(Session):
    """What commands have written in the workspace, else in the folder that one stands in."""

    @property
    def _home(self) -> Path:

        here = (self.folder or Path.cwd()).resolve()
        return workspace_of(here / "x") or here

    def history(self) -> History:
        """Return the commands that have written here, the newest first.

        Returns:
            A row for each file (`fil`) of each command (`nummer`, `tid`, `kommando`), with what
            was done to it (`vad`: skapad, andrad or borttagen) and whether it is taken back
            (`tillbakataget`).

        """
        try:
            every = entries(self._home)
        except OSError as error:
            raise file_fault(error, self._home, "läsa historiken i") from error
        gone = undone(every)
        found = (_done(entry, entry.number in gone) for entry in reversed(every))
        return History(tuple(done for done in found if done.files))

    def prepare_undo(self, *, again: bool = False) -> tuple[TakenBack, Entry]:
        """Return what the last command wrote, or what is to be done `again`.

        Raises UsageFault if there is nothing, FileFault if the history cannot be read.
        """
        entry, of = last(self._home, again=again)
        there = {w.path for w in left(self._home, entry)}
        done = _done(of, is_undone=again)
        files = tuple(file for file in done.files if file.path in there)
        return TakenBack(replace(done, files=files), again), entry

    def undo(self, found: tuple[TakenBack, Entry]) -> TakenBack:
        """Take back what `prepare_undo` gave, whole; return it as done.

        Raises FileFault, with nothing taken back, if something of it was changed since.
        """
        said, entry = found
        if own_areas(self._home).is_dir():
            from oj_cli.sources.keeping import held  # pandas comes with it

            with held(self._home):
                take_back(self._home, entry)
        else:
            take_back(self._home, entry)
        return TakenBack(said.command, said.again, is_done=True)


def _done(entry: Entry, is_undone: bool) -> Done:

    files = []
    for w in written_by(entry):
        after = w.known[-1]
        what: What = "skapad" if w.before is None else "borttagen" if after is None else "andrad"
        if after != w.before:
            files.append(Touched(w.path, what))
    when = datetime.fromtimestamp(entry.time)
    return Done(
        number=entry.number,
        command=entry.words,
        time=f"{when:%Y-%m-%d %H:%M}",
        files=tuple(sorted(files, key=lambda file: file.path.count("/"))),
        undoes=entry.undoes,
        is_undone=is_undone,
    )
