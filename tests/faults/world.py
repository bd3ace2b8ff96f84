"""A workspace with something of each kind in it, and every command as it is tried there."""

import os
import shlex
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
import yaml

from oj_cli.app import app, run
from oj_cli.terminal.command_line import Entry

ROOT = Path(__file__).parents[2]
TODAY = "2016-11-21"
TABLE = "Kommun;Fallrutin;Andel som är trygga\nLeksand;NEJ;62,5\nMora;JA;70\nFalun;JA;71\n"
TOLD = yaml.safe_load(Path(__file__).with_name("commands.yaml").read_text(encoding="utf-8"))
MADE = (
    "data import trygghet.csv --nytt-omrade 'Trygghet hemma' --ar 2016 --nya kvalitet"
    " --bedom forslag --no-input",
    "plan sheet arbete-2017 --per enhet --mapp blanketter",
    "indicators rutin --omrade trygghet-hemma",  # what is kept compiled is there
)


class Tried(NamedTuple):
    """A command as it is tried."""

    name: str
    args: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((self.name, *self.args))

    def run(self) -> int:
        """Run it; return the exit code."""
        return run((*self.name.split(), *self.args))


def names(rows: Sequence[Entry] = app.entries, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every command that there is."""
    for row in rows:
        name = (*above, row.name)
        if row.target:
            yield " ".join(name)
        yield from names(row.below, name)


def tried(name: str) -> list[Tried]:
    """Return a command as it is tried, once or in several ways."""
    lines = TOLD.get(name, "")
    lines = [lines] if isinstance(lines, str) else lines
    return [Tried(name, tuple(shlex.split(line))) for line in lines]


EVERY = [one for name in names() for one in tried(name)]


def build(folder: Path) -> None:
    """Make the workspace: Leksand's of the examples, with an område and a sheet filled in."""
    shutil.copytree(ROOT / "examples" / "leksand-2016", folder)
    before = Path.cwd()
    os.chdir(folder)
    try:
        for name, value in {"trygghet": "62,5", "nytt": "62,5", "rattat": "63"}.items():
            Path(f"{name}.csv").write_text(TABLE.replace("62,5", value), encoding="utf-8")
        Path("rapport.txt").write_text("I Leksand finns en rutin.", encoding="utf-8")
        Path("svar/ny.yaml").write_text("guide: fyra-steg\nsamlad_bild: Helheten.\n", "utf-8")
        for line in MADE:
            assert run(shlex.split(line)) == 0, line
        sheet = next(Path("blanketter").glob("*enhetschef*"))
        book = openpyxl.load_workbook(sheet)
        page = book["Rapport"]
        columns = {cell.value: cell.column for cell in page[4]}
        for heading, value in {"Datum": date(2016, 11, 1), "Värde": 55, "Antal (n)": 20}.items():
            page.cell(5, columns[heading]).value = value
        book.save(sheet)
        shutil.rmtree(".oj")  # each begins without a history
    finally:
        os.chdir(before)


@cache
def whole(folder: Path) -> dict[str, bytes | None]:
    """Return every file in a folder that does not change, and None for each folder."""
    paths = {str(p.relative_to(folder)): p for p in folder.rglob("*")}
    return {name: p.read_bytes() if p.is_file() else None for name, p in paths.items()}


def lay(ground: Path, place: Path) -> None:
    """Let a folder be as another: only what differs is written or removed."""
    wanted = whole(ground)
    place.mkdir(exist_ok=True)
    for top, folders, names in os.walk(place):
        above = Path(top).relative_to(place)
        for name in [*names, *folders]:
            path, known = Path(top, name), str(above / name)
            is_folder = name in folders and not path.is_symlink()
            if known not in wanted or is_folder != (wanted[known] is None):
                shutil.rmtree(path) if is_folder else path.unlink()
        folders[:] = [name for name in folders if Path(top, name).is_dir()]
    for name, content in wanted.items():
        path = place / name
        if content is None:
            path.mkdir(exist_ok=True)
        elif not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)


def files(folder: Path) -> dict[str, bytes]:
    """Return what a user sees in a folder and beside it: all but what is hidden."""
    return {
        str(path.relative_to(folder.parent)): path.read_bytes()
        for path in folder.parent.rglob("*")
        if path.is_file() and not is_hidden(path.relative_to(folder.parent))
    }


def is_hidden(path: Path) -> bool:
    """Tell whether a file stands in a hidden folder."""
    return any(name.startswith(".") for name in path.parent.parts)
