"""Plans of an older schema: read as new, and upgraded with nothing else touched."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.app import run
from oj_cli.documents.reader import parse_yaml
from oj_cli.domain.errors import FileFault
from oj_cli.plan.files import read_plan
from oj_cli.plan.upgrade import upgrade_text, upgraded

from .conftest import GOOD

OLD = """\
# Planen för i år
schema: oj-plan/0   # äldre
plan:
  id: gammal
  "diarienr": SN 2025/4
  parter: [{id: kommun, namn: Orsa kommun}]

mal:
  - id: M1
    mal: 'Färre återfall'
    motmatt: kostnaden   # motmatt är ett gammalt ord
    aktiviteter:
      - id: A1
        ansvarig: {funktion: Enhetschef, part: kommun}   # hen
      - id: A2
        ansvarig:   # vem
          # först funktionen
          funktion: >-
            Enhetschef
            myndighet

          part: kommun
        klart: 2027-01-31
      - {id: A3, ansvarig: [{funktion: Chef}], motmatt: kvar}
    uppfoljning:
      nar: 2027-06-30  # dagen
      redovisas: {till: SN, nar: 2027-08-25}
    nasta_period:
      - vad: Fortsätta
        ansvarig: {funktion: Chef}
"""
NEW = """\
# Planen för i år
schema: oj-plan/1   # äldre
plan:
  id: gammal
  "diarienummer": SN 2025/4
  parter: [{id: kommun, namn: Orsa kommun}]

mal:
  - id: M1
    mal: 'Färre återfall'
    balansmatt: kostnaden   # motmatt är ett gammalt ord
    aktiviteter:
      - id: A1
        ansvarig: [{funktion: Enhetschef, part: kommun}]   # hen
      - id: A2
        ansvarig:   # vem
          # först funktionen
          - funktion: >-
              Enhetschef
              myndighet

            part: kommun
        klart: 2027-01-31
      - {id: A3, ansvarig: [{funktion: Chef}], motmatt: kvar}
    uppfoljning:
      nar: [2027-06-30]  # dagen
      redovisas: {till: SN, nar: [2027-08-25]}
    nasta_period:
      - vad: Fortsätta
        ansvarig: [{funktion: Chef}]
"""
PATH = Path("plan.yaml")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_only_what_changes_is_touched(end: str, bom: bytes) -> None:
    old, new = (bom + text.replace("\n", end).encode() for text in (OLD, NEW))
    assert upgrade_text(old, PATH) == new
    assert upgrade_text(new, PATH) == new


def test_a_plan_that_does_not_say_its_schema_gets_one() -> None:
    old = OLD.replace("schema: oj-plan/0   # äldre\n", "")
    new = upgrade_text(old.encode(), PATH).decode()
    assert new == NEW.replace("oj-plan/1   # äldre", "oj-plan/1")


def test_a_newest_plan_is_left_alone() -> None:
    assert upgrade_text(GOOD.encode(), PATH) == GOOD.encode()


@pytest.mark.parametrize("schema", ["oj-plan/2", "oj-analys/1", "x"])
def test_an_unknown_schema_is_refused(schema: str) -> None:
    with pytest.raises(FileFault, match="inte känner till"):
        upgrade_text(OLD.replace("oj-plan/0", schema).encode(), PATH)


def test_both_names_at_once_are_left_for_the_user() -> None:
    text = OLD.replace("    motmatt: kost", "    balansmatt: nytt\n    motmatt: kost")
    new = parse_yaml(upgrade_text(text.encode(), PATH), PATH).data
    assert (new["mal"][0]["balansmatt"], new["mal"][0]["motmatt"]) == ("nytt", "kostnaden")


def test_an_older_plan_is_read_as_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(OLD.replace(", motmatt: kvar", ""), encoding="utf-8")
    file = read_plan(tmp_path / "p.yaml")
    assert file.unknown == ()
    goal = file.plan.goals[0]
    assert goal.balance == "kostnaden"
    assert [o.function for o in goal.activities[1].owners] == ["Enhetschef myndighet"]
    assert file.plan.head.registration == "SN 2025/4"


SCALARS = st.one_of(st.none(), st.integers(0, 9), st.text("aå: #-'\"\n", max_size=8))
OWNER = st.one_of(
    SCALARS,
    st.dictionaries(st.sampled_from(["funktion", "part"]), SCALARS),
    st.lists(st.dictionaries(st.sampled_from(["funktion", "part"]), SCALARS), max_size=2),
)
ACTIVITY = st.fixed_dictionaries(
    {"id": st.just("A1")}, optional={"ansvarig": OWNER, "medverkar": OWNER, "vad": SCALARS}
)
GOAL = st.fixed_dictionaries(
    {"id": st.just("M1")},
    optional={
        "motmatt": SCALARS,
        "aktiviteter": st.lists(ACTIVITY, max_size=3),
        "uppfoljning": st.dictionaries(st.sampled_from(["nar", "hur"]), OWNER),
    },
)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.lists(GOAL, max_size=3), st.sampled_from([True, False, None]), st.integers(2, 4))
def test_the_text_becomes_what_the_data_become(goals: Any, flow: bool | None, indent: int) -> None:
    data = {"schema": "oj-plan/0", "plan": {"id": "x", "diarienr": "1"}, "mal": goals}
    raw = yaml.safe_dump(
        data, allow_unicode=True, default_flow_style=flow, indent=indent, sort_keys=False
    ).encode()
    read = parse_yaml(raw, PATH).data
    try:
        new = parse_yaml(upgrade_text(raw, PATH), PATH).data
    except FileFault as fault:  # said, and nothing written
        assert "för hand" in " ".join(fault.hints)  # noqa: PT017
        return
    assert new == upgraded(read).data
    assert new["schema"] == "oj-plan/1"


def test_the_command_shows_first_and_writes_then(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    path = tmp_path / "plan.yaml"
    path.write_text(OLD, encoding="utf-8")
    assert run(["plan", "upgrade", str(path), "--visa"]) == 0
    out = capsys.readouterr().out
    assert "rader skulle ändras till schema oj-plan/1." in out
    assert "Var: motmatt: kostnaden" in out
    assert "Är: balansmatt: kostnaden" in out
    assert path.read_text(encoding="utf-8") == OLD
    assert run(["plan", "upgrade", str(path), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["schema"], said["skriven"]) == ("oj-uppgradering/1", True)
    assert path.read_text(encoding="utf-8") == NEW
    assert (tmp_path / "plan.yaml.bak").read_text(encoding="utf-8") == OLD
    assert run(["plan", "upgrade", str(path)]) == 0
    assert "Inget behöver ändras." in capsys.readouterr().out
    assert (tmp_path / "plan.yaml.bak").read_text(encoding="utf-8") == OLD


def test_the_check_tells_of_the_older_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(OLD, encoding="utf-8")
    run(["plan", "check", str(path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)["fynd"]
    assert [f["regel"] for f in found if f["regel"] in ("F01", "F04")] == ["F04"]
