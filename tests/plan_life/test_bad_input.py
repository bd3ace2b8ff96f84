"""Whatever a plan file holds, the commands say what is wrong, and change nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
READING = [
    ("show",),
    ("due",),
    ("outcome",),
    ("matrix",),
    ("export",),
    ("calendar", "--ics", "p.ics"),
]
HEAD = b"schema: oj-plan/1\nplan: {id: p"
WRITING = [
    ("set", "plan.titel", "Ny"),
    ("followup", "--mal", "M1", "--varde", "5", "--part", "gemensamt"),
    ("next", "--period", "2029"),
    ("sheet",),
]
ALL = [*READING, *WRITING]


def run(oj: Callable[..., Any], folder: Any, asked: tuple[str, ...]) -> Any:
    name, *rest = asked
    return oj("plan", name, str(folder.plan), *rest)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"schema: oj-plan/1\nplan: {id: p}\n\tmal: []\n", "indragen med tabb"),
        (b"schema: oj-plan/1\nplan: {id: p}\nplan: {id: q}\n", "står två gånger"),
        (b"a: &a [x]\nb: [*a, *a]\n", "& eller *"),
        (HEAD + b", giltighet: {fran: 2027-02-30}}\n", "är inget datum som finns"),
        (HEAD + b"}\nmal:\n  - {id: M1, matt: {malvarde: 08}}\n", "ett tal"),
        (b"schema: oj-plan/1\nplan: {id: p, status: NO}\n", "utkast"),
        (b"schema: oj-plan/9\nplan: {id: p}\n", "inte känner till"),
        (b"bara text", "ingen plan som går att läsa"),
        (b"", "ingen plan som går att läsa"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[" * 200, "nästlad"),
        (b"schema: oj-plan/1\nplan:\n  id: p\n  titel: " + b"x" * 5_000_000, "för stor"),
    ],
    ids=[f"fil {n}" for n in range(1, 13)],
)  # fmt: skip
@pytest.mark.parametrize("asked", ALL, ids=lambda a: a[0])
def test_a_file_that_is_wrong_is_explained_and_left_alone(
    folder: Any, oj: Callable[..., Any], content: bytes, said: str, asked: tuple[str, ...]
) -> None:
    folder.plan.write_bytes(content)
    got = run(oj, folder, asked)
    assert got.code == 3
    assert said in " ".join(got.err.split())
    assert "Det är ett fel i oj" not in got.err
    assert folder.plan.read_bytes() == content
    left = [p.name for p in folder.plan.parent.iterdir() if p.name != ".oj"]
    assert left == [folder.plan.name]


@pytest.mark.parametrize("asked", WRITING[:2], ids=lambda a: a[0])
def test_another_schema_is_neither_read_nor_written_in(
    folder: Any, oj: Callable[..., Any], asked: tuple[str, ...]
) -> None:
    old = "schema: oj-plan/9\nplan: {id: p}\nmal:\n  - {id: M1}\n"
    folder.plan.write_text(old, "utf-8")
    got = run(oj, folder, asked)
    assert (got.code, folder.text) == (3, old)
    assert "oj-plan/9" in got.err
    assert run(oj, folder, ("show",)).code == 3


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples").glob("*/*plan-*.yaml")), ids=lambda p: p.stem
)
@pytest.mark.parametrize("asked", READING, ids=lambda a: a[0])
def test_real_plans_are_read_by_all_commands(
    folder: Any, oj: Callable[..., Any], path: Path, asked: tuple[str, ...]
) -> None:
    name, *rest = asked
    got = oj("plan", name, str(path), *rest)
    assert got.code == 0, got.err
    assert "None" not in got.out


def test_no_goal_of_a_real_plan_is_lost_in_the_next(folder: Any, oj: Callable[..., Any]) -> None:
    from oj_cli.plan.files import read_plan

    for path in (ROOT / "examples").glob("*/*plan-*.yaml"):
        target = folder.path / f"ny-{path.name}"
        got = oj("plan", "next", str(path), "--period", "2018", "--fil", str(target))
        assert got.code == 0, got.err
        old, new = read_plan(path).plan, read_plan(target).plan
        assert [(g.id, g.text) for g in old.goals] == [(g.id, g.text) for g in new.goals]
        moved = sum(len(g.next_period) for g in old.goals)
        kept = sum(a.status in ("planerad", "pagar") for g in old.goals for a in g.activities)
        assert sum(len(g.activities) for g in new.goals) == moved + kept


def test_the_same_id_twice_is_asked_about(folder: Any, oj: Callable[..., Any]) -> None:
    folder.replace("  - id: M2", "  - id: M1")
    before = folder.plan.read_bytes()
    got = oj("plan", "followup", "socpsyk-2027", "--mal", "M1", "--varde", "5")
    assert (got.code, "samma id" in got.err) == (2, True)
    got = oj("plan", "set", "socpsyk-2027", "mal.M1.mal", "x")
    assert (got.code, "finns två gånger i mal" in got.err) == (2, True)
    assert folder.plan.read_bytes() == before


def test_what_is_yet_to_be_written_gives_way(folder: Any, oj: Callable[..., Any]) -> None:
    folder.replace("    utfall: []\n", "    utfall: 'ATT GÖRA: skriv in'  # efter juni\n")
    log = ("plan", "followup", "socpsyk-2027", "--mal", "M1", "--idag", "2027-07-01")
    assert oj(*log, "--part", "kommun", "--varde", "55").code == 0
    assert oj(*log, "--part", "region", "--varde", "60").code == 0
    assert [o.value for o in folder.read().goals[0].outcomes] == [55, 60]
    assert "# efter juni" in folder.text


@pytest.mark.parametrize(
    "asked",
    [
        ("followup", "--mal", "M2", "--varde", "5", "--larde", "om 19121212-1212 mest"),
        ("followup", "--mal", "M2", "--bedomning", "pa_vag", "--gjort", "191212121212"),
        ("set", "mal.M1.kommentar", "121212-1212"),
        ("set", "mal.M1.aktiviteter.A1.status", "ej_genomford", "--skal", "sjuk 121212-1212"),
    ],
)
def test_a_personnummer_is_neither_saved_nor_printed(
    folder: Any, oj: Callable[..., Any], asked: tuple[str, ...]
) -> None:
    before = folder.plan.read_bytes()
    got = run(oj, folder, asked)
    assert got.code == 2
    assert "personnummer" in got.err
    assert "1212" not in got.err + got.out
    assert folder.plan.read_bytes() == before
