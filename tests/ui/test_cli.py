import gettext
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import click
import pytest
import shellingham
import typer

from oj_cli.terminal.command_line import Entry, OjGroup, read_table, root_group
from oj_cli.terminal.program import LOCALE, run

ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|default|required|show|message|exit|try|error|no such|"
    r"missing|invalid|integer|int|str|float|boolean|path|filename|directory|choice|dynamic|"
    r"env var|install completion|current shell|aborted|deprecated|did you mean)\b(?!=)",
    re.IGNORECASE,
)
OURS = re.compile(r"--[\w-]+|\bArgument(et)?\b|\bstr\.|\bexit\(")


def english_in(text: str) -> list[str]:
    return [found[0] for found in ENGLISH.finditer(OURS.sub("", text))]


@pytest.mark.parametrize(
    "args", [[], ["--help"], ["identify", "-h"], ["types", "--hjalp"], ["data", "list", "--help"]]
)
def test_help_has_no_english_framework_words(call: Callable[..., Any], args: list[str]) -> None:
    ran = call(*args)
    assert ran.code == 0
    assert not ran.err
    assert ran.text.startswith("Användning: oj")
    assert english_in(ran.text) == []


def test_help_page(call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert call("identify", "--help").text.startswith(HELP)


HELP = """\
Användning: oj identify [FLAGGOR] KOMMUN

  Visa var kommunen är svag jämfört med riket, länet och liknande kommuner.

  Svaren hämtas ur de data som följer med eller som du själv har importerat.

  Kallas också: identifiera, svagheter

Argument:
  KOMMUN  Kommunens namn eller kod.  [krävs]

Flaggor:
  --antal ANTAL               Hur många som visas.  [standard: 7]
  --indicator, --indikator TEXT
                              Bara den här indikatorn.  [kan upprepas]
  --wide ANTAL                Antal kommuner.  [standard: 2]
  -h, --help, --hjalp         Visa den här hjälpen och avsluta.

Hur svaret skrivs:
  --format FORMAT             table är text att läsa, json och csv är data, md
                              är Markdown; html, docx (Word), xlsx (Excel) och
                              pdf skrivs till en fil.  [standard: (table,
                              eller efter filens ändelse)]
"""


@pytest.mark.parametrize("columns", [40, 80, 120, 300])
def test_help_fits_the_terminal_and_breaks_no_flag(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for args in (["--help"], ["identify", "--help"]):
        text = call(*args).text
        assert max(map(len, text.splitlines())) <= min(columns, 100)
        assert not re.search(r"--?\n", text)


def test_root_lists_commands_with_aliases_and_shows_debug_once(call: Callable[..., Any]) -> None:
    text = call("--help").text
    assert "  identify, identifiera, svagheter\n" in text
    assert "  data, kalla " in text
    assert text.index("Kommandon:") < text.index("Data:") < text.index("Flaggor:")
    assert "--debug" in text
    assert "--debug" not in call("identify", "--help").text


@pytest.mark.parametrize("name", ["identifiera", "svagheter", "Identify", "IDENTIFIERA"])
def test_alias_runs_the_command(call: Callable[..., Any], name: str) -> None:
    assert call(name, "Leksand", "--format", "json").code == 0
    assert call(name, "--help").text.startswith("Användning: oj identify ")


def test_nested_group_and_its_aliases(call: Callable[..., Any]) -> None:
    assert call("kalla", "lista").text == "källor\n"
    text = call("data", "list", "--help").text
    assert text.startswith("Användning: oj data list [FLAGGOR]\n")
    assert "Kallas också: lista" in text
    group = call("data")
    assert group.code == 0
    assert "Kallas också: kalla" in group.text


def app_of(command: Callable[..., Any], **settings: Any) -> OjGroup:
    entry = Entry(("ord", "word"), "Gör något.", command, **settings)
    return root_group("Hjälp.", [entry], lambda: "oj 1")


def test_metavars_and_markers(capsys: pytest.CaptureFixture[str]) -> None:
    def command(
        first: str,
        rest: Annotated[list[str] | None, typer.Argument(metavar="FIL …")] = None,
        switch: Annotated[bool, typer.Option("--pa/--av")] = True,
        made: Annotated[str | None, typer.Option(default_factory=lambda: "x")] = ...,
        flag: Annotated[bool, typer.Option("--flagga")] = False,
    ) -> None:
        """Gör något."""

    assert run(app_of(command), ["ord", "--help"]) == 0
    text = capsys.readouterr().out
    assert "Användning: oj ord [FLAGGOR] FIRST [FIL …]\n" in text
    assert re.search(r"--pa / --av +\[standard: pa\]", text)
    assert re.search(r"--flagga\n", text)
    assert "--debug" not in text


def test_a_command_gets_the_flags_that_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    def command(ctx: typer.Context, known: Annotated[str, typer.Option()] = "") -> None:
        typer.echo(f"{known} {ctx.args}")

    assert run(app_of(command, takes_more=True), ["ord", "--mer", "x", "--known", "y"]) == 0
    assert capsys.readouterr().out == "y ['--mer', 'x']\n"


def test_a_group_may_do_something_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    def group(ctx: typer.Context, n: Annotated[int, typer.Option(metavar="ANTAL")] = 1) -> None:
        """Gör något."""
        if ctx.invoked_subcommand is None:
            typer.echo(n)

    app = app_of(group, below=(Entry(("under",), "Gör annat.", lambda: typer.echo("under")),))
    assert run(app, ["word", "--n", "3"]) == run(app, ["ord", "under"]) == 0
    assert capsys.readouterr().out == "3\nunder\n"
    assert run(app, ["ord", "--help"]) == 0
    said = capsys.readouterr().out
    assert "Användning: oj ord [FLAGGOR] [KOMMANDO …]\n" in said
    assert "--debug" not in said


def test_a_table_of_commands() -> None:
    found = read_table(
        """
Steg 2:
trend, utveckling               trend.trend:trend
    Följ utvecklingen.
    event
        Händelser.
        add, lagg-till                  trend.events:add …
            Lägg till.
    note                            trend.events:note
        Skriv.
data
    Läs in.
""",
        "p",
    )
    add = Entry(("add", "lagg-till"), "Lägg till.", "p.trend.events:add", "", True)
    note = Entry(("note",), "Skriv.", "p.trend.events:note")
    event = Entry(("event",), "Händelser.", below=(add,))
    assert found == (
        Entry(
            ("trend", "utveckling"),
            "Följ utvecklingen.",
            "p.trend.trend:trend",
            "Steg 2",
            below=(event, note),
        ),
        Entry(("data",), "Läs in.", panel="Steg 2"),
    )


def test_a_command_may_take_h_for_itself(capsys: pytest.CaptureFixture[str]) -> None:
    def command(high: Annotated[int, typer.Option("-h", "--hog")] = 1) -> None:
        typer.echo(high)

    assert run(app_of(command), ["ord", "-h", "3"]) == 0
    assert capsys.readouterr().out == "3\n"


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("oj ident", ["identify"]),
        ("oj sva", ["svagheter"]),
        ("oj data li", ["list"]),
        ("oj identify --ind", ["--indicator", "--indikator"]),
    ],
)
def test_completion_offers_commands_and_then_aliases(
    oj: Callable[..., Any], words: str, offered: list[str]
) -> None:
    ran = oj(_OJ_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(words.count(" ")))
    assert ran.text.split() == offered


def test_installing_completion(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(shellingham, "detect_shell", lambda: ("bash", "/bin/bash"))
    ran = call("--install-completion")
    assert ran.code == 0
    script = tmp_path / ".bash_completions" / "oj.sh"
    assert ran.talk.startswith(f"Komplettering för bash är installerad i {script}\n")
    assert "_OJ_COMPLETE" in script.read_text()
    assert english_in(ran.talk + ran.text) == []
    assert "_OJ_COMPLETE" in call("--show-completion").text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_the_script_of_every_shell(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    monkeypatch.setattr(shellingham, "detect_shell", lambda: (shell, shell))
    ran = call("--show-completion")
    assert (ran.code, ran.talk) == (0, "")
    assert f"complete_{shell.replace('pwsh', 'powershell')}" in ran.text


@pytest.mark.parametrize("flag", ["--show-completion", "--install-completion"])
@pytest.mark.parametrize("shell", [None, "cmd"])
def test_completion_in_an_unknown_shell(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, shell: str | None, flag: str
) -> None:
    def detect() -> tuple[str, str]:
        if shell is None:
            raise shellingham.ShellDetectionFailure
        return shell, shell

    monkeypatch.setattr(shellingham, "detect_shell", detect)
    ran = call(flag)
    assert ran.code == 2
    assert "PowerShell" in ran.talk
    assert english_in(ran.talk + ran.text) == []


def test_the_catalogue_is_compiled_and_every_entry_is_said_by_click() -> None:
    folder = LOCALE / "sv" / "LC_MESSAGES"
    text = (folder / "oj.po").read_text(encoding="utf-8").partition("\n\n")[2]
    with (folder / "oj.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    click_says = "".join(
        path.read_text(encoding="utf-8")
        for package in (click, typer)
        for path in Path(package.__file__).parent.glob("*.py")
    )
    entries = re.findall(r'msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?((?:msgstr.*\n)+)', text)
    assert len(entries) == text.count("msgid ")
    for one, many, said in entries:
        swedish = re.findall(r'msgstr(?:\[\d\])? "(.+)"', said)
        assert (f'"{one}"' in click_says) or (f"'{one}'" in click_says), one
        if many:
            assert [catalogue.ngettext(one, many, n) for n in (1, 2)] == swedish
        else:
            assert [catalogue.gettext(one)] == swedish


@pytest.mark.parametrize("language", ["en_US.UTF-8", "C", "sv_SE.UTF-8", "de"])
def test_swedish_whatever_the_language_of_the_computer(
    oj: Callable[..., Any], language: str
) -> None:
    for args in ([], ["identify"], ["identify", "--x"], ["identify", "--antal"]):
        ran = oj(*args, LANG=language, LC_ALL=language, LANGUAGE=language)
        assert english_in(ran.text + ran.talk) == []


HEAVY = "{'rich', 'pandas', 'numpy', 'pydantic', 'yaml', 'sqlite3', 'jinja2', 'prompt_toolkit'}"


@pytest.mark.parametrize("args", [["--help"], ["identify", "--help"], ["identify", "Leksand"]])
def test_nothing_heavy_is_imported(demo: Any, python: Callable[..., Any], args: list[str]) -> None:
    ran = python(
        "import runpy, sys\n"
        f"sys.argv = {['oj', *args]}\n"
        f"try: runpy.run_path({demo.__file__!r}, run_name='__main__')\n"
        "except SystemExit as end: assert end.code == 0\n"
        f"print(sorted({HEAVY} & set(sys.modules)), file=sys.stderr)\n"
    )
    assert ran.talk.strip() == "[]"
