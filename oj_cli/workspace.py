"""Where things are: the shipped data, the guides, the user's workspace; and what day it is."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.fields import key
from oj_cli.domain.local import Correction, Promise, Settings

DATA_FOLDER = Path(__file__).parent / "data"
SHIPPED_STORE = DATA_FOLDER / "oj.db"
SETTINGS_FILE = "oj.yaml"


def guides_folder() -> Path:
    """Return the folder of the shipped guides, in a wheel as well as in a source tree."""
    installed = Path(__file__).parent / "guides"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "guides"


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
            f"”{text}” är inget datum som finns.", hints=("Skriv till exempel 2027-03-31.",)
        ) from error


@dataclass(frozen=True)
class _Corrections:
    corrections: tuple[Correction, ...] = key("rattelser", default=())


@dataclass(frozen=True)
class _Promises:
    promises: tuple[Promise, ...] = key("ataganden", default=())


@dataclass(frozen=True)
class Workspace:
    """A user's folder: its settings, and what the kommun itself knows and has promised."""

    folder: Path
    settings: Settings
    corrections: tuple[Correction, ...] = ()
    promises: tuple[Promise, ...] = ()


def find_workspace(start: Path | None = None) -> Workspace | None:
    """Return the workspace that `start` (else the current folder) lies in, None if in none.

    A workspace is a folder with `oj.yaml`; `rattelser.yaml` and `ataganden.yaml` may
    stand beside it. Raises FileFault if one of them cannot be read.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return _read_workspace(folder)
    return None


def _read_workspace(folder: Path) -> Workspace:
    settings = read_yaml(folder / SETTINGS_FILE)
    corrections, promises = folder / "rattelser.yaml", folder / "ataganden.yaml"
    return Workspace(
        folder,
        read_model(Settings, settings, "Arbetsmappens inställningar")
        if settings.data is not None
        else Settings(),
        read_model(_Corrections, read_yaml(corrections), "Listan över rättelser").corrections
        if corrections.is_file()
        else (),
        read_model(_Promises, read_yaml(promises), "Listan över åtaganden").promises
        if promises.is_file()
        else (),
    )


def store_path(workspace: Workspace | None) -> Path:
    """Return the store to read: the workspace's own where it has one, else the shipped."""
    if workspace is not None:
        own = workspace.folder / "data" / "oj.db"
        if own.is_file():
            return own
    return SHIPPED_STORE
