"""No way in takes a personnummer without a word, and no way out writes one."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numbers_made import written

from oj_cli.documents.changes import Append, Set
from oj_cli.documents.editor import edit_file
from oj_cli.documents.reader import parse_yaml
from oj_cli.documents.writer import write_bytes, write_text
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.identity import holds_identity

ROOT = Path(__file__).parents[2]
SPELLINGS = ["811218-9876", "1981-12-18-9876", "811218‑9876", "19811218 9876"]
SPELLINGS.append("811218+9876".translate({n: n + 0xFEE0 for n in range(0x2B, 0x3A)}))
quick = settings(deadline=None, database=None, derandomize=True, max_examples=40)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan in which every text that a reader sees holds a number, in one spelling or another."""
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "examples/leksand-2016/planer/arbete-2017.yaml").read_text(encoding="utf-8")
    lines, n = [], 0
    for line in text.splitlines():
        key, colon, value = line.partition(": ")
        if key.strip(" -") in TEXTS and colon and value[:1] not in ('"', "'", "|", ">", "{", "["):
            line, n = (
                f'{key}: "{SPELLINGS[n % len(SPELLINGS)]} {value.replace(chr(34), "")}"',
                n + 1,
            )
        lines.append(line)
    assert n > 10
    path = tmp_path / "p.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


TEXTS = ("titel", "mal", "varfor", "vad", "kommentar", "kalla", "hur", "stod", "larande")
SHOWN = [
    ("plan", "show", "p.yaml"),
    ("plan", "show", "p.yaml", "--format", "json"),
    ("plan", "export", "p.yaml"),
    ("plan", "export", "p.yaml", "--format", "csv"),
    ("plan", "export", "p.yaml", "--format", "md"),
    ("plan", "due", "p.yaml", "--format", "json"),
    ("plan", "matrix", "p.yaml"),
    ("plan", "check", "p.yaml"),
    ("plan", "check", "p.yaml", "--format", "json"),
]
WRITTEN = [
    ("report", "plan", "p.yaml", "-o", "ut.html"),
    ("report", "plan", "p.yaml", "--format", "xlsx,docx", "-o", "ut"),
    ("report", "namnd", "--plan", "p.yaml", "-o", "ut.html"),
    ("plan", "calendar", "p.yaml", "--ics", "ut.ics"),
    ("plan", "show", "p.yaml", "-o", "ut.txt"),
]


def texts_of(path: Path) -> str:
    """Return what stands in a file, in all parts of one that is packed."""
    raw = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return raw.decode("utf-8").replace("\r\n ", "")
    with zipfile.ZipFile(path) as archive:
        parts = map(archive.read, archive.namelist())
        return "\n".join(part.decode("utf-8", "replace") for part in parts)


def has_number(text: str) -> bool:
    return "9876" in text or "９８７６" in text


@pytest.mark.parametrize("asked", SHOWN, ids=" ".join)
def test_nothing_shown_holds_one(
    oj: Callable[..., Any], plan: Path, asked: tuple[str, ...]
) -> None:
    ran = oj(*asked)
    assert ran.code in (0, 1)
    assert ran.out
    assert not has_number(ran.out + ran.err)


@pytest.mark.parametrize("asked", WRITTEN, ids=" ".join)
def test_nothing_written_holds_one(
    oj: Callable[..., Any], plan: Path, asked: tuple[str, ...]
) -> None:
    ran = oj(*asked)
    made = [f for f in plan.parent.iterdir() if f.name.startswith("ut")]
    assert made, ran.err
    assert not any(has_number(texts_of(f)) for f in made)
    assert any("[personnummer]" in texts_of(f) for f in made)


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    "asked",
    [
        ("report", "namnd", "--plan", "p.yaml", "--begaran", "Beslut om {}", "-o", "ut.html"),
        ("plan", "coach", "{} känner sig trygg"),
        ("data", "new", "{}"),
        ("identify", "--kommun", "{}"),
    ],
    ids=lambda asked: asked[1],
)
def test_what_is_typed_is_refused_and_never_said_again(
    oj: Callable[..., Any], plan: Path, asked: tuple[str, ...], spelling: str
) -> None:
    ran = oj(*(word.format(spelling) for word in asked))
    assert ran.code == 2
    assert "personnummer" in ran.err
    assert not has_number(ran.out + ran.err)
    assert list(plan.parent.iterdir()) == [plan]


@pytest.mark.parametrize("name", ["ut 811218-9876.html", "1981-12-18-9876.json"])
def test_no_file_is_called_so(oj: Callable[..., Any], plan: Path, name: str) -> None:
    how = ("report", "plan") if name.endswith("html") else ("plan", "show")
    ran = oj(*how, "p.yaml", "-o", name)
    assert (ran.code, "personnummer" in ran.err) == (2, True)
    assert not has_number(ran.err)
    assert list(plan.parent.iterdir()) == [plan]


@settings(quick, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written(), st.sampled_from(["a", "b", "lista"]))
def test_no_document_takes_one(tmp_path: Path, number: str, key: str) -> None:
    raw, path = b"a: 1\nlista:\n  - x\n", tmp_path / "d.yaml"
    change = Append((key,), f"om {number}") if key == "lista" else Set((key,), {"d": number})
    with pytest.raises(UsageFault):
        edit_file(raw, parse_yaml(raw, path), [change])
    with pytest.raises(UsageFault):
        write_text(path, f"a: om {number}\n")
    if "/" not in number:
        with pytest.raises(UsageFault):
            write_bytes(tmp_path / f"{number}.pdf", b"x")
    assert not path.exists()


@pytest.mark.parametrize(
    ("file", "content", "asked"),
    [
        ("oj.yaml", "kommun: Leksand\nlan: om {}\n", ("status",)),
        (
            "rattelser.yaml",
            "rattelser:\n- {{indikator: sip_rutin, ar: 2016, svar: JA, skal: {}}}\n",
            ("identify",),
        ),
        ("ataganden.yaml", "ataganden:\n- {{id: x, namn: {}, kalla: y}}\n", ("identify",)),
        (
            "svar.yaml",
            "guide: fyra-steg\nsteg1:\n  vem: om {}\n",
            ("guide", "--svarsfil", "svar.yaml", "--no-input"),
        ),
    ],
    ids=["oj", "rattelser", "ataganden", "svar"],
)
def test_a_file_with_one_is_told_by_its_line(
    oj: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    content: str,
    asked: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    text = content.format(SPELLINGS[2])
    (tmp_path / file).write_text(text, encoding="utf-8")
    at = next(n for n, line in enumerate(text.splitlines(), 1) if holds_identity(line))
    ran = oj(*asked)
    assert ran.code in (2, 3)
    assert f"Rad {at}: Här står ett personnummer" in ran.err
    assert not has_number(ran.out + ran.err)
