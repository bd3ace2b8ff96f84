"""The files of a workspace: those that cannot be read, strangers, and what points out a person."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from oj_cli.analysis_file.file import FOLDER as ANALYSES
from oj_cli.analysis_file.file import read_analysis
from oj_cli.api.import_writing import LAYOUTS
from oj_cli.api.plans import FOLDER as PLANS
from oj_cli.api.workspace_found import Found
from oj_cli.api.workspace_mending import other_schemas
from oj_cli.catalogue import load_sources
from oj_cli.documents.reader import MAX_BYTES, encoding_of, read_bytes, read_yaml
from oj_cli.documents.writer import leftovers
from oj_cli.domain.errors import FileFault
from oj_cli.domain.identity import holds_identity, mask
from oj_cli.domain.local import Settings
from oj_cli.domain.swedish import near
from oj_cli.plan.files import SUFFIXES, read_plan
from oj_cli.sources.layout.model import read_layout
from oj_cli.store.areas import KEPT
from oj_cli.store.registers import SORTING_FILES
from oj_cli.store.values import FILE
from oj_cli.workspace import (
    CATALOGUE_FILE,
    CORRECTIONS_FILE,
    PROMISES_FILE,
    SCHEMA_FOLDER,
    SETTINGS_FILE,
    SOURCES_FILE,
    Workspace,
    find_workspace,
    originals,
)

_TEXTS = (".yaml", ".yml", ".csv", ".txt", ".md", ".bak")
_OURS = (ANALYSES, PLANS, "omraden", LAYOUTS, SCHEMA_FOLDER, "data", "katalog")
"""The folders in which `oj` reads files. All others are the user's own."""

_LISTS = (SETTINGS_FILE, PROMISES_FILE, CORRECTIONS_FILE)
_KNOWN = (
    *_LISTS,
    f"{ANALYSES}/*.yaml",
    *(f"{PLANS}/*{suffix}" for suffix in SUFFIXES),
    f"{LAYOUTS}/*.yaml",
    f"{SCHEMA_FOLDER}/*.schema.json",
    *(f"omraden/*/{name}" for name in (CATALOGUE_FILE, SOURCES_FILE, FILE)),
    *(f"omraden/{name}" for name in (SOURCES_FILE, *SORTING_FILES)),
    "data/original/*",  # held to what the sources tell
    "data/oj.db",
    "katalog/*.yaml",
    "*.bak",
    "*.lock",
)


def look_at_files(found: Found) -> int:
    """Look at each file by itself; return how many there are."""
    files = list(_walk(found.folder))
    for path in files:
        _read(found, path)
        _identities(found, path)
    _strangers(found, files)
    for path, _ in leftovers(found.folder):
        found.add("W09", "rest", path, namn=path.name)
    for path in other_schemas(found.folder):
        found.add("W08", "schema", path, namn=path.name)
    return len(files)


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files of a workspace, hidden ones too, but not what is made from others."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            if path.name not in (KEPT, ".git"):
                yield from _walk(path)
        elif not path.is_dir():
            yield path


def _read(found: Found, path: Path) -> None:
    """Read a file as the commands do that need it."""
    inside = path.relative_to(found.folder).as_posix()
    for pattern, read in _READERS.items():
        if fnmatch(inside, pattern):
            with found.reading(path):
                read(path)
            return


_READERS: Mapping[str, Callable[[Path], Any]] = {
    SETTINGS_FILE: lambda path: find_workspace(path.parent),
    CORRECTIONS_FILE: lambda path: Workspace(path.parent, Settings()).corrections,
    PROMISES_FILE: lambda path: Workspace(path.parent, Settings()).promises,
    f"{ANALYSES}/*.yaml": read_analysis,
    **{f"{PLANS}/*{suffix}": read_plan for suffix in SUFFIXES},
    f"{LAYOUTS}/*.yaml": read_layout,
    f"omraden/*{SOURCES_FILE}": load_sources,
    f"omraden/*/{CATALOGUE_FILE}": read_yaml,  # what stands in it is held to the themes
}
"""How the files of each pattern are read: the first that fits."""


def _identities(found: Found, path: Path) -> None:
    """Tell of personnummer, line by line; what is in imported files was asked about then."""
    if holds_identity(path.name):
        shown = path.with_name(mask(path.name))
        found.add("W05", "filnamn", shown, atgard="Byt namn på filen.")
    is_kept = path.relative_to(found.folder).parts[0].startswith(".")  # versions before
    if originals(found.folder) in path.parents or not (is_kept or path.suffix in _TEXTS):
        return
    is_old = is_kept or path.suffix == ".bak"
    remedy = "Ta bort filen: den är en äldre version." if is_old else "Ta bort det ur filen."
    try:
        raw = read_bytes(path, MAX_BYTES)
    except FileFault as fault:
        found.fault(fault, path)
        return
    text = raw.decode(encoding_of(raw), "replace")
    if "\0" in text:
        return  # no text
    for n, line in enumerate(text.splitlines(), 1):
        if holds_identity(line):
            found.add("W05", "rad", path, n, atgard=remedy)


def _strangers(found: Found, files: Sequence[Path]) -> None:
    """Tell of files that nothing reads where `oj` reads files, and of others beside `oj.yaml`."""
    for path in files:
        inside = path.relative_to(found.folder)
        name = inside.as_posix()
        if any(p.startswith(".") for p in inside.parts) or any(fnmatch(name, p) for p in _KNOWN):
            continue
        is_yaml = path.suffix.lower() in SUFFIXES
        beside = len(inside.parts) == 1
        names = _LISTS if beside else (f"{path.stem}.yaml",)
        close = near(path.stem, [name[:-5] for name in names] if is_yaml else (), limit=1)
        if beside and not close:
            found.add("W07", "egen", path, namn=name)
        elif beside or inside.parts[0] in _OURS:
            variant = "liknar" if close else "frammande"
            found.add("W06", variant, path, namn=name, nara=f"{close[0]}.yaml" if close else "")
