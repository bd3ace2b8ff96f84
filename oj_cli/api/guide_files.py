"""The files of a walk: the analysis that its answers are in, and the plan that it begins.

What is written looks the same whatever the way there was: an answer that was changed leaves
no trace in the layout, and the user's own comments stay.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from oj_cli.analysis_file.file import analysis_of, checked, read_analysis
from oj_cli.documents.changes import Change, Set, same, with_rest
from oj_cli.documents.files import Document, edit, read_document
from oj_cli.documents.history import whole
from oj_cli.documents.locks import locked
from oj_cli.documents.ways import value
from oj_cli.documents.writer import write_text
from oj_cli.domain.analysis import BEGUN
from oj_cli.guide.sheet import ANALYSIS, DRAFT
from oj_cli.guide.targets import Data
from oj_cli.plan.draft import draft
from oj_cli.plan.files import plan_of
from oj_cli.plan.new import plan_path, write_plan
from oj_cli.workspace import schema_line


@dataclass
class Home:
    """The files of a walk: an analysis, and a plan that is begun in the folder of plans.

    Without an analysis what a plan has no place for is kept in memory alone, and `begun` is the
    plan's id. `maker` makes an analysis that is not there yet; nothing is made before it is
    written to. A file that was there and is gone is never made anew: the answers went with it.
    `plain` gives of a plan that is begun what the guide has made of it: the rest is the user's.
    """

    folder: Path
    guide: str
    analysis: Path | None = None
    maker: Callable[[], object] | None = None
    begun: str | None = None
    plain: Callable[[Data], Data] = lambda plan: plan
    _memory: Data = field(default_factory=dict)

    def read(self) -> Data:
        """Return what stands in the files, by `analys` and `plan`. Raises FileFault."""
        found = self._memory
        if self.analysis is not None and (self.maker is None or self.analysis.exists()):
            self.maker, found = None, read_analysis(self.analysis).document.data
        return self._with_plan(found)

    def update(self, change: Callable[[Data], Data]) -> Data:
        """Change the files from what stands in them under the lock, and return that.

        `change` gets the whole of them as plain data and returns them as they shall be; it may
        raise what it likes, and nothing is written then. Raises FileFault if a file cannot be
        locked, read or written, and UsageFault if an analysis would not be one any more.
        """
        after: Data = {}

        def changes(document: Document | None = None) -> list[Change]:
            of = document and analysis_of(document.raw, document.file.path)
            before = self._with_plan(of.document.data if of else self._memory)
            after.update(change(before))
            if not same(before[DRAFT], after[DRAFT]):
                self._write_plan(before[DRAFT], after[DRAFT])
            if document is None:
                self._memory = after[ANALYSIS]
                return []
            checked(after[ANALYSIS])
            return [Set((), after[ANALYSIS])]

        with whole():
            if self.analysis is None:
                changes()
                return after
            if self.maker is not None:
                change(self._with_plan(self._memory))  # what it raises comes before the file
                self.maker()
            edit(self.analysis, changes)
        self.maker = None
        return after

    def _with_plan(self, analysis: Data) -> Data:
        """Return the data of the files; the plan's is empty where none is begun.

        Raises FileFault for what is no plan, so that it is not changed; nor is what is no analysis.
        """
        id = self.begun or value(analysis, ("svar", self.guide, BEGUN))
        if id and (path := plan_path(self.folder, id)).exists():
            return {ANALYSIS: analysis, DRAFT: plan_of(read_document(path)).document.data}
        return {ANALYSIS: analysis, DRAFT: {}}

    def _write_plan(self, before: Data, after: Data) -> None:
        """Write a plan that is begun; one that nobody else has touched as if it were new."""
        path = plan_path(self.folder, after["plan"]["id"])
        first = schema_line(path, "plan")
        if not before:
            write_plan(path, after, first)
        else:
            was = self.plain(before)
            now = {key: with_rest(part, before.get(key), was[key]) for key, part in after.items()}
            with locked(path):
                if now == after and read_document(path).text == first + draft(before):
                    write_text(path, first + draft(after))
                else:
                    edit(path, [Set((key,), part) for key, part in now.items()])
        if self.analysis is None:
            self.begun = path.stem
