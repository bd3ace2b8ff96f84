"""Does `oj` work here: the program itself, the computer, what comes with it, and reports."""

import importlib.metadata as installed
import os
import platform
import re
import shutil
import sys
import tempfile
import webbrowser
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from oj_cli.api.release import PACKAGE, version_text
from oj_cli.api.session import Session
from oj_cli.documents.history import aside
from oj_cli.documents.locks import locked
from oj_cli.documents.writer import write_bytes
from oj_cli.domain.doctor import Probe, SelfTest, State
from oj_cli.domain.errors import FileFault, OjError, file_fault
from oj_cli.domain.reports import FORMATS
from oj_cli.domain.swedish import counted, listing, number
from oj_cli.store import open_store
from oj_cli.store.values import FILE
from oj_cli.store.verifying import verify
from oj_cli.workspace import find_workspace, shipped_areas

_PROGRAM = Path(__file__).parents[1]
_SIGNS = "åäöÅÄÖé–…”"
_LEAST_FREE = 200  # MB
_MOST_NAMED = 4
_KOMMUN = "Leksand"
_TRUETYPE = b"\x00\x01\x00\x00"

Try = Callable[[], str]
"""Returns what was seen, or raises OjError with what is wrong and what to do."""


class Doctor(Session):
    """Trying whether `oj` works here."""

    def doctor(self, *, network: bool = False, encoding: str | None = None) -> SelfTest:
        """Try all that `oj` needs, and return how each went. Nothing that is there is changed.

        Args:
            network: Ask Kolada and SCB too, through the proxy of the system.
            encoding: That of the terminal, None for none.

        Returns:
            A row for each thing: `lage` (ok, varn, fel), `svar` and `atgard`. The home folder is
            shown as `~`.

        """
        tries: list[tuple[str, Try, State]] = [
            ("Python", _python, "fel"),
            ("Paket", _dependencies, "fel"),
            ("Programmet", _program, "fel"),
            ("Programmets filer", _files, "fel"),
            ("Data som följer med", _data, "fel"),
            ("Arbetsmapp", self._workspace, "fel"),
            ("Tillfälliga filer", _temporary, "fel"),
            ("Terminal", lambda: _terminal(encoding), "fel"),
            ("Typsnitt till PDF", _fonts, "fel"),
            ("Webbläsare", _browser, "varn"),
        ]
        for format in dict.fromkeys(FORMATS.values()):
            tries.append((f"Rapport i {format}", partial(self._report, format), "fel"))
        if network:
            from oj_cli.api.fetching import reach

            tries += [(f"Nätet: {name}", ask, "fel") for name, ask in reach().items()]
        probes = tuple(_tried(*one) for one in tries)
        return SelfTest(version=version_text(), probes=probes, with_network=network)

    def _workspace(self) -> str:
        workspace = find_workspace(self.folder)
        if workspace is None:
            return "ingen här, och det behövs inte. Gör en med oj init --kommun NAMN"
        with _folder_in(workspace.folder) as folder:
            path = folder / "prov.yaml"
            with aside(), locked(path):  # a trial is no history
                write_bytes(path, b"prov: 1\n")
                write_bytes(path, b"prov: 2\n")
        said = f"{workspace.folder}, går att skriva i och låsa"
        return f"{said}. Det som står i den prövar oj check workspace"

    def _report(self, format: str) -> str:
        """Write a report of what comes with `oj`, and read it back."""
        from oj_cli.api.report import Report
        from oj_cli.sources.prose import read_prose
        from oj_cli.sources.workbook import read_workbook

        with _folder_in(Path(tempfile.gettempdir())) as folder:
            path = folder / f"prov.{format}"
            Report(folder, self._today).report_kommun(
                kommun=_KOMMUN, area="socialpsykiatri", formats=format, output=path
            )
            if format == "html":
                text = path.read_text("utf-8")
            elif format == "xlsx":
                text = " ".join(read_workbook(path).texts)
            else:
                text = " ".join(passage.text for passage in read_prose(path))
            size = path.stat().st_size
        if _KOMMUN not in text or "å" not in text:
            raise FileFault("doctor.not_read_back")
        return f"{number(size / 1000)} kB, skriven och läst"


def _tried(what: str, attempt: Try, worst: State) -> Probe:
    try:
        return Probe(what, "ok", _without_home(attempt()))
    except (OjError, OSError) as error:
        fault = error if isinstance(error, OjError) else file_fault(error)
    said = " ".join(filter(None, (fault.message, *fault.details, fault.place)))
    return Probe(what, worst, _without_home(said), tuple(map(_without_home, fault.hints)))


def _without_home(text: str) -> str:
    """Return a text with the user's folder as `~`: what is pasted need not say who it is."""
    try:
        home = str(Path.home())
    except RuntimeError:  # a system that knows of none
        return text
    return text if home == "/" else text.replace(home, "~")


@contextmanager
def _folder_in(place: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=".oj-prov-", dir=place) as folder:
        yield Path(folder)


def _python() -> str:
    bits = 64 if sys.maxsize > 2**32 else 32
    system = f"{platform.system()} {platform.release()} ({platform.machine()})"
    return f"{platform.python_version()}, {bits} bitar, {system}"


def _dependencies() -> str:
    """Return the versions of all that `oj` needs; each is imported too."""
    found, wrong = [], []
    for text in installed.requires(PACKAGE) or ():
        needed, _, marker = text.partition(";")
        name, wanted = re.fullmatch(r"([\w.-]+)\s*(.*)", needed.strip()).groups()  # type: ignore[union-attr]
        if "extra" in marker:
            continue
        try:
            version = installed.version(name)
        except installed.PackageNotFoundError:
            wrong.append(name)
            continue
        found.append(f"{name} {version}")
        if not _is_within(version, wanted):
            wrong.append(f"{name} {version} ({wanted})")
        _load(name)
    if wrong:
        raise FileFault("doctor.dependencies", names=listing(wrong))
    return ", ".join(found)


def _is_within(version: str, wanted: str) -> bool:
    """Tell whether a version is within bounds as ours: `>=` and `<`."""

    def numbers(text: str) -> list[int]:
        return [int(n) for n in re.findall(r"\d+", text)[:3]]

    bounds = re.findall(r"(>=|<)\s*([\d.]+)", wanted)
    return all((numbers(version) >= numbers(of)) == (sign == ">=") for sign, of in bounds)


def _load(name: str) -> None:
    packages = {
        file.parts[0]
        for file in installed.files(name) or ()
        if len(file.parts) == 2 and file.name == "__init__.py" and file.parts[0][0] != "_"
    }
    for package in packages:
        try:
            import_module(package)
        except (ImportError, OSError) as error:  # the latter of a library of the system
            raise FileFault("doctor.not_loaded", name=name, why=error) from error


def _program() -> str:
    state = "går att skriva i" if os.access(_PROGRAM, os.W_OK) else "skrivskyddad"
    return f"{_PROGRAM} ({state})"


def _files() -> str:
    """Hold every file of the program to the list that was installed with it."""
    every = installed.files(PACKAGE) or ()
    listed = [f for f in every if f.hash and _PROGRAM in Path(str(f.locate())).parents]
    if not listed:
        return "körs från källkod, utan lista att jämföra med"
    bad = [str(file) for file in listed if not _is_as_listed(file)]
    if bad:
        names = listing(bad[:_MOST_NAMED])
        raise FileFault("doctor.changed_files", n=counted(len(bad), "fil", "filer"), names=names)
    return f"{counted(len(listed), 'fil', 'filer')}, alla som de installerades"


def _is_as_listed(file: Any) -> bool:
    try:
        now = sha256(Path(file.locate()).read_bytes()).digest()
    except OSError:
        return False
    return bool(urlsafe_b64encode(now).decode().rstrip("=") == file.hash.value)


def _data() -> str:
    rows = sum(verify(path) for path in sorted(shipped_areas().glob(f"*/{FILE}")))
    with open_store() as store:
        every = store.every_catalogue()
        store.sources()
        register = store.register(9999)
    return (
        f"{number(rows)} resultat, {len(every)} områden, {sum(len(c.indicators) for c in every)} "
        f"indikatorer och {len(register.kommuner)} kommuner, alla hela"
    )


def _temporary() -> str:
    place = Path(tempfile.gettempdir())
    left = shutil.disk_usage(place).free // 1_000_000
    if left < _LEAST_FREE:
        raise FileFault("doctor.full", left=left, folder=place)
    name = "prov åäö é.txt"
    with _folder_in(place) as folder:
        (folder / name).write_text(_SIGNS, "utf-8")
        if [path.name for path in folder.iterdir()] != [name]:
            raise FileFault("doctor.names")
    encoding = sys.getfilesystemencoding()
    return f"{place}, {number(left / 1000, 1)} GB ledigt, filnamn i {encoding}"


def _terminal(encoding: str | None) -> str:
    if encoding is None:
        return "ingen"
    try:
        _SIGNS.encode(encoding)
    except (LookupError, UnicodeEncodeError) as error:
        raise FileFault("doctor.encoding", encoding=encoding) from error
    return f"{encoding}, {shutil.get_terminal_size().columns} tecken bred"


def _fonts() -> str:
    found = sorted((_PROGRAM / "presentation" / "fonts").glob("*.ttf"))
    if not found or any(path.read_bytes()[:4] != _TRUETYPE for path in found):
        raise FileFault("doctor.no_fonts")
    return listing([path.stem for path in found])


def _browser() -> str:
    try:
        browser = webbrowser.get()
    except webbrowser.Error as error:
        raise FileFault("doctor.no_browser") from error
    return str(getattr(browser, "name", "") or "den som systemet har valt")
