import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.presentation.console import Terminal, clean, fill, plain
from oj_cli.terminal.streams import say


class Screen(io.StringIO):
    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:
        return self._encoding

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_a_screen_has_colour_and_a_file_has_not() -> None:
    assert Terminal.of(Screen()) == Terminal(80, True, True)
    assert Terminal.of(io.StringIO()) == Terminal(80, False, False)
    assert Terminal.of(None) == Terminal(80, False, False)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour_by_environment(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert not Terminal.of(Screen()).colour


def test_no_colour_by_flag_and_empty_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Terminal.of(Screen(), no_color=True).colour
    monkeypatch.setenv("NO_COLOR", "")
    assert Terminal.of(Screen()).colour


@pytest.mark.parametrize(
    ("columns", "width"), [("120", 120), ("5", 20), ("", 80), ("bred", 80), ("-3", 80), ("0", 80)]
)
def test_width(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert Terminal.of(Screen()).width == width
    assert Terminal.of(io.StringIO()).width == width


@pytest.mark.parametrize(
    ("encoding", "shows"),
    [("utf-8", True), ("cp1252", False), ("cp850", False), ("ascii", False), ("unknown", False)],
)
def test_unicode_by_encoding(encoding: str, shows: bool) -> None:
    assert Terminal.of(Screen(encoding)).unicode is shows


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("ascii", 'Alvdalen -> "Goteborg" - 5 ? e'),
        ("cp850", 'Älvdalen -> "Göteborg" - 5 ? é'),
        ("cp1252", "Älvdalen -> ”Göteborg” – 5 ? é"),
        ("utf-8", "Älvdalen → ”Göteborg” – 5 🙂 é"),
    ],
)
def test_text_is_readable_in_any_encoding(
    python: Callable[..., Any], encoding: str, expected: str
) -> None:
    ran = python(
        "from oj_cli.terminal.streams import setup_streams; setup_streams()\n"
        "print('\\xc4lvdalen \\u2192 \\u201dG\\xf6teborg\\u201d', end=' ')\n"
        "print('\\u2013\\xa05 \\U0001f642 \\xe9')\n",
        PYTHONIOENCODING=encoding,
    )
    assert ran.out.decode(encoding).strip().replace("\xa0", " ") == expected
    assert ran.code == 0


def test_locale_c_without_utf8(oj: Callable[..., Any]) -> None:
    ran = oj("identify", PYTHONIOENCODING="", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ran.err == b"Fel: Argumentet KOMMUN saknas.\nSe hjalpen: oj identify --help\n"


@given(st.text())
@settings(database=None, deadline=None)
def test_cleaned_text_cannot_steer_a_terminal(text: str) -> None:
    assert not any(c < " " and c not in "\n\t" for c in clean(text))
    assert "\x7f" not in clean(text)


def test_escape_sequences_go_as_a_whole() -> None:
    assert clean("a\x1b[1;31mb\x1b[0m\u202ec\r\nd") == "abc\nd"
    assert clean("a\u200eb\vc\u2028d\te\ufeff") == "ab\nc\nd\te"
    assert clean("A\u030a") == "Å"


def test_plain_keeps_swedish_letters() -> None:
    assert plain("Åre – ”öster” → 5 ≥ 3…") == 'Åre - "öster" -> 5 >= 3...'


def test_fill_never_breaks_a_path_or_flag() -> None:
    text = fill("Skrev C:\\Users\\anna\\Dokument\\rapport-2024.csv med --csv-dialect svensk", 30)
    assert "C:\\Users\\anna\\Dokument\\rapport-2024.csv" in text
    assert "--csv-dialect" in text


def test_say_survives_a_missing_or_closed_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (None, closed):
        monkeypatch.setattr("sys.stderr", stream)
        say("hej")
