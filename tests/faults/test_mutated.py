"""10 000 mutated files are read or refused in words, and left alone where they are refused.

They are the same each time. One that was ever taken wrongly is kept in `found`, in a folder by the
name of what it was made of, and tried with all of its commands.
"""

import random
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from documents.random_edits import NASTY
from reading.fuzzing import changed, mutated, originals

from oj_cli.app import run
from oj_cli.domain.errors import FileFault
from oj_cli.sources.sandbox.child import read

PARTS = 2
KEPT = Path(__file__).with_name("found")
AREA = "--omrade trygghet-hemma"


class Kind(NamedTuple):
    """How many files are made of one, and the commands that read it, the quick ones often."""

    count: int
    commands: tuple[str, ...]


KINDS = {
    "planer/arbete-2017.yaml": Kind(
        4300,
        (
            *(f"plan {c} planer/arbete-2017.yaml" for c in ("show", "due", "matrix") * 6),
            *(f"plan {c} planer/arbete-2017.yaml" for c in ("export --format csv", "check")),
            "plan set planer/arbete-2017.yaml mal.M1.matt.malvarde 75",
            "plan next planer/arbete-2017.yaml --period 2018 --fil planer/x.yaml",
        ),
    ),
    "oj.yaml": Kind(1800, ("year", "year", "data list", "plan show arbete-2017")),
    "omraden/trygghet-hemma/katalog.yaml": Kind(
        1700,
        (*[f"indicators rutin {AREA}"] * 6, f"data show trygghet.csv {AREA}", f"identify {AREA}"),
    ),
    "omraden/trygghet-hemma/kalla.yaml": Kind(300, ("data show trygghet.csv", f"identify {AREA}")),
    "analys/leksand-socialpsykiatri-2016.yaml": Kind(
        400,
        (
            "complement list",
            "trend event list",
            "trend note 'Vi ser ingen ändring.' --galler arbete",
        ),
    ),
    "ataganden.yaml": Kind(200, ("identify --omrade socialpsykiatri",)),
    "rattelser.yaml": Kind(200, ("explain ips_supported_employment",)),
    "svar/ny.yaml": Kind(60, ("guide --svarsfil svar/ny.yaml --no-input",)),
    "svar/plan.yaml": Kind(40, ("plan new --id ny --svarsfil svar/plan.yaml --no-input",)),
}
TABLES = 1000
assert sum(kind.count for kind in KINDS.values()) + TABLES == 10_000


def wild(raw: bytes, chance: random.Random) -> bytes:
    """Return a YAML file with some bytes, or some of its lines, changed."""
    if chance.random() < 0.3:
        return changed(raw, chance)
    lines = raw.decode().splitlines()
    for _ in range(chance.choice([1, 1, 2, 4])):
        n = chance.randrange(len(lines))
        key, colon, _ = lines[n].partition(":")
        match chance.randrange(7):
            case 0:
                del lines[n]
            case 1:
                lines.insert(chance.randrange(len(lines)), lines[n])
            case 2:
                lines[n] = " " * chance.randrange(8) + lines[n].lstrip()
            case 3:
                lines[n] = f"{key}: {chance.choice(ODD)}" if colon else chance.choice(ODD)
            case 4:
                lines[n] = f"{key}: {chance.choice(NASTY)}"
            case 5:
                lines[n] = lines[n].replace(key.strip(" -"), str(chance.choice(NASTY)), 1)
            case _:
                at = chance.randrange(len(lines))
                lines[n] = key + colon + lines[at].partition(":")[2]
        lines = lines or [""]
    return "\n".join(lines).encode()


ODD = (
    *(
        "[]",
        "{}",
        "[[]]",
        "{a: {b: 1}}",
        "[1, a, null, {b: 2}]",
        "null",
        "1e400",
        "-1",
        "0",
        ".nan",
    ),
    *("2016-02-30", "9999-12-31", "0001-01-01", "2016-11", "99999999999999999999", "true", "!!x y"),
    *("../../x", "M1", "arbete-2017", "socialpsykiatri/x", "alla", "[M1, M1]", "2029", "0x1F"),
)


def check(path: Path, raw: bytes, line: str, capsys: Any) -> None:
    """Run a command that reads a file."""
    path.write_bytes(raw)
    code = run(shlex.split(line))
    said = capsys.readouterr().err
    assert code in (0, 1, 2, 3), said
    assert "Traceback" not in said, said
    assert "fel i oj" not in said, said
    if code > 1:
        assert len(said[said.index("Fel: ") :].splitlines()) > 1, f"no remedy: {said}"
        assert path.read_bytes() == raw


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", KINDS)
def test_files_of_the_user(afresh: Callable[[], Path], capsys: Any, name: str, part: int) -> None:
    path = afresh() / name
    whole = path.read_bytes()
    for n in range(part, KINDS[name].count, PARTS):
        chance = random.Random(f"{name} {n}")  # noqa: S311 - the same each time
        raw = wild(whole, chance)
        line = chance.choice(KINDS[name].commands)
        try:
            check(path, raw, line, capsys)
        except BaseException as error:
            error.add_note(f"number {n}, oj {line}, keep it in {KEPT.name}/{name}:\n{raw!r}")
            raise


@pytest.mark.slow
def test_tables() -> None:
    chance = random.Random(19)  # noqa: S311 - the same each time
    wholes = {n: r for n, r in originals().items() if not n.endswith((".xlsx", ".ods", ".xls"))}
    refused = 0
    for _ in range(TABLES):
        name = chance.choice(list(wholes))
        answer = read(mutated(wholes[name], chance), Path(name))
        if "fault" in answer:
            fault, place, values = answer["fault"]
            assert FileFault(fault, place=place, **values).hints
            refused += 1
    assert 0 < refused < TABLES


@pytest.mark.parametrize(
    "kept", [p for p in KEPT.rglob("*") if p.is_file()], ids=lambda p: str(p.relative_to(KEPT))
)
def test_what_was_ever_taken_wrongly(afresh: Callable[[], Path], capsys: Any, kept: Path) -> None:
    folder, name = afresh(), str(kept.parent.relative_to(KEPT))
    for line in dict.fromkeys(KINDS[name].commands):
        check(folder / name, kept.read_bytes(), line, capsys)
