"""Usage errors in Swedish: the type of the error decides the words.

The framework's message is only read for the value it quotes. A message that is not
the framework's own was written by us, in Swedish, and is kept.
"""

import re
from ast import literal_eval
from collections.abc import Callable, Iterable

from typer._click import Context, Parameter
from typer._click.exceptions import (
    BadArgumentUsage,
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer._click.types import (
    BoolParamType,
    DateTime,
    File,
    FloatParamType,
    FloatRange,
    FuncParamType,
    IntParamType,
    IntRange,
    ParamType,
    Tuple,
    UUIDParameterType,
)
from typer._types import TyperChoice
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.models import TyperPath

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import listing, near
from oj_cli.terminal.cli import UnknownCommandError
from oj_cli.terminal.words import DATE, bounds, choices_of, long_name, metavar

_DASHES = "–—−‑"  # what a word processor makes of two hyphens


def in_swedish(error: UsageError) -> UsageFault:
    """Return what a usage error says in Swedish, with where to read more."""
    message, hints = _words(error)
    path = error.ctx.command_path if error.ctx else "oj"
    return UsageFault(message, hints=(*hints, f"Se hjälpen: {path} --help"))


def _words(error: UsageError) -> tuple[str, tuple[str, ...]]:
    match error:
        case UnknownCommandError():
            return error.message, _did_you_mean(error.nearest)
        case MissingParameter():
            return _missing(error)
        case BadParameter():
            return _bad_value(error)
        case NoSuchOption():
            return _no_such_option(error)
        case BadOptionUsage():
            return _bad_option(error), ()
        case BadArgumentUsage():
            return _bad_argument(error), ()
        case _:
            return _plain(error)


def _did_you_mean(names: Iterable[str]) -> tuple[str, ...]:
    found = listing(tuple(names), "eller")
    return (f"Menade du {found}?",) if found else ()


def _called(param: Parameter | None, hint: object = None) -> str:
    """Return how to call a parameter at the beginning of a sentence."""
    if param is None:
        return f"Värdet för {hint}" if isinstance(hint, str) else "Värdet"
    kind = "Argumentet" if isinstance(param, TyperArgument) else "Flaggan"
    return f"{kind} {long_name(param)}"


def _missing(error: MissingParameter) -> tuple[str, tuple[str, ...]]:
    param = error.param
    choices = choices_of(param.type) if param else ()
    hints = (f"Välj {listing(choices, 'eller')}.",) if choices else ()
    return f"{_called(param, error.param_hint)} saknas. {error.message}".strip(), hints


def _no_such_option(error: NoSuchOption) -> tuple[str, tuple[str, ...]]:
    name, group = error.option_name, error.ctx.command if error.ctx else None
    hints = _did_you_mean(error.possibilities or ())
    commands = group.commands.values() if isinstance(group, TyperGroup) else ()
    if any(name in param.opts for command in commands for param in command.params):
        hints = ("Skriv flaggan efter kommandot.",)
    return f"Flaggan {name} finns inte.", hints


def _bad_option(error: BadOptionUsage) -> str:
    name = error.option_name
    if "does not take a value" in error.message:
        return f"Flaggan {name} tar inget värde."
    if "requires" not in error.message:
        return error.message
    params = error.ctx.command.params if error.ctx else []
    word = next((metavar(p, error.ctx) for p in params if error.ctx and name in p.opts), "")
    return f"Flaggan {name} behöver ett värde{f': {word}' if word else ''}."


def _bad_argument(error: BadArgumentUsage) -> str:
    found = re.fullmatch(r"Argument '(\w+)' takes (\d+) values\.", error.message)
    if not found:
        return error.message
    params = error.ctx.command.params if error.ctx else []
    word = next((long_name(p) for p in params if p.name == found[1]), found[1])
    return f"Argumentet {word} ska ha {found[2]} värden."


def _plain(error: UsageError) -> tuple[str, tuple[str, ...]]:
    if error.message == "Missing command.":
        return "Kommando saknas.", ()
    extra = re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", error.message, re.DOTALL)
    if not extra:
        return error.message, ()
    words = extra[1].split(" ")
    dashed = next((word for word in words if word[:1] and word[0] in _DASHES), None)
    if dashed:
        flag = dashed.lstrip(_DASHES + "-").split("=")[0]
        hints = [f"Skriv flaggor med två vanliga bindestreck: --{flag}"]
    else:
        flag = _example_flag(error.ctx)
        hints = [f"Skriv en flagga framför, till exempel {flag} {words[0]}"] if flag else []
        hints.append("Sätt citattecken runt namn med mellanslag.")
    return f"För många ord på raden: ”{extra[1]}” hör inte hit.", tuple(hints)


def _example_flag(ctx: Context | None) -> str:
    """Return a flag that takes a value, where the command takes words only after flags."""
    params = ctx.command.params if ctx else []
    if any(isinstance(p, TyperArgument) for p in params):
        return ""
    flags = [long_name(p) for p in params if isinstance(p, TyperOption) and not p.is_flag]
    return "--kommun" if "--kommun" in flags else next(iter(flags), "")


# Values that a type refused. Each entry: the types, the framework's words for it with the
# value in the first group, and ours, made from the value as typed and the type.
_Say = Callable[[str, ParamType], str]
_REFUSED: tuple[tuple[tuple[type[ParamType], ...], str, _Say], ...] = (
    ((IntRange, FloatRange), r"(.*) is not in the range .*", lambda v, t: _outside(v, t)),
    ((IntParamType,), r"(.*) is not a valid int.*", lambda v, t: f"”{v}” är inget heltal."),
    ((FloatParamType,), r"(.*) is not a valid float.*", lambda v, t: _no_number(v)),
    (
        (BoolParamType,),
        r"(.*) is not a valid boolean.*",
        lambda v, t: f"”{v}” går inte att tolka. Skriv true eller false.",
    ),
    ((UUIDParameterType,), r"(.*) is not a valid UUID\.", lambda v, t: f"”{v}” är inget UUID."),
    (
        (TyperChoice,),
        r"(.*) is not one of .*",
        lambda v, t: f"”{v}” går inte att välja. Välj {listing(choices_of(t), 'eller')}.",
    ),
    (
        (DateTime,),
        r"(.*) does not match the formats.*",
        lambda v, t: f"”{v}” är inget datum. Skriv det som {DATE}.",
    ),
    (
        (TyperPath,),
        r"\w+ (.*) does not exist\.",
        lambda v, t: f"{'Mappen' if t.name == 'directory' else 'Filen'} ”{v}” finns inte.",
    ),
    ((TyperPath,), r"\w+ (.*) is a file\.", lambda v, t: f"”{v}” är en fil, inte en mapp."),
    ((TyperPath,), r"\w+ (.*) is a directory\.", lambda v, t: f"”{v}” är en mapp, inte en fil."),
    ((TyperPath,), r"\w+ (.*) is not readable\.", lambda v, t: f"”{v}” går inte att läsa."),
    ((TyperPath,), r"\w+ (.*) is not writable\.", lambda v, t: f"”{v}” går inte att skriva i."),
    ((File,), r"('.*'): .*", lambda v, t: f"Filen ”{v}” går inte att öppna."),
    (
        (ParamType,),
        r"(?:Takes )?(\d+) values .*given\.",
        lambda v, t: f"Det ska vara {v} värden.",
    ),
)


def _bad_value(error: BadParameter) -> tuple[str, tuple[str, ...]]:
    if error.param is None and error.param_hint is None:
        return error.message, ()
    called = _called(error.param, error.param_hint)
    kind = error.param.type if error.param else None
    if isinstance(kind, FuncParamType) and isinstance(error.__context__, ValueError):
        return f"{called}: ”{error.message}” går inte att tolka.", ()
    for part in (kind, *(kind.types if isinstance(kind, Tuple) else ())):
        for kinds, pattern, words in _REFUSED:
            found = re.fullmatch(pattern, error.message, re.DOTALL)
            if part is not None and isinstance(part, kinds) and found:
                value = _unquoted(found[1])
                hints = _did_you_mean(near(value, choices_of(part), 1))
                return f"{called}: {words(value, part)}", hints
    return f"{called}: {error.message}", ()


def _unquoted(text: str) -> str:
    """Return the value that the framework put quotes around."""
    try:
        value = literal_eval(text)
    except (ValueError, SyntaxError):
        return text
    return value if isinstance(value, str) else text


def _outside(value: str, kind: ParamType) -> str:
    allowed = bounds(kind) if isinstance(kind, IntRange | FloatRange) else ""
    return f"{value.removesuffix('.0')} går inte. Talet ska vara {allowed}."


def _no_number(value: str) -> str:
    if value.count(",") == 1:
        return (
            f"”{value}” går inte att tolka. Skriv decimaltal med punkt: {value.replace(',', '.')}"
        )
    return f"”{value}” är inget tal."
