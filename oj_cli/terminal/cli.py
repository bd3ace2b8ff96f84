"""The command line in Swedish: help, usage lines and command aliases.

Typer's own words cannot be translated from outside, so one group class and one
command class put Swedish ones in their place. Errors are worded in `errors`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from shutil import get_terminal_size
from typing import Any

import typer
from typer._click import Command, Context, HelpFormatter, Parameter
from typer._click.exceptions import UsageError
from typer._click.shell_completion import CompletionItem
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from oj_cli.domain.swedish import fold, near
from oj_cli.terminal.completion import COMPLETION
from oj_cli.terminal.words import help_record, usage_piece

HELP_NAMES = ("-h", "--help", "--hjalp")
HELP_TEXT = "Visa den här hjälpen och avsluta."
DEBUG_TEXT = "Visa teknisk information om något går fel. Går att skriva efter alla kommandon."
MAX_WIDTH = 100
ASK = "?"
"""What a flag that may stand without a value holds when it does. Its metavar is in brackets."""
_ALIASES = "oj_aliases"  # the keys that carry our tables through Typer's context settings
_LAZY = "oj_lazy"
_HYPHEN = "\u2011"  # stands for the hyphen while text is wrapped, so that --flags stay whole


@dataclass(frozen=True)
class Lazy:
    """A command or a group that is imported when it is called, and not before.

    `target` names its function, or its `OjTyper` for a group: `package.module:name`. `help` is
    the line that stands for it in the group's help, the same as the first of its own help.
    With `takes_more` the command gets flags that it does not know in `ctx.args`. `panel` is the
    heading that it stands under in the group's help.
    """

    name: str
    target: str
    help: str
    aliases: tuple[str, ...] = ()
    takes_more: bool = False
    panel: str | None = None

    def load(self) -> Command:
        """Import the command and build it."""
        module, _, attribute = self.target.partition(":")
        found = getattr(import_module(module), attribute)
        if isinstance(found, OjTyper):
            group = typer.main.get_group(found)
            group.name = self.name
            return group
        more = {"ignore_unknown_options": True, "allow_extra_args": True}
        info = typer.models.CommandInfo(
            name=self.name,
            cls=OjCommand,
            callback=found,
            context_settings=more if self.takes_more else None,
        )
        return typer.main.get_command_from_info(
            info, pretty_exceptions_short=False, rich_markup_mode=None
        )


class UnknownCommandError(UsageError):
    """The first word is neither a command nor an alias."""

    def __init__(self, name: str, nearest: tuple[str, ...], ctx: Context) -> None:
        super().__init__(f"Kommandot ”{name}” finns inte.", ctx)
        self.nearest = nearest


class OjFormatter(HelpFormatter):
    """Lays out help at the terminal's width, with `Användning:` for `Usage:`."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        columns = width or min(get_terminal_size().columns, max_width or MAX_WIDTH) - 2
        super().__init__(indent_increment, max(columns, 30))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args.replace("-", _HYPHEN), prefix or "Användning: ")

    def write_text(self, text: str) -> None:
        """Write paragraphs, without breaking a line inside the name of a flag."""
        super().write_text(text.replace("-", _HYPHEN))

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int | None = None, col_spacing: int = 2
    ) -> None:
        """Write two columns, the first one narrower on a narrow terminal."""
        whole = [(name, text.replace("-", _HYPHEN)) for name, text in rows]
        super().write_dl(whole, col_max or min(30, max(12, self.width // 3)), col_spacing)

    def getvalue(self) -> str:
        """Return what was written."""
        lines = super().getvalue().replace(_HYPHEN, "-").split("\n")
        return "\n".join(line.rstrip() for line in lines)


class OjContext(typer.Context):
    """A context whose help is laid out by `OjFormatter`."""

    formatter_class = OjFormatter


class _Swedish(Command):
    """What a command and a group have in common: every word of the framework's own."""

    context_class = OjContext

    def __init__(self, **settings: Any) -> None:
        if settings.pop("deprecated", False):
            settings["help"] = f"Utgår. {settings.get('help') or ''}".strip()
        super().__init__(**settings)
        self.options_metavar = "[FLAGGOR]"
        self.params.append(_debug_option(hidden=bool(self.name)))

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the parameters, those that Typer adds by itself put into Swedish."""
        params = super().get_params(ctx)
        for param in params:
            if isinstance(param, TyperOption) and param.name in COMPLETION:
                param.help, param.callback = COMPLETION[param.name]
        return params

    def get_help_option_names(self, ctx: Context) -> list[str]:
        """Return the names of the help flag that no flag of the command has taken."""
        taken = {name for param in self.params for name in param.opts}
        return [name for name in HELP_NAMES if name not in taken]

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the help flag with its text in Swedish."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP_TEXT
        return option

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return what follows the command's name in the usage line."""
        arguments = [p for p in self.params if isinstance(p, TyperArgument) and not p.hidden]
        pieces = [usage_piece(argument, ctx) for argument in arguments]
        return [self.options_metavar, *pieces] if self.options_metavar else pieces

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse the arguments; every usage error knows which command it belongs to."""
        try:
            return super().parse_args(ctx, _with_values(args, self.params))
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def invoke(self, ctx: Context) -> None:
        """Run the command. What it returns is dropped: an exit code is raised as typer.Exit."""
        super().invoke(ctx)

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help text, and by which other names the command is called."""
        super().format_help_text(ctx, formatter)
        group = ctx.parent.command if ctx.parent else None
        names = group.names_for(self.name or "") if isinstance(group, OjGroup) else ()
        if names:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(f"Kallas också: {', '.join(names)}")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write arguments and flags, each under its heading."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in sorted(self.get_params(ctx), key=lambda p: isinstance(p, TyperOption)):
            record = help_record(param, ctx)
            if record is not None:
                title = "Argument" if isinstance(param, TyperArgument) else "Flaggor"
                panel = getattr(param, "rich_help_panel", None)
                sections.setdefault(panel or title, []).append(record)
        _write_sections(sections, formatter)


class OjCommand(_Swedish, TyperCommand):
    """A command that speaks Swedish."""


class OjGroup(_Swedish, TyperGroup):
    """A group that speaks Swedish and knows its commands by their aliases too."""

    def __init__(self, **settings: Any) -> None:
        context_settings = dict(settings.pop("context_settings", None) or {})
        lazy: Sequence[Lazy] = context_settings.pop(_LAZY, ())
        self.lazy = {entry.name: entry for entry in lazy}
        self.aliases: dict[str, str] = {
            **{alias: entry.name for entry in lazy for alias in entry.aliases},
            **context_settings.pop(_ALIASES, {}),
        }
        super().__init__(context_settings=context_settings, **settings)
        self.subcommand_metavar = "[KOMMANDO …]" if self.invoke_without_command else "KOMMANDO …"
        unknown = set(self.aliases.values()) - set(self.commands) - set(self.lazy)
        if unknown:
            raise ValueError(f"aliases for commands that do not exist: {sorted(unknown)}")
        foreign = [c.name for c in self.commands.values() if not isinstance(c, _Swedish)]
        if foreign:
            raise TypeError(f"not made with OjTyper, would speak English: {foreign}")

    def names_for(self, command: str) -> tuple[str, ...]:
        """Return the aliases of a command."""
        return tuple(alias for alias, target in self.aliases.items() if target == command)

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names of the commands, in the order in which they are shown."""
        return list(dict.fromkeys((*self.lazy, *self.commands)))

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return the command of this name or alias; case, hyphens and åäö do not matter."""
        found = self._command(self.aliases.get(cmd_name, cmd_name))
        if found is None:
            known = {fold(name): name for name in (*self.list_commands(ctx), *self.aliases)}
            name = known.get(fold(cmd_name), "")
            found = self._command(self.aliases.get(name, name))
        return found

    def _command(self, name: str) -> Command | None:
        if name not in self.commands and name in self.lazy:
            self.commands[name] = self.lazy[name].load()
        return self.commands.get(name)

    def _shown(self) -> dict[str, str]:
        """Return the commands that help names, each with its line; none is imported for it."""
        lines = {name: entry.help for name, entry in self.lazy.items()}
        for name, command in self.commands.items():
            if not command.hidden:
                lines[name] = command.get_short_help_str(1000)
        return lines

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Find the command that the first word names, and say what is near if there is none."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            raise UnknownCommandError(args[0], self._near(args[0]), ctx)
        return command.name if command else None, command, args[1:]

    def _near(self, word: str) -> tuple[str, ...]:
        """Return names or aliases that look like `word`, one for each command."""
        targets = {name: name for name in self._shown()}
        targets |= {alias: name for alias, name in self.aliases.items() if name in targets}
        found = near(word, targets, limit=5)
        best = {targets[name]: name for name in reversed(found)}
        return tuple(name for name in found if best[targets[name]] == name)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return what follows the group's name in the usage line."""
        return [*_Swedish.collect_usage_pieces(self, ctx), self.subcommand_metavar]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands first, they are what one looks for, and then the flags."""
        self.format_commands(ctx, formatter)
        _Swedish.format_options(self, ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands with their aliases, under the heading that each one asks for."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, line in self._shown().items():
            lazy = self.lazy.get(name)
            panel = lazy.panel if lazy else getattr(self.commands[name], "rich_help_panel", None)
            row = ", ".join((name, *self.names_for(name))), line
            sections.setdefault(panel or "Kommandon", []).append(row)
        _write_sections(sections, formatter)

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands, and the aliases where no command begins as typed."""
        found = super().shell_complete(ctx, incomplete)
        if incomplete and not found:
            shown = self._shown()
            found = [
                CompletionItem(alias, help=shown[target])
                for alias, target in self.aliases.items()
                if alias.startswith(incomplete) and target in shown
            ]
        return found


class OjTyper(typer.Typer):
    """A Typer app, or a group within one, of which all that is shown is Swedish.

    `lazy` are the commands that are imported when they are called. `aliases` is the table of
    other names for commands that are added otherwise: alias to command.
    """

    def __init__(
        self,
        *,
        lazy: Sequence[Lazy] = (),
        aliases: Mapping[str, str] | None = None,
        **settings: Any,
    ) -> None:
        self.lazy = tuple(lazy)
        context_settings = {
            **settings.pop("context_settings", {}),
            _ALIASES: aliases or {},
            _LAZY: self.lazy,
        }
        settings = {"cls": OjGroup, "no_args_is_help": True, **settings}
        super().__init__(
            context_settings=context_settings,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            **settings,
        )

    def command(
        self, name: str | None = None, *, cls: type[TyperCommand] | None = None, **settings: Any
    ) -> Callable[[typer.models.CommandFunctionType], typer.models.CommandFunctionType]:
        """Register a command, as `typer.Typer.command` does."""
        return super().command(name, cls=cls or OjCommand, **settings)


def _with_values(args: Sequence[str], params: Sequence[Parameter]) -> list[str]:
    """Give `ASK` to each flag that stands without the value that it need not have."""
    names = {
        name
        for param in params
        if isinstance(param, TyperOption) and (param.metavar or "").startswith("[")
        for name in param.opts
    }
    result = []
    for n, arg in enumerate(args):
        is_alone = n + 1 == len(args) or args[n + 1].startswith("-")
        result += [arg, ASK] if arg in names and is_alone else [arg]
    return result


def _debug_option(*, hidden: bool) -> TyperOption:
    """Return `--debug`: accepted everywhere, shown once, and acted on in `errors.run`."""
    return TyperOption(
        param_decls=["--debug"], is_flag=True, expose_value=False, hidden=hidden, help=DEBUG_TEXT
    )


def _write_sections(
    sections: Mapping[str, list[tuple[str, str]]], formatter: HelpFormatter
) -> None:
    """Write each section under its title."""
    for title, rows in sections.items():
        with formatter.section(title):
            formatter.write_dl(rows)
