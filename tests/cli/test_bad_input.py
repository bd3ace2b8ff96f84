"""What is typed or stored wrongly: a Swedish message, the place, a remedy and the exit code."""

import os
import re
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

KOMMUN = ("--kommun", "Leksand")


def words(text: str) -> str:
    return " ".join(text.split())


def refused(ran: Any, code: int) -> str:
    """Check what every refusal has, and return what it says on one line."""
    assert ran.code == code, (ran.out, ran.err)
    assert ran.out == ""
    assert ran.err.startswith("Fel: ")
    assert "Traceback" not in ran.err
    assert "fel i oj" not in ran.err
    assert len(ran.err.splitlines()) > 1, f"no remedy: {ran.err}"
    ours = re.sub(r"\(.*?\)", "", ran.err)  # SQLite's own words stand in brackets
    assert not re.search(r"\b(error|invalid|not found|no such|unknown)\b", ours, re.IGNORECASE)
    return words(ran.err)


# ---------------------------------------------------------------- names and numbers

WRONG: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    # kommun
    (("identify",), ("Ange vilken kommun", "--kommun Leksand")),
    (("peers", "--tema", "arbete"), ("Ange vilken kommun",)),
    (("explain", "ips"), ("Ange vilken kommun",)),
    (("identify", "--kommun", ""), ("Ange vilken kommun",)),
    (
        ("identify", "--kommun", "Leksnd", "--omrade", "socialpsykiatri"),
        ("ingen kommun som heter ”Leksnd”", "Menade du Leksand"),
    ),
    (("identify", "--kommun", "9999", "--omrade", "socialpsykiatri"), ("”9999”", "oj kommuner")),
    (("identify", "--kommun", "Habo, Håbo", "--omrade", "socialpsykiatri"), ("”Habo, Håbo”",)),
    (("peers", "--indicator", "ips", "--kommun", "mor"), ("”mor”", "Mora")),
    (("explain", "ips", "--kommun", "Xyz"), ("”Xyz”", "oj kommuner")),
    # område
    (("identify", *KOMMUN, "--omrade", "lsss"), ("”lsss”", "Menade du lss", "socialpsykiatri")),
    (("identify", *KOMMUN, "--omrade", ""), ("inget område", "lss")),
    (("identify", "--lan", "Dalarna", "--omrade", "x"), ("”x”",)),
    (("compare", "--kvalitetsomrade", "sakerhet", "--omrade", "x"), ("”x”",)),
    (("compare", "--indicator", "ips", "--omrade", "x"), ("”x”",)),
    (("peers", "--indicator", "ips", *KOMMUN, "--omrade", "x"), ("”x”",)),
    (("peers", "--tema", "arbete", *KOMMUN, "--omrade", "x"), ("”x”",)),
    (("explain", "ips", *KOMMUN, "--omrade", "x"), ("”x”",)),
    (("indicators", "--omrade", "x"), ("”x”", "Områdena är")),
    # indicator
    (("compare", "--indicator", "ipss"), ("”ipss”", "Menade du ips", "oj indicators")),
    (("compare", "--indicator", ""), ("ingen indikator", "oj indicators")),
    (("compare", "--indicator", "ips", "--omrade", "lss"), ("”ips”",)),
    (("peers", "--indicator", "uppsok", *KOMMUN), ("”uppsok”", "uppsokande")),
    (("explain", "finnsinte", *KOMMUN), ("”finnsinte”", "oj indicators")),
    # the same id in both områden
    (("compare", "--indicator", "sip_rutin"), ("socialpsykiatri/sip_rutin", "lss/sip_rutin")),
    (("peers", "--indicator", "brukarrad", *KOMMUN), ("lss/brukarrad",)),
    (("explain", "valdsrutin", *KOMMUN), ("lss/valdsrutin",)),
    # kvalitetsområde and theme
    (("identify", *KOMMUN, "--kvalitetsomrade", "hälsa"), ("”hälsa”", "Tillgänglighet")),
    (("identify", *KOMMUN, "--kvalitetsomrade", ""), ("””", "Tillgänglighet")),
    (("identify", "--lan", "20", "--kvalitetsomrade", "hälsa"), ("”hälsa”", "Tillgänglighet")),
    (("compare", "--kvalitetsomrade", "hälsa"), ("”hälsa”", "Tillgänglighet")),
    (("compare", "--kvalitetsomrade", "t"), ("”t”",)),  # Tillgänglighet or Trygghet
    (("peers", "--tema", "finnsinte", *KOMMUN), ("”finnsinte”", "arbete")),
    (
        ("peers", "--tema", "egna-mal", *KOMMUN, "--omrade", "socialpsykiatri"),
        ("har inga indikatorer i", "oj indicators"),
    ),
    # both or none
    (("compare",), ("antingen --indicator, --kvalitetsomrade", "oj compare")),
    (("compare", "--indicator", "ips", "--kvalitetsomrade", "tillg"), ("antingen",)),
    (("peers", "--indicator", "ips", "--tema", "arbete", *KOMMUN), ("antingen",)),
    # year
    (("identify", *KOMMUN, "--ar", "2019"), ("inga svar för 2019", "2021 och 2022")),
    (("identify", "--lan", "20", "--ar", "2019"), ("Dalarnas län", "2019", "2021 och 2022")),
    (("compare", "--indicator", "ips", "--ar", "2019"), ("Det finns inga svar för 2019", "2021")),
    (("compare", "--kvalitetsomrade", "tillg", "--ar", "1"), ("Det finns inga svar för 1 i",)),
    (("peers", "--tema", "arbete", *KOMMUN, "--ar", "2019"), ("2019", "2021 och 2022")),
    (("explain", "ips", *KOMMUN, "--ar", "2019"), ("2019", "2021 och 2022")),
    (("identify", *KOMMUN, "--ar", "i år"), ("--ar", "heltal", "--help")),
    # a kommun or län without answers
    (
        ("identify", "--kommun", "Kiruna"),
        ("Kiruna har inga svar", "Områdena är"),
    ),
    (
        ("identify", "--kommun", "Vansbro", "--omrade", "lss"),
        ("Vansbro har inga svar i LSS", "--omrade socialpsykiatri"),
    ),
    (
        ("identify", "--lan", "Norrbotten", "--omrade", "socialpsykiatri"),
        ("Norrbottens län har inga svar",),
    ),
    (("peers", "--indicator", "ips", "--kommun", "Kiruna"), ("Kiruna har inga svar",)),
    (("explain", "ips", "--kommun", "Kiruna"), ("Kiruna har inga svar",)),
    (("compare", "--indicator", "ips", "--lan", "Norrbotten"), ("urvalet", "Ta bort ett")),
    # filters
    (("identify", *KOMMUN, "--lan", "Dalrna"), ("”Dalrna”", "Dalarna")),
    (("identify", "--lan", ""), ("vilket län", "--lan Dalarna")),
    (("compare", "--indicator", "ips", "--lan", "99"), ("”99”", "länskod")),
    (("kommuner", "--kommungrupp", "Z1"), ("”Z1”", "--utgava")),
    (("kommuner", "--kommungrupp", "C9", "--utgava", "skl2011"), ("SKL 2011", "--utgava")),
    (("kommuner", "--utgava", "skl1999"), ("”skl1999”", "skl2011")),
    (("identify", *KOMMUN, "--utgava", ""), ("””", "skl2011")),
    (("kommuner", "--invanargrupp", "6"), ("invånargrupp 6", "1 till 5")),
    (("kommuner", "--invanargrupp", "0"), ("invånargrupp 0", "1 till 5")),
    (("identify", *KOMMUN, "--invanargrupp", "stor"), ("--invanargrupp", "heltal")),
    (
        ("kommuner", "--lan", "Gotland", "--kommungrupp", "A1"),
        ("Gotlands län och kommungrupp A1", "Ta bort ett av urvalen"),
    ),
    (("peers", "--indicator", "ips", *KOMMUN, "--kommungrupp", "Q"), ("”Q”",)),
    # references
    (("identify", *KOMMUN, "--jamfor-med", "alla"), ("”alla”", "riket", "urval")),
    (("identify", *KOMMUN, "--jamfor-med", "grannar"), ("”grannar”", "kommungrupp")),
    (("identify", *KOMMUN, "--jamfor-med", "egen"), ("--jamfor-med egen", "--egen Mora")),
    (("identify", *KOMMUN, "--jamfor-med", "urval"), ("--jamfor-med urval", "--lan")),
    (("identify", *KOMMUN, "--egen", ""), ("Listan med kommuner är tom", "--egen Mora")),
    (("identify", *KOMMUN, "--egen", " , "), ("Listan med kommuner är tom",)),
    (("identify", *KOMMUN, "--egen", "Mora,Rätvik"), ("”Rätvik”", "Rättvik")),
    (("identify", "--lan", "20", "--egen", "Mora"), ("alltid med riket", "--kommun")),
    (("identify", "--lan", "20", "--egen", ""), ("alltid med riket", "--kommun")),
    (("identify", "--lan", "20", "--jamfor-med", "lan"), ("alltid med riket", "--kommun")),
    (("identify", "--lan", "20", "--kommungrupp", "C9"), ("alla kommuner i länet",)),
    (("identify", "--lan", "20", "--invanargrupp", "0"), ("alla kommuner i länet",)),
    # the rest of the line
    (("identify", *KOMMUN, "--antal", "0"), ("--antal", "minst 1")),
    (("peers", "--indicator", "ips", *KOMMUN, "--antal", "-1"), ("--antal", "minst 1")),
    (("compare", "--indicator", "ips", "--sort", "namn"), ("”namn”", "invanargrupp")),
    (("compare", "--indicator", "ips", "--sort", ""), ("””", "kommungrupp")),
    (("identify", *KOMMUN, "--format", "xml"), ("--format", "table, json, csv")),
    (("identify", *KOMMUN, "--csv-dialect", "dansk"), ("--csv-dialect", "svensk")),
    (("identify", "Leksand"), ("”Leksand”", "--kommun Leksand")),
    (("explain",), ("vilken indikator", "oj indicators")),
    (("identify", *KOMMUN, "--allt"), ("--allt", "--alla")),
    (("identyfi",), ("”identyfi”", "identify")),
    (("identify", *KOMMUN, "-o", "svar.xls"), (".xls", "svar.xlsx")),
]


@pytest.mark.parametrize(("asked", "said"), WRONG, ids=lambda x: " ".join(x))
def test_wrong_words_on_the_line(
    oj: Any, mapp: Any, asked: tuple[str, ...], said: tuple[str, ...]
) -> None:
    text = refused(oj(*asked), 2)
    for part in said:
        assert words(part) in text, text
    assert sorted(p.name for p in Path.cwd().iterdir()) == ["oj.yaml", "omraden"]


def test_an_ambiguous_kommun_is_asked_for_by_code(oj: Any) -> None:
    text = refused(oj("identify", "--kommun", "Habö", "--omrade", "socialpsykiatri"), 2)
    assert "kan vara Habo (0643) eller Håbo (0305)" in text
    assert "kommunkoden" in text


def test_habo_and_habo_with_a_ring_are_two(oj: Any) -> None:
    def found(text: str) -> str:
        asked = ("identify", "--kommun", text, "--omrade", "lss-enheter", "--format", "json")
        name: str = oj(*asked).json["kommun"]["namn"]
        return name

    assert (found("Håbo"), found("HÅBO"), found("Habo"), found("0305")) == (
        "Håbo",
        "Håbo",
        "Habo",
        "Håbo",
    )


def test_a_selection_with_answers_another_year_names_it(
    oj: Any, mapp: Any, alter_results: Callable[..., None]
) -> None:
    def without_halland(rows: Any) -> Any:
        is_there = (rows["unit_kind"] == "kommun") & rows["unit"].str.startswith("13")
        return rows[~(is_there & (rows["year"] == 2022))]

    alter_results(mapp.path, "socialpsykiatri", without_halland)
    text = refused(oj("compare", "--indicator", "ips", "--lan", "Halland"), 2)
    assert "har svarat 2022" in text
    assert "lägg till --ar 2021" in text


# ---------------------------------------------------------------- what an område holds

OF_VALUES = [
    ("identify", *KOMMUN),
    ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"),
    ("compare", "--indicator", "ips"),
    ("peers", "--indicator", "ips", *KOMMUN),
    ("explain", "ips", *KOMMUN),
]
READING = [*OF_VALUES, ("indicators",), ("kommuner",)]


@pytest.fixture
def values(mapp: Any) -> Path:
    """The file of values that what is read lies in."""
    path: Path = mapp.omraden / "socialpsykiatri" / "varden.db"
    return path


@pytest.mark.parametrize("asked", OF_VALUES, ids=" ".join)
@pytest.mark.parametrize("content", [b"", b"inte en databas" * 100], ids=["empty", "text"])
def test_values_that_are_none(
    oj: Any, values: Path, asked: tuple[str, ...], content: bytes
) -> None:
    values.write_bytes(content)
    assert str(values) in refused(oj(*asked, "-o", "ut.json"), 3)
    assert not Path("ut.json").exists()


@pytest.mark.parametrize("asked", OF_VALUES, ids=" ".join)
def test_values_with_damaged_pages(oj: Any, values: Path, asked: tuple[str, ...]) -> None:
    whole = values.read_bytes()
    values.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    assert str(values) in refused(oj(*asked), 3)


def test_values_cut_short(oj: Any, values: Path) -> None:
    values.write_bytes(values.read_bytes()[:20_000])
    for asked in OF_VALUES:
        text = refused(oj(*asked), 3)
        assert str(values) in text
        assert "går inte att läsa: den är skadad. Var:" in text  # and not SQLite's own English


@pytest.mark.parametrize("asked", READING, ids=" ".join)
def test_values_that_are_lost_are_never_passed_over(
    oj: Any, values: Path, asked: tuple[str, ...]
) -> None:
    values.unlink()
    ran = oj(*asked)  # the files that they came from are not kept here
    assert (ran.code, ran.out) == (3, "")
    assert "läses in igen" in ran.err
    assert "Lägg tillbaka filen där, med namnet socialpsykiatri-andelar.csv" in words(ran.err)


def test_a_source_whose_values_are_lost_for_good_can_be_removed(oj: Any, values: Path) -> None:
    values.unlink()
    for source in ("socialpsykiatri-andelar", "socialpsykiatri-svar"):
        assert f"oj data remove {source}" in words(oj("identify", *KOMMUN).err)
        assert oj("data", "remove", source, "--ja").code == 0
    assert "inga svar" in refused(oj("identify", *KOMMUN, "--omrade", "socialpsykiatri"), 2)
    assert oj("identify", *KOMMUN, "--omrade", "lss").code == 0


@pytest.mark.parametrize("table", ["block", "heads", "indicator", "line", "unit", "source"])
def test_values_without_a_table(oj: Any, values: Path, table: str) -> None:
    with sqlite3.connect(values) as db:
        db.execute(f"DROP TABLE {table}")
    db.close()
    area = ("--omrade", "socialpsykiatri") if table == "block" else ()  # the map reads none
    assert str(values) in refused(oj("identify", *KOMMUN, *area), 3)


def test_values_of_a_newer_version(oj: Any, values: Path) -> None:
    with sqlite3.connect(values) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    text = refused(oj("identify", *KOMMUN), 3)
    assert "annan version" in text
    assert "999" in text


def test_values_that_may_not_be_read(oj: Any, values: Path) -> None:
    if os.name != "posix":
        pytest.skip("permissions are set in another way")
    if os.geteuid() != 0:
        values.chmod(0)
    elif Path("/proc/self/mem").is_file():  # a file that not even root can read from its start
        values.unlink()
        values.symlink_to("/proc/self/mem")
    else:
        pytest.skip("root may read any file")
    assert str(values) in refused(oj("identify", *KOMMUN), 3)


@pytest.mark.parametrize("asked", READING, ids=" ".join)
@pytest.mark.parametrize("file", ["katalog.yaml", "kalla.yaml"])
def test_a_file_of_the_areas_that_is_wrong(
    oj: Any, values: Path, asked: tuple[str, ...], file: str
) -> None:
    path = values.with_name(file)
    path.write_text("omrade: socialpsykiatri\nnamnet: Fel\n", encoding="utf-8")
    ran = oj(*asked)
    if "socialpsykiatri" not in asked:  # others are as they were
        assert ran.code == (2 if "ips" in asked else 0)
        said = "" if asked == ("kommuner",) else "Området socialpsykiatri är inte med."
        assert said in words(ran.err)
        return
    assert ran.code == 3
    text = words(ran.err)
    assert str(path) in text
    assert "Rad 2: Nyckeln ”namnet” finns inte här." in text


def test_no_flag_is_proposed_that_does_not_take_the_word(oj: Any) -> None:
    text = refused(oj("undo", "99"), 2)
    assert "Se hjälpen: oj undo --help" in text
    assert "--format" not in text


def test_completion_is_silent_about_what_is_damaged(mapp: Any) -> None:
    from oj_cli.commands import completion

    mapp.write("omraden/lss/katalog.yaml", "omrade: [")
    assert [id for id, _ in completion.complete_indicator("ip")] == ["ips"]  # of another område
    assert completion.complete_area("l") == []
    assert completion.complete_kommun("leks") == ["leksand"]
    mapp.write("oj.yaml", "kommun: [")
    assert completion.complete_kommun("leks") == []
    assert completion.complete_lan("dal") == []


def test_reading_leaves_values_as_they_were(oj: Any, values: Path) -> None:
    before = values.read_bytes()
    for asked in READING:
        assert oj(*asked).code == 0
    assert values.read_bytes() == before
    there = {p.name for p in values.parent.iterdir()} - {".kompilerat"}
    assert there == {"katalog.yaml", "kalla.yaml", "varden.db"}


# ---------------------------------------------------------------- files that cannot be written


@pytest.mark.parametrize("asked", READING, ids=" ".join)
def test_output_to_a_folder_that_is_not_there(oj: Any, mapp: Any, asked: tuple[str, ...]) -> None:
    text = refused(oj(*asked, "-o", "finns inte/ut.json"), 3)
    assert "finns inte" in text
    assert "Skapa mappen" in text


def test_output_to_a_folder(oj: Any, mapp: Any) -> None:
    text = refused(oj("identify", *KOMMUN, "-o", "omraden", "--format", "csv"), 3)
    assert "omraden" in text
    assert "mapp" in text
    assert {p.name for p in mapp.omraden.iterdir()} - {".kompilerat"} == {"lss", "socialpsykiatri"}


def test_output_to_a_place_where_no_file_can_be_made(oj: Any, mapp: Any) -> None:
    if os.name == "posix" and os.geteuid() != 0:
        locked = mapp.path / "last"
        locked.mkdir(mode=0o555)
        target = locked / "ut.csv"
    elif sys.platform == "linux":
        target = Path("/proc/ut.csv")  # not even root can make a file there
    else:
        pytest.skip("root may write anywhere")
    text = refused(oj("identify", *KOMMUN, "-o", str(target)), 3)
    assert str(target) in text


def test_a_refused_question_leaves_the_old_file_alone(oj: Any, mapp: Any, values: Path) -> None:
    old = mapp.write("ut.csv", "det gamla")
    refused(oj("identify", "--kommun", "Leksnd", "--omrade", "socialpsykiatri", "-o", "ut.csv"), 2)
    values.write_bytes(b"")
    refused(oj("identify", *KOMMUN, "-o", "ut.csv"), 3)
    assert old.read_text("utf-8") == "det gamla"
    assert sorted(p.name for p in mapp.path.iterdir()) == ["oj.yaml", "omraden", "ut.csv"]
