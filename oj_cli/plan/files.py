"""Action plans as they lie in the user's files: which one is meant, and what it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from oj_cli.documents.decode import Fault, read_kept
from oj_cli.documents.files import Document, read_document
from oj_cli.documents.reader import YamlFile, read_yaml
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.plan import SCHEMA, Plan
from oj_cli.domain.swedish import fold, near

FOLDER = "planer"
"""Where a workspace has its plans."""

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class PlanFile:
    """A plan, the text it was read from, and the keys in it that `oj` does not know."""

    path: Path
    plan: Plan
    document: Document
    unknown: tuple[Fault, ...] = ()


def read_plan(path: Path) -> PlanFile:
    """Read a plan.

    Raises FileFault, with every fault and its line, for a file that cannot be read, is no plan,
    or holds a value of the wrong kind.
    """
    return plan_of(read_document(path))


def plan_of(document: Document) -> PlanFile:
    """Return the plan that a document holds. Raises FileFault as `read_plan` does."""
    file = document.file
    schema = document.data.get("schema") if isinstance(document.data, dict) else None
    if schema != SCHEMA and str(schema).startswith("oj-plan/"):
        raise unknown_schema(file, schema)
    if schema != SCHEMA:
        raise FileFault(
            "plan.no_plan" if schema else "plan.no_schema",
            place=file.place(("schema",)) if schema else str(file.path),
            schema=schema,
            wanted=SCHEMA,
        )
    plan, unknown = read_kept(Plan, file, "Planen")
    return PlanFile(file.path, plan, document, tuple(unknown))


def unknown_schema(file: YamlFile, schema: object) -> FileFault:
    """Return the fault of a plan whose schema this program does not know."""
    place = file.place(("schema",))
    return FileFault("plan.unknown_schema", place=place, schema=schema, newest=SCHEMA)


# --- which one ---------------------------------------------------------------------------


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
        raise FileFault("plan.unreadable_folder", place=str(folder), name=folder.name) from error
    return tuple(sorted(p for p in found if not p.name.startswith(".")))


def plans_in(folder: Path) -> tuple[Path, ...]:
    """Return the YAML files of a folder. Raises UsageFault if there are none."""
    paths = plan_paths(folder) if folder.is_dir() else ()
    if not paths:
        raise UsageFault("plan.no_plans", folder=folder)
    return paths


def find_plan(name: str, folder: Path | None) -> Path:
    """Return the file of a plan that is named by file name or id.

    `folder` is the workspace's folder of plans, if there is one. Raises UsageFault if there
    is no such plan, with those that are near.
    """
    if Path(name).is_dir():
        raise UsageFault("plan.is_folder", name=name)
    paths = plan_paths(folder) if folder is not None and folder.is_dir() else ()
    by_stem = [p for p in paths if fold(name) in (fold(p.name), fold(p.stem))]
    if len(by_stem) == 1:
        return by_stem[0]
    ids = {p: _id(p) for p in paths}
    by_id = [p for p, id in ids.items() if id is not None and fold(id) == fold(name)]
    if len(by_id) == 1:
        return by_id[0]
    if by_id:
        raise UsageFault("plan.same_id", id=name, files=", ".join(p.name for p in by_id))
    known = {*(p.stem for p in paths), *(id for id in ids.values() if id)}
    raise UsageFault(
        "plan.unknown" if folder is not None else "plan.unknown_here",
        name=name,
        near=near(Path(name).stem, known, limit=1),
        folder=folder,
        empty="" if paths else folder,
        known=", ".join(sorted(p.stem for p in paths)),
    )


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
