"""Small hostile files are read or refused in words, within the limits on time and memory."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zoo import READ, ZOO

from oj_cli.domain.errors import FileFault
from oj_cli.sources.sandbox.limits import job_limits
from oj_cli.sources.workbook import read_workbook

Put = Callable[[str, bytes], Path]
MOST = 500_000  # kB
PROGRAM = """\
import resource, sys
from pathlib import Path
from oj_cli.domain.errors import FileFault
from oj_cli.sources.longfile import open_table
try:
    open_table(Path(sys.argv[1]), ())
    print("read")
except FileFault as fault:
    print("refused" if fault.message and fault.hints and fault.place else fault)
peaks = [resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(*peaks)
"""


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all of them, made by a process of its own: some take a GB to make."""
    folder = tmp_path_factory.mktemp("zoo")
    run(str(Path(__file__).with_name("zoo.py")), str(folder))
    return folder


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell what a child took")
@pytest.mark.parametrize("name", ZOO)
def test_no_small_file_takes_much(zoo: Path, name: str) -> None:
    path = zoo / name
    assert path.stat().st_size <= 5_100_000
    outcome, peaks = run("-c", PROGRAM, str(path)).splitlines()
    assert outcome == ("read" if name in READ else "refused")
    assert max(map(int, peaks.split())) < MOST


# A process begins with its parent's memory, and the peak counts from there: so a small one
# stands between, whatever the tests before have taken.
STARTER = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)"


def run(*arguments: str) -> str:
    """Run Python from a small process."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-S", "-c", STARTER, sys.executable, *arguments]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=env)
    return done.stdout


@pytest.mark.parametrize(("name", "part"), [("mimetype.ods", "mimetype"), ("manifest.ods", "META")])
def test_a_damaged_part_is_named(put: Put, name: str, part: str) -> None:
    with pytest.raises(FileFault, match=f"delen {part}") as caught:
        read_workbook(put(name, ZOO[name]()))
    assert name in (caught.value.place or "")


@pytest.mark.parametrize(("name", "said"), [("encoding.ods", "skadad"), ("far.xls", "för stor")])
def test_what_a_reader_stumbles_on_is_said_in_words(put: Put, name: str, said: str) -> None:
    """An encoding that nobody has, and a cell so far out that a reader made 1 GB of nothing."""
    with pytest.raises(FileFault, match=said) as caught:
        read_workbook(put(name, ZOO[name]()))
    assert caught.value.hints


@pytest.mark.slow
def test_sizes_are_summed_before_anything_is_unpacked(zoo: Path) -> None:
    with pytest.raises(FileFault, match="1000 MB"):
        read_workbook(zoo / "padded.ods")


ANY = st.text(st.characters(), min_size=1, max_size=30).map(lambda text: f"a{text}b")


@settings(max_examples=15, deadline=None)
@given(ANY)
def test_any_text_is_read_as_it_is_or_refused_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    columns = [{"text": "region"}, {"text": text}]
    table = {"columns": columns, "data": [{"key": ["2029"], "values": ["5"]}]}
    (folder / "a.json").write_text(json.dumps(table), encoding="utf-8")
    files = [folder / "a.json"]
    if not NEVER_ENCODED.search(text):
        with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([["region", text], ["2029", "5"]])
        files.append(folder / "a.csv")
    for path in files:
        try:
            [sheet] = read_workbook(path).sheets
        except FileFault as fault:
            assert NEVER.search(text)
            assert re.search(r"(cell a!B1|rad \d+|a\.csv)$", fault.place or "")  # noqa: PT017 - or it is read
        else:
            assert not NEVER.search(text)
            assert sheet.rows == [["region", text], ["2029", "5"]]


NEVER = re.compile("[\0-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NEVER_ENCODED = re.compile("[\0\ud800-\udfff]")


def test_the_limits_of_windows_are_as_it_wants_them() -> None:
    from ctypes import sizeof

    limits = job_limits(12, 420_000_000)
    assert sizeof(limits) == (144 if sys.maxsize > 2**32 else 112)
    assert (limits.process_time, limits.process_memory) == (120_000_000, 420_000_000)
    assert limits.flags == 0x2 | 0x100
    assert type(limits).process_memory.offset == (112 if sys.maxsize > 2**32 else 96)
