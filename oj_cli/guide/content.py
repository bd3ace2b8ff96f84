"""Read the guides: what they ask, and what other steps need of them."""

from dataclasses import dataclass
from pathlib import Path

from oj_cli.documents.decode import read_model, refuse
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import Guide
from oj_cli.domain.identification import Weights
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.rules import faults_of

PRIORITIES = "prioritering"
"""The guide that holds weights and is not walked."""
FOLDER = "guides"
"""Where a workspace has guides of its own."""


def read_guide(folder: Path, name: str = PRIORITIES) -> Guide:
    """Read a guide. Raises FileFault, with file and line, if it is missing or wrong."""
    return read_model(Guide, read_yaml(folder / f"{name}.yaml"), "Guiden")


def weights(guide: Guide, folder: Path) -> Weights:
    """Return the weights that put indicators in order. Raises FileFault if there are none."""
    w = guide.weights
    if w is None:
        raise FileFault("Guiden saknar vikter.", place=str(folder / f"{guide.id}.yaml"))
    return Weights(w.lag, w.riktlinje, w.overenskommelse, w.forsamring)


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
                guide, fault = read_walkable(path), None
            except FileFault as error:
                guide, fault = None, error
            found[path.stem] = Entry(path.stem, path, is_own, guide, fault)
    return tuple(found.values())


def read_walkable(path: Path) -> Guide:
    """Read a guide that is to be walked.

    Raises FileFault, with each line and reason, if it is missing or does not hold together.
    """
    file = read_yaml(path)
    guide = read_model(Guide, file, "Guiden")
    faults = faults_of(guide)
    refuse(file, faults, "Guiden")
    if guide.id != path.stem:
        raise FileFault(
            f"Guiden heter ”{guide.id}” men filen ”{path.name}”.",
            place=file.place(("guide",)),
            hints=(f"Skriv guide: {path.stem}, eller byt namn på filen till {guide.id}.yaml.",),
        )
    return guide


def find_guide(name: str, shipped: Path, workspace: Path | None) -> Guide:
    """Return the guide with this name, the workspace's own first.

    Raises UsageFault, with what is near, if there is none, and FileFault if it is broken.
    """
    for folder in (workspace and workspace / FOLDER, shipped):
        if folder is not None and name != PRIORITIES and _is_name(name):
            path = folder / f"{name}.yaml"
            if path.is_file():
                return read_walkable(path)
    names = [entry.name for entry in list_guides(shipped, workspace)]
    close = near(name, names, limit=1)
    raise UsageFault(
        f"Det finns ingen guide som heter ”{name}”.",
        hints=(f"Menade du {close[0]}?" if close else f"Guiderna är {listing(names)}.",),
    )


def _is_name(name: str) -> bool:
    return Path(name).name == name and name not in ("", ".", "..")
