"""Usage errors as faults of ours: in Swedish, with what to type instead.

Click words what is wrong by the catalogue in `locale`; which parameter it is and what to do about
it is said here.
"""

import re

import click

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import listing, near

_DASHES = "–—−‑"  # what a word processor makes of two hyphens
_EXTRA_WORDS = re.compile("För många ord på raden: ”(.*)” hör inte hit.", re.DOTALL)


def in_swedish(error: click.UsageError) -> UsageFault:
    """Return what a usage error says, with where to read more."""
    path = error.ctx.command_path if error.ctx else "oj"
    said = error.message
    match error:
        case click.MissingParameter(param=click.Parameter() as param):
            return UsageFault(
                "usage.missing",
                parameter=_called(param),
                choices=listing(_choices(param), "eller"),
                path=path,
            )
        case click.BadParameter(param=click.Parameter() as param):
            typed = re.match("”(.*)”", said)
            like = near(typed[1], _choices(param), 1) if typed else ()
            return UsageFault(
                "usage.refused",
                said=f"{_called(param)}: {said}",
                near=like,
                choices=listing(_choices(param), "eller"),
                path=path,
            )
        case click.NoSuchOption(ctx=click.Context(command=click.Group()), possibilities=[] | None):
            return UsageFault("usage.flag_before_command", said=said, path=path)
        case click.NoSuchOption(option_name="--kommun" | "--lan"):
            return UsageFault("usage.of_workspace", said=said, path=path)
        case click.NoSuchOption():
            flags = listing(near(error.option_name, error.possibilities or ()), "eller")
            return UsageFault("usage.refused", said=said, near=flags, choices="", path=path)
    extra = _EXTRA_WORDS.fullmatch(said)
    if extra is None:
        return UsageFault("usage.refused", said=said, near="", choices="", path=path)
    words = extra[1].split(" ")
    dashed = next((word for word in words if word[:1] and word[0] in _DASHES), None)
    if dashed:
        flag = dashed.lstrip(_DASHES + "-").split("=")[0]
        return UsageFault("usage.dashes", said=said, flag=flag, path=path)
    flag = _example_flag(error.ctx)
    return UsageFault("usage.extra_words", said=said, flag=flag, word=words[0], path=path)


def _called(param: click.Parameter) -> str:
    """Return what to call a parameter: `Flaggan --output`, not -o, or `Argumentet KOMMUN`."""
    if isinstance(param, click.Argument):
        name = param.metavar or (param.name or "").upper()
        return f"Argumentet {name.removesuffix(' …')}"
    return f"Flaggan {_long_name(param)}"


def _long_name(param: click.Parameter) -> str:
    return next((opt for opt in param.opts if opt.startswith("--")), param.opts[0])


def _choices(param: click.Parameter) -> tuple[str, ...]:
    kind = param.type
    if not isinstance(kind, click.Choice):
        return ()
    return tuple(kind.normalize_choice(choice, None) for choice in kind.choices)


def _example_flag(ctx: click.Context | None) -> str:
    """Return --kommun, where the command has it and takes words only after flags."""
    params = ctx.command.params if ctx else []
    takes_words = any(isinstance(p, click.Argument) for p in params)
    return "" if takes_words or all("--kommun" not in p.opts for p in params) else "--kommun"
