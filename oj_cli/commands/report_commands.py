"""The verbs of `oj report`: what was asked, the report built, and where it is written."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.completion import complete_lan
from oj_cli.commands.options import AreaOption, UtgavaOption
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import fold, listing
from oj_cli.ui.console import say

if TYPE_CHECKING:
    from oj_cli.reports.model import Report
    from oj_cli.reports.write import Format

FORMATS = ("html", "docx", "xlsx", "pdf")
_WORDS = {"word": "docx", "excel": "xlsx"}

ReportYearOption = Annotated[
    int | None,
    typer.Option(
        "--ar", "--year", metavar="ÅR", help="Vilket års jämförelse. Annars den senaste med svar."
    ),
]
ReportLanOption = Annotated[
    str | None,
    typer.Option(
        "--lan", metavar="LÄN", help="Länets namn eller kod.", autocompletion=complete_lan
    ),
]
FormatsOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="html, docx (Word), xlsx (Excel) eller pdf. Flera skrivs med komma emellan.",
        show_default="html, eller efter filens ändelse",
    ),
]
OutputFileOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FIL",
        help="Filens namn, eller en mapp. Annars mappen rapporter i arbetsmappen, eller här.",
    ),
]
TodayOption = Annotated[
    str | None,
    typer.Option("--idag", metavar="DATUM", help="Rapportens datum. Annars dagens.", hidden=True),
]


def lan(
    lan: ReportLanOption = None,
    omrade: AreaOption = None,
    ar: ReportYearOption = None,
    utgava: UtgavaOption = None,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en länsrapport: alla kommuners svar, vad som sticker ut och vem som kan lära av vem."""
    from oj_cli.commands.report_lan import CountyRequest, county_material
    from oj_cli.reports.county.build import county_report
    from oj_cli.workspace import today

    wanted = formats(format, output)
    material = county_material(CountyRequest(lan, omrade, ar, utgava), today(idag))
    save(county_report(material), wanted, output)


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


def save(report: "Report", formats: tuple["Format", ...], output: Path | None) -> None:
    """Finish a report and write it in each format; all are made before any is written."""
    from oj_cli.documents.writer import write_bytes
    from oj_cli.reports.finish import finish
    from oj_cli.reports.glossary import read_glossary
    from oj_cli.reports.write import write

    paths = {f: place(report.id, f, len(formats) > 1, output) for f in formats}
    finished = finish(report, read_glossary())
    made = list(write(finished, formats))
    for format, content in made:
        write_bytes(paths[format], content, keep_old=False)
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
