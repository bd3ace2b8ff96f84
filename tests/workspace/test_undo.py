"""`oj undo`: the last command taken back, whole, and said so; and what stands in the way of it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.documents import history
from oj_cli.documents.disk import HIDDEN
from oj_cli.documents.history import entries, whole
from oj_cli.documents.writer import make_folder, new_version, remove, write_bytes
from oj_cli.domain.errors import FileFault

Run = Callable[..., Any]
WRONG = ("complement", "correct", "lattlast_svenska", "--svar", "NEJ", "--skal")


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return all that a user sees in a folder: files with their content, and folders."""
    found = (p for p in folder.rglob("*") if not any(x.startswith(".") for x in p.parts[1:]))
    return {p.relative_to(folder).as_posix(): None if p.is_dir() else p.read_bytes() for p in found}


@pytest.fixture
def folder(tmp_path: Path, oj: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "leksand"
    assert oj("init", str(path), "--kommun", "Leksand").code == 0
    monkeypatch.chdir(path)
    return path


def test_what_a_command_changed_made_and_removed_is_as_it_was(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"a")
    (folder / "b.txt").write_bytes(b"b")
    before = tree(folder)
    with whole():
        write_bytes(folder / "a.txt", b"A")
        remove(folder / "b.txt")
        make_folder(folder / "ny" / "under")
        write_bytes(folder / "ny" / "under" / "c.txt", b"c")
        write_bytes(folder / "a.txt", b"AA")
    after = tree(folder)
    assert after["a.txt"] == b"AA"
    from oj_cli import api

    oj = api.open(folder)
    oj.undo(oj.prepare_undo())
    assert tree(folder) == before
    oj.undo(oj.prepare_undo(again=True))
    assert tree(folder) == after


def test_step_by_step_back_and_forward_again(folder: Path, oj: Run) -> None:
    states = [tree(folder)]
    for why in ("Fel fråga", "Fel år"):
        assert oj(*WRONG, why).code == 0
        states.append(tree(folder))
    for state in reversed(states[:-1]):
        ran = oj("undo", "--ja")
        assert ran.code == 0, ran.err
        assert tree(folder) == state
    for state in states[1:]:
        assert oj("undo", "--gor-om", "--ja").code == 0
        assert tree(folder) == state
    assert oj("undo", "--gor-om", "--ja").code == 2
    assert oj("ångra", "--ja").code == 0
    assert tree(folder) == states[1]
    assert oj(*WRONG, "Något nytt").code == 0
    assert "ett nytt kommando" in oj("undo", "--gor-om", "--ja").err


def test_init_is_taken_back_and_done_again(folder: Path, oj: Run) -> None:
    made = {name for name, content in tree(folder).items() if content is not None}
    assert oj("undo", "--ja").code == 0
    assert tree(folder) == {}
    assert oj("undo", "--ja").code == 2
    assert oj("undo", "--gor-om", "--ja").code == 0
    assert {name for name, content in tree(folder).items() if content is not None} == made


def test_what_was_changed_by_hand_since_is_told_and_nothing_is_taken_back(
    folder: Path, oj: Run
) -> None:
    first = tree(folder)
    assert oj(*WRONG, "Fel fråga").code == 0
    path = folder / "rattelser.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write("# för hand\n")
    os.utime(path, (0, 1_800_000_000))
    before = tree(folder)
    ran = oj("undo", "--ja")
    assert ran.code == 3
    assert "rattelser.yaml ändrades 2027-01-15" in ran.err
    assert f"{HIDDEN}/historik/000002-1.yaml" in ran.err
    assert tree(folder) == before
    path.unlink()  # as the remedy says
    assert oj("undo", "--ja").code == 0
    assert tree(folder) == first


def test_what_was_put_back_by_hand_is_still_the_last_command(folder: Path, oj: Run) -> None:
    path = folder / "rattelser.yaml"
    first, content = tree(folder), path.read_bytes()
    assert oj(*WRONG, "Fel fråga").code == 0
    path.write_bytes(content)
    done = oj("undo", "--ja", "--format", "json").json["kommando"]
    assert done["kommando"].endswith("'Fel fråga'")
    assert done["filer"] == []
    assert tree(folder) == first
    assert "oj init" in oj("undo", "--torrkorning").out


def test_nobody_is_asked_without_a_terminal_and_a_trial_changes_nothing(
    folder: Path, oj: Run
) -> None:
    assert oj(*WRONG, "Fel fråga").code == 0
    before = tree(folder)
    ran = oj("undo", "--no-input")
    assert (ran.code, "oj undo --ja" in ran.err) == (2, True)
    found = oj("undo", "--torrkorning", "--format", "json").json
    assert found["kommando"]["kommando"].endswith("'Fel fråga'")
    assert found["kommando"]["filer"] == [{"fil": "rattelser.yaml", "vad": "andrad"}]
    assert tree(folder) == before
    rows = oj("undo", "--lista", "--format", "csv").out.splitlines()
    assert len([row for row in rows if row.startswith("2,")]) == 1
    assert len([row for row in rows if row.startswith("1,")]) == 11


def test_several_writes_of_which_one_fails_leave_all_as_it_was(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"a")
    before, number = tree(folder), len(entries(folder))

    def write() -> None:
        with whole():
            write_bytes(folder / "a.txt", b"A")
            make_folder(folder / "ny")
            write_bytes(folder / "ny" / "b.txt", b"b")
            remove(folder / "oj.yaml")
            write_bytes(folder / "ny", b"x")

    with pytest.raises(FileFault, match="är en mapp"):
        write()
    assert tree(folder) == before
    assert len(entries(folder)) == number


def test_a_program_that_was_killed_between_two_writes_is_taken_back_too(folder: Path) -> None:
    """The journal has a step that was not taken, and one of which only half was written."""
    (folder / "a.txt").write_bytes(b"a")
    (folder / "b.txt").write_bytes(b"b")
    before = tree(folder)
    with whole():
        write_bytes(folder / "a.txt", b"A")
        write_bytes(folder / "b.txt", b"B")
    (folder / "b.txt").write_bytes(b"b")  # as it was: the rename never came
    journal = max((folder / HIDDEN / "historik").glob("*.jsonl"))
    with journal.open("a") as file:
        file.write('\n{"fil": "c.txt", "fo')
    from oj_cli import api

    oj = api.open(folder)
    oj.undo(oj.prepare_undo())
    assert tree(folder) == before


@pytest.mark.parametrize("way", ["in place", "rename"])
def test_an_editor_that_saves_at_the_same_moment_is_never_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """In place: right before the rename. By a rename: before the last look at what is there."""
    path = folder / "a.txt"
    path.write_bytes(b"a")
    real = history.settle if way == "rename" else Path.replace

    def editor() -> None:
        if way == "in place":
            path.write_bytes(b"editor")
        else:
            path.with_name("b.txt").write_bytes(b"editor")
            path.with_name("b.txt").replace(path)

    def replace(self: Path, to: Path) -> Path:
        if to == path and self.suffix == ".tmp":
            editor()
        return real(self, to)

    def settle(of: Path) -> None:
        editor()
        real(of)

    if way == "in place":
        monkeypatch.setattr(Path, "replace", replace)
    else:
        monkeypatch.setattr(history, "settle", settle)
    with pytest.raises(FileFault, match="Någon har ändrat filen"):
        write_bytes(path, b"oj")
    assert path.read_bytes() == b"editor"


def test_the_oldest_go_first_where_the_history_is_too_large(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_BYTES", 60_000)
    for n in range(10):
        write_bytes(folder / "a.txt", b"%d" % n * 10_000)
    kept = entries(folder)
    size = sum(p.stat().st_size for p in (folder / HIDDEN / "historik").iterdir())
    assert 40_000 < size < 75_000  # what the newest command keeps comes on top
    assert [e.number for e in kept] == list(range(kept[0].number, 12))


def test_large_files_are_not_copied(folder: Path) -> None:
    path = folder / "varden.db"
    path.write_bytes(b"1")
    was = path.stat().st_ino
    with new_version(path, by_hand=False) as place:
        place.write_bytes(b"2")
    [kept] = (folder / HIDDEN / "historik").glob("*.db")
    assert kept.stat().st_ino == was


def test_what_earlier_versions_left_beside_a_file_goes_into_the_history(
    folder: Path, oj: Run
) -> None:
    path = folder / "rattelser.yaml"
    for ending in (".bak", ".lock"):
        shutil.copy(path, f"{path}{ending}")
    assert oj(*WRONG, "Fel fråga").code == 0
    assert sorted(p.name for p in folder.glob("rattelser*")) == ["rattelser.yaml"]
    assert [p.read_bytes() for p in (folder / HIDDEN / "historik").glob("*.bak")]
