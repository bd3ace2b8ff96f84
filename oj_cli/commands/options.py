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
from oj_cli.domain.references import RANKINGS
from oj_cli.domain.selection import Which
from oj_cli.domain.swedish import listing

R = TypeVar("R")


def at_least_one(typed: str | int) -> int:
    """Read a number of things: `typer.Option(parser=at_least_one, metavar="ANTAL")`."""
    text = str(typed).strip()
    if not (text.isascii() and text.isdigit() and int(text)):
        raise typer.BadParameter(f"”{text}” går inte. Skriv ett heltal som är minst 1.")
    return int(text)


def option(metavar: str, help: str, *names: str, **more: Any) -> Any:
    """Return an option that takes a value, called as its parameter unless names are given."""
    return typer.Option(*names, metavar=metavar, help=help, **more)


def argument(metavar: str, help: str, **more: Any) -> Any:
    """Return what is typed without a flag."""
    return typer.Argument(metavar=metavar, help=help, **more)


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
ThemeOption = Annotated[
    str | None, option("TEMA", "Bara ett tema, i alla områden: arbete, skydd.", "--tema")
]
SearchedAreaOption = Annotated[
    str | None, area_option("Sök bara i det här området. Annars i alla.")
]
YearOption = Annotated[int | None, year_option("Vilket år. Annars det senaste med svar.")]
IndicatorOption = Annotated[
    str | None,
    option(
        "INDIKATOR",
        "Indikatorns id, namn eller Kolada-id, se oj indicators.",
        "--indicator",
        "--indikator",
        autocompletion=complete_indicator,
    ),
]
_INDICATOR = argument(
    "INDIKATOR", "Indikatorns id, namn eller Kolada-id.", autocompletion=complete_indicator
)
IndicatorArgument = Annotated[str, _INDICATOR]
FreeIndicatorArgument = Annotated[str | None, _INDICATOR]
OwnListOption = Annotated[
    str | None, option("KOMMUNER", "Egen lista att jämföra med: Mora,Rättvik,Gagnef.", "--egen")
]
AmongOption = Annotated[
    str | None,
    option(
        "GRUPP",
        f"Bara kommuner i kommunens jämförelse: {listing(RANKINGS, 'eller')}.",
        "--jamfor-med",
    ),
]
LanOption = Annotated[str | None, lan_option("Bara kommuner i länet.")]
KommungruppOption = Annotated[
    str | None, option("GRUPP", "Bara kommuner i kommungruppen: 9, C7.", "--kommungrupp")
]
InvanargruppOption = Annotated[
    int | None, option("GRUPP", "Bara kommuner i invånargruppen, 1 till 5.", "--invanargrupp")
]
UtgavaOption = Annotated[
    str | None,
    option(
        "UTGÅVA",
        "Kommungruppernas utgåva. Annars den som gällde det året.",
        "--utgava",
        autocompletion=complete_edition,
    ),
]
TodayOption = Annotated[
    str | None, option("ÅÅÅÅ-MM-DD", "Räkna som om det vore den dagen.", "--idag")
]
OverwriteOption = Annotated[
    bool, typer.Option("--ersatt", help="Skriv över en fil som redan finns.")
]
YesOption = Annotated[bool, typer.Option("--ja", help="Gör det utan att fråga.")]

# --- which analysis, and what in it ------------------------------------------------------

_WHICH = {
    "kommun": KommunOption,
    "lan": Annotated[str | None, lan_option("Länet, om analysen gäller ett helt län.")],
    "omrade": Annotated[
        str | None, area_option("Området, om analysen gäller ett enda: lss-enheter.")
    ],
    "ar": Annotated[int | None, year_option("Analysens dataår. Annars det senaste.")],
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
    option(
        "TEMA",
        "Teman eller indikatorer som det gäller, med komma emellan. Annars allt.",
        "--galler",
        autocompletion=complete_choice,
    ),
]
