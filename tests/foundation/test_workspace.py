"""Where the user's files are, what stands in them, and what day it is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.local import Correction, Promise, Settings
from oj_cli.store import open_store
from oj_cli.workspace import (
    Workspace,
    find_workspace,
    former_store,
    guides_folder,
    originals,
    own_areas,
    shipped_areas,
    today,
)

CORRECTIONS = """\
rattelser:
  - indikator: socialpsykiatri/personligt_ombud
    ar: 2016
    svar: JA
    skal: Frågan missförstods.
"""
PROMISES = """\
ataganden:
  - typ: namndmal
    namn: Begriplig information
    kalla: Socialnämnden 2015-12-10, § 114
    fran: 2016
    till: 2018
    indikatorer: [socialpsykiatri/lattlast_svenska]
"""


# ---------------------------------------------------------------- what day it is


def test_the_date_that_is_given_comes_before_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJ_IDAG", "2026-01-01")
    assert today("2027-03-31") == date(2027, 3, 31)
    assert today() == date(2026, 1, 1)
    assert today("") == date(2026, 1, 1)


@pytest.mark.parametrize("variable", [None, ""])
def test_without_a_date_the_clock_is_read(
    monkeypatch: pytest.MonkeyPatch, variable: str | None
) -> None:
    monkeypatch.delenv("OJ_IDAG", raising=False)
    if variable is not None:
        monkeypatch.setenv("OJ_IDAG", variable)
    before = date.today()
    assert before <= today() <= date.today()


@pytest.mark.parametrize("text", ["2027-02-29", "2027-13-01", "31/3 2027", "imorgon", " ", "2027"])
def test_a_date_that_does_not_exist(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    with pytest.raises(UsageFault) as given:
        today(text)
    assert f"”{text}”" in given.value.message
    assert given.value.hints == ("Skriv till exempel 2027-03-31.",)
    assert given.value.place is None
    monkeypatch.setenv("OJ_IDAG", text)
    with pytest.raises(UsageFault) as found:
        today()
    assert "OJ_IDAG" in str(found.value.place)


# ---------------------------------------------------------------- where the files are


def test_a_workspace_is_found_from_a_folder_below(
    put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = put("arbete å/oj.yaml", "kommun: Leksand\nomrade: socialpsykiatri\n").parent
    below = root / "planer" / "2027"
    below.mkdir(parents=True)
    expected = Workspace(root.resolve(), Settings(kommun="Leksand", area="socialpsykiatri"))
    assert find_workspace(root) == find_workspace(below) == expected
    monkeypatch.chdir(below)
    assert find_workspace() == expected


def test_the_nearest_workspace_counts(put: Callable[..., Path]) -> None:
    put("oj.yaml", "lan: 20\n")
    inner = put("inre/oj.yaml", "kommun: 2029\n").parent
    found = find_workspace(inner)
    assert found is not None
    assert (found.folder, found.settings) == (inner.resolve(), Settings(kommun="2029"))


def test_a_folder_by_that_name_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "oj.yaml").mkdir()
    assert find_workspace(tmp_path) is None


@pytest.mark.parametrize("text", ["", "# bara en kommentar\n", "kommun:\nlan: ~\n"])
def test_settings_may_be_empty(put: Callable[..., Path], text: str) -> None:
    found = find_workspace(put("oj.yaml", text).parent)
    assert found is not None
    assert found.settings == Settings()
    assert (found.corrections, found.promises) == ((), ())


def test_corrections_and_promises_are_read(put: Callable[..., Path]) -> None:
    put("rattelser.yaml", CORRECTIONS)
    put("ataganden.yaml", PROMISES)
    found = find_workspace(put("oj.yaml", "kommun: Leksand\n").parent)
    assert found is not None
    assert found.corrections == (
        Correction("socialpsykiatri/personligt_ombud", 2016, "JA", "Frågan missförstods."),
    )
    [promise] = found.promises
    assert promise.name == "Begriplig information"
    assert [
        promise.applies("socialpsykiatri", "lattlast_svenska", y) for y in range(2015, 2020)
    ] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert not promise.applies("lss", "lattlast_svenska", 2016)
    assert not promise.applies("socialpsykiatri", "socialjour", 2016)


def test_a_promise_without_years_always_applies() -> None:
    promise = Promise("lag", "En lag", "SFS", ("a/b",))
    assert promise.applies("a", "b", 1900)
    assert promise.applies("a", "b", 2100)


@pytest.mark.parametrize(
    "text", ["", "# allt är bortkommenterat\n", "rattelser:\nataganden:\n", "{}"]
)
def test_lists_may_be_empty(put: Callable[..., Path], text: str) -> None:
    put("rattelser.yaml", text.replace("ataganden:\n", ""))
    put("ataganden.yaml", text.replace("rattelser:\n", ""))
    found = find_workspace(put("oj.yaml", "").parent)
    assert found is not None
    assert (found.corrections, found.promises) == ((), ())


@pytest.mark.parametrize(
    ("name", "text", "details"),
    [
        ("oj.yaml", "komun: Leksand\n", ["Rad 1: Nyckeln ”komun” finns inte här. Menade du"]),
        ("oj.yaml", "kommun: [Leksand]\n", ["Rad 1: Här ska stå text, inte en lista."]),
        ("oj.yaml", "- Leksand\n", ["Rad 1: Här ska stå nycklar (kommun, lan, omrade"]),
        (
            "rattelser.yaml",
            CORRECTIONS.replace("JA", "Ja").replace("    skal:", "    skäl:"),
            [
                "Rad 2: Nyckeln ”skal” saknas.",
                "Rad 4: Här ska stå JA, NEJ, DELVIS eller EA, inte ”Ja”.",
                "Rad 5: Nyckeln ”skäl” finns inte här. Menade du ”skal”?",
            ],
        ),
        (
            "ataganden.yaml",
            PROMISES.replace("namndmal", "mål").replace("fran: 2016", "fran: i år"),
            [
                "Rad 2: Här ska stå lag, riktlinje, overenskommelse eller namndmal, inte ”mål”.",
                "Rad 5: Här ska stå ett heltal, inte ”i år”.",
            ],
        ),
    ],
)
def test_faults_name_the_file_and_the_lines(
    put: Callable[..., Path], name: str, text: str, details: list[str]
) -> None:
    put("oj.yaml", "kommun: Leksand\n")
    path = put(name, text)
    with pytest.raises(FileFault) as caught:
        all_of(path.parent)
    fault = caught.value
    assert Path(str(fault.place)) == path.resolve()
    order = [int(d.split(":")[0].removeprefix("Rad ")) for d in fault.details]
    assert order == sorted(order)
    assert len(fault.details) == len(details)
    for said, begins in zip(sorted(fault.details), sorted(details), strict=True):
        assert said.startswith(begins)


def all_of(folder: Path) -> None:
    """Read all files of a workspace."""
    found = find_workspace(folder)
    assert found
    found.corrections, found.promises  # noqa: B018  # read when they are asked for


@pytest.mark.parametrize("name", ["oj.yaml", "rattelser.yaml", "ataganden.yaml"])
def test_what_is_no_yaml_is_told_with_its_line(put: Callable[..., Path], name: str) -> None:
    put("oj.yaml", "")
    path = put(name, "a: 1\n\tb: 2\n")
    with pytest.raises(FileFault, match="tabb") as caught:
        all_of(path.parent)
    assert caught.value.place == f"{path.resolve()}, rad 2"


# ---------------------------------------------------------------- where the data are


def test_a_workspace_adds_to_what_comes_with_oj(put: Callable[..., Path]) -> None:
    folder = put("oj.yaml", "").parent
    with open_store() as shipped, open_store(folder) as both:
        assert both.is_shipped
        assert both.heads == shipped.heads
    put("omraden/tom/anteckning.txt", "inget område")
    put("omraden/.dold/katalog.yaml", "inget område")
    with open_store(folder) as both:
        assert both.own_folders == {}
    put("omraden/mitt/katalog.yaml", "")
    with open_store(folder) as both:
        assert both.own_folders == {"mitt": own_areas(folder) / "mitt"}
        assert both.is_shipped  # it has no values


def test_each_kind_of_data_has_a_place_of_its_own(tmp_path: Path) -> None:
    places = [own_areas(tmp_path), originals(tmp_path), former_store(tmp_path)]
    assert len(set(places)) == 3
    assert all(tmp_path in place.parents for place in places)
    assert any(shipped_areas().glob("*/katalog.yaml"))


def test_the_guides_are_where_they_are_said_to_be() -> None:
    assert (guides_folder() / "fyra-steg.yaml").is_file()
