"""The n-th step to the disk fails, for all n, in every command that writes.

The rule: afterwards each file of the user's is, byte for byte, as it was before or as the command
leaves it, also on the way there (a walk keeps each answer). There is nothing beside them. Where
only some of several files are written, as reports in several formats, the same command typed again
ends as if nothing had failed. What is said then has a place and a remedy.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faults.injecting import NEEDS_ROOM, Disk, writing_to
from faults.world import EVERY, Tried, files, tried

AT_ONCE = ("plan set", "data new", "plan calendar")
"""Those that are tried each time: a file that changes, a new one in a new folder, and one that is
asked for by name. The others are slow."""

TRIED = [pytest.param(o, marks=() if o.name in AT_ONCE else pytest.mark.slow) for o in EVERY]
NOT_TAKEN_BACK = ("data purge",)
"""What leaves nothing behind, not in the history either."""

Run = Callable[[Tried, Disk], tuple[int, str, dict[str, bytes]]]


@pytest.fixture
def run(afresh: Callable[[], Path], capsys: Any) -> Run:
    """Run a command in the workspace on a disk: its exit code, what it said, and the files."""

    def call(one: Tried, disk: Disk) -> tuple[int, str, dict[str, bytes]]:
        folder = afresh()
        with writing_to(disk):
            code = one.run()
        return code, capsys.readouterr().err, files(folder)

    return call


def told(said: str) -> bool:
    """Tell whether a fault says what, where and what to do, and is none of the program's."""
    fault = said[said.index("Fel: ") :].splitlines()
    rest = [line for line in fault[1:] if line[:2] != "- "]
    is_ours = "Traceback" in said or "fel i oj" in said or "felkod" in said
    return rest[0].startswith("Var: ") and len(rest) > 1 and not is_ours and ".tmp" not in said


@pytest.mark.parametrize("one", TRIED, ids=str)
def test_what_a_command_writes_is_there_as_before_or_as_after(
    run: Run, afresh: Callable[[], Path], request: pytest.FixtureRequest, capsys: Any, one: Tried
) -> None:
    if one.name == "data fetch":
        request.getfixturevalue("kolada")
    before = files(afresh())
    run(one, Disk())  # all is loaded
    whole = Disk()
    code, _, after = run(one, whole)
    if after == before:
        return
    assert code == 0
    home = str(Path.cwd().parent)
    ways = {f.removeprefix(f"{home}/"): texts for f, texts in whole.versions.items()}
    for full in (False, True):
        for n, kind in enumerate(whole.steps, 1):
            if full and (kind not in NEEDS_ROOM or n % 3):  # the disk is as full at the next step
                continue
            code, said, now = run(one, Disk(n, full=full))
            where = f"{n}: {kind}, full: {full}, {code}: {said}"
            for name in {*before, *after, *now}:
                fits = [before.get(name), after.get(name), *ways.get(name, [])]
                assert now.get(name) in fits, f"{name} {where}"
            if code == 0:
                assert now == after, where
                continue
            assert code == 3, where
            assert told(said), where
            assert now != after or one.name in NOT_TAKEN_BACK, where  # its history is left, told
            if now not in (before, after):
                assert one.run() == 0, where
                assert files(Path.cwd()) == after, where
                capsys.readouterr()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("line", range(len(tried("data import"))))
def test_a_disk_that_takes_no_more_of_the_values(
    afresh: Callable[[], Path], capsys: Any, line: int
) -> None:
    """SQLite's own writes fail here, at one page or another."""
    import resource

    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (0, 4096, 40_960, 81_920):
        folder = afresh()
        before = files(folder)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, usual[1]))
        try:
            code = tried("data import")[line].run()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        assert code == 3
        assert told(capsys.readouterr().err)
        assert files(folder) == before


@pytest.mark.parametrize("one", TRIED, ids=str)
def test_what_a_command_has_written_is_taken_back_whole(
    afresh: Callable[[], Path], request: pytest.FixtureRequest, capsys: Any, one: Tried
) -> None:
    if one.name == "data fetch":
        request.getfixturevalue("kolada")
    folder = afresh()
    before = files(folder)
    one.run()
    if files(folder) == before:
        return
    if one.name == "init":
        os.chdir(one.args[0])  # that is another workspace
    after = files(folder)
    code = Tried("undo", ("--ja",)).run()
    is_kept = one.name in NOT_TAKEN_BACK
    assert (code == 0) is not is_kept, capsys.readouterr().err
    assert files(folder) == (after if is_kept else before)
