"""A walk as it is saved: after each answer everything is in the files, in its place."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.guide.answers import Names
from oj_cli.guide.sheet import Setting, Sheet
from oj_cli.guide.targets import Data
from oj_cli.guide.ways import value


class Home(Protocol):
    """The files that a walk's answers are kept in: the analysis, and a plan that is begun."""

    def read(self) -> Data:
        """Return what stands in the files, by `analys` and `plan`. Raises FileFault."""
        ...

    def update(self, change: Callable[[Data], Data]) -> Data:
        """Change the files from what stands in them under a lock, and return that.

        `change` gets the whole of them and returns them as they shall be; it may raise what it
        likes, and nothing is written then. Raises FileFault.
        """
        ...


class Taken(Exception):
    """Another hand has answered the same question since it was asked."""


class Saved:
    """A walk through a guide, kept in files. `sheet` is how it stands there."""

    def __init__(self, setting: Setting, home: Home) -> None:
        """Read what was saved. Raises FileFault if a file cannot be read."""
        self._setting = setting
        self.home = home
        self.sheet = Sheet(setting, home.read())

    @property
    def names(self) -> Names:
        """What may be named in answers."""
        return self._setting.names

    @property
    def guide(self) -> Guide:
        """The guide as it is walked."""
        return self.sheet.guide

    @property
    def answers(self) -> Tree:
        """The answers as they stand."""
        return self.sheet.answers

    def change(self, change: Callable[[Sheet], None], *, is_tried: bool = False) -> tuple[str, ...]:
        """Save a change; return what it has meant that was not asked for.

        With `is_tried` it is made of what was read first: what it raises then is raised before
        there is a file.
        """
        told: list[str] = []

        def changed(data: Data) -> Data:
            sheet = Sheet(self._setting, data)
            change(sheet)
            told[:] = sheet.told
            return sheet.written()

        if is_tried:
            changed(self.home.read())
        self.sheet = Sheet(self._setting, self.home.update(changed))
        return tuple(told)

    def keep(
        self, place: Place, answer: Any, seen: Any, others: Iterable[tuple[Place, Any]] = ()
    ) -> tuple[str, ...]:
        """Save an answer, those it was read as too, and where to go on; return what is to be told.

        `seen` is the answer that stood there when the question was asked. Raises Taken, with
        nothing saved, if there is another by now, and FileFault if it cannot be saved.
        """

        def change(sheet: Sheet) -> None:
            there = value(sheet.answers, place)
            if there is not None and there not in (seen, answer):
                raise Taken
            for where, said in ((place, answer), *others):
                sheet.put(where, said)
            sheet.go_on_after(place)

        try:
            return self.change(change)
        except Taken:
            self.sheet = Sheet(self._setting, self.home.read())
            raise
