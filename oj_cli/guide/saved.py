"""A walk as it is saved: after each answer everything is in the file, in its place."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from oj_cli.domain.guide import Guide
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.guide.answers import Names
from oj_cli.guide.sheet import Data, Setting, Sheet
from oj_cli.guide.walk import unanswered, unfilled, value, without_skipped, written


class Home(Protocol):
    """The file that a walk's answers are kept in: an analysis, or one of the walk's own."""

    def read(self) -> Data | None:
        """Return what stands in the file, None if there is none. Raises FileFault."""
        ...

    def update(self, change: Callable[[Data], Data]) -> Data:
        """Change the file from what stands in it under a lock, and return that.

        `change` gets the whole of it and returns it as it shall be; it may raise what it
        likes, and nothing is written then. Raises FileFault.
        """
        ...


class Taken(Exception):
    """Another hand has answered the same question since it was asked."""

    def __init__(self, answer: Any) -> None:
        super().__init__(str(answer))
        self.answer = answer


class Saved:
    """A walk through a guide, kept in a file. `sheet` is how it stands there."""

    def __init__(self, setting: Setting, home: Home) -> None:
        """Read what was saved. Raises FileFault if the file cannot be read."""
        self._setting = setting
        self.home = home
        self.sheet = Sheet(setting, home.read() or {})

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
            changed(self.sheet.data)
        self.sheet = Sheet(self._setting, self.home.update(changed))
        return tuple(told)

    def keep(
        self, place: Place, answer: Any, seen: Any, go_on_after: Place | None = None
    ) -> tuple[Place, tuple[str, ...]]:
        """Save an answer, and where to go on; return where it went, and what is to be told.

        `seen` is the answer that stood there when the question was asked. Raises Taken, with
        nothing saved, if there is another by now, NoPlace, and FileFault if it cannot be saved.
        """
        before, went = self.answers, place

        def change(sheet: Sheet) -> None:
            nonlocal went
            there = value(sheet.answers, sheet.moved(place, before))
            if there is not None and there not in (seen, answer):
                raise Taken(there)
            went = sheet.put(sheet.moved(place, before), answer)
            sheet.go_on_after(go_on_after or went)

        told = self.change(change)
        return went, told

    def deepen(self, steps: Sequence[str]) -> None:
        """Save that every question of these steps is asked."""

        def change(sheet: Sheet) -> None:
            sheet.deep = tuple(dict.fromkeys((*sheet.deep, *steps)))

        self.change(change)

    def go_on_at(self, place: Place) -> None:
        """Save where to go on."""

        def change(sheet: Sheet) -> None:
            sheet.resume = written(place)

        self.change(change)

    def finish(self, plan: str | None) -> None:
        """Note where to go on, or that it is done. What a plan holds that is written now goes."""

        def change(sheet: Sheet) -> None:
            if plan is not None:
                for question in (q for q in self._setting.guide.questions if q.target == "plan"):
                    left = unfilled(question, sheet.own.pop(question.id, None))
                    if left not in (None, {}, []):
                        sheet.own[question.id] = left
            sheet.plan = plan or sheet.plan
            now = Sheet(self._setting, sheet.written())
            left = unanswered(now.guide, now.answers)
            sheet.resume = written(left[0].place) if left and sheet.done is None else None
            if left and sheet.done is None:
                return
            sheet.done = sheet.done if left else self._setting.today.isoformat()
            sheet.own = without_skipped(sheet.own)

        self.change(change)
