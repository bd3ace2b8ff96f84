"""The commands as Click has them: in a table, found by any of their names, imported when called.

Typer makes a command of a function. What Click says by itself is put into Swedish by the catalogue
in `locale`; what the catalogue cannot reach is said here and in `usage_errors`.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, NamedTuple

import click
import typer
from click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.swedish import fold, listing, near
from oj_cli.terminal.shells import completion_options

HELP_NAMES = ("-h", "--help", "--hjalp")
NO_INPUT = "--no-input"
"""Ask nobody: also where, in a context's `meta`, it is kept that it was typed."""
ASK = "?"
"""What a flag that may stand without a value holds when it does. Its metavar is in brackets."""

_LONGEST_NAME = 255  # that a file can have
_HYPHEN = "\u2011"  # stands for the hyphen while text is wrapped, so that --flags stay whole
_ANYWHERE = "Går att skriva efter alla kommandon."
_NO_INPUT_HELP = f"Fråga aldrig; det som saknas är ett fel. {_ANYWHERE}"
_DEBUG_HELP = f"Visa teknisk information om något går fel. {_ANYWHERE}"


def flags_of(context: click.Context) -> frozenset[str]:
    """Return the flags that may be typed after a command: its own, and the program's."""
    commands = (context.command, context.find_root().command)
    parameters = (p for command in commands for p in command.get_params(context))
    return frozenset(flag for p in parameters for flag in (*p.opts, *p.secondary_opts))


class Entry(NamedTuple):
    """A row in the table of commands: a command, or a group with the rows that stand below it.

    `names` are its name and its aliases. `help` is its line in the help of the group that it stands
    in, under the heading `panel`. `target` is its function, or where that is found when it is
    called: `package.module:name`. A group needs none: one that has a function does something by
    itself too. With `takes_more` a command gets the flags that it does not know in `ctx.args`.
    """

    names: tuple[str, ...]
    help: str
    target: str | Callable[..., Any] = ""
    panel: str = ""
    takes_more: bool = False
    below: tuple["Entry", ...] = ()

    @property
    def name(self) -> str:
        """What the command is called in its group."""
        return self.names[0]

    def build(self) -> click.Command:
        """Import the function and make a command of it."""
        if not self.target:
            return OjGroup(self.below, name=self.name, help=self.help, no_args_is_help=True)
        app = typer.Typer(
            name=self.name,
            add_completion=False,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
        )
        if self.below:
            app.callback(cls=OjGroup, invoke_without_command=True)(self._function())
        else:
            more = {"ignore_unknown_options": True, "allow_extra_args": True}
            app.command(
                self.name, cls=OjCommand, context_settings=more if self.takes_more else None
            )(self._function())
        command = typer.main.get_command(app)
        if isinstance(command, OjGroup):
            command.entries = self.below
        return command

    def _function(self) -> Callable[..., Any]:
        if not isinstance(self.target, str):
            return self.target
        module, _, attribute = self.target.partition(":")
        found: Callable[..., Any] = getattr(import_module(module), attribute)
        return found


def read_table(text: str, package: str) -> tuple[Entry, ...]:
    """Read a table of commands.

    A row has two lines: the names and where in `package` its function is, then its line of help.
    What stands below a group is indented once more than the group. A heading ends with a colon.
    Dots after the place mean that the command takes flags that it does not know.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    return _rows(lines, package, 0)


def _rows(lines: list[str], package: str, indent: int) -> tuple[Entry, ...]:
    """Take the rows that stand at this indent, and all below them, from the lines."""
    rows: list[Entry] = []
    panel = ""
    while lines and len(lines[0]) - len(lines[0].lstrip()) == indent:
        names, _, place = lines.pop(0).strip().partition("  ")
        if names.endswith(":"):
            panel = names[:-1]
            continue
        found, _, more = place.strip().partition(" ")
        rows.append(
            Entry(
                tuple(names.split(", ")),
                lines.pop(0).strip(),
                found and f"{package}.{found}",
                panel,
                bool(more),
                _rows(lines, package, indent + 4),
            )
        )
    return tuple(rows)


def root_group(help: str, entries: Sequence[Entry], version: Callable[[], str]) -> "OjGroup":
    """Return the whole program; `version` says which it is."""

    def tell(ctx: click.Context, param: click.Parameter, is_asked: bool) -> None:
        if is_asked and not ctx.resilient_parsing:
            click.echo(version())
            ctx.exit()

    asked = click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=tell,
        help="Visa version och dag, och hur nya data som följer med är.",
    )
    return OjGroup(
        entries,
        name=None,  # it is called what it is started as
        help=help,
        no_args_is_help=True,
        params=[*completion_options(), asked],
        context_settings={"help_option_names": HELP_NAMES, "max_content_width": 100},
    )


class HelpFormatter(click.HelpFormatter):
    """Lays out help, on narrow terminals too."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        columns = width or min(get_terminal_size().columns, max_width or 100) - 2
        super().__init__(indent_increment, max(columns, 30))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args.replace("-", _HYPHEN), prefix)

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        super().write_text(text.replace("-", _HYPHEN))

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int | None = None, col_spacing: int = 2
    ) -> None:
        """Write two columns, the first one narrower on a narrow terminal."""
        whole = [(name, text.replace("-", _HYPHEN)) for name, text in rows]
        super().write_dl(whole, col_max or min(32, max(12, self.width // 3)), col_spacing)

    def getvalue(self) -> str:
        """Return what was written."""
        lines = super().getvalue().replace(_HYPHEN, "-").split("\n")
        return "\n".join(line.rstrip() for line in lines)


class HelpContext(typer.Context):
    """A context whose help is laid out so."""

    formatter_class = HelpFormatter


class _Swedish(click.Command):
    """What a command and a group have in common."""

    context_class = HelpContext

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "rich_markup_mode": None})
        self.options_metavar = "[FLAGGOR]"
        # understood wherever they stand, shown once; `program.run` acts on --debug
        once: dict[str, Any] = {"is_flag": True, "expose_value": False, "hidden": bool(self.name)}
        self.params += [
            click.Option([NO_INPUT], callback=_ask_nobody, help=_NO_INPUT_HELP, **once),
            click.Option(["--debug"], help=_DEBUG_HELP, **once),
        ]

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        """Return the names of the help flag that no flag of the command has taken, in order."""
        free = super().get_help_option_names(ctx)
        return [name for name in ctx.help_option_names if name in free]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; a flag that may stand without a value gets one.

        Raises UsageFault for a personnummer, whatever it was meant for.
        """
        try:
            left = super().parse_args(ctx, _with_values(args, self.params))
            for param in self.params:
                _refuse_identity(param, ctx.params.get(param.name or ""))
            return left
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # Click's parser does not say which command it is
            raise

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help text, and by which other names the command is called."""
        super().format_help_text(ctx, formatter)
        group = ctx.parent.command if ctx.parent else None
        names = group.aliases_of(self.name) if isinstance(group, OjGroup) else ()
        if names:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(f"Kallas också: {', '.join(names)}")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments and flags, each under its heading."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in sorted(self.get_params(ctx), key=lambda p: p.param_type_name):
            record = param.get_help_record(ctx)
            if record is not None:
                if isinstance(param, click.Option) and param.multiple:
                    record = record[0], f"{record[1]}  [kan upprepas]"
                kind = "Argument" if param.param_type_name == "argument" else "Flaggor"
                title = getattr(param, "rich_help_panel", None) or kind
                sections.setdefault(title, []).append(record)
        _write_sections(sections, formatter)


class OjCommand(_Swedish, TyperCommand):
    """A command."""


class OjGroup(_Swedish, TyperGroup):
    """A group: knows its commands by their aliases too, and imports one when it is called."""

    def __init__(self, entries: Sequence[Entry] = (), **settings: Any) -> None:
        super().__init__(**settings)
        self.entries = entries
        self.subcommand_metavar = "[KOMMANDO …]" if self.invoke_without_command else "KOMMANDO …"

    def aliases_of(self, name: str | None) -> tuple[str, ...]:
        """Return the other names of a command."""
        return next((entry.names[1:] for entry in self.entries if entry.name == name), ())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order in which they are shown."""
        return [entry.name for entry in self.entries]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name or alias; case, hyphens and åäö do not matter."""
        wanted = fold(cmd_name)
        entry = next((e for e in self.entries if wanted in map(fold, e.names)), None)
        if entry is not None and entry.name not in self.commands:
            self.commands[entry.name] = entry.build()
        return self.commands[entry.name] if entry else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names, and say what is near if there is none."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            like = listing(self._near(args[0]), "eller")
            raise UsageFault(
                "usage.unknown_command", name=args[0], near=like, path=ctx.command_path
            )
        return command.name if command else None, command, args[1:]

    def _near(self, word: str) -> tuple[str, ...]:
        """Return names or aliases that look like `word`, one for each command."""
        command = {name: entry.name for entry in self.entries for name in entry.names}
        found = near(word, command, limit=5)
        best = {command[name]: name for name in reversed(found)}
        return tuple(name for name in found if best[command[name]] == name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first, they are what one looks for, and then the flags."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for entry in self.entries:
            row = ", ".join(entry.names), entry.help
            sections.setdefault(entry.panel or "Kommandon", []).append(row)
        _write_sections(sections, formatter)
        super().format_options(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands, the aliases where no command begins as typed, and the flags."""
        names = {entry.name: entry.help for entry in self.entries}
        if incomplete and not any(name.startswith(incomplete) for name in names):
            names = {alias: entry.help for entry in self.entries for alias in entry.names[1:]}
        commands = [
            CompletionItem(name, help=line)
            for name, line in names.items()
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)


def _ask_nobody(ctx: click.Context, param: click.Parameter, is_typed: bool) -> None:
    if is_typed:
        ctx.meta[NO_INPUT] = True


def _with_values(args: Sequence[str], params: Sequence[click.Parameter]) -> list[str]:
    """Give `ASK` to each flag that stands without the value that it need not have."""
    names = {
        name
        for param in params
        if isinstance(param, click.Option) and (param.metavar or "").startswith("[")
        for name in param.opts
    }
    result = []
    for n, arg in enumerate(args):
        is_alone = n + 1 == len(args) or args[n + 1].startswith("-")
        result += [arg, ASK] if arg in names and is_alone else [arg]
    return result


def _refuse_identity(param: click.Parameter, value: Any) -> None:
    """Raise UsageFault for text with a personnummer; a file that is there is called as it is."""
    texts = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(t, str) and holds_identity(t) and not _is_there(t) for t in texts):
        raise UsageFault("usage.holds_identity", name=param.opts[0])


def _is_there(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and Path(text).exists()


def _write_sections(
    sections: Mapping[str, Sequence[tuple[str, str]]], formatter: click.HelpFormatter
) -> None:
    for title, rows in sections.items():
        with formatter.section(title):
            formatter.write_dl(rows)
