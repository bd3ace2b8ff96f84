"""Where things are: the shipped data, the guides, the user's workspace; and what day it is."""

import os
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from oj_cli.documents.places import SETTINGS_FILE as SETTINGS_FILE
from oj_cli.documents.places import real_path
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommuner import Kommun, Lan, Register

if TYPE_CHECKING:  # only a workspace needs them
    from oj_cli.domain.local import Correction, Promise, Settings

T = TypeVar("T")

OMRADEN = Path(__file__).parent / "omraden"

CATALOGUE_FILE, SOURCES_FILE, THEMES_FILE = "katalog.yaml", "kalla.yaml", "teman.yaml"
PRIORITIES_FILE, METHOD_FILE = "prioritering.yaml", "metod.yaml"
CORRECTIONS_FILE = "rattelser.yaml"
PROMISES_FILE = "ataganden.yaml"


def guides_folder() -> Path:
    """Return the folder of the shipped guides, in a wheel as well as in a source tree."""
    installed = Path(__file__).parent / "guides"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "guides"


def changelog() -> Path:
    """Return the list of what has changed, in a wheel as well as in a source tree."""
    here, name = Path(__file__).parent, "CHANGELOG.md"
    return here / name if (here / name).is_file() else here.parent / name


def today(idag: str | None = None) -> date:
    """Return today's date: `--idag`, else the variable OJ_IDAG, else the clock.

    Raises UsageFault if the text is not a date that exists.
    """
    text = idag or os.environ.get("OJ_IDAG")
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageFault(
            "workspace.no_date", place=None if idag else "miljövariabeln OJ_IDAG", text=text
        ) from error


@immutable
class Workspace:
    """A user's folder: its settings, and what the kommun itself knows and has promised.

    The lists are read when they are asked for, and raise FileFault if they cannot be.
    """

    folder: Path
    settings: "Settings"

    @cached_property
    def corrections(self) -> tuple["Correction", ...]:
        """What stands in `rattelser.yaml`, nothing where there is no such file."""
        from oj_cli.domain.local import Corrections

        path = self.folder / CORRECTIONS_FILE
        return _read(Corrections, path, "Listan över rättelser").corrections

    @cached_property
    def promises(self) -> tuple["Promise", ...]:
        """What stands in `ataganden.yaml`, nothing where there is no such file."""
        from oj_cli.domain.local import Promises

        return _read(Promises, self.folder / PROMISES_FILE, "Listan över åtaganden").promises


def find_workspace(start: Path | None = None) -> Workspace | None:
    """Return the workspace that `start` (else the current folder) lies in, None if in none.

    A workspace is a folder with `oj.yaml`; `rattelser.yaml` and `ataganden.yaml` may
    stand beside it. Raises FileFault if it cannot be read.
    """
    folder = find_folder(start)
    if folder is None:
        return None
    from oj_cli.domain.local import Settings

    return Workspace(folder, _read(Settings, folder / SETTINGS_FILE, "Arbetsmappens inställningar"))


def find_folder(start: Path | None = None) -> Path | None:
    """Return the folder of the workspace that `start` lies in, whatever stands in its settings."""
    start = (start or Path.cwd()).resolve()
    return next((f for f in (start, *start.parents) if (f / SETTINGS_FILE).is_file()), None)


def _read(model: type[T], path: Path, what: str) -> T:
    """Return what a file holds; where it is missing or has only comments, nothing but defaults."""
    if not path.is_file():
        return model()
    from oj_cli.documents.decode import read_model  # PyYAML is slow to load
    from oj_cli.documents.reader import read_yaml

    file = read_yaml(path)
    return model() if file.data is None else read_model(model, file, what)


def corrections_of(
    workspace: Workspace | None, register: Register, kommun: Kommun | None
) -> "tuple[Correction, ...]":
    """Return a kommun's own corrections: those that name it, or all others in its workspace."""
    if workspace is None or kommun is None:
        return ()
    is_own = _is_own(workspace, register, kommun)
    return tuple(
        c
        for c in workspace.corrections
        if (is_own if c.kommun is None else kommun_of(c, register) == kommun)
    )


def corrections_by_kommun(
    workspace: Workspace | None, register: Register, area: str, year: int
) -> "dict[tuple[str, str], Correction]":
    """Return a workspace's corrections of one område and year by kommunkod and indicator id.

    One that names no kommun is that of the workspace's; without one it belongs to nobody here.
    """
    found = {}
    for correction in workspace.corrections if workspace else ():
        whose = kommun_of(correction, register, workspace.settings.kommun if workspace else None)
        where, _, indicator = correction.indicator.partition("/")
        if whose is not None and (where, correction.year) == (area, year):
            found[whose.code, indicator] = correction
    return found


def kommun_of(
    correction: "Correction", register: Register, own: str | None = None
) -> Kommun | None:
    """Return whose answer a correction is of, None where no such kommun is known."""
    try:
        name = correction.kommun or own
        return None if name is None else register.find_kommun(name)
    except UsageFault:
        return None


def promises_of(
    workspace: Workspace | None, register: Register, kommun: Kommun
) -> "tuple[Promise, ...]":
    """Return what a kommun has promised: all that stands in its workspace, or in its län's."""
    if workspace is None:
        return ()
    lan = workspace.settings.lan
    in_lan = lan is not None and register.find_lan(lan).code == kommun.lan
    own = workspace.settings.kommun
    is_own = register.find_kommun(own) == kommun if own is not None else in_lan or lan is None
    return workspace.promises if is_own else ()


def promises_of_lan(
    workspace: Workspace | None, register: Register, lan: Lan
) -> "tuple[Promise, ...]":
    """Return what the kommuner of a län have promised: all that stands in its workspace."""
    named = workspace.settings.lan if workspace else None
    if workspace is None or named is None or register.find_lan(named) != lan:
        return ()
    return workspace.promises


def _is_own(workspace: Workspace, register: Register, kommun: Kommun) -> bool:
    """Tell whether a workspace is of a kommun; one that says of nothing is of all."""
    own = workspace.settings.kommun
    if own is None:
        return workspace.settings.lan is None
    return register.find_kommun(own) == kommun


def shipped_areas() -> Path:
    """Return the folder of the områden that come with `oj`."""
    return OMRADEN


def own_areas(folder: Path) -> Path:
    """Return the folder of a workspace's own områden, which may not exist yet."""
    return folder / "omraden"


def former_store(folder: Path) -> Path:
    """Return where workspaces had all values before each område had a file of its own."""
    return folder / "data" / "oj.db"


def originals(folder: Path) -> Path:
    """Return the folder in which a workspace keeps the files that were imported."""
    return folder / "data" / "original"


SCHEMA_FOLDER = "scheman"
"""Where a workspace keeps the JSON Schemas of its files, so that editors find them offline."""

FOLDERS = ("analys", "planer", "rapporter", SCHEMA_FOLDER)


_KINDS = {
    SETTINGS_FILE: "installningar",
    PROMISES_FILE: "ataganden",
    CORRECTIONS_FILE: "rattelser",
}


def schema_line(path: Path, kind: str) -> str:
    """Return the line by which an editor finds the schema of a workspace's file.

    It stands first in the file. Empty where the workspace has no schema of that kind.
    """
    path = real_path(path)
    for folder in path.parents:
        schema = folder / SCHEMA_FOLDER / f"{kind}.schema.json"
        if schema.is_file():
            up = "../" * (len(path.parent.relative_to(folder).parts))
            return f"# yaml-language-server: $schema={up}{SCHEMA_FOLDER}/{schema.name}\n"
        if (folder / SETTINGS_FILE).is_file():
            break
    return ""


def refuse_workspace(folder: Path) -> None:
    """Raise UsageFault if a folder is a workspace already or lies in one."""
    folder = real_path(folder)
    for above in (folder, *folder.parents):
        if (above / SETTINGS_FILE).exists():
            where = "Mappen är redan" if above == folder else "Mappen ligger redan i"
            raise UsageFault("workspace.already", place=str(above / SETTINGS_FILE), where=where)


def create_workspace(
    folder: Path, settings: "Settings", schemas: Mapping[str, str] | None = None
) -> list[Path]:
    """Make a workspace in a folder, which is made too; return the files that were written.

    `schemas` are the texts of its JSON Schemas by the names of their files.

    Raises UsageFault if the folder is one already or lies in one, FileFault if it cannot
    be written; then nothing that was made is left behind.
    """
    refuse_workspace(folder)
    from oj_cli.documents.history import whole
    from oj_cli.documents.writer import make_folder, write_text

    folder = real_path(folder)
    files = {f"{SCHEMA_FOLDER}/{name}": text for name, text in (schemas or {}).items()}
    new = _new_files(settings)
    # what makes it a workspace comes last
    files |= {name: new[name] for name in sorted(new, key=lambda name: name == SETTINGS_FILE)}
    made = [folder / name for name in files if not (folder / name).exists()]
    make_folder(folder)
    with whole(folder):
        for name in FOLDERS:
            make_folder(folder / name)
        for path in made:
            name = path.relative_to(folder).as_posix()
            first = schema_line(path, _KINDS[name]) if name in _KINDS else ""
            write_text(path, first + files[name])
    return made


def _new_files(settings: "Settings") -> dict[str, str]:
    """Return the text of a new workspace's files: settings, and two lists with an example each."""
    who = f"kommun: {settings.kommun}" if settings.kommun else f"lan: {settings.lan}"
    area = f"omrade: {settings.area}" if settings.area else "# omrade: socialpsykiatri"
    return {
        SETTINGS_FILE: f"""\
# Arbetsmappens inställningar. Det som står här gäller när du inte skriver något annat.
{who}
{area}
# jamfor_med: liknande         # riket, lan, kommungrupp, invanargrupp eller liknande

# Era dagar i årshjulet (oj year). De andra är förslag.
# arshjul:
#   seminarium: 2027-09-14
#   namnd: 2027-10-14

# Regler i oj plan check som inte gäller hos er, med skäl. Ta bort # framför raderna.
# avstangda_regler:
#   - regel: A06
#     skal: Kostnaderna står i nämndens budget.
""",
        PROMISES_FILE: """\
# Vad ni har lovat: lag, riktlinje, överenskommelse eller nämndmål. Ett NEJ på något som ni har
# lovat får tilläggspoäng i oj identify. Ta bort # framför raderna och skriv ert eget.
#
# ataganden:
#   - typ: namndmal              # lag, riktlinje, overenskommelse eller namndmal
#     namn: nämndens mål om begriplig information
#     kalla: Socialnämnden 2015-12-10, § 114
#     fran: 2016                 # första och sista dataår som löftet gäller
#     till: 2018
#     prioritet: 2               # bara för en riktlinje som har en, 1 till 10
#     indikatorer:               # område/indikator, se oj indicators
#       - socialpsykiatri/lattlast_svenska
""",
        CORRECTIONS_FILE: """\
# Svar som ni vet blev fel i inrapporteringen. De visas bredvid det publicerade svaret och ändrar
# det aldrig. Skriv oj complement correct, eller ta bort # framför raderna och skriv ert eget.
#
# rattelser:
#   - indikator: socialpsykiatri/personligt_ombud
#     ar: 2016
#     svar: JA                   # det som borde ha stått: JA, NEJ, DELVIS eller EA
#     skal: Frågan missförstods.
"""
        + (
            "" if settings.kommun else "#     kommun: Älvdalen           # vems svar som blev fel\n"
        ),
    }
