"""Read the guides: what they ask, and what other steps need of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from oj_cli.documents.decode import Fault, read_model, refuse
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import Guide, GuideEntry, Question
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.rules import faults_of

PRIORITIES = "prioritering"
"""What lies among the guides and is none: see `catalogue`."""
FOLDER = "guides"
"""Where a workspace has guides of its own."""


@dataclass(frozen=True)
class Library:
    """The guides that there are: the shipped ones, and those of a workspace.

    One of the user's with the same name as a shipped one takes its place. `own_flags` are those
    of the command that walks a guide, which no question may take.
    """

    shipped: Path
    workspace: Path | None = None
    own_flags: frozenset[str] = frozenset()

    def names(self) -> list[str]:
        """Return the names of the guides that can be walked, without reading them."""
        return sorted({path.stem for path, _ in self._paths()})

    def entries(self) -> tuple[GuideEntry, ...]:
        """Return every guide that can be walked, or should be: the workspace's own last."""
        found: dict[str, GuideEntry] = {}
        for path, is_own in self._paths():
            found.pop(path.stem, None)
            entry = GuideEntry(path.stem, path, is_own)
            try:
                guide = self.read(path)
            except FileFault as fault:
                entry = replace(entry, faults=fault.details or (fault.message,))
            else:
                n = sum(question.kind != "grupp" for _, question in guide.asked())
                entry = replace(entry, name=guide.name, n_questions=n)
            found[path.stem] = entry
        return tuple(found.values())

    def find(self, name: str) -> Guide:
        """Return the guide with this name, the workspace's own first.

        Raises UsageFault, with what is near, if there is none, and FileFault if it is broken.
        """
        by_name = {path.stem: path for path, _ in self._paths()}
        if name in by_name:
            return self.read(by_name[name])
        known = sorted(by_name)
        close = near(name, known, limit=1)
        raise UsageFault(
            "guide.unknown", name=name, near=close, known="" if close else listing(known)
        )

    def read(self, path: Path) -> Guide:
        """Read a guide that is to be walked, with the questions that it fetches from others.

        Those lie in the same folder, else among the shipped ones. Raises FileFault, with each
        line and reason, if the guide is missing or does not hold together.
        """
        file = read_yaml(path)
        guide = read_model(Guide, file, "Guiden")
        if guide.id != path.stem:
            raise FileFault(
                "guide.named_otherwise",
                place=file.place(("guide",)),
                id=guide.id,
                file=path.name,
                stem=path.stem,
            )
        steps, faults = [], list[Fault]()
        for n, step in enumerate(guide.steps):
            fetched: tuple[Question, ...] = ()
            for m, name in enumerate(step.fetched):
                other = self._fetched(name, path.parent)
                if other is None:
                    message = (
                        f"Det finns inget steg som heter ”{name}”. Skriv guide/steg: plan/mal."
                    )
                    faults.append(Fault(("steg", n, "hamta", m), message))
                else:
                    fetched += other
            steps.append(replace(step, questions=step.questions + fetched))
        whole = replace(guide, steps=tuple(steps))
        refuse(file, faults or faults_of(whole, self.own_flags), "Guiden")
        return whole

    def _paths(self) -> Iterator[tuple[Path, bool]]:
        own = self.workspace / FOLDER if self.workspace else None
        for folder, is_own in ((self.shipped, False), (own, True)):
            for path in sorted(folder.glob("*.yaml")) if folder else ():
                if path.stem != PRIORITIES:
                    yield path, is_own

    def _fetched(self, name: str, beside: Path) -> tuple[Question, ...] | None:
        """Return the questions of a step of another guide, None if there is no such step."""
        guide, _, wanted = name.partition("/")
        for folder in (beside, self.shipped):
            path = folder / f"{guide}.yaml"
            if path in folder.glob("*.yaml"):
                for step in read_model(Guide, read_yaml(path), "Guiden").steps:
                    if step.id == wanted:
                        return step.questions
        return None
