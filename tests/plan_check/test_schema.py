"""`oj schema plan`: every key is explained, and what the reader takes the schema takes."""

import copy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from oj_cli import api
from oj_cli.app import run
from oj_cli.documents.decode import decode
from oj_cli.documents.reader import parse_yaml, read_yaml
from oj_cli.domain.local import Settings
from oj_cli.domain.plan import Plan
from oj_cli.workspace import create_workspace, find_workspace, schema_line

from .conftest import GOOD

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*plan*/*.yaml"))
SCHEMA: Any = api.open().schema("plan")
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


def test_it_is_a_schema_and_every_key_is_explained_in_swedish() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    models = [SCHEMA, *SCHEMA["$defs"].values()]
    unexplained = [
        f"{key} in {model.get('title', sorted(model['properties']))}"
        for model in models
        for key, about in model["properties"].items()
        if not about.get("description")
    ]
    assert unexplained == []


def test_the_good_plan_and_the_real_ones_fit() -> None:
    assert len(EXAMPLES) >= 2
    for data in (parse_yaml(GOOD.encode(), Path("p")).data, *(read_yaml(p).data for p in EXAMPLES)):
        assert [e.message for e in CHECKER.iter_errors(data)] == []


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("plan", "status"), "pågående"),
        (("mal", 0, "typ"), "brukarmål"),
        (("mal", 0, "matt", "malvarde"), "x"),
        (("mal", 0, "aktiviteter", 0, "ansvarig"), {"funktion": "Chef"}),
        (("mal", 0, "id"), None),
        (("plan", "parter"), "alla"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(where: tuple[Any, ...], value: Any) -> None:
    data = copy.deepcopy(parse_yaml(GOOD.encode(), Path("p")).data)
    holder = data
    for step in where[:-1]:
        holder = holder[step]
    holder[where[-1]] = value
    faults: list[Any] = []
    decode(Plan, data, faults)
    assert faults
    assert list(CHECKER.iter_errors(data))


def test_a_workspace_has_the_schemas_and_its_files_can_name_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "arbete"
    assert run(["init", str(folder), "--kommun", "Orsa"]) == 0
    capsys.readouterr()
    names = {p.name for p in (folder / "scheman").iterdir()}
    assert {"plan.schema.json", "analys.schema.json", "installningar.schema.json"} <= names
    for path in folder.glob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert (folder / first.partition("=")[2]).is_file()
    line = schema_line(folder / "planer" / "x.yaml", "plan")
    assert line == "# yaml-language-server: $schema=../scheman/plan.schema.json\n"
    assert (folder / "planer" / line.partition("=")[2].strip()).resolve().is_file()
    assert run(["schema", "plan"]) == 0
    shown = capsys.readouterr().out
    assert (folder / "scheman" / "plan.schema.json").read_text(encoding="utf-8") == shown
    assert schema_line(tmp_path / "utanfor" / "x.yaml", "plan") == ""


def test_the_example_of_a_rule_that_is_off_is_valid_when_uncommented(tmp_path: Path) -> None:
    create_workspace(tmp_path, Settings(kommun="Orsa"))
    path = tmp_path / "oj.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("# avstangda_regler:")
    path.write_text(text[:at] + text[at:].replace("# ", ""), encoding="utf-8")
    workspace = find_workspace(tmp_path)
    assert workspace is not None
    assert [(r.rule, r.reason) for r in workspace.settings.disabled] == [
        ("A06", "Kostnaderna står i nämndens budget.")
    ]
