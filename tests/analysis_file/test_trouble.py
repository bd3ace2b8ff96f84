"""Nothing that was written is lost: interrupted, full, read-only, broken by hand, two at once."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.analysis_file.edit import put
from oj_cli.analysis_file.file import read_analysis, save
from oj_cli.domain.analysis import Evidence
from oj_cli.domain.logs import EVIDENCE

ANALYSIS = "analys/leksand-socialpsykiatri-2016.yaml"
MORE = ("--kalla", "Enkät", "--visar", "Få vet", "--datum", "2015")
WRITES: list[tuple[str, ...]] = [
    ("identify", "--valj", "arbete", "--motiv", "Därför."),
    ("identify", "--valj-bort", "bostad", "--motiv", "Väntar."),
    ("complement", "add", "--typ", "hearing", *MORE),
    ("complement", "remove", "U1"),
    ("trend", "event", "add", "--datum", "2015", "--vad", "Ny chef"),
    ("trend", "event", "remove", "H1"),
    ("trend", "note", "Ny fråga."),
]


@pytest.fixture(scope="module")
def written() -> list[str]:
    """The analysis, once it is made."""
    return []


@pytest.fixture
def begun(oj: Callable[..., Any], leksand: Path, written: list[str]) -> Path:
    """A workspace with an analysis that somebody has written in by hand."""
    path = leksand / ANALYSIS
    if not written:
        oj("identify", "--valj", "vard", "--motiv", "Därför.")
        oj("complement", "add", "--typ", "klagomal", *MORE)
        oj("trend", "event", "add", "--datum", "2014", "--vad", "Ny lag")
        text = path.read_text(encoding="utf-8")
        written.append(text.replace("    motiv:", "    # vårt eget\n    motiv:"))
    path.parent.mkdir(exist_ok=True)
    path.write_text(written[0], encoding="utf-8")
    return leksand


def left_behind(folder: Path) -> list[str]:
    return [p.name for p in (folder / "analys").iterdir() if p.name.endswith(".tmp")]


@pytest.mark.parametrize("asked", WRITES, ids=" ".join)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_disk_that_fails_leaves_the_file_as_it_was(
    oj: Callable[..., Any],
    begun: Path,
    monkeypatch: pytest.MonkeyPatch,
    asked: tuple[str, ...],
    code: int,
) -> None:
    before = (begun / ANALYSIS).read_bytes()

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    ran = oj(*asked)
    assert ran.code == 3
    assert "Det gick inte att spara" in ran.err
    assert ANALYSIS.rpartition("/")[2] in ran.err
    assert (begun / ANALYSIS).read_bytes() == before
    assert left_behind(begun) == []


@pytest.mark.parametrize("asked", WRITES, ids=" ".join)
def test_ctrl_c_while_it_is_written(
    oj: Callable[..., Any], begun: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    before = (begun / ANALYSIS).read_bytes()

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    assert oj(*asked).code == 130
    monkeypatch.undo()
    assert (begun / ANALYSIS).read_bytes() == before
    assert left_behind(begun) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("asked", WRITES, ids=" ".join)
def test_a_folder_that_may_not_be_written_in(
    oj: Callable[..., Any], begun: Path, asked: tuple[str, ...]
) -> None:
    before = (begun / ANALYSIS).read_bytes()
    (begun / "analys").chmod(0o555)
    try:
        ran = oj(*asked)
    finally:
        (begun / "analys").chmod(0o755)
    assert ran.code == 3
    assert "du får inte skriva i mappen" in ran.err
    assert (begun / ANALYSIS).read_bytes() == before


def test_a_folder_that_may_not_be_made(
    oj: Callable[..., Any], leksand: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.mkdir

    def refuse(self: Path, *args: Any, **settings: Any) -> None:
        if self.name == "analys":
            raise PermissionError(errno.EACCES, "no", str(self))
        real(self, *args, **settings)

    monkeypatch.setattr(Path, "mkdir", refuse)
    ran = oj("identify", "--valj", "vard", "--motiv", "x")
    assert ran.code == 3
    assert "analys" in ran.err
    assert "Traceback" not in ran.err


BROKEN = [
    ("val:\n", "val\n", "rad"),
    ("    valt: 2026-11-25", "    valt: 2026-11-31", "är inget datum som finns"),
    ("    motiv:", "\tmotiv:", "tabb"),
    ("  - tema: vard", "  - tema: vard\n    tema: arbete", "två gånger"),
    ("underlag:", "underlagg:", "Menade du ”underlag”?"),
    (
        "  - id: U1",
        "  - {id: u1, typ: hearing, kalla: x, visar: y}\n  - id: U1",
        "Det finns redan en rad med id U1",
    ),
    ("ar: 2016", "ar: tjugosexton", "ett heltal"),
    ("schema: oj-analys/1", "schema: oj-analys/9", "oj-analys/9"),
    ("kommun: Leksand", "kommun: [Leksand", "rad"),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN, ids=[b[1].strip() for b in BROKEN])
@pytest.mark.parametrize("asked", WRITES[2:], ids=" ".join)
def test_what_was_broken_by_hand_is_named_by_line_and_kept(
    oj: Callable[..., Any], begun: Path, asked: tuple[str, ...], old: str, new: str, said: str
) -> None:
    path = begun / ANALYSIS
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = path.read_bytes()
    ran = oj(*asked)
    assert ran.code == 3
    assert said in ran.err
    assert path.name in ran.err
    assert "ad " in ran.err  # rad or Rad
    assert path.read_bytes() == before


def test_a_date_that_does_not_exist_writes_nothing(oj: Callable[..., Any], begun: Path) -> None:
    before = (begun / ANALYSIS).read_bytes()
    for asked in (
        ("complement", "add", "--typ", "hearing", *MORE[:4], "--datum", "2026-02-30"),
        ("trend", "event", "add", "--datum", "2015-00", "--vad", "x"),
        ("identify", "--valj", "arbete", "--motiv", "x", "--idag", "2026-13-01"),
    ):
        ran = oj(*asked)
        assert ran.code == 2
        assert "datum" in ran.err
    assert (begun / ANALYSIS).read_bytes() == before


def test_a_second_terminal_waits_for_the_first(begun: Path) -> None:
    path = begun / ANALYSIS
    hold = (
        "import sys, time; from pathlib import Path;"
        "from oj_cli.documents.locks import locked\n"
        "with locked(Path(sys.argv[1])):\n"
        "    print('håller', flush=True); time.sleep(1)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(path)], stdout=subprocess.PIPE, encoding="utf-8"
    ) as first:
        assert first.stdout is not None
        first.stdout.readline()
        save(path, put(EVIDENCE, Evidence("", "annat", "x", "y")))
        assert first.wait(10) == 0
    assert [e.id for e in read_analysis(path).analysis.evidence] == ["U1", "U2"]


@pytest.mark.parametrize(
    "asked",
    [
        ("identify", "--valj", "arbete", "--motiv", "Gäller 640823-3234."),
        (
            "complement",
            "add",
            "--typ",
            "hearing",
            "--kalla",
            "x",
            "--visar",
            "Hon 6408233234 väntar",
            "--datum",
            "2015",
        ),
        ("trend", "event", "add", "--datum", "2015", "--vad", "19640823-3234 slutade"),
        ("trend", "note", "640823-3234"),
        ("complement", "correct", "case_management", "--svar", "JA", "--skal", "640823-3234"),
    ],
    ids=lambda a: a[0] + a[1],
)
def test_no_personnummer_is_ever_saved(
    oj: Callable[..., Any], begun: Path, asked: tuple[str, ...]
) -> None:
    ran = oj(*asked)
    assert ran.code == 2
    assert "personnummer" in ran.err
    assert "3234" not in ran.err
    for path in begun.rglob("*"):
        if path.is_file():
            assert b"3234" not in path.read_bytes()


def test_a_personnummer_written_by_hand_is_told_by_line(
    oj: Callable[..., Any], begun: Path
) -> None:
    path = begun / ANALYSIS
    text = path.read_text(encoding="utf-8").replace("# vårt eget", "# 640823-3234 ringde")
    path.write_text(text, encoding="utf-8")
    at = next(n for n, line in enumerate(text.splitlines(), 1) if "ringde" in line)
    ran = oj("status")
    assert f"Rad {at} i filen har ett personnummer" in ran.out
    assert "3234" not in ran.out
