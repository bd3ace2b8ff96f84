import re
from collections.abc import Callable
from typing import Annotated, Any

import pytest
import typer
from typer.main import get_command

from oj_cli.terminal.cli import OjTyper
from oj_cli.terminal.errors import run

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
    assert call("identify", "--help").text == HELP


HELP = """\
Användning: oj identify [FLAGGOR] KOMMUN

  Visa var kommunen är svag jämfört med riket, länet och liknande kommuner.

  Svaren hämtas ur de data som följer med eller som du själv har importerat.

  Kallas också: identifiera, svagheter

Argument:
  KOMMUN  Kommunens namn eller kod.  [krävs]

Flaggor:
  --antal HELTAL              Hur många som visas.  [standard: 7; 1–50]
  --indicator, --indikator TEXT
                              Bara den här indikatorn.  [kan upprepas]
  --wide HELTAL               Antal kommuner.  [standard: 2]
  -h, --help, --hjalp         Visa den här hjälpen och avsluta.

Hur svaret skrivs:
  --format table|json|csv|md  Format: table är text att läsa, json och csv är
                              data, md är Markdown.  [standard: table, eller
                              efter filens ändelse]
  -o, --output FIL            Skriv svaret till en fil i stället för på
                              skärmen.
  --csv-dialect standard|svensk
                              svensk ger semikolon och decimalkomma, så att
                              Excel öppnar filen rätt.  [standard: standard]
  --no-color                  Skriv utan färg och fet stil.
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
    assert text.index("Kommandon:") < text.index("Flaggor:")
    assert "--debug" in text
    assert "--debug" not in call("identify", "--help").text
    assert "hidden-one" not in call("data").text


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


def app_of(command: Callable[..., Any], **settings: Any) -> OjTyper:
    app = OjTyper(**settings)
    app.callback()(lambda: None)
    app.command("ord")(command)
    return app


def test_metavars_and_markers(capsys: pytest.CaptureFixture[str]) -> None:
    def command(
        first: str,
        rest: Annotated[list[str] | None, typer.Argument(metavar="FIL")] = None,
        switch: Annotated[bool, typer.Option("--pa/--av")] = True,
        least: Annotated[int, typer.Option(min=3)] = 3,
        made: Annotated[str | None, typer.Option(default_factory=lambda: "x")] = ...,
        flag: Annotated[bool, typer.Option("--flagga")] = False,
    ) -> None:
        """Gör något."""

    assert run(app_of(command), ["ord", "--help"]) == 0
    text = capsys.readouterr().out
    assert "Användning: oj ord [FLAGGOR] FIRST [FIL …]\n" in text
    assert re.search(r"--pa / --av +\[standard: --pa\]", text)
    assert re.search(r"--least HELTAL +\[standard: 3; minst 3\]", text)
    assert re.search(r"--made TEXT\n", text)
    assert re.search(r"--flagga\n", text)
    assert english_in(text) == []


def test_panels_group_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    app = app_of(lambda: None)
    app.command("sedan", rich_help_panel="Steg 2", help="En mening. En till.")(lambda: None)
    run(app, ["--help"])
    assert "Steg 2:\n  sedan  En mening.\n" in capsys.readouterr().out


def test_deprecated_is_said_in_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    app = app_of(lambda: None)
    app.command("gammal", deprecated=True, help="Gör något.")(lambda: None)
    run(app, ["gammal", "--help"])
    run(app, ["gammal"])
    said = capsys.readouterr()
    assert "Utgår. Gör något." in said.out
    assert english_in(said.out + said.err) == []


def test_what_a_command_returns_is_not_an_exit_code() -> None:
    assert run(app_of(lambda: 7), ["ord"]) == 0


def test_a_command_may_take_h_for_itself(capsys: pytest.CaptureFixture[str]) -> None:
    def command(high: Annotated[int, typer.Option("-h", "--hog")] = 1) -> None:
        typer.echo(high)

    assert run(app_of(command), ["ord", "-h", "3"]) == 0
    assert capsys.readouterr().out == "3\n"


def test_an_alias_for_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="fel"):
        get_command(app_of(lambda: None, aliases={"annat": "fel"}))


def test_a_group_that_would_speak_english_is_refused() -> None:
    app = app_of(lambda: None)
    foreign = typer.Typer(name="foreign")
    foreign.command("x")(lambda: None)
    app.add_typer(foreign)
    with pytest.raises(TypeError, match="foreign"):
        get_command(app)


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
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: "bash")
    ran = call("--install-completion")
    assert ran.code == 0
    assert ran.talk.startswith("Komplettering för bash är installerad i ")
    assert (tmp_path / ".bash_completions" / "oj.sh").exists()
    assert "_OJ_COMPLETE" in call("--show-completion").text


@pytest.mark.parametrize("shell", [None, "cmd"])
def test_completion_in_an_unknown_shell(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, shell: str | None
) -> None:
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: shell)
    ran = call("--show-completion")
    assert ran.code == 2
    assert "PowerShell" in ran.talk
    assert english_in(ran.talk) == []


HEAVY = "{'rich', 'pandas', 'numpy', 'pydantic', 'yaml', 'sqlite3', 'jinja2', 'questionary'}"


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
