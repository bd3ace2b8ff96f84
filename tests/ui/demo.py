"""A small app that shows every kind of output and error. Run with `python tests/ui/demo.py`."""

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from oj_cli.commands.options import at_least_one
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.encoding import Listed, Records
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.presentation.document import (
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
    tables,
)
from oj_cli.terminal.command_line import Entry, root_group
from oj_cli.terminal.program import run


def list_sources() -> None:
    """Visa källorna."""
    typer.echo("källor")


def _owner(value: str | None) -> str | None:
    if value == "alla":
        raise typer.BadParameter("Ange en enda ägare.")
    return value


INDICATORS = ("Rutin vid misstanke om våld", "Samlad plan för brukarinflytande", "Enkät")


def document(kommuner: int = 2) -> Document:
    names = ("Leksand", "Malung-Sälen", "Älvdalen", "Borlänge", "Falun", "Gagnef", "Hedemora")
    columns = (
        Column("indicator", "Indikator", weight=2),
        *(Column(f"k{i}", names[i % len(names)]) for i in range(kommuner)),
        Column("share", "Andel i riket, procent", "right", decimals=1),
    )
    rows: list[Mapping[str, Cell]] = [
        {
            "indicator": name,
            "share": 12.25 + 1000 * i,
            **{f"k{k}": "JA" if (i + k) % 3 else "NEJ" for k in range(kommuner)},
        }
        for i, name in enumerate(INDICATORS)
    ]
    rows.append({"indicator": "Riket – alla kommuner", "share": None})
    table = Table(columns, tuple(rows), "Svar per kommun", heading_rows=(3,))
    return Document(
        title="Svaga områden i Älvdalen 2024",
        lead=(
            Paragraph("Kommunen är svagare än riket i 3 av 40 indikatorer.", "strong"),
            Paragraph("Andelen räknas på dem som svarat JA, NEJ eller DELVIS → se ordlistan."),
        ),
        sections=(
            Section("Indikatorer", (table, Paragraph("Små grupper är utelämnade.", "note"))),
            Section(
                "Frågor att ställa",
                (
                    Bullets(
                        (
                            Item("Vem äger rutinen?", ("Fråga enhetschefen.", "Skriv ned svaret.")),
                            Item("När följdes den upp?"),
                        ),
                        numbered=True,
                    ),
                ),
            ),
            Section(
                "Gå vidare",
                (
                    Commands(
                        (
                            Command("oj trend --kommun alvdalen", "hur svaren ändrats över tid"),
                            Command("oj plan new", "gör en handlingsplan"),
                        )
                    ),
                ),
            ),
        ),
    )


@dataclass(frozen=True)
class Found(Listed):
    """What the app answers with."""

    SCHEMA = "demo/1"
    JSON: ClassVar[dict[str, Any]] = {"kommun": lambda _: "Älvdalen", "andel": lambda _: 12.25}

    table: Table

    def records(self) -> Records:
        """Return the rows of the table."""
        return tuple(c.key for c in self.table.columns), self.table.rows  # type: ignore[return-value]  # by key


@answers
def identify(
    kommun: Annotated[str, typer.Argument(help="Kommunens namn eller kod.")],
    antal: Annotated[
        int, typer.Option(parser=at_least_one, metavar="ANTAL", help="Hur många som visas.")
    ] = 7,
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", "--indikator", metavar="TEXT", help="Bara den här indikatorn."),
    ] = None,
    wide: Annotated[int, typer.Option("--wide", metavar="ANTAL", help="Antal kommuner.")] = 2,
) -> Answer:
    """Visa var kommunen är svag jämfört med riket, länet och liknande kommuner.

    Svaren hämtas ur de data som följer med eller som du själv har importerat.
    """
    shown = document(wide)
    return Answer(Found(tables(shown)[0]), lambda _: shown)


def types(
    goal: Annotated[str, typer.Option("--mal", metavar="TEXT", help="Målet.")],
    number: Annotated[int | None, typer.Option("--tal", metavar="TAL")] = None,
    file: Annotated[Path | None, typer.Option("--fil", metavar="FIL")] = None,
    owner: Annotated[str | None, typer.Option("--agare", metavar="NAMN", callback=_owner)] = None,
) -> None:
    """Pröva värden av alla typer."""
    typer.echo("ok")


def fail(how: str) -> None:
    """Misslyckas på det sätt som sägs."""
    match how:
        case "usage":
            raise UsageFault("Kommunen ”Leksnd” finns inte.", hints=("Menade du Leksand?",))
        case "file":
            raise FileFault(
                "Värdet\x1b[31m saknas.",
                place="plan.yaml, rad 12",
                details=("Rad 3.", "Rad 4."),
                hints=("oj plan verify",),
            )
        case "oserror":
            Path("finns/inte.txt").read_text(encoding="utf-8")
        case "bug":
            raise RuntimeError("oväntat\nfel")
        case "memory":
            raise MemoryError
        case "exit":
            raise typer.Exit(1)
        case "abort":
            raise typer.Abort
        case "eof":
            raise EOFError
        case "wait":
            typer.echo("väntar")
            time.sleep(20)
        case "much":
            for number in range(200_000):
                typer.echo(f"rad {number} om Älvdalen")
        case _:
            raise typer.BadParameter("Ett sätt som inte finns.")


COMMANDS = (
    Entry(("identify", "identifiera", "svagheter"), "Visa var kommunen är svag.", identify),
    Entry(("types",), "Pröva värden av alla typer.", types),
    Entry(("fail",), "Misslyckas på det sätt som sägs.", fail),
    Entry(
        ("data", "kalla"),
        "Källor och import.",
        panel="Data",
        below=(Entry(("list", "lista"), "Visa källorna.", list_sources),),
    ),
)
app = root_group("Från öppna jämförelser till förbättring.", COMMANDS, lambda: "oj 1")

if __name__ == "__main__":
    sys.exit(run(app))
