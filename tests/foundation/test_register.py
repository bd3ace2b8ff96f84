"""The three files of the sorting keys: read as they stand, refused where they do not agree."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from oj_cli.domain.errors import FileFault
from oj_cli.domain.kommuner import LikeKommuner, Register
from oj_cli.store import Store
from oj_cli.store.registers import read_population

KOMMUNER = """\
code,name,lan_code,lan,g
2039,Älvdalen,20,Dalarnas län,B
1492,Åmål,14,Västra Götalands län,A
2062,Mora,20,Dalarnas län,
"""
POPULATION = "code,2013,2014,2015\n2039,,7100,7076\n1492,,,12369\n"
EDITIONS = """\
utgavor:
  - id: prov
    namn: Prov 2000
    utgivare: Någon
    fran: 2000
    kolumn: g
    grupper:
      - {id: A, namn: Ena}
      - {id: B, namn: Andra}
"""


@pytest.fixture
def read(put: Callable[..., Path]) -> Callable[..., Register]:
    def from_texts(
        kommuner: str | bytes = KOMMUNER, population: str = POPULATION, editions: str = EDITIONS
    ) -> Register:
        root = put("omraden/kommuner.csv", kommuner).parent
        put("omraden/folkmangd.csv", population)
        put("omraden/kommungrupper.yaml", editions)
        with Store([root]) as store:
            whole = read_population(root / "folkmangd.csv")
            return replace(store.register(), population=whole)

    return from_texts


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_the_files_become_a_register(read: Callable[..., Register], start: str) -> None:
    register = read(start + KOMMUNER, start + POPULATION)
    assert [k.name for k in register.kommuner] == ["Mora", "Åmål", "Älvdalen"]
    assert [x.name for x in register.lan] == ["Västra Götalands län", "Dalarnas län"]
    assert register.membership == {"prov": {"2039": "B", "1492": "A"}}
    assert register.kommungrupp("2062", register.edition(2016)) is None
    assert register.population["2039"] == {2014: 7100, 2015: 7076}
    assert register.population_before("2039", 2016) == (2015, 7076)
    assert register.population_before("2062", 2016) is None


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "says"),
    [
        ("kommuner", ",B\n", ",C\n", "kommuner.csv", "Kommungruppen ”C” finns inte i Prov 2000"),
        ("kommuner", "lan,g", "lan,h", "kommuner.csv", "saknar kolumnen g"),
        ("kommuner", "code,", "kod,", "kommuner.csv", "saknar kolumnen code"),
        ("kommuner", "1492,", "2039,", "kommuner.csv", "står två gånger"),
        ("population", "12369", "många", "folkmangd.csv, rad 3", "antal"),
        ("population", "2039,,7100,7076", "2039,,7100", "folkmangd.csv, rad 2", "antal"),
        ("population", "2013", "år", "folkmangd.csv, rad 1", "årtal"),
        ("editions", "fran: 2000", "fran: nyss", "kommungrupper.yaml", "1 fel"),
        ("editions", "kolumn: g", "kolumn: saknas", "kommuner.csv", "saknar kolumnen saknas"),
    ],
)
def test_files_that_do_not_agree_are_refused(
    read: Callable[..., Register], name: str, old: str, new: str, place: str, says: str
) -> None:
    texts = {"kommuner": KOMMUNER, "population": POPULATION, "editions": EDITIONS}
    assert old in texts[name]
    with pytest.raises(FileFault) as caught:
        read(**{name: texts[name].replace(old, new, 1)})
    assert says in caught.value.message
    assert str(caught.value.place).endswith(place)


def test_another_encoding_and_a_missing_file_are_refused(
    read: Callable[..., Register], tmp_path: Path
) -> None:
    with pytest.raises(FileFault, match="UTF-8"):
        read(KOMMUNER.encode("latin-1"))
    (tmp_path / "omraden/kommuner.csv").unlink()
    with Store([tmp_path / "omraden"]) as store, pytest.raises(FileFault, match="den finns inte"):
        store.register()


def test_no_population_is_known_of_an_empty_file(read: Callable[..., Register]) -> None:
    assert read(population="").population == {}


def test_a_workspace_adds_its_own_population_and_groups(
    read: Callable[..., Register], put: Callable[..., Path], tmp_path: Path
) -> None:
    read()
    own = put("eget/folkmangd.csv", "code,2016\n2039,7044\n").parent
    put("eget/kommungrupper.csv", "edition,code,group\nprov,2062,A\nprov,2039,A\n")
    with Store([tmp_path / "omraden", own]) as store:
        assert store.register().membership["prov"] == {"2039": "A", "1492": "A", "2062": "A"}
        newest = store.register(population_before=2018).population
        before = store.register(population_before=2016).population
    assert newest == {"2039": {2016: 7044}, "1492": {2015: 12369}}
    assert before["2039"] == {2015: 7076}


LIKE = """\
kind,edition,code,members
lss,2023,2039,1492
lss,2024,2039,2062 2039
overgripande,2025,2039,1492 2062
overgripande,2025,2062,1492
"""


def test_like_kommuner_are_of_the_newest_edition_and_of_others(
    read: Callable[..., Register], put: Callable[..., Path]
) -> None:
    read()
    root = put("omraden/liknande.csv", LIKE).parent
    own = put("eget/liknande.csv", "kind,edition,code,members\nlss,2025,2062,2039\n").parent
    with Store([root]) as store:
        assert store.like("2039", "lss") == LikeKommuner("lss", "2024", frozenset({"2062"}))
        overall = LikeKommuner("overgripande", "2025", frozenset({"1492"}))
        assert store.like("2062", "lss") == overall
        assert store.like("1492", "lss") is None
    with Store([root, own]) as store:
        assert store.like("2062", "lss") == LikeKommuner("lss", "2025", frozenset({"2039"}))
    put("omraden/liknande.csv", LIKE + "lss,2024,2039,1492\n")
    with Store([root]) as store, pytest.raises(FileFault, match="två gånger"):
        store.like("2039", "lss")
