"""How parameters are called in Swedish: metavars, defaults, ranges and lines of help."""

from collections.abc import Iterable
from enum import Enum

from typer._click import Context, Parameter
from typer._click.formatting import join_options
from typer._click.types import (
    BoolParamType,
    DateTime,
    File,
    FloatParamType,
    FloatRange,
    IntParamType,
    IntRange,
    ParamType,
    Tuple,
)
from typer._types import TyperChoice
from typer.core import TyperArgument, TyperOption
from typer.models import TyperPath

DATE = "ÅÅÅÅ-MM-DD"
_FEW_CHOICES = 40  # characters; longer lists of choices stand in the help text instead


def choices_of(kind: ParamType) -> tuple[str, ...]:
    """Return what a choice accepts, as the user types it; nothing for other types."""
    if not isinstance(kind, TyperChoice):
        return ()
    return tuple(kind.normalize_choice(choice, None) for choice in kind.choices)


def type_word(kind: ParamType) -> str:
    """Return the word that stands for a value of this type: HELTAL, FIL, TEXT."""
    if isinstance(kind, TyperChoice):
        joined = "|".join(choices_of(kind))
        return joined if len(joined) <= _FEW_CHOICES else "VAL"
    if isinstance(kind, Tuple):
        return " ".join(type_word(part) for part in kind.types)
    if isinstance(kind, TyperPath):
        return "MAPP" if kind.name == "directory" else "FIL"
    words: tuple[tuple[type[ParamType], str], ...] = (
        (IntParamType, "HELTAL"),
        (FloatParamType, "TAL"),
        (BoolParamType, "true|false"),
        (DateTime, DATE),
        (File, "FIL"),
    )
    return next((word for known, word in words if isinstance(kind, known)), "TEXT")


def metavar(param: Parameter, ctx: Context) -> str:
    """Return what stands for the value in help: the author's word, else one by type."""
    if param.metavar is not None:
        return param.metavar
    if isinstance(param, TyperArgument):
        return (param.name or "").upper()
    own = None if isinstance(param.type, TyperChoice | DateTime) else _own_word(param, ctx)
    return own or type_word(param.type)


def _own_word(param: Parameter, ctx: Context) -> str | None:
    word = param.type.get_metavar(param, ctx)
    return word.strip("<>") if word else None


def long_name(param: Parameter) -> str:
    """Return the name to call a parameter by: `--output` rather than `-o`, or KOMMUN."""
    if isinstance(param, TyperArgument):
        return param.metavar or (param.name or "").upper()
    return next((opt for opt in param.opts if opt.startswith("--")), param.opts[0])


def bounds(kind: IntRange | FloatRange) -> str:
    """Return the range of a number in words: `1–5`, `minst 1`, `under 100`.

    >>> bounds(IntRange(1, 5)), bounds(IntRange(min=1)), bounds(FloatRange(max=9, max_open=True))
    ('1–5', 'minst 1', 'under 9')
    """
    low = f"{'över' if kind.min_open else 'minst'} {kind.min}" if kind.min is not None else ""
    high = f"{'under' if kind.max_open else 'högst'} {kind.max}" if kind.max is not None else ""
    if low and high and not kind.min_open and not kind.max_open:
        return f"{kind.min}–{kind.max}"
    return " och ".join(part for part in (low, high) if part)


def usage_piece(param: TyperArgument, ctx: Context) -> str:
    """Return how an argument stands in the usage line: `KOMMUN`, `[FIL]`, `FIL …`."""
    word = metavar(param, ctx) + (" …" if param.nargs == -1 else "")
    return word if param.required else f"[{word}]"


def help_record(param: Parameter, ctx: Context) -> tuple[str, str] | None:
    """Return the two columns of a parameter's line in the help, None where it is hidden."""
    if not isinstance(param, TyperOption | TyperArgument) or param.hidden:
        return None
    text = param.help or ""
    extra = "; ".join(_extras(param, ctx))
    return _names(param, ctx), f"{text}  [{extra}]".strip() if extra else text


def _names(param: TyperOption | TyperArgument, ctx: Context) -> str:
    if isinstance(param, TyperArgument):
        return metavar(param, ctx)
    names = " / ".join(join_options(opts)[0] for opts in (param.opts, param.secondary_opts) if opts)
    return names if param.is_flag or param.count else f"{names} {metavar(param, ctx)}"


def _extras(param: TyperOption | TyperArgument, ctx: Context) -> Iterable[str]:
    if param.show_envvar and param.envvar:
        names = [param.envvar] if isinstance(param.envvar, str) else param.envvar
        yield f"miljövariabel: {', '.join(names)}"
    choices = ", ".join(choices_of(param.type))
    if choices and "|" not in metavar(param, ctx):
        yield f"välj bland: {choices}"
    default = _default(param, ctx)
    if default:
        yield f"standard: {default}"
    if isinstance(param.type, IntRange | FloatRange):
        yield bounds(param.type)
    if isinstance(param, TyperOption) and param.multiple:
        yield "kan upprepas"
    if param.required:
        yield "krävs"


def _default(param: TyperOption | TyperArgument, ctx: Context) -> str:
    if isinstance(param.show_default, str):
        return param.show_default
    value = param.get_default(ctx, call=False)
    if value is None or callable(value) or not param.show_default:
        return ""
    if isinstance(param, TyperOption) and param.is_bool_flag:
        names = param.opts if value else param.secondary_opts
        return names[0] if param.secondary_opts else ""
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(v.value if isinstance(v, Enum) else v) for v in values)
