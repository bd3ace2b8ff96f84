"""Read the guides: what they ask, and what other steps need of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from oj_cli.documents.decode import Fault, read_model, refuse
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import Guide, Question
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.rules import faults_of

PRIORITIES = "prioritering"
"""What lies among the guides and is none: see `priorities`."""
FOLDER = "guides"
"""Where a workspace has guides of its own."""


def read_guide(folder: Path, name: str) -> Guide:
    """Read a guide. Raises FileFault, with file and line, if it is missing or wrong."""
    return read_model(Guide, read_yaml(folder / f"{name}.yaml"), "Guiden")


@dataclass(frozen=True)
class Entry:
    """A guide that there is: by the name of its file. `fault` tells why it cannot be walked."""

    name: str
    path: Path
    is_own: bool
    guide: Guide | None
    fault: FileFault | None = None


def list_guides(shipped: Path, workspace: Path | None) -> tuple[Entry, ...]:
    """Return every guide that can be walked, or should be: the workspace's own last.

    One of the user's with the same name as a shipped one takes its place.
    """
    found: dict[str, Entry] = {}
    for folder, is_own in ((shipped, False), (workspace and workspace / FOLDER, True)):
        if folder is None or not folder.is_dir():
            continue
        for path in sorted(folder.glob("*.yaml")):
            if path.stem == PRIORITIES:
                continue
            found.pop(path.stem, None)
            try:
                guide, fault = read_walkable(path, shipped), None
            except FileFault as error:
                guide, fault = None, error
            found[path.stem] = Entry(path.stem, path, is_own, guide, fault)
    return tuple(found.values())


def guide_names(shipped: Path, workspace: Path | None) -> list[str]:
    """Return the names of the guides that can be walked, without reading them."""
    folders = [f for f in (shipped, workspace and workspace / FOLDER) if f is not None]
    names = {path.stem for folder in folders for path in folder.glob("*.yaml")}
    return sorted(names - {PRIORITIES})


def read_walkable(path: Path, shipped: Path) -> Guide:
    """Read a guide that is to be walked, with the questions that it fetches from others.

    Those lie in the same folder, else among the shipped ones. Raises FileFault, with each
    line and reason, if the guide is missing or does not hold together.
    """
    file = read_yaml(path)
    guide = read_model(Guide, file, "Guiden")
    if guide.id != path.stem:
        raise FileFault(
            f"Guiden heter ”{guide.id}” men filen ”{path.name}”.",
            place=file.place(("guide",)),
            hints=(f"Skriv guide: {path.stem}, eller byt namn på filen till {guide.id}.yaml.",),
        )
    steps, faults = [], list[Fault]()
    for n, step in enumerate(guide.steps):
        fetched: tuple[Question, ...] = ()
        for m, name in enumerate(step.fetched):
            other = _fetched(name, (path.parent, shipped))
            if other is None:
                message = f"Det finns inget steg som heter ”{name}”. Skriv guide/steg: plan/mal."
                faults.append(Fault(("steg", n, "hamta", m), message))
            else:
                fetched += other
        steps.append(replace(step, questions=step.questions + fetched))
    whole = replace(guide, steps=tuple(steps))
    refuse(file, faults or faults_of(whole), "Guiden")
    return whole


def _fetched(name: str, folders: Sequence[Path]) -> tuple[Question, ...] | None:
    """Return the questions of a step of another guide, None if there is no such step."""
    guide, _, wanted = name.partition("/")
    for folder in folders:
        path = folder / f"{guide}.yaml"
        if _is_name(guide) and path.is_file():
            for step in read_guide(folder, guide).steps:
                if step.id == wanted:
                    return step.questions
    return None


def find_guide(name: str, shipped: Path, workspace: Path | None) -> Guide:
    """Return the guide with this name, the workspace's own first.

    Raises UsageFault, with what is near, if there is none, and FileFault if it is broken.
    """
    for folder in (workspace and workspace / FOLDER, shipped):
        if folder is not None and name != PRIORITIES and _is_name(name):
            path = folder / f"{name}.yaml"
            if path.is_file():
                return read_walkable(path, shipped)
    names = [entry.name for entry in list_guides(shipped, workspace)]
    close = near(name, names, limit=1)
    raise UsageFault(
        f"Det finns ingen guide som heter ”{name}”.",
        hints=(f"Menade du {close[0]}?" if close else f"Guiderna är {listing(names)}.",),
    )


def _is_name(name: str) -> bool:
    return Path(name).name == name and name not in ("", ".", "..")
