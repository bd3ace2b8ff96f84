import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.api.workspaces import may_begin
from oj_cli.documents.reader import parse_yaml
from oj_cli.domain.errors import FileFault
from oj_cli.domain.local import Settings
from oj_cli.workspace import create_workspace, find_workspace

Oj = Callable[..., Any]


def test_a_new_workspace_is_found_from_below_and_gives_the_kommun(
    oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Öppna jämförelser"
    got = oj("init", str(folder), "--kommun", "alvdalen", "--omrade", "LSS-enheter")
    assert (got.code, got.out) == (0, "")
    names = {path.name for path in folder.iterdir()}
    assert names == {
        ".oj",
        "oj.yaml",
        "ataganden.yaml",
        "rattelser.yaml",
        "analys",
        "planer",
        "rapporter",
        "scheman",
    }
    monkeypatch.chdir(folder / "planer")
    found = oj("identify", "--format", "json").json
    assert (found["kommun"]["namn"], found["omrade"]) == ("Älvdalen", "lss-enheter")


@pytest.mark.parametrize("settings", [Settings(kommun="Leksand"), Settings(lan="Dalarna")])
def test_the_examples_in_the_comments_are_valid_when_uncommented(
    tmp_path: Path, settings: Settings, oj: Oj, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_workspace(tmp_path, settings)
    for name in ("ataganden.yaml", "rattelser.yaml"):
        path = tmp_path / name
        lines = path.read_text(encoding="utf-8").splitlines()
        start = next(n for n, line in enumerate(lines) if line in ("# ataganden:", "# rattelser:"))
        path.write_text("\n".join(line[2:] for line in lines[start:]), encoding="utf-8")
    workspace = find_workspace(tmp_path)
    assert workspace is not None
    assert workspace.promises[0].indicators == ("socialpsykiatri/lattlast_svenska",)
    assert workspace.corrections[0].answer == "JA"
    monkeypatch.chdir(tmp_path)
    ran = oj("identify")
    assert ran.code == 0, ran.err


def test_a_lan_has_a_workspace_too(oj: Oj, tmp_path: Path) -> None:
    assert oj("init", str(tmp_path), "--lan", "dalarnas län").code == 0
    settings = parse_yaml((tmp_path / "oj.yaml").read_bytes(), tmp_path / "oj.yaml")
    assert settings.data == {"lan": "Dalarna"}


def test_what_is_said_to_type_next_works_as_it_stands(
    oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = oj("init", str(tmp_path), "--lan", "Dalarna")
    line = got.err.splitlines()[-1].partition(": oj ")[2]
    monkeypatch.chdir(tmp_path)
    assert oj(*line.split()).out.startswith("Dalarnas län")
    assert "Bara kommuner" not in oj("init", "--help").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Ange vilken kommun"),
        (("--kommun", "Leksand", "--lan", "Dalarna"), "antingen en kommun eller ett län"),
        (("--kommun", "Leksnd"), "Menade du Leksand"),
        (("--lan", "Dalrna"), "Menade du"),
        (("--kommun", "Leksand", "--omrade", "skola"), "inget område"),
    ],
)
def test_wrong_usage_makes_nothing(
    oj: Oj, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    folder = tmp_path / "ny"
    got = oj("init", str(folder), *args)
    assert got.code == 2
    assert said in got.err
    assert not folder.exists()


def test_a_workspace_is_never_made_twice_nor_inside_another(oj: Oj, tmp_path: Path) -> None:
    assert oj("init", str(tmp_path), "--kommun", "Leksand").code == 0
    before = (tmp_path / "oj.yaml").read_bytes()
    for folder, named in (
        (tmp_path, ("--kommun", "Mora")),
        (tmp_path, ()),
        (tmp_path / "planer", ("--lan", "Dalarna")),
        (tmp_path / "annan", ("--kommun", "Mora")),
    ):
        got = oj("init", str(folder), *named)
        assert got.code == 2
        assert "arbetsmapp" in got.err
        assert str(tmp_path / "oj.yaml") in got.err
    assert (tmp_path / "oj.yaml").read_bytes() == before
    assert not (tmp_path / "annan").exists()


def test_files_that_are_there_are_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "ataganden.yaml"
    mine.write_text("# mitt eget\n", encoding="utf-8")
    written = create_workspace(tmp_path, Settings(kommun="Leksand"))
    assert mine.read_text(encoding="utf-8") == "# mitt eget\n"
    assert {path.name for path in written} == {"oj.yaml", "rattelser.yaml"}


def test_nothing_is_left_where_the_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    with pytest.raises(FileFault) as fault:
        create_workspace(tmp_path / "fil" / "mapp", Settings(kommun="Leksand"))
    assert fault.value.exit_code == 3
    assert "en fil med samma namn är i vägen" in fault.value.message
    full = tmp_path / "ny"
    full.mkdir()
    (full / "planer").write_text("en fil där mappen skulle stå")
    with pytest.raises(FileFault):
        create_workspace(full, Settings(kommun="Leksand"))
    assert [path.name for path in full.iterdir()] == ["planer"]


def test_schemas_are_valid_and_know_the_keys(oj: Oj) -> None:
    for kind in ("analys", "installningar", "ataganden", "rattelser", "guide", "katalog"):
        got = oj("schema", kind)
        assert got.code == 0, got.err
        schema = json.loads(got.out)
        assert schema["$schema"].endswith("2020-12/schema")
        for reference in _references(schema):
            assert reference.removeprefix("#/$defs/") in schema["$defs"]
    katalog = oj("schema", "katalog").json
    assert katalog["$defs"]["Indicator"]["properties"]["typ"] == {"enum": ["ja_nej", "numerisk"]}
    assert "kvalitetsomraden" in katalog["required"]
    assert oj("schema", "plan9").code == 2


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if "$ref" in node else []
        return own + [r for value in node.values() for r in _references(value)]
    if isinstance(node, list):
        return [r for value in node for r in _references(value)]
    return []


def test_init_and_schema_start_without_pandas() -> None:
    code = (
        "import sys; from oj_cli.app import run; run(['schema', 'analys']);"
        "sys.exit('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False)
    assert done.returncode == 0


def test_one_begins_where_nothing_lies_and_no_workspace_is_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oj: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    assert may_begin()
    (tmp_path / ".dold").touch()
    assert may_begin()
    assert oj("init", "mapp", "--kommun", "Ydre").code == 0
    assert not may_begin()
    (tmp_path / "mapp/tom").mkdir()
    monkeypatch.chdir(tmp_path / "mapp/tom")
    assert not may_begin()
