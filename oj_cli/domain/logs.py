"""What an analysis gathers in steps 2 and 3, item by item: evidence, events, what is made of them.

Each is a list whose items have ids. All that differs between them stands in a `Log`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from oj_cli.domain.analysis import Analysis, Conclusion, Event, Evidence, Measurement, TrendNote
from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, records_of, within
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Indicator, Themes
from oj_cli.domain.lookup import Catalogues
from oj_cli.domain.swedish import fold, listing

T = TypeVar("T", Evidence, Event, TrendNote, Conclusion)


@immutable
class Log(Generic[T]):
    """A list of an analysis: its key in the file, the letter of its ids, its field in the model.

    `what` is one of its items in a sentence, `listed_by` the command that lists them.
    """

    key: str
    letter: str
    field: str
    what: str
    listed_by: str

    def of(self, analysis: Analysis) -> tuple[T, ...]:
        """Return the items of an analysis."""
        items: tuple[T, ...] = getattr(analysis, self.field)
        return items

    def place(self, analysis: Analysis, id: str) -> int:
        """Return where the item with an id stands, in any case.

        Raises UsageFault if there is none, with the ids that there are.
        """
        ids = [item.id for item in self.of(analysis)]
        for n, known in enumerate(ids):
            if fold(known) == fold(id):
                return n
        fault = "analysis.unknown_id" if ids else "analysis.no_ids"
        raise UsageFault(fault, what=self.what, id=id, known=listing(ids), command=self.listed_by)

    def item(self, analysis: Analysis, id: str) -> T:
        """Return the item with an id. Raises UsageFault as `place` does."""
        return self.of(analysis)[self.place(analysis, id)]


EVIDENCE: Log[Evidence] = Log("underlag", "U", "evidence", "något underlag", "oj complement list")
EVENTS: Log[Event] = Log("handelser", "H", "events", "någon händelse", "oj trend event list")
NOTES: Log[TrendNote] = Log("trend", "T", "trend", "någon slutsats", "oj trend event list")
CONCLUSIONS: Log[Conclusion] = Log("slutsatser", "S", "conclusions", "någon slutsats", "oj status")
LOGS: tuple[Log[Any], ...] = (EVIDENCE, EVENTS, NOTES, CONCLUSIONS)


@immutable
class OpenAnalysis:
    """An analysis with the names of what it speaks of.

    `asked` is what is asked in its områden: its own and those it has chosen from, or in all. `path`
    is where it lies, as one would type it; None where it is not made yet. `flags` are those that
    name the analysis, as they are added to a command: empty where it is the one that is meant
    without them.
    """

    analysis: Analysis
    asked: Catalogues
    themes: Themes
    path: Path | None = None
    flags: str = ""

    HEAD: ClassVar[Mapping[str, Taken]] = {
        "fil": "of.path",
        "kommun": "of.analysis.kommun",
        "lan": "of.analysis.lan",
        "omrade": "of.analysis.area",
        "ar": "of.analysis.year",
    }
    """Which analysis a result is `of`, as plain data."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the chosen themes."""
        return tuple(c.theme for c in self.analysis.chosen)

    def judged_in(self, theme: str) -> tuple[Indicator, ...]:
        """Return the judged indicators of a theme in the områden that it is chosen in."""
        areas = self.analysis.areas_of(theme)
        return tuple(i for c in self.asked.of(areas) for i in c.judged_in(theme))


@immutable(kw_only=True)
class EvidenceLog(Listed):
    """What is known beside the answers: step 2.

    `items` are those that were asked for, all unless `is_narrowed`; `by_theme` those that bear
    on each chosen theme.
    """

    of: OpenAnalysis
    items: tuple[Evidence, ...] = key("underlag")
    by_theme: Mapping[str, Sequence[Evidence]]
    is_narrowed: bool = False

    SCHEMA: ClassVar = "oj-underlag/1"
    JSON: ClassVar[Mapping[str, Taken]] = OpenAnalysis.HEAD
    COLUMNS: ClassVar = (
        *("id", "typ", "datum", "kalla", "visar", "varde", "enhet", "n"),
        *("malgrupp", "kon", "galler", "bedomning", "lank"),
    )

    def records(self) -> Records:
        """Return one row for each piece of evidence."""
        taken: Mapping[str, Taken] = {
            **json_of(Evidence),
            **within("measurement", json_of(Measurement)),
        }
        return records_of(self.items, taken, self.COLUMNS)


@immutable
class EventLog(Listed):
    """What happened and may explain a change, in order of time; and what is made of the trend."""

    of: OpenAnalysis
    items: tuple[Event, ...] = key("handelser")

    SCHEMA: ClassVar = "oj-handelser/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        **OpenAnalysis.HEAD,
        "trend": "of.analysis.trend",
    }

    def records(self) -> Records:
        """Return one row for each event."""
        return records_of(self.items, json_of(Event))
