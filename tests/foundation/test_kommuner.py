"""Kommuner, län and groups: found however they are typed, sorted as the publishers sort them."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.kommuner import Register, invanargrupp, invanargrupp_name, short_lan
from oj_cli.store import Store

# Invånargrupp and SKL's group 2011 as the county report for Dalarna 2016 prints them.
PRINTED = """
Vansbro 1/8, Malung-Sälen 1/6, Gagnef 1/5, Leksand 2/9, Rättvik 1/6, Orsa 1/5, Älvdalen 1/6,
Smedjebacken 1/5, Mora 2/10, Falun 3/3, Borlänge 3/9, Säter 1/5, Hedemora 2/9, Avesta 2/7,
Ludvika 2/7
"""


@pytest.fixture(scope="module")
def records(omraden: Path) -> list[dict[str, str]]:
    with (omraden / "kommuner.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def refused(find: object, *args: object) -> UsageFault:
    with pytest.raises(UsageFault) as caught:
        find(*args)  # type: ignore[operator]
    assert caught.value.exit_code == 2
    assert caught.value.hints
    return caught.value


# ---------------------------------------------------------------- finding a kommun


def test_there_are_290_kommuner_in_21_lan(register: Register) -> None:
    assert len(register.kommuner) == len(register.by_code) == 290
    assert len(register.lan) == 21
    assert {k.lan for k in register.kommuner} == set(register.lan_by_code)
    assert all(k.code[:2] == k.lan for k in register.kommuner)


def test_every_kommun_is_found_however_it_is_typed(register: Register) -> None:
    lost = []
    for kommun in register.kommuner:
        name = kommun.name
        genitive = name if name.endswith(("s", "x")) else f"{name}s"
        for text in (
            name,
            name.upper(),
            f"  {name.lower()} ",
            kommun.code,
            f"{name} kommun",
            f"{genitive} kommun",
            f"{genitive.upper()}  KOMMUN",
            f"{name} stad",
            f"{genitive} stad",
        ):
            if register.find_kommun(text) != kommun:
                lost.append(text)
    assert lost == []


def test_every_kommun_but_one_is_found_without_its_accents(register: Register) -> None:
    plain = str.maketrans("åäöÅÄÖ", "aaoAAO")
    found = {k.name: register.find_kommun(k.name.translate(plain)).name for k in register.kommuner}
    assert {a: b for a, b in found.items() if a != b} == {"Håbo": "Habo"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("alvdalen", "Älvdalen"),
        ("ALVDALEN", "Älvdalen"),
        ("2039", "Älvdalen"),
        ("Leksands kommun", "Leksand"),
        ("Malmö stad", "Malmö"),
        ("malmo stad", "Malmö"),
        ("Borås stad", "Borås"),
        ("upplands väsby", "Upplands Väsby"),
        ("UpplandsBro", "Upplands-Bro"),
        ("malung sälen", "Malung-Sälen"),
        ("Habo", "Habo"),
        ("HÅBO", "Håbo"),
        ("Habo kommun", "Habo"),
        ("Håbo kommun", "Håbo"),
        ("Kristianstad", "Kristianstad"),
        ("Ystads kommun", "Ystad"),
        ("A\u0308lvdalen", "Älvdalen"),
        ("Jiellevárre – Gällivare", "Gällivare"),
        ("Gällivare – Jiellevárri", "Gällivare"),
        ("Jiellevárre - Gällivare kommun", "Gällivare"),
        ("giron/kiruna", "Kiruna"),
        ("Falu kommun", "Falun"),
        ("falu", "Falun"),
        ("Region Gotland", "Gotland"),
        ("Gotlands kommun", "Gotland"),
    ],
)
def test_a_kommun_as_people_write_it(register: Register, text: str, name: str) -> None:
    assert register.find_kommun(text).name == name


@pytest.mark.parametrize("text", ["Häbo", "häbo kommun", "H-a-b-o"])
def test_what_may_be_two_kommuner_is_asked_about(register: Register, text: str) -> None:
    fault = refused(register.find_kommun, text)
    assert "Habo (0643)" in fault.message
    assert "Håbo (0305)" in fault.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Leksnd", "Menade du Leksand"),
        ("Älvdalan", "Älvdalen"),
        ("Malunk-Sälen", "Malung-Sälen"),
        ("9999", "oj kommuner"),
        ("202", "oj kommuner"),
        ("Atlantis", "oj kommuner"),
        ("", "oj kommuner"),
        ("kommun", "oj kommuner"),
        ("stad", "oj kommuner"),
        ("Gällivare – Atlantis", "oj kommuner"),
        ("–", "oj kommuner"),
    ],
)
def test_an_unknown_kommun_has_suggestions(register: Register, text: str, hint: str) -> None:
    fault = refused(register.find_kommun, text)
    assert f"”{text}”" in fault.message
    assert any(hint in h for h in fault.hints)


# ---------------------------------------------------------------- finding a län


def test_every_lan_is_found_by_name_short_name_and_code(register: Register) -> None:
    plain = str.maketrans("åäöÅÄÖ", "aaoAAO")
    for lan in register.lan:
        short = short_lan(lan.name)
        for name in (lan.name, short, f"{short} län", lan.name.removesuffix(" län")):
            for text in (name, name.upper(), name.translate(plain), f" {name} "):
                assert register.find_lan(text) == lan, text
        assert register.find_lan(lan.code) == lan


def test_short_names_of_lan_are_those_people_use(register: Register) -> None:
    shorts = {short_lan(x.name) for x in register.lan}
    assert {"Dalarna", "Skåne", "Västra Götaland", "Gotland", "Örebro", "Västernorrland"} <= shorts


@pytest.mark.parametrize("text", ["Dalarne", "99", "", "län", "2", "Leksand"])
def test_an_unknown_lan_has_a_remedy(register: Register, text: str) -> None:
    fault = refused(register.find_lan, text)
    assert any("länskod" in h for h in fault.hints)
    if text == "Dalarne":
        assert fault.hints[0].startswith("Menade du Dalarna")


# ---------------------------------------------------------------- kommungrupper


@pytest.mark.parametrize(
    ("year", "id"),
    [
        (1998, "skl2011"),
        (2010, "skl2011"),
        (2011, "skl2011"),
        (2016, "skl2011"),
        (2017, "skr2017"),
        (2022, "skr2017"),
        (2023, "skr2023"),
        (2030, "skr2023"),
    ],
)
def test_the_edition_in_force(register: Register, year: int, id: str) -> None:
    assert register.edition(year).id == id


@pytest.mark.parametrize("text", ["skr2017", "SKR 2017", "2017"])
def test_an_edition_by_name_whatever_the_year(register: Register, text: str) -> None:
    assert register.edition(2016, text).id == "skr2017"


@pytest.mark.parametrize("text", ["skr2018", "", "skr"])
def test_an_unknown_edition_lists_them(register: Register, text: str) -> None:
    fault = refused(register.edition, 2016, text)
    assert "skl2011, skr2017 eller skr2023" in fault.hints[0]


@pytest.mark.parametrize(
    ("id", "column"), [("skl2011", "skl_2011"), ("skr2017", "skr_2017"), ("skr2023", "skr_2023")]
)
def test_groups_have_the_members_of_the_file(
    register: Register, records: list[dict[str, str]], id: str, column: str
) -> None:
    sizes = Counter(r[column] for r in records if r[column])
    assert sum(sizes.values()) == 290
    assert Counter(register.membership[id].values()) == sizes
    [edition] = [e for e in register.editions if e.id == id]
    assert set(edition.group_names) == set(sizes)
    assert {r["code"]: r[column] for r in records} == register.membership[id]


def test_a_group_is_found_by_id_number_and_name(register: Register) -> None:
    for edition in register.editions:
        for group in edition.groups:
            digits = group.id.lstrip("ABC")
            for text in (group.id, group.id.lower(), digits, group.name.upper(), f" {group.id} "):
                assert register.find_kommungrupp(text, edition) == group


@pytest.mark.parametrize("text", ["C10", "11", "", "0", "C", "storstad"])
def test_an_unknown_group_names_the_edition_and_its_groups(register: Register, text: str) -> None:
    fault = refused(register.find_kommungrupp, text, register.edition(2022))
    assert "SKR 2017" in fault.message
    assert "A1" in fault.hints[0]
    assert "--utgava" in fault.hints[1]


# ---------------------------------------------------------------- invånargrupper


@pytest.mark.parametrize(
    ("low", "group"),
    [(15_000, 2), (30_000, 3), (70_000, 4), (200_000, 5)],
)
def test_the_bounds_of_the_invanargrupper(low: int, group: int) -> None:
    assert (invanargrupp(low - 1), invanargrupp(low)) == (group - 1, group)


def test_the_smallest_and_the_largest_kommun() -> None:
    assert invanargrupp(0) == 1
    assert invanargrupp(2_400) == 1
    assert invanargrupp(985_000) == 5


def test_the_bounds_are_said_in_words() -> None:
    said = [invanargrupp_name(g).replace("\u00a0", " ") for g in (1, 2, 3, 4, 5)]
    assert said == [
        "under 15 000 invånare",
        "15 000–29 999 invånare",
        "30 000–69 999 invånare",
        "70 000–199 999 invånare",
        "minst 200 000 invånare",
    ]


def test_population_is_that_of_the_end_of_the_year_before(
    register: Register, omraden: Path
) -> None:
    with (omraden / "folkmangd.csv").open(encoding="utf-8", newline="") as file:
        [leksand] = [r for r in csv.DictReader(file) if r["code"] == "2029"]
    assert register.population_before("2029", 2016) == (2015, int(leksand["2015"]))
    assert register.population_before("2029", 1995) == (1994, int(leksand["1994"]))
    assert register.population_before("2029", 1994) is None
    assert register.population_before("2029", 2030) == (2022, int(leksand["2022"]))
    assert register.population_before("9999", 2016) is None
    assert register.invanargrupp("9999", 2016) is None


@pytest.mark.parametrize(("name", "first"), [("Knivsta", 2002), ("Nykvarn", 1998)])
def test_a_kommun_that_did_not_exist_has_no_number(
    register: Register, name: str, first: int
) -> None:
    code = register.find_kommun(name).code
    assert min(register.population[code]) == first
    assert register.population_before(code, first) is None
    assert register.invanargrupp(code, first) is None
    found = register.population_before(code, first + 1)
    assert found is not None
    assert found[0] == first


@pytest.mark.parametrize("of", ["csv", "store"])
def test_the_kommuner_of_dalarna_are_in_the_printed_groups(
    register: Register, store: Store, of: str
) -> None:
    if of == "store":
        register = store.register(population_before=2016)
    printed = dict(p.strip().rsplit(" ", 1) for p in PRINTED.split(","))
    edition = register.edition(2016)
    found = {
        k.name: f"{register.invanargrupp(k.code, 2016)}/{register.kommungrupp(k.code, edition)}"
        for k in register.kommuner
        if k.lan == register.find_lan("Dalarna").code
    }
    assert found == printed
    assert len(found) == 15


def test_every_other_name_of_a_kommun_is_its_own(register: Register) -> None:
    for kommun in register.kommuner:
        for name in kommun.other_names:
            for text in (name, f"{name} kommun", f"{name} – {kommun.name}"):
                assert register.find_kommun(text) == kommun
