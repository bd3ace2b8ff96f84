"""A plan with faults is checked as far as it can be read, and no text ends the program."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oj_cli.documents.decode import decode
from oj_cli.documents.reader import parse_yaml
from oj_cli.domain.errors import FileFault
from oj_cli.domain.plan import Plan
from oj_cli.plan.check.repair import read_leniently
from oj_cli.plan.check.running import check_plan, open_checked

from .conftest import GOOD, TODAY, Check

DATA: dict[str, Any] = parse_yaml(GOOD.encode(), Path("plan.yaml")).data


def test_a_good_plan_is_read_as_it_is() -> None:
    plan, faults = read_leniently(DATA, "plan")
    assert faults == ()
    assert plan == decode(Plan, DATA, [])


def test_one_bad_date_hides_nothing_else(check: Check) -> None:
    found = check(
        ("klart: 2027-03-31", "klart: 2027-02-30"),
        ("        skal: Bladet blev klart först i november.\n", ""),
        ("    malgrupp: vuxna som beviljas boendestöd\n", ""),
    )
    assert [(f.rule, f.subject) for f in found] == [
        ("M11", "mål M2"),
        ("A03", "mål M1, aktivitet A1"),
        ("A09", "mål M1, aktivitet A2"),
    ]
    assert "2027-02-30" in found[1].message


def test_what_is_set_aside_is_not_told_twice(check: Check) -> None:
    first = r"re:    aktiviteter:\n      - id: A1\n        vad: Ta fram.*?finansiering: ram}\n"
    found = check((first, "    aktiviteter:\n      - Ta fram ett blad\n"))
    assert [f.rule for f in found if f.rule.startswith("F")] == ["F01"]


def test_goals_keep_their_positions() -> None:
    data = copy.deepcopy(DATA)
    data["mal"].insert(0, "ett mål")
    plan, faults = read_leniently(data, "plan")
    assert [g.id for g in plan.goals] == ["nummer 1", "M1", "M2"]
    assert [f.where for f in faults] == [("mal", 0)]


quick = settings(
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "ATT GÖRA", "2027-02-30", "NO", "08", "procent", "M1", "ja", "🙂"]),
    st.text(max_size=12),
    st.just([]),
    st.just({}),
    st.just(["x", {"id": 1}, [2]]),
    st.just({"varde": "x", "fran": "y", "okand": []}),
)


def places(data: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return [p for k, v in pairs for p in ((*where, k), *places(v, (*where, k)))]


PLACES = places(DATA)


@settings(
    max_examples=100,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=6))
def test_any_value_anywhere_is_a_finding_and_no_crash(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[tuple[Any, ...], Any]]
) -> None:
    import yaml

    data = copy.deepcopy(DATA)
    for where, value in changes:
        holder: Any = data
        try:
            for step in where[:-1]:
                holder = holder[step]
            holder[where[-1]] = copy.deepcopy(value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    path = tmp_path_factory.mktemp("fuzz") / "plan.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    try:
        plan = open_checked(path, TODAY)
    except FileFault:
        return
    for finding in check_plan(plan):
        assert finding.message
        assert finding.line is not None
        assert 1 <= finding.line <= len(plan.text_lines)


@settings(
    max_examples=80,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data())
def test_any_line_taken_away_or_doubled(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = GOOD.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        if data.draw(st.booleans()):
            del lines[at]
        else:
            lines.insert(at, lines[at])
    path = tmp_path_factory.mktemp("fuzz") / "plan.yaml"
    path.write_text("".join(lines), encoding="utf-8")
    fault = None
    try:
        check_plan(open_checked(path, TODAY))
    except FileFault as error:
        fault = error
    assert fault is None or fault.place
