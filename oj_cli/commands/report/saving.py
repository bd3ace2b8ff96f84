"""Where reports go: which formats, which file, and several of them one after the other."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.swedish import counted, fold, listing
from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli.domain.kommuner import Kommun
    from oj_cli.presentation.document import Document
    from oj_cli.presentation.write import Format

FORMATS = ("html", "docx", "xlsx", "pdf")
_WORDS = {"word": "docx", "excel": "xlsx"}

_STOPS_ONE = (OjError, ArithmeticError, LookupError, RuntimeError, ValueError)
"""What odd data of one kommun may raise; the others' reports are made all the same."""


def formats(text: str | None, output: Path | None) -> tuple["Format", ...]:
    """Return the formats that were asked for, each once. Raises UsageFault for others."""
    suffix = output.suffix.lower().lstrip(".") if output is not None else ""
    if text is None:
        text = suffix if suffix in FORMATS else "html"
    found: list[Format] = []
    for word in text.split(","):
        name = fold(word)
        name = _WORDS.get(name, name)
        if name not in FORMATS:
            raise UsageFault(
                f"Rapporten kan inte skrivas som ”{word.strip()}”.",
                hints=(f"Skriv --format {listing(FORMATS, 'eller')}, eller flera med komma.",),
            )
        known: Format = name  # type: ignore[assignment]  # it is one of FORMATS
        found.append(known)
    return tuple(dict.fromkeys(found))


def save(
    report: "Document", formats: tuple["Format", ...], output: Path | None, quiet: bool = False
) -> None:
    """Finish a report and write it in each format; all are made before any is written."""
    from oj_cli.documents.writer import write_bytes
    from oj_cli.presentation.write import write
    from oj_cli.reports.finish import finish
    from oj_cli.reports.glossary import read_glossary

    paths = {f: place(report.id, f, len(formats) > 1, output) for f in formats}
    finished = finish(report, read_glossary())
    made = list(write(finished, formats))
    for format, content in made:
        write_bytes(paths[format], content, keep_old=False)
        if not quiet:
            say(f"Skrev {paths[format]}.")


def place(id: str, format: str, several: bool, output: Path | None) -> Path:
    """Return where a report goes: the named file, a file in the named folder, or the default."""
    from oj_cli.workspace import find_workspace

    if output is None:
        workspace = find_workspace()
        folder = workspace.folder / "rapporter" if workspace else Path.cwd()
        return folder / f"{id}.{format}"
    if output.is_dir():
        return output / f"{id}.{format}"
    suffix = output.suffix.lower().lstrip(".")
    if several or not suffix:
        stem = output.with_suffix("") if suffix in FORMATS else output
        return stem.with_name(f"{stem.name}.{format}")
    if suffix != format:
        raise UsageFault(
            f"Filen ”{output.name}” kan inte bli en {format}-fil.",
            hints=(f"Skriv -o {output.with_suffix('.' + format).name}",),
        )
    return output


def save_all(
    kommuner: "Sequence[Kommun]",
    build: "Callable[[Kommun], Document]",
    formats: tuple["Format", ...],
    output: Path | None,
) -> list[tuple[str, str]]:
    """Make and write a report for each kommun; return (kommun, why) of those that failed.

    What is made for one is let go before the next, so that memory does not grow.
    """
    folder = _folder(output)
    failed = []
    for n, kommun in enumerate(kommuner, start=1):
        say(f"{n} av {len(kommuner)}: {kommun.name}")
        try:
            save(build(kommun), formats, folder, quiet=True)
        except _STOPS_ONE as error:
            why = error.message if isinstance(error, OjError) else repr(error)
            failed.append((kommun.name, why))
    done = len(kommuner) - len(failed)
    say(f"Skrev {counted(done, 'rapport', 'rapporter')} i {folder}.")
    return failed


def _folder(output: Path | None) -> Path:
    """Return the folder for many reports, made if it is not there. Raises UsageFault for a file."""
    from oj_cli.documents.writer import file_fault
    from oj_cli.workspace import find_workspace

    if output is None:
        workspace = find_workspace()
        output = workspace.folder / "rapporter" if workspace else Path.cwd()
    if output.is_file() or output.suffix.lower().lstrip(".") in FORMATS:
        raise UsageFault(
            "Rapporter för flera kommuner behöver en mapp.",
            hints=("Skriv en mapp efter -o, till exempel -o profiler.",),
        )
    try:
        output.mkdir(exist_ok=True)
    except OSError as error:
        raise file_fault(error, output, "skapa") from error
    return output


def refuse_failed(failed: list[tuple[str, str]]) -> None:
    """Raise FileFault that names the kommuner whose reports failed, and why."""
    if failed:
        raise FileFault(
            f"{counted(len(failed), 'rapport', 'rapporter')} gick inte att göra.",
            details=tuple(f"{name}: {why}" for name, why in failed),
            hints=("De andra rapporterna är klara. Kör om för dem som saknas med --kommun.",),
        )
