"""The options that several commands share: named, explained and completed in one place."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, TypeVar

import typer

from oj_cli.commands.completion import (
    complete_area,
    complete_choice,
    complete_edition,
    complete_indicator,
    complete_kommun,
    complete_lan,
)
from oj_cli.domain.selection import Which

R = TypeVar("R")


def at_least_one(typed: str | int) -> int:
    """Read a number of things: `typer.Option(parser=at_least_one, metavar="ANTAL")`."""
    text = str(typed).strip()
    if not (text.isascii() and text.isdigit() and int(text)):
        raise typer.BadParameter(f"”{text}” går inte. Skriv ett heltal som är minst 1.")
    return int(text)


def kommun_option(help: str) -> Any:
    """Return the option of a kommun, explained by what it does here."""
    return typer.Option("--kommun", metavar="KOMMUN", help=help, autocompletion=complete_kommun)


def lan_option(help: str) -> Any:
    """Return the option of a län, explained by what it does here."""
    return typer.Option("--lan", metavar="LÄN", help=help, autocompletion=complete_lan)


def area_option(help: str) -> Any:
    """Return the option of an område, explained by what it does here."""
    return typer.Option("--omrade", metavar="OMRÅDE", help=help, autocompletion=complete_area)


def year_option(help: str) -> Any:
    """Return the option of a year, explained by what it does here."""
    return typer.Option("--ar", "--year", metavar="ÅR", help=help)


KommunOption = Annotated[
    str | None, kommun_option("Kommunens namn eller kod: Leksand, alvdalen, 2029.")
]
AreaOption = Annotated[
    str | None,
    area_option("Vilket område: socialpsykiatri, lss-enheter. Annars det första med svar."),
]
SearchedAreaOption = Annotated[
    str | None, area_option("Sök bara i det här området. Annars i alla.")
]
YearOption = Annotated[int | None, year_option("Vilket år. Annars det senaste med svar.")]
IndicatorOption = Annotated[
    str | None,
    typer.Option(
        "--indicator",
        "--indikator",
        metavar="INDIKATOR",
        help="Indikatorns id, namn eller Kolada-id, se oj indicators.",
        autocompletion=complete_indicator,
    ),
]
IndicatorArgument = Annotated[
    str,
    typer.Argument(
        metavar="INDIKATOR",
        help="Indikatorns id, namn eller Kolada-id.",
        autocompletion=complete_indicator,
    ),
]
OwnListOption = Annotated[
    str | None,
    typer.Option(
        "--egen", metavar="KOMMUNER", help="Egen lista att jämföra med: Mora,Rättvik,Gagnef."
    ),
]
LanOption = Annotated[str | None, lan_option("Bara kommuner i länet.")]
KommungruppOption = Annotated[
    str | None,
    typer.Option("--kommungrupp", metavar="GRUPP", help="Bara kommuner i kommungruppen: 9, C7."),
]
InvanargruppOption = Annotated[
    int | None,
    typer.Option(
        "--invanargrupp", metavar="GRUPP", help="Bara kommuner i invånargruppen, 1 till 5."
    ),
]
UtgavaOption = Annotated[
    str | None,
    typer.Option(
        "--utgava",
        metavar="UTGÅVA",
        help="Kommungruppernas utgåva. Annars den som gällde det året.",
        autocompletion=complete_edition,
    ),
]
TodayOption = Annotated[
    str | None,
    typer.Option("--idag", metavar="ÅÅÅÅ-MM-DD", help="Räkna som om det vore den dagen."),
]
OverwriteOption = Annotated[
    bool, typer.Option("--ersatt", help="Skriv över en fil som redan finns.")
]
NoInputOption = Annotated[
    bool, typer.Option("--no-input", help="Fråga aldrig; det som saknas är ett fel.")
]

# --- which analysis, and what in it ------------------------------------------------------

_WHICH = {
    "kommun": KommunOption,
    "lan": Annotated[
        str | None,
        typer.Option(
            "--lan",
            metavar="LÄN",
            help="Länets analys, om arbetsmappen har flera.",
            autocompletion=complete_lan,
        ),
    ],
    "omrade": Annotated[
        str | None,
        typer.Option("--omrade", metavar="OMRÅDE", help="Analysens område, om det finns flera."),
    ],
    "ar": Annotated[
        int | None,
        typer.Option("--ar", "--year", metavar="ÅR", help="Analysens dataår. Annars det senaste."),
    ],
}


def of_analysis(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options that say which analysis is meant, in place of `which`."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> R:
        which = Which(*(kwargs.pop(name, None) for name in _WHICH))
        return command(*args, which=which, **kwargs)

    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        if parameter.name != "which":
            parameters.append(parameter)
            continue
        parameters += [
            parameter.replace(name=name, annotation=kind, default=None)
            for name, kind in _WHICH.items()
        ]
    signature = inspect.signature(command).replace(parameters=parameters)
    run.__signature__ = signature  # type: ignore[attr-defined]  # what inspect and Typer read
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


ConcernsOption = Annotated[
    str | None,
    typer.Option(
        "--galler",
        metavar="TEMA",
        help="Teman eller indikatorer som det gäller, med komma emellan. Annars allt.",
        autocompletion=complete_choice,
    ),
]
