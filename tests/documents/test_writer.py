import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ordinary import ordinary_user

from oj_cli.documents import disk
from oj_cli.documents.disk import HIDDEN
from oj_cli.documents.writer import new_version, remove_leftovers, write_bytes, write_text
from oj_cli.domain.errors import FileFault, UsageFault, file_fault

HERE = Path(__file__).parent
Versions = Callable[[Path], list[bytes]]
POSIX = os.name == "posix"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "plan å.yaml"
    path.write_bytes(b"gammal\n")
    return path


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name != HIDDEN)


def test_the_new_one_in_place_and_the_old_ones_in_the_history(
    target: Path, versions: Versions
) -> None:
    write_text(target, "ny\r\nrad\n")
    assert target.read_bytes() == b"ny\r\nrad\n"
    write_bytes(target, b"tredje")
    assert versions(target) == [b"gammal\n", b"ny\r\nrad\n"]
    assert names(target.parent) == ["plan å.yaml"]


def test_a_new_file_outside_a_workspace_leaves_no_history(tmp_path: Path) -> None:
    write_bytes(tmp_path / "svar.csv", b"ny")
    assert [p.name for p in tmp_path.iterdir()] == ["svar.csv"]


def test_a_disk_that_is_full_in_the_midst_of_a_new_version_names_the_file(target: Path) -> None:
    def fill(place: Path) -> None:
        place.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full", str(place))

    with pytest.raises(FileFault) as found, new_version(target) as place:
        fill(place)
    assert found.value.place == str(target)
    assert target.read_bytes() == b"gammal\n"
    assert names(target.parent) == [target.name]


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "b").touch()
    write_bytes(tmp_path / "a", b"x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
    assert names(tmp_path) == ["a", "b"]


def written(path: Path) -> tuple[int, int]:
    """Which file it is and when it was written; reading it changes neither."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


def test_the_same_content_touches_nothing(target: Path) -> None:
    before = written(target)
    write_bytes(target, b"gammal\n")
    assert written(target) == before
    assert names(target.parent) == ["plan å.yaml"]


@pytest.mark.skipif(not POSIX, reason="permissions of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_stay(target: Path, mode: int) -> None:
    target.chmod(mode)
    write_bytes(target, b"ny")
    assert target.stat().st_mode & 0o777 == mode
    [kept] = (target.parent / HIDDEN).rglob("*.yaml")
    assert kept.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(not POSIX, reason="Windows lets few users make links")
def test_a_link_stays_a_link(target: Path, tmp_path: Path, versions: Versions) -> None:
    folder = tmp_path / "annan"
    folder.mkdir()
    link = folder / "länk.yaml"
    link.symlink_to(target)
    write_bytes(link, b"ny")
    assert link.is_symlink()
    assert target.read_bytes() == b"ny"
    assert versions(target) == [b"gammal\n"]
    assert names(folder) == ["länk.yaml"]


@pytest.mark.skipif(not POSIX, reason="Windows lets few users make links")
def test_a_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "a.yaml"
    link.symlink_to(link)
    with pytest.raises(FileFault, match="pekar på sig själv"):
        write_bytes(link, b"ny")
    assert link.is_symlink()


def test_a_device_is_written_to() -> None:
    write_bytes(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


STEPS = [
    ("os.open", 0),  # the new version
    ("os.fsync", 0),
    ("os.fsync", 1),  # the journal's beginning
    ("os.fsync", 2),  # the step in it
    ("pathlib.Path.replace", 0),
]


@pytest.mark.parametrize(("step", "skip"), STEPS)
@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(errno.ENOSPC, "full"), "disken är full"),
        (OSError(errno.EIO, "io"), "svarar inte"),
        (OSError(errno.EROFS, "ro"), "skrivskyddad"),
        (KeyboardInterrupt(), ""),
    ],
)
def test_a_failed_write_leaves_the_old_file(
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    skip: int,
    error: BaseException,
    message: str,
) -> None:
    module, name = step.rsplit(".", 1)
    owner = os if module == "os" else Path
    real = getattr(owner, name)
    calls = 0

    def fail(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > skip:
            raise error
        return real(*args, **options)

    monkeypatch.setattr(owner, name, fail)
    with pytest.raises((FileFault, KeyboardInterrupt)) as caught:
        write_bytes(target, b"ny")
    monkeypatch.undo()
    assert target.read_bytes() == b"gammal\n"
    assert names(target.parent) == ["plan å.yaml"]
    if isinstance(caught.value, FileFault):
        assert message in caught.value.message
        assert "plan å.yaml" in (caught.value.place or "")
        assert caught.value.hints


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tiny disk")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from oj_cli.documents.writer import write_bytes
from oj_cli.domain.errors import FileFault
path = Path({str(tmp_path)!r}, "plan.yaml")
write_bytes(path, b"a" * 20_000)
try:
    write_bytes(path, b"b" * 60_000)
except FileFault as fault:
    print(fault.message)
assert path.read_bytes() == b"a" * 20_000
print(sorted(p.name for p in path.parent.iterdir() if p.name != ".oj"))
"""
    mount = f"mount -t tmpfs -o size=64k tmpfs '{tmp_path}' || exit 9; exec '{sys.executable}' -"
    ran = subprocess.run(
        ["unshare", "-m", "sh", "-c", mount],
        input=code,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode in (1, 9) and "Traceback" not in ran.stderr:
        pytest.skip("may not mount a disk here")
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        "Det gick inte att spara filen ”plan.yaml”: disken är full.",
        "['plan.yaml']",
    ]


@pytest.mark.skipif(not POSIX, reason="permissions of POSIX")
def test_a_folder_that_may_not_be_written_in() -> None:
    with ordinary_user() as folder:
        path = folder / "plan.yaml"
        path.write_bytes(b"gammal")
        folder.chmod(0o500)
        with pytest.raises(FileFault, match="du får inte skriva i mappen") as caught:
            write_bytes(path, b"ny")
        assert caught.value.place == str(folder)
        assert caught.value.hints == ("Välj en mapp som du får skriva i, till exempel Dokument.",)
        assert path.read_bytes() == b"gammal"
        assert names(folder) == ["plan.yaml"]


@pytest.mark.skipif(not POSIX, reason="permissions of POSIX")
def test_a_file_that_may_not_be_written() -> None:
    with ordinary_user() as folder:
        path = folder / "plan.yaml"
        path.write_bytes(b"gammal")
        path.chmod(0o400)
        with pytest.raises(FileFault, match="skyddad"):
            write_bytes(path, b"ny")
        assert names(folder) == ["plan.yaml"]


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="det är en mapp") as caught:
        write_bytes(tmp_path, b"ny")
    assert caught.value.hints == ("Skriv ett filnamn efter mappens namn.",)


def test_a_file_where_the_old_one_is_to_be_kept(target: Path) -> None:
    (target.parent / HIDDEN).touch()
    with pytest.raises(FileFault, match="i vägen"):
        write_bytes(target, b"ny")
    assert target.read_bytes() == b"gammal\n"
    assert names(target.parent) == ["plan å.yaml"]


@pytest.mark.parametrize("name", ["aux.csv", "CON", "nul.tar.gz", "kl 12:30.csv", "slut.", "a?.md"])
def test_a_name_that_windows_cannot_hold(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageFault, match="Windows"):
        write_bytes(tmp_path / name, b"x")
    assert names(tmp_path) == []


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="finns inte"):
        write_bytes(tmp_path / "ny" / "a.yaml", b"x")


@pytest.mark.parametrize("held", [1, 20, 10**6])
def test_windows_is_asked_again_while_another_program_has_the_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    tries, pauses = [], []
    real = Path.replace

    def replace(self: Path, to: Path) -> Path:
        tries.append(to)
        if to == target and tries.count(target) <= held:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, to)

    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr("time.sleep", pauses.append)
    monkeypatch.setattr(Path, "replace", replace)
    if held < disk.ATTEMPTS:
        write_bytes(target, b"ny")
        assert target.read_bytes() == b"ny"
        assert len(pauses) == held
        return
    with pytest.raises(FileFault, match="öppen i ett annat program") as caught:
        write_bytes(target, b"ny")
    assert "Stäng filen" in caught.value.hints[0]
    assert sum(pauses) == pytest.approx(2)
    assert target.read_bytes() == b"gammal\n"
    assert names(target.parent) == ["plan å.yaml"]


def test_elsewhere_a_refusal_is_final(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(disk, "WINDOWS", False)
    monkeypatch.setattr("time.sleep", lambda _: pytest.fail("waited"))
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileFault):
        write_bytes(target, b"ny")


def test_what_a_killed_program_left_is_removed(target: Path) -> None:
    other = target.with_name(".annan.yaml.1-ab.tmp")
    other.touch()
    target.with_name(f".{target.name}.1-ab.tmp").touch()
    remove_leftovers(target)
    assert names(target.parent) == [other.name, target.name]


def test_a_long_name(tmp_path: Path) -> None:
    path = tmp_path / ("å" * 120 + ".yaml")
    write_bytes(path, b"x")
    write_bytes(path, b"y")
    assert path.read_bytes() == b"y"
    with pytest.raises(FileFault, match="för långt"):
        write_bytes(tmp_path / ("å" * 200), b"x")


def test_an_error_without_a_name() -> None:
    assert file_fault(OSError(errno.ENOSPC, "x")).message == (
        "Det gick inte att använda data: disken är full."
    )
    assert file_fault(OSError(errno.ENOENT, "x", "a.txt"), doing="läsa").message == (
        "Det gick inte att läsa filen ”a.txt”: den finns inte."
    )
    assert "felkod 9999" in file_fault(OSError(9999, "x"), Path("a")).message
