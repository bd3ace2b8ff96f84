"""What a fresh interpreter imports, and what the shell is offered while one types."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest

from oj_cli.app import app
from oj_cli.domain.swedish import fold
from oj_cli.terminal.command_line import Entry

HEAVY = {"pandas", "numpy", "yaml", "rich.table", "prompt_toolkit", "jinja2", "openpyxl", "docx"}
EXAMPLE = Path(__file__).parents[2] / "examples/leksand-2016"
PROGRAM = """
import sys
from oj_cli.app import run
code = run(sys.argv[1:])
sys.stdout.flush()
print("IMPORTED", *sys.modules)
sys.exit(code)
"""


def fresh(folder: Path, *arguments: str, **settings: str) -> tuple[list[str], set[str]]:
    """Run in a fresh interpreter; return the lines it printed and the heavy ones it imported."""
    lines, modules = run_fresh(folder, *arguments, **settings)
    return lines, HEAVY & modules


def imported(folder: Path, *arguments: str) -> set[str]:
    """Run in a fresh interpreter; return all that it imported."""
    return run_fresh(folder, *arguments)[1]


def run_fresh(folder: Path, *arguments: str, **settings: str) -> tuple[list[str], set[str]]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **settings},
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    *lines, modules = ran.stdout.decode().splitlines()
    return lines, set(modules.split())


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), (), ("identify", "--help")], ids=" ".join
)
def test_help_and_version_import_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    lines, heavy = fresh(tmp_path, *arguments)
    assert lines
    assert heavy == set()


LOOKS = (
    ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri"),
    ("identify", "--kommun", "Göteborg", "--omrade", "lss-enheter", "--alla"),
    ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"),
    ("compare", "--indicator", "sip_rutin"),
    ("peers", "--tema", "arbete", "--kommun", "Leksand"),
    ("trend", "--indicator", "uppsokande_verksamhet", "--kommun", "Leksand"),
    ("trend", "--kommun", "Kiruna"),
    ("explain", "sip_rutin", "--kommun", "Leksand"),
    ("explain", "--metod"),
    ("indicators",),
    ("kommuner", "lek"),
    ("check", "data", "--lan", "Dalarna"),
    ("data", "list"),
    ("guide", "--lista"),
)
WORKED = (
    ("identify",),
    ("status",),
    ("complement", "suggest"),
    ("complement", "list"),
    ("trend", "event", "list"),
    ("plan", "due"),
    ("plan", "outcome", "arbete-2017"),
    ("plan", "show", "arbete-2017"),
)


READS_YAML = {("check", "data", "--lan", "Dalarna"), ("guide", "--lista"), *WORKED}
"""What reads a file of rules, a guide or what the user has written."""


@pytest.fixture(scope="module")
def _catalogues_compiled() -> None:
    """Let the YAML files that come with `oj` have been read once, as they have in a wheel."""
    from oj_cli import api

    oj = api.open()
    oj.identify("Leksand")
    oj.method()
    oj.sources()


WORK = {
    *("oj_cli.analysis_file", "oj_cli.documents.dumper", "oj_cli.terminal.prompts"),
    *("oj_cli.domain.analysis", "oj_cli.domain.chosen", "oj_cli.domain.county"),
    *("oj_cli.domain.findings", "oj_cli.domain.guide", "oj_cli.domain.importing"),
    *("oj_cli.domain.logs", "oj_cli.domain.plan", "oj_cli.domain.prose", "oj_cli.domain.quality"),
}
"""What only a choice, an analysis, a plan, a check or an import needs. To make classes takes time,
and these are a third of all."""

USED = {
    ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri"): (),
    ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"): ("oj_cli.domain.county",),
    ("compare", "--indicator", "sip_rutin"): (),
    ("peers", "--tema", "arbete", "--kommun", "Leksand"): (),
    ("trend", "--indicator", "uppsokande_verksamhet", "--kommun", "Leksand"): (),
    ("explain", "sip_rutin", "--kommun", "Leksand"): (),
    ("kommuner", "lek"): (),
}
"""What looks at the data alone, and what it needs of that."""


NOT_OF = {
    ("check", "data", "--lan", "Dalarna"): "analysis guide plan prose",
    ("status",): "complement county guide prose",
    ("complement", "suggest"): "county guide plan",
    ("plan", "show", "arbete-2017"): "analysis county guide identification trend",
}
"""What a command has nothing to do with, by the modules of the domain that hold the words of it."""


@pytest.mark.parametrize("arguments", dict.fromkeys([*LOOKS, *WORKED, *USED]), ids=" ".join)
@pytest.mark.usefixtures("_catalogues_compiled")
def test_a_command_loads_no_tables_and_no_words_of_others(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    _, loaded = run_fresh(EXAMPLE if arguments in WORKED else tmp_path, *arguments)
    assert HEAVY & loaded <= ({"yaml"} if arguments in READS_YAML else set())
    if arguments in USED:
        assert loaded & WORK == {*USED[arguments]}
    others = NOT_OF.get(arguments, "").split()
    assert not loaded & {f"oj_cli.domain.{name}" for name in others}


def complete(folder: Path, line: str, shell: str = "bash") -> list[str]:
    """Return what the shell would be offered for the last word of the line."""
    at = str(line.count(" "))
    lines, heavy = fresh(
        folder,
        _OJ_COMPLETE=f"complete_{shell}",
        COMP_WORDS=line,
        COMP_CWORD=at,
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_WORD_TO_COMPLETE=line.rpartition(" ")[2],
    )
    assert heavy <= {"yaml"}  # which reads the settings of a workspace
    return lines


def test_completion_of_kommun(tmp_path: Path) -> None:
    assert "alvdalen" in complete(tmp_path, "oj identify --kommun alv")
    assert complete(tmp_path, "oj peers --kommun Leks") == ["Leksand"]


def test_completion_of_indicator(tmp_path: Path) -> None:
    offered = complete(tmp_path, "oj compare --indicator sip")
    assert offered[0] == "sip_rutin"
    assert all(word.startswith("sip") for word in offered)
    assert complete(tmp_path, "oj explain personligt") == ["personligt_ombud"]


def test_completion_of_edition(tmp_path: Path) -> None:
    assert complete(tmp_path, "oj peers --utgava skr") == ["skr2017", "skr2023"]


def test_completion_never_fails_aloud(tmp_path: Path) -> None:
    (tmp_path / "oj.yaml").write_text("kommun: [", encoding="utf-8")
    assert complete(tmp_path, "oj identify --kommun Leks") == [""]


def test_completion_in_powershell(tmp_path: Path) -> None:
    assert complete(tmp_path, "oj identify --kommun leks", "powershell") == ["leksand::: "]


def test_completion_of_commands(tmp_path: Path) -> None:
    assert complete(tmp_path, "oj ide") == ["identify"]
    assert complete(tmp_path, "oj identif") == ["identify"]
    assert complete(tmp_path, "oj lar") == ["larande"]  # an alias, where no command fits


# In this process: every word that is offered must be one that the program takes.

TYPED = ["alv", "ALV", "Älv", "älv", "leks", "upplandsv", "Upplands v", "upplands-b", "malung", "å"]


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_offered_begins_as_typed_and_is_found(typed: str) -> None:
    from oj_cli.commands.completion import complete_kommun
    from oj_cli.store import open_store

    offered = complete_kommun(typed)
    assert offered
    with open_store() as store:
        register = store.register()
        found = [register.find_kommun(name).name for name in offered]
    assert all(name.startswith(typed) for name in offered)  # the shell keeps no others
    expected = {"alv": "Älvdalen", "upplandsv": "Upplands Väsby", "malung": "Malung-Sälen"}
    assert expected.get(typed, found[0]) in found


def test_every_kommun_and_lan_can_be_completed_from_its_first_letters() -> None:
    from oj_cli.commands.completion import complete_kommun, complete_lan
    from oj_cli.domain.kommuner import short_lan
    from oj_cli.store import open_store

    with open_store() as store:
        register = store.register()
    for lan in register.lan:
        name = short_lan(lan.name)
        assert name in complete_lan(name[:4])
        assert register.find_lan(name) == lan
        assert register.find_lan(lan.name) == lan
    for kommun in register.kommuner[::29]:
        assert kommun.name in complete_kommun(kommun.name[:3])


def test_completion_reads_the_workspace(mapp: object) -> None:
    from oj_cli.commands.completion import complete_area, complete_indicator

    assert complete_area("l") == ["lss"]
    names = dict(complete_indicator("OVER"))  # as typed, so that the shell keeps it
    assert names == {"OVERenskommelse_af": "Överenskommelse med Arbetsförmedlingen"}


def below(entries: Sequence[Entry], path: str = "oj") -> Iterator[tuple[str, Entry]]:
    """Yield every command of the table, those in its groups too."""
    for entry in entries:
        yield f"{path} {entry.name}", entry
        yield from below(entry.below, f"{path} {entry.name}")


def test_the_line_in_a_groups_help_is_the_first_of_the_commands_own() -> None:
    for name, entry in below(app.entries):
        first = " ".join((entry.build().help or "").split("\n\n")[0].split())
        assert (name, entry.help) == (name, first)


def test_no_name_means_two_commands() -> None:
    for entries in (app.entries, *(entry.below for _, entry in below(app.entries))):
        names = [fold(name) for entry in entries for name in entry.names]
        assert len(names) == len({*names})


def test_every_value_on_the_command_line_is_of_a_kind_that_is_worded_in_swedish() -> None:
    """What Click says of other kinds (dates, decimals, files that must exist) has no Swedish."""
    for name, entry in below(app.entries):
        for param in entry.build().params:
            kind = type(param.type)
            where = f"{name} {param.opts[0]}"
            if issubclass(kind, click.Path):
                assert not param.type.exists, where
            elif not issubclass(kind, click.Choice):
                assert param.type.name in {"text", "integer", "boolean", "at_least_one"}, where
            needs_none = isinstance(param, click.Option) and (param.is_flag or param.hidden)
            assert needs_none or param.metavar or issubclass(kind, click.Choice), (
                f"{where}: no metavar"
            )


def test_help_of_the_whole_imports_no_command(tmp_path: Path) -> None:
    loaded = imported(tmp_path, "--help")
    assert not {name for name in loaded if name.startswith("oj_cli.commands.")}
