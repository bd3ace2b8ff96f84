import errno
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oj_cli.documents.locks import locked
from oj_cli.domain.plan import Outcome
from oj_cli.plan.files import read_plan
from oj_cli.plan.followup import log

HAMMER = Path(__file__).with_name("hammering.py")
TODAY = ("--idag", "2027-07-01")


def common(one: bytes, other: bytes) -> int:
    """Return how many bytes two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def kept(before: bytes, after: bytes) -> bytes:
    """Return what was added between the bytes before it and those after it, all of them kept."""
    start = common(before, after)
    end = common(before[start:][::-1], after[start:][::-1])
    lost = before[start : len(before) - end]
    assert lost.strip() in (b"", b"[]", b"["), lost  # an empty list gives way to its first item
    return after[start : len(after) - end]


def test_an_outcome_is_added_and_all_else_stays(folder: Any, oj: Callable[..., Any]) -> None:
    before = folder.plan.read_bytes()
    got = oj(
        "plan", "followup", "socpsyk-2027", "--mal", "m2", *TODAY, "--varde", "78,5", "--n", "60",
        "--gjort", "A1", "--larde", "Svaren: fler # på tisdagar", "--beslut", "fortsätt",
        "--nasta-steg", "Telefontid även fredag", "--kalla", "Verksamhetssystemet",
    )  # fmt: skip
    assert got.code == 0, got.err
    added = kept(before, folder.plan.read_bytes()).decode()
    assert "varde: 78.5" in added
    goal = folder.read().goals[1]
    assert len(goal.outcomes) == 2
    assert goal.outcomes[1] == Outcome(
        date(2027, 7, 1), "kommun", 78.5, 60, "pa_vag", ("A1",), "Svaren: fler # på tisdagar",
        "fortsatt", "Telefontid även fredag", None, "Verksamhetssystemet",
    )  # fmt: skip
    assert oj("undo", "--ja").code == 0
    assert folder.plan.read_bytes() == before
    assert "78,5 % (n = 60), på väg, målvärde 90 %" in got.err.replace("\u00a0", " ")


def test_the_date_is_today_and_the_only_party_need_not_be_named(
    folder: Any, oj: Callable[..., Any]
) -> None:
    assert oj("plan", "followup", "socpsyk-2027", "--mal", "M2", "--varde", "95", *TODAY).code == 0
    last = folder.read().goals[1].outcomes[-1]
    assert (last.date, last.party, last.judgement) == (date(2027, 7, 1), "kommun", "nadd")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "Ange vilket mål det gäller. Lägg till --mal M1 eller M2."),
        ("--mal M9 --varde 1", "Planen har inget mål ”M9”. Målen är M1 och M2."),
        (
            "--mal M1 --varde 50",
            "Ange vilken som rapporterar. Lägg till --part kommun, region eller gemensamt",
        ),
        ("--mal M2 --part region --varde 50", "”region” är ingen part som delar M2."),
        ("--mal M2", "Ett utfall behöver ett värde eller en bedömning."),
        ("--mal M2 --varde femtio", "Värde: ”femtio” är inget tal."),
        ("--mal M2 --varde 0.55.1", "är inget tal"),
        ("--mal M2 --varde 155", "måste vara 0 till 100, inte 155"),
        ("--mal M2 --varde 55 --n 3,5", "n: ”3,5” är inget heltal."),
        ("--mal M2 --varde 55 --datum 2027-02-30", "inget datum som finns"),
        ("--mal M2 --varde 55 --datum 2027-07-02", "2027-07-02 har inte varit än"),
        ("--mal M2 --bedomning ej_genomford", "Skriv varför"),
        ("--mal M2 --bedomning bra", "Välj nådd, på väg,"),
        ("--mal M2 --bedomning nåd", "Menade du nådd?"),
        ("--mal M2 --varde 5 --bedomning inte_matt", "säger att det inte är mätt"),
        ("--mal M2 --varde 55 --gjort A7", "M2 har ingen aktivitet ”A7”. Aktiviteterna är A1 och"),
        ("--mal M2 --varde 55 --beslut kanske", "Välj fortsätt, ändra, avsluta eller sprid."),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_written(
    folder: Any, oj: Callable[..., Any], asked: str, said: str
) -> None:
    before = folder.plan.read_bytes()
    got = oj("plan", "followup", "socpsyk-2027", *asked.split(), *TODAY)
    assert got.code == 2
    assert said in " ".join(got.err.split())
    assert folder.plan.read_bytes() == before
    assert [p.name for p in folder.plan.parent.iterdir() if p.name != ".oj"] == [folder.plan.name]


def test_a_follow_up_that_was_not_made_is_kept_with_its_reason(
    folder: Any, oj: Callable[..., Any]
) -> None:
    got = oj(
        "plan", "followup", "socpsyk-2027", "--mal", "M1", "--part", "Orsa", *TODAY,
        "--bedomning", "inte genomförd", "--skal", "Semester",
    )  # fmt: skip
    assert got.code == 0, got.err
    outcome = folder.read().goals[0].outcomes[0]
    assert (outcome.party, outcome.judgement, outcome.reason) == (
        "kommun",
        "ej_genomford",
        "Semester",
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("--varde 8 --n 3 --bedomning nådd", "Bedömningen är ”nådd”, men värdet ger ”sämre”."),
        ("--varde 8 --n 3", "bygger på 3 svar. Så få kan gå att känna igen"),
        ("--varde 63 --n 40", "Skillnaden mot utgångsläget är mindre än en person av 40"),
        ("--varde 80 --n 10", "ändrar värdet med 10 procentenheter"),
        ("--varde 0,55 --n 40", "Värdet är under 1 procent. Menade ni 55?"),
        ("--varde 80", "Antalet som värdet bygger på saknas"),
        ("--bedomning pa_vag", "Utfallet har inget värde"),
        ("--varde 80 --datum 2026-12-31", "före planens första dag"),
        ("--varde 72 --n 61 --datum 2027-04-05", "har redan ett utfall den dagen. Båda står kvar"),
    ],
)
def test_what_a_reader_must_know_is_said(
    folder: Any, oj: Callable[..., Any], asked: str, said: str
) -> None:
    got = oj("plan", "followup", "socpsyk-2027", "--mal", "M2", *asked.split(), *TODAY)
    assert got.code == 0, got.err
    assert said in " ".join(got.err.split())


def test_the_same_outcome_again_is_not_doubled(folder: Any, oj: Callable[..., Any]) -> None:
    asked = ("plan", "followup", "socpsyk-2027", "--mal", "M2", "--varde", "80", *TODAY)
    assert oj(*asked).code == 0
    once = folder.plan.read_bytes()
    got = oj(*asked)
    assert got.code == 0
    assert "Det står redan i planen" in got.err
    assert folder.plan.read_bytes() == once


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60
).filter(lambda t: t.strip() == t and t and not t.startswith("ATT GÖRA"))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    goal=st.sampled_from(["M1", "M2"]),
    value=st.integers(0, 1000).map(lambda n: n / 10),
    text=TEXTS,
    newline=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
)
def test_every_byte_before_stays(
    folder: Any, tmp_path: Path, goal: str, value: float, text: str, newline: str, bom: bool
) -> None:
    path = tmp_path / "plan.yaml"
    before = (b"\xef\xbb\xbf" if bom else b"") + folder.text.replace("\n", newline).encode()
    path.write_bytes(before)
    outcomes = [
        Outcome(date(2027, 7, 1), "kommun", value, 50, None, (), text),
        Outcome(date(2027, 7, 2), "kommun", None, None, "inte_matt", (text,), reason=text),
    ]
    for outcome in outcomes:
        now = path.read_bytes()
        log(path, goal, outcome, date(2027, 7, 2))
        kept(now, path.read_bytes())
    plan = read_plan(path).plan
    assert plan.goal(goal).outcomes[-2:] == tuple(outcomes)  # type: ignore[union-attr]
    assert len(plan.goals) == 2


# --- several hands -------------------------------------------------------------------


def hammer(*args: object) -> "subprocess.Popen[str]":
    command = [sys.executable, str(HAMMER), *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_who_log_at_once_are_both_there(folder: Any) -> None:
    running = [hammer("log", folder.plan, party, 12) for party in ("kommun", "region")]
    for process in running:
        _, err = process.communicate()
        assert process.returncode == 0, err
    outcomes = folder.read().goals[0].outcomes
    for party in ("kommun", "region"):
        assert [o.n for o in outcomes if o.party == party] == list(range(12))


def test_a_change_by_hand_in_the_middle_is_not_written_over(
    folder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from oj_cli.documents import files

    real = files.edit_file

    def slow(*args: Any) -> Any:  # someone saves in their editor while we work it out
        folder.replace("titel: ", "titel:  ")
        return real(*args)

    monkeypatch.setattr(files, "edit_file", slow)
    with pytest.raises(files.FileFault, match="Någon har ändrat filen") as caught:
        log(folder.plan, "M2", Outcome(date(2027, 7, 1), "kommun", 5.0), date(2027, 7, 1))
    assert any("Rad 5 är nu: titel:  " in d for d in caught.value.details)
    assert "varde: 5\n" not in folder.text


def test_conflict_marks_are_explained(folder: Any, oj: Callable[..., Any]) -> None:
    folder.replace(
        "  status: pagar\n",
        "<<<<<<< HEAD\n  status: pagar\n=======\n  status: beslutad\n>>>>>>> gren\n",
    )
    before = folder.plan.read_bytes()
    for asked in (
        ("followup", "--mal", "M2", "--varde", "5"),
        ("set", "plan.titel", "X"),
        ("due",),
    ):
        got = oj("plan", asked[0], "socpsyk-2027", *asked[1:])
        assert got.code == 3
        assert "två versioner av samma rader" in got.err
        assert "mellan rad 6 (<<<<<<<) och rad 8 (=======)" in got.err
    assert folder.plan.read_bytes() == before


def test_a_locked_file_and_a_full_disk_are_explained(
    folder: Any, oj: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from oj_cli.documents import files, writer

    before = folder.plan.read_bytes()
    asked = ("plan", "followup", "socpsyk-2027", "--mal", "M2", "--varde", "5", *TODAY)

    def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(writer, "_create", full)
    got = oj(*asked)
    assert (got.code, "disken är full" in got.err) == (3, True)
    assert folder.plan.read_bytes() == before
    monkeypatch.undo()
    monkeypatch.chdir(folder.path)
    process = hammer("hold", folder.plan)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        monkeypatch.setattr(files, "WAIT", 0.1)
        monkeypatch.setattr(files, "locked", lambda path, wait: locked(path, 0.1))
        got = oj(*asked)
        assert (got.code, "används just nu av" in got.err) == (3, True)
    finally:
        process.kill()
        process.communicate()
    assert folder.plan.read_bytes() == before


def test_a_file_that_may_not_be_written_is_explained(folder: Any) -> None:
    if os.name != "posix":
        pytest.skip("permissions")
    process = hammer("readonly", folder.plan)
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert "skyddad" in out or "får inte skriva" in out
