import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from ordinary import ordinary_user

from oj_cli.documents.changes import Append, Change, Set
from oj_cli.documents.disk import HIDDEN
from oj_cli.documents.files import Document, edit, read_document
from oj_cli.documents.history import entries
from oj_cli.documents.locks import locked
from oj_cli.domain.errors import FileFault

SCRIPT = Path(__file__).with_name("hammering.py")
KILLS = os.environ.get("OJ_DODA", "30")
TEXT = "# Plan\r\nstatus: planerad  # ännu\r\nbevis:\r\n  - id: B1\r\n"
posix = pytest.mark.skipif(os.name != "posix", reason="forks and kills")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_bytes(TEXT.encode())
    return path


def script(*args: str | Path) -> "subprocess.Popen[str]":
    command = [sys.executable, str(SCRIPT), *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: "subprocess.Popen[str]") -> str:
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out


@contextmanager
def held_by_another(path: Path) -> Iterator[None]:
    process = script("hold", path)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        yield
    finally:
        process.kill()
        process.communicate()


def test_an_edit_changes_the_file_and_keeps_the_one_before(
    plan: Path, versions: Callable[[Path], list[bytes]]
) -> None:
    after = edit(plan, [Set(("status",), "pågår"), Append(("bevis",), {"id": "B2"})])
    assert plan.read_bytes().decode() == TEXT.replace("planerad", "pågår") + "  - id: B2\r\n"
    assert after.raw == plan.read_bytes()
    assert after.data == read_document(plan).data
    assert versions(plan) == [TEXT.encode()]


def test_an_edit_is_worked_out_from_the_file_as_it_is_under_the_lock(plan: Path) -> None:
    def change(document: Document) -> list[Change]:
        return [Append(("bevis",), {"id": f"B{len(document.data['bevis']) + 1}"})]

    edit(plan, change)
    assert edit(plan, change).data["bevis"] == [{"id": "B1"}, {"id": "B2"}, {"id": "B3"}]


def test_nothing_to_change_writes_nothing(plan: Path) -> None:
    edit(plan, [Set(("status",), "planerad")])
    assert entries(plan.parent) == []


def test_a_fault_in_what_to_change_writes_nothing(plan: Path) -> None:
    with pytest.raises(FileFault, match="finns inte"):
        edit(plan, [Set(("status",), "x"), Set(("bevis", 9, "id"), "x")])
    assert plan.read_bytes() == TEXT.encode()


def by_hand(plan: Path, raw: bytes) -> Callable[[Document], list[Change]]:
    """Return a change that somebody is faster than."""

    def change(_: Document) -> list[Change]:
        plan.write_bytes(raw)
        return [Set(("status",), "pågår")]

    return change


def test_a_change_by_hand_meanwhile_is_not_written_over(plan: Path) -> None:
    text = TEXT.replace("planerad", "klar") + "nytt: rad\r\n"
    with pytest.raises(FileFault) as caught:
        edit(plan, by_hand(plan, text.encode()))
    fault = caught.value
    assert fault.message == "Någon har ändrat filen ”plan.yaml” under tiden. Inget är sparat."
    assert fault.place == str(plan)
    assert fault.details == (
        "Rad 2 var: status: planerad  # ännu",
        "Rad 2 är nu: status: klar  # ännu",
        "Rad 5 är nu: nytt: rad",
    )
    assert plan.read_bytes() == text.encode()
    edit(plan, [Set(("status",), "pågår")])
    assert b"nytt: rad" in plan.read_bytes()


def test_a_long_difference_is_cut_short(plan: Path) -> None:
    long = TEXT.encode() + b"".join(b"k%d: %s\r\n" % (n, b"x" * 200) for n in range(30))
    with pytest.raises(FileFault) as caught:
        edit(plan, by_hand(plan, long))
    assert len(caught.value.details) == 9
    assert caught.value.details[-1] == "… och 22 rader till."
    assert max(map(len, caught.value.details)) < 100


def test_line_ends_alone_are_a_change(plan: Path) -> None:
    with pytest.raises(FileFault) as caught:
        edit(plan, by_hand(plan, TEXT.replace("\r\n", "\n").encode()))
    assert caught.value.details == ("Bara radslut eller mellanslag är ändrade.",)


CONFLICT = """\
status: x
<<<<<<< HEAD
mal: 1
=======
mal: 2
>>>>>>> annas-gren
slut: 1
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_merge_that_was_never_finished_is_explained(plan: Path, newline: str) -> None:
    raw = CONFLICT.replace("\n", newline).encode()
    plan.write_bytes(raw)
    with pytest.raises(FileFault, match="två versioner") as caught:
        edit(plan, [Set(("status",), "y")])
    assert caught.value.place == f"{plan}, rad 2"
    assert caught.value.details == (
        "Den ena versionen står mellan rad 2 (<<<<<<<) och rad 4 (=======).",
        "Den andra står mellan rad 4 (=======) och rad 6 (>>>>>>>).",
    )
    assert plan.read_bytes() == raw


def test_lines_that_only_look_like_a_merge(plan: Path) -> None:
    for text in (
        "a: |\n  <<<<<<< x\n  =======\n  >>>>>>> y\n",
        "# =======\na: 1\n",
        "<<<<<<<: 1\n",
    ):
        plan.write_text(text, encoding="utf-8")
        assert read_document(plan).raw.decode() == text


def test_two_programs_that_append_at_once_lose_nothing(plan: Path) -> None:
    processes = [script("append", plan, name, "50") for name in "AB"]
    for process in processes:
        finished(process)
    found = [item["id"] for item in read_document(plan).data["bevis"]]
    assert sorted(found) == sorted(["B1", *(f"{name}{n}" for name in "AB" for n in range(50))])
    assert plan.read_text(encoding="utf-8").startswith("# Plan\n")


def test_two_threads_that_append_at_once_lose_nothing(plan: Path) -> None:
    def work(name: str) -> None:
        for n in range(10):
            edit(plan, [Append(("bevis",), f"{name}{n}")])

    threads = [Thread(target=work, args=(name,)) for name in "ABC"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_document(plan).data["bevis"]) == 31


@posix
def test_a_program_that_is_killed_leaves_the_file_before_or_after(tmp_path: Path) -> None:
    """OJ_DODA sets how many are killed, at random moments."""
    plan = tmp_path / "plan.yaml"
    plan.write_text("nummer: 0\ntext: ''  # slut\n", encoding="utf-8")
    told = json.loads(finished(script("kill", plan, KILLS)))
    assert told["kills"] == int(KILLS)
    assert told["written"] > 1


@posix
def test_a_program_that_is_killed_at_each_step(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("nummer: 0\ntext: ''  # slut\n", encoding="utf-8")
    told = json.loads(finished(script("step", plan)))
    assert told["steps"] > 10
    assert told["temporary"] > 1


def test_a_lock_that_another_has(plan: Path) -> None:
    with held_by_another(plan):
        with pytest.raises(FileFault) as caught:
            edit(plan, [Set(("status",), "x")], wait=0)
        assert caught.value.message.startswith("Filen ”plan.yaml” används just nu av ")
        assert " på " in caught.value.message
        assert caught.value.place == str(plan)
        assert plan.read_bytes() == TEXT.encode()
    edit(plan, [Set(("status",), "x")], wait=5)


@posix
def test_a_link_and_its_file_have_one_lock(plan: Path, tmp_path: Path) -> None:
    link = tmp_path / "länk.yaml"
    link.symlink_to(plan)
    with held_by_another(plan), pytest.raises(FileFault, match="används"), locked(link, wait=0):
        pass


def test_a_lock_file_that_was_left_behind_locks_nothing(plan: Path) -> None:
    edit(plan, [Set(("status",), "x")])
    [lock] = (plan.parent / HIDDEN).rglob("*.lock")
    lock.write_bytes(b"\nanna\n")
    edit(plan, [Set(("status",), "y")], wait=0)


def test_who_has_the_lock_may_take_it_again(plan: Path) -> None:
    with locked(plan):
        edit(plan, [Set(("status",), "x")], wait=0)
        edit(plan, [Set(("status",), "y")], wait=0)
        with pytest.raises(FileFault):
            finished_or_fault(plan)
    assert read_document(plan).data["status"] == "y"


def finished_or_fault(plan: Path) -> None:
    """Try the lock from another thread, which must not get it."""
    faults: list[FileFault] = []

    def work() -> None:
        try:
            edit(plan, [Set(("status",), "z")], wait=0)
        except FileFault as fault:
            faults.append(fault)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    raise faults[0]


def test_what_fails_under_the_lock_is_said_as_it_is(plan: Path) -> None:
    with pytest.raises(OSError, match="eget"), locked(plan):
        raise OSError(errno.EIO, "eget")
    with locked(plan, wait=0):
        pass


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="finns inte"), locked(tmp_path / "ny" / "a.yaml"):
        pass
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_disk_without_locks_is_not_trusted(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def missing(*_: object) -> None:
        raise OSError(errno.ENOSYS, "no locks")

    monkeypatch.setattr(fcntl, "flock", missing)
    with pytest.raises(FileFault, match="disken kan inte låsa filer"):
        edit(plan, [Set(("status",), "x")])
    assert plan.read_bytes() == TEXT.encode()


@posix
def test_a_folder_that_may_not_be_written_in() -> None:
    with ordinary_user() as folder:
        path = folder / "plan.yaml"
        path.write_bytes(TEXT.encode())
        folder.chmod(0o500)
        with pytest.raises(FileFault, match="du får inte skriva i mappen"):
            edit(path, [Set(("status",), "x")])
        assert [p.name for p in folder.iterdir()] == ["plan.yaml"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="finns inte"):
        edit(tmp_path / "a.yaml", [Set(("a",), 1)])
