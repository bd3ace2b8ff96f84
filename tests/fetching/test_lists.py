"""Kolada's lists: the kommuner that there are, and which it counts as like each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from servers import Api, Reply, as_json, fill, fill_lists

from oj_cli.store import open_store

Oj = Callable[..., Any]
LATER = ("data", "fetch", "--idag", "2023-12-30", "--format", "json")  # after more than 30 days
LEKSAND, MALUNG, NEW, GONE = "2029", "2023", "2099", "0114"
LIKE_LEKSAND = ["2031", "2034", "2061", "2062", "2080", "2084", "2085"]


@pytest.fixture
def one(api: Api) -> Api:
    """The APIs with one område, so that there is something to fetch."""
    fill(api, "missbruk", (2022,))
    return api


@pytest.fixture
def changed(oj: Oj, arbetsmapp: Path, one: Api) -> Api:
    """What was fetched once, and has changed since: groups, and kommuner."""
    assert oj("data", "fetch").code == 0
    one.asked.clear()
    one.groups.clear()
    fill_lists(one, years_on=1)
    one.groups["Liknande kommuner LSS, Leksand, 2025"] = LIKE_LEKSAND
    one.groups["Liknande kommuner LSS, Leksand, 2020"] = ["0180"]
    one.kommuner |= {MALUNG: "Malung", NEW: "Nya Dalarna"}
    del one.kommuner[GONE]
    return one


def lists(api: Api) -> list[str]:
    return [path for path in api.asked if path.startswith("/municipality")]


def about(found: Any) -> Any:
    assert found.code == 0, found.err
    return next((a for a in found.json["omraden"] if a["omrade"] == "kommuner"), None)


def like(oj: Oj) -> Any:
    found = oj("identify", "--omrade", "lss-enheter", "--jamfor-med", "liknande", "--format",
               "json")  # fmt: skip
    return next(r for r in found.json["referenser"] if r["id"] == "liknande")


def test_the_same_lists_change_nothing_and_are_asked_for_once_a_month(
    oj: Oj, arbetsmapp: Path, one: Api
) -> None:
    one.page = 30
    found = about(oj("data", "fetch", "--format", "json"))
    assert (found["lage"], found["ar"], found["sagt"]) == ("inget_nytt", [2023, 2024, 2025], [])
    assert found["resultat"] == 6 * 15
    assert len(lists(one)) == 1 + 90 / 30
    assert (arbetsmapp / "omraden" / "liknande.csv").is_file()
    assert not (arbetsmapp / "omraden" / "kommuner.csv").exists()
    for args in (("--idag", "2023-12-28"), ("--idag", "2023-12-30", "--omrade", "missbruk")):
        one.asked.clear()
        assert about(oj("data", "fetch", *args, "--format", "json")) is None
        assert lists(one) == []
    tried = oj(*LATER, "--torrkorning").json["anrop"]
    assert about(oj(*LATER))["lage"] == "inget_nytt"
    assert tried - oj(*LATER, "--torrkorning").json["anrop"] == 2


def test_new_groups_go_before_those_that_come_with_oj(oj: Oj, changed: Api) -> None:
    assert (like(oj)["utgava"], like(oj)["antal_kommuner"]) == ("LSS, Kolada 2024", 7)
    found = about(oj(*LATER))
    assert found["lage"] == "hamtat"
    assert "LSS 2025" in found["sagt"][-1]
    assert like(oj)["utgava"] == "LSS, Kolada 2025"
    with open_store(Path()) as store:
        of = store.like(LEKSAND, "lss")
        assert of
        assert sorted(of.members) == LIKE_LEKSAND
        assert store.like("0180", "lss").edition == "2024"  # of whom nothing newer came


def test_kommuner_that_change(oj: Oj, arbetsmapp: Path, changed: Api) -> None:
    changed.put("U35901", 2022, NEW, "T", 50.0)
    changed.changed.add(("U35901", 2022, NEW))
    found = oj(*LATER)
    told = " ".join(about(found)["sagt"])
    for name in ("Nya Dalarna", "Malung", "Upplands Väsby"):
        assert name in told
    listed = {k["kod"]: k["kommun"] for k in oj("kommuner", "--format", "json").json["kommuner"]}
    assert (listed[MALUNG], listed[NEW], listed[GONE]) == (
        "Malung",
        "Nya Dalarna",
        "Upplands Väsby",
    )
    assert len(listed) == 291
    [area] = [a for a in found.json["omraden"] if a["omrade"] == "missbruk"]
    with open_store(arbetsmapp) as store:
        rows = store.rows("missbruk", year=2022, gender=None, source=area["kalla"])
    assert (rows["unit"] == NEW).sum() == 1
    for name in ("Malung", "Malung-Sälen"):  # what was written under the former name holds
        assert oj("identify", "--kommun", name, "--omrade", "lss-enheter").code == 0


def test_they_can_be_removed_and_are_made_anew(oj: Oj, arbetsmapp: Path, changed: Api) -> None:
    oj(*LATER)
    text = (arbetsmapp / "omraden" / "kommuner.csv").read_text("utf-8")
    table = "Folkmängden i Sveriges kommuner\n\nKod;Kommun;2023\n2029;Leksand;16000\n"
    table += "2031;Rättvik;11000\n2062;Mora;20000\n"
    Path("folk.csv").write_text(table, "utf-8")
    read = oj("data", "import", "folk.csv", "--layout", "scb-folkmangd", "--no-input")
    assert read.code == 0, read.err
    with open_store(arbetsmapp) as store:
        [folk] = [r.id for r in store.own_sources() if r.file == "folk.csv"]
    assert oj("data", "remove", folk, "--ja").code == 0  # all sorting keys are made anew
    assert (arbetsmapp / "omraden" / "kommuner.csv").read_text("utf-8") == text
    assert like(oj)["utgava"] == "LSS, Kolada 2025"
    assert oj("data", "remove", "kolada-listor", "--ja").code == 0
    assert like(oj)["utgava"] == "LSS, Kolada 2024"
    assert "Malung-Sälen" in oj("kommuner").out


@pytest.mark.parametrize(
    "listed",
    [
        [{"id": "9929", "title": "Nåfjäll", "type": "K"}],
        [{"id": "0000", "title": "Riket", "type": "L"}],
        [{"id": 2029, "title": "Leksand", "type": "K"}],
        [{"id": "2029", "title": "Leksand", "type": "K", "members": ["2031"]}],
    ],
    ids=["another län", "no kommun", "a number", "members that are texts"],
)
def test_lists_in_another_shape(oj: Oj, arbetsmapp: Path, one: Api, listed: list[Any]) -> None:
    one.plan = lambda n, path: as_json(one.envelope(listed)) if "/municipality" in path else None
    found = oj("data", "fetch")
    assert found.code == 3
    assert "svarar på ett annat sätt" in found.err
    assert not list((arbetsmapp / "omraden").glob("*"))
    assert oj("data", "fetch", "--omrade", "missbruk").code == 0  # which needs no lists


def test_a_kolada_without_lists(oj: Oj, arbetsmapp: Path, one: Api) -> None:
    one.plan = lambda n, path: Reply(404) if "/municipality" in path else None
    found = about(oj("data", "fetch", "--format", "json"))
    assert (found["lage"], found["resultat"]) == ("inget_nytt", 0)
