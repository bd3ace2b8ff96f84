"""Which plan is meant: by its file, or by its id in the workspace's folder `planer`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.swedish import fold, near
from oj_cli.plan.files import PlanFile, read_plan

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Read:
    """Plans that could be read, and what was wrong with the others."""

    plans: tuple[PlanFile, ...]
    faults: tuple[FileFault, ...] = ()


def plan_paths(folder: Path) -> tuple[Path, ...]:
    """Return the YAML files of a folder by name; hidden ones are nobody's plan.

    Raises FileFault if there is no such folder.
    """
    try:
        found = [p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file()]
    except OSError as error:
        raise FileFault(
            f"Mappen ”{folder.name}” går inte att läsa.",
            place=str(folder),
            hints=("Kontrollera stavningen, och att det är en mapp med planer.",),
        ) from error
    return tuple(sorted(p for p in found if not p.name.startswith(".")))


def find_plan(name: str, folder: Path | None) -> Path:
    """Return the file of a plan that is named by path, file name or id.

    `folder` is the workspace's folder of plans, if there is one. Raises UsageFault if there
    is no such plan, with those that are near.
    """
    path = Path(name)
    if path.is_file():
        return path
    if path.is_dir():
        raise UsageFault(
            f"”{name}” är en mapp, inte en plan.",
            hints=("Skriv filens namn efter mappens.",),
        )
    paths = plan_paths(folder) if folder is not None and folder.is_dir() else ()
    by_stem = [p for p in paths if fold(name) in (fold(p.name), fold(p.stem))]
    if len(by_stem) == 1:
        return by_stem[0]
    ids = {p: _id(p) for p in paths}
    by_id = [p for p, id in ids.items() if id is not None and fold(id) == fold(name)]
    if len(by_id) == 1:
        return by_id[0]
    if by_id:
        raise UsageFault(
            f"Flera planer har id ”{name}”: {', '.join(p.name for p in by_id)}.",
            hints=("Skriv filens namn i stället.",),
        )
    known = {*(p.stem for p in paths), *(id for id in ids.values() if id)}
    close = near(Path(name).stem, known, limit=3)
    hints = [f"Menade du {id}?" for id in close[:1]]
    if paths:
        hints.append(f"Planerna i mappen {folder}: {', '.join(sorted(p.stem for p in paths))}.")
    elif folder is None:
        hints.append("Skriv sökvägen till filen, eller gå till arbetsmappen.")
    else:
        hints.append(f"Det finns inga planer i mappen {folder}.")
    raise UsageFault(f"Det finns ingen plan som heter ”{name}”.", hints=tuple(hints))


def _id(path: Path) -> str | None:
    """Return the id that a plan file says, None for a file that cannot be read."""
    try:
        data = read_yaml(path).data
    except FileFault:
        return None
    head = data.get("plan") if isinstance(data, dict) else None
    id = head.get("id") if isinstance(head, dict) else None
    return str(id) if id is not None else None


def read_plans(paths: Iterable[Path]) -> Read:
    """Read plans; one that cannot be read does not hide the others."""
    plans, faults = [], []
    for path in paths:
        try:
            plans.append(read_plan(path))
        except FileFault as fault:
            faults.append(fault)
    return Read(tuple(plans), tuple(faults))


def plans_below(folder: Path) -> tuple[tuple[Path, ...], int]:
    """Return the plans of a folder and the folders in it, and how many other files were left.

    A YAML file that says another schema, or none, is no plan; one that cannot be read may be.
    Raises FileFault if there is no such folder.
    """
    found: list[Path] = []
    others = 0
    for path in _below(folder):
        try:
            data = read_yaml(path).data
        except FileFault:
            found.append(path)
            continue
        is_plan = isinstance(data, dict) and str(data.get("schema", "")).startswith("oj-plan/")
        if is_plan:
            found.append(path)
        else:
            others += 1
    return tuple(found), others


def _below(folder: Path) -> tuple[Path, ...]:
    here = plan_paths(folder)
    inner = sorted(p for p in folder.iterdir() if p.is_dir() and not p.is_symlink())
    inside = (p for d in inner if not d.name.startswith(".") for p in _below(d))
    return (*here, *inside)
