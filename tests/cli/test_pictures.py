"""Pictures of what is shown, as text files to read through: tests/cli/snapshots.

After a wanted change, renew them with `OJ_FORNYA=1 python -m pytest tests/cli/test_pictures.py`
and read the difference before it is committed.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).with_name("snapshots")
COMMANDS = ("identify", "compare", "peers", "explain", "indicators", "kommuner")
IDENTIFY = ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri")
MATRIX = ("compare", "--kvalitetsomrade", "kunskapsbaserad", "--lan", "Dalarna")

PICTURES: dict[str, tuple[int, tuple[str, ...]]] = {
    "hjalp": (80, ("--help",)),
    **{f"hjalp-{c}": (80, (c, "--help")) for c in COMMANDS},
    "hjalp-data": (80, ("data", "--help")),
    "hjalp-data-new": (80, ("data", "new", "--help")),
    "karta-vasteras-100": (100, ("identify", "--kommun", "Västerås")),
    "bredvid-vasteras-100": (100, ("compare", "--kommun", "Västerås")),
    "ring-ydre-100": (100, ("peers", "--kommun", "Ydre")),
    "karta-ydre-80": (80, ("identify", "--kommun", "Ydre")),
    "hjalp-data-fetch": (80, ("data", "fetch", "--help")),
    "karta-dalarna-100": (100, ("identify", "--lan", "Dalarna")),
    "hjalp-data-changes": (80, ("data", "changes", "--help")),
    "andringar-leksand-100": (100, ("data", "changes", "--kommun", "Leksand")),
    "identify-leksand-60": (60, IDENTIFY),
    "identify-leksand-80": (80, IDENTIFY),
    "identify-leksand-120": (120, IDENTIFY),
    "identify-leksand-alla-80": (80, (*IDENTIFY, "--alla")),
    "identify-leksand-lss-enheter": (80, (*IDENTIFY, "--omrade", "lss-enheter")),
    "identify-alvdalen": (80, ("identify", "--kommun", "Älvdalen", "--omrade", "socialpsykiatri")),
    "identify-dalarna": (80, ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri")),
    "identify-dalarna-lss-enheter": (
        80,
        ("identify", "--lan", "Dalarna", "--omrade", "lss-enheter"),
    ),
    "compare-en-indikator": (80, ("compare", "--indicator", "sip_rutin", "--lan", "Dalarna")),
    "compare-ett-tal": (80, ("compare", "--indicator", "boende_handledning", "--lan", "Dalarna")),
    "compare-matris-60": (60, MATRIX),
    "compare-matris-80": (80, MATRIX),
    "compare-matris-120": (120, MATRIX),
    "peers-indikator": (
        80,
        ("peers", "--indicator", "ips_supported_employment", "--kommun", "Leksand"),
    ),
    "peers-tema": (80, ("peers", "--tema", "arbete", *IDENTIFY[1:])),
    "peers-tal": (80, ("peers", "--indicator", "boende_handledning", "--kommun", "Leksand")),
    "explain-ja-nej": (80, ("explain", "sip_rutin", "--kommun", "Leksand")),
    "explain-ett-tal": (80, ("explain", "boende_handledning", "--kommun", "Leksand")),
    "indicators-rutin": (80, ("indicators", "rutin", "--omrade", "socialpsykiatri")),
    "kommuner-dalarna": (80, ("kommuner", "--lan", "Dalarna", "--ar", "2016")),
}
MADE_UP: dict[str, tuple[int, tuple[str, ...]]] = {
    "tva-ar-identify-leksand": (80, IDENTIFY),
    "tva-ar-identify-leksand-lss": (80, (*IDENTIFY, "--omrade", "lss")),
    "tva-ar-identify-dalarna": (
        80,
        ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"),
    ),
    "tva-ar-peers": (80, ("peers", "--tema", "arbete", *IDENTIFY[1:])),
    "tva-ar-explain": (80, ("explain", "ips", "--kommun", "Leksand")),
    "tva-ar-ranka-med-lan": (60, (*IDENTIFY, "--jamfor-med", "kommungrupp", "--alla")),
}

# Words of the framework, in no help or answer.
ENGLISH = re.compile(
    r"\b(usage|options|arguments|commands|default|required|show|message|exit|try|error|missing|"
    r"invalid|integer|float|boolean|path|filename|directory|install|aborted|deprecated|range)\b(?!=)",
    re.IGNORECASE,
)


def same_as_picture(name: str, text: str) -> None:
    path = FOLDER / f"{name}.txt"
    if os.environ.get("OJ_FORNYA"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"no {path.name}: make it with OJ_FORNYA=1"
    assert text == path.read_text(encoding="utf-8"), f"{path.name}: see the head of this file"


def fits(text: str, width: int) -> None:
    """No line is wider than the terminal, but for commands: they must be whole to be copied."""
    wide = [line for line in text.splitlines() if len(line) > width and line[:5] != "  oj "]
    assert wide == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert "\u00a0" not in text
    assert "None" not in text
    assert "nan" not in re.findall(r"\b\w+\b", text)


@pytest.mark.parametrize("name", PICTURES)
def test_picture(oj: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    width, asked = PICTURES[name]
    monkeypatch.setenv("COLUMNS", str(width))
    ran = oj(*asked)
    assert (ran.code, ran.err) == (0, "")
    fits(ran.out, width)
    same_as_picture(name, ran.out)


@pytest.mark.parametrize("name", MADE_UP)
def test_picture_of_the_made_up_data(
    mapp: Any, oj: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    width, asked = MADE_UP[name]
    monkeypatch.setenv("COLUMNS", str(width))
    ran = oj(*asked)
    assert (ran.code, ran.err) == (0, "")
    fits(ran.out, width)
    same_as_picture(name, ran.out)


def test_picture_without_unicode(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "oj_cli", *IDENTIFY],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=60,
    )
    text = ran.stdout.decode("ascii").replace("\r\n", "\n")
    fits(text, 80)
    same_as_picture("identify-leksand-utan-unicode", text)


@pytest.mark.parametrize("width", [40, 60, 100, 200])
@pytest.mark.parametrize(
    "asked",
    [
        IDENTIFY,
        ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"),
        MATRIX,
        ("identify", "--help"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_any_width(
    oj: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    fits(oj(*asked).out, width)


@pytest.mark.parametrize("asked", [(), *((c,) for c in COMMANDS)], ids=" ".join)
def test_help_is_swedish_and_in_order(oj: Callable[..., Any], asked: tuple[str, ...]) -> None:
    ran = oj(*asked, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert oj(*asked, "-h").out == ran.out
    assert oj(*asked, "--hjalp").out == ran.out
    flags_left_out = re.sub(r"--?[\w-]+", "", ran.out)
    assert ENGLISH.findall(flags_left_out) == []
    assert ran.out.startswith(f"Användning: {' '.join(('oj', *asked))} ")
    assert "[[" not in ran.out
    sentences = re.findall(r"^ {2}(\S.*)$", ran.out, re.MULTILINE)
    assert sentences
    for alias in {"identify": "identifiera", "compare": "jamfor", "peers": "larande"}.items():
        if asked == (alias[0],):
            assert f"Kallas också: {alias[1]}" in ran.out


def test_no_picture_is_left_behind() -> None:
    known = {*PICTURES, *MADE_UP, "identify-leksand-utan-unicode"}
    assert {p.stem for p in FOLDER.glob("*.txt")} <= known
