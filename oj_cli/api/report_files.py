"""Where reports go: in which formats, to which files, whole or not at all."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oj_cli.api.session import Session
from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.progress import Step
from oj_cli.domain.reports import FORMATS, Written
from oj_cli.domain.swedish import fold, listing

if TYPE_CHECKING:
    from oj_cli.reports.glossary import Glossary


_STOPS_ONE = (OjError, ArithmeticError, LookupError, RuntimeError, ValueError)
"""What odd data of one kommun may raise; the others' reports are made all the same."""


class Place:
    """The formats and the place that were asked for.

    Args:
        oj: The session: its workspace's folder `rapporter` is where reports go if nothing is said.
        formats: Names with commas between; what the suffix of `output` says if left out, else html.
        output: A file, or a folder.

    """

    def __init__(self, oj: Session, formats: str | None, output: Path | None) -> None:
        suffix = _suffix(output) if output else ""
        text = formats or (suffix if suffix in FORMATS else "html")
        found = []
        for word in text.split(","):
            if fold(word) not in FORMATS:
                known = listing(list(dict.fromkeys(FORMATS.values())), "eller")
                raise UsageFault("report.unknown_format", word=word.strip(), known=known)
            found.append(FORMATS[fold(word)])
        self.formats = tuple(dict.fromkeys(found))
        self.output = output
        self._workspace = oj.workspace

    def save(self, report: Any, output: Path | None = None) -> tuple[Path, ...]:
        """Write a document in each format.

        `output` takes the place of what was asked for. The folder `rapporter` is made if it is not
        there. Raises FileFault for one that cannot be made or written, when the others are.
        """
        from oj_cli.documents.writer import write_bytes
        from oj_cli.reports.glossary import files_of

        self._make_default(output)
        paths: list[Path] = []
        faults: list[FileFault] = []
        try:
            for format, content in files_of(report, glossary(), self.formats):
                path = self._path(report.id, format, output or self.output)
                try:
                    write_bytes(path, content)
                    paths.append(path)
                except FileFault as refused:  # as where it is open in Excel
                    faults.append(refused)
        except FileFault as blocked:
            faults.append(blocked)
        if faults:
            fault, *others = faults
            told = [*(f.message for f in others), *(f"Skriven: {path}" for path in paths)]
            raise FileFault(
                fault.fault, place=fault.place, details=tuple(told), **fault.values
            ) from fault
        return tuple(paths)

    def keep(self, id: str, page: bytes) -> tuple[Path, ...]:
        """Write a page that is made already. Raises FileFault if it cannot be written."""
        from oj_cli.documents.writer import write_bytes

        self._make_default()
        path = self._path(id, "html", self.output)
        write_bytes(path, page)
        return (path,)

    def _make_default(self, output: Path | None = None) -> None:
        if self._workspace and output is self.output is None:
            self.folder()

    def folder(self) -> Path:
        """Return the folder for many reports, made if it is not there.

        Raises UsageFault for a file, FileFault if it cannot be made.
        """
        from oj_cli.documents.writer import make_folder

        folder = self.output or self._default()
        if folder.is_file() or _suffix(folder) in FORMATS:
            raise UsageFault("report.needs_folder")
        make_folder(folder)
        return folder

    def _default(self) -> Path:
        return self._workspace.folder / "rapporter" if self._workspace else Path.cwd()

    def _path(self, id: str, format: str, output: Path | None) -> Path:
        """Return the named file, a file in the named folder, or the default."""
        if output is None or output.is_dir():
            return (output or self._default()) / f"{id}.{format}"
        suffix = _suffix(output)
        if len(self.formats) > 1 or not suffix:
            stem = output.with_suffix("") if suffix in FORMATS else output
            return stem.with_name(f"{stem.name}.{format}")
        if suffix != format:
            right = output.with_suffix(f".{format}").name
            raise UsageFault("report.wrong_suffix", file=output.name, format=format, right=right)
        return output


def each_of(
    oj: Session,
    place: Place,
    kommuner: Sequence[Kommun],
    save: Callable[[Kommun, Path], Sequence[Path]],
) -> Written:
    """Write a report of each kommun. One that cannot be made is `failed`, and stops no other."""
    folder = place.folder()
    paths: list[Path] = []
    failed: list[tuple[str, str]] = []
    for n, one in enumerate(kommuner, start=1):
        oj.progress(Step(one.name, n, len(kommuner)))
        try:
            paths += save(one, folder)
        except _STOPS_ONE as error:
            why = error.message if isinstance(error, OjError) else repr(error)
            failed.append((one.name, why))
    return Written(tuple(paths), (), folder, len(kommuner) - len(failed), tuple(failed))


def _suffix(path: Path) -> str:
    return path.suffix.lower().lstrip(".")


@cache
def glossary() -> "Glossary":
    """Return the words that reports explain."""
    from oj_cli.documents.packaged import read_packaged
    from oj_cli.reports.glossary import Glossary

    return read_packaged(Glossary, "ordlista.yaml", "Ordlistan")
