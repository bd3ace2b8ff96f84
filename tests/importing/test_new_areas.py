"""An område that no catalogue knows: what it is called, and what may be said of it."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from made_workbooks import new, save
from published_dalarna import KOMMUNER

Oj = Callable[..., Any]
OTHERS = ("missbruk", "barn och unga", "ekonomiskt bistånd", "LSS", "äldreomsorg")
BEGINS_ALIKE = [
    f"Aktuell rutin för samordning mellan våld i nära relationer och {x}" for x in OTHERS
]
NAMED = ("--nytt-omrade", "Våld i nära relationer", "--nya", "kvalitet")
NEW = (*NAMED, "--bedom", "forslag")
OF_IT = ("--omrade", "vald-i-nara-relationer")


def workbook(folder: Path, riket: Sequence[Any] = ()) -> Path:
    book, sheet = new("Resultat")
    sheet.append(["Våld i nära relationer 2023"])
    sheet.append(["Kommun", *BEGINS_ALIKE, "Andel utbildad personal", "Antal ärenden"])
    if riket:
        sheet.append(["Riket", *riket])
    for n, (_, name) in enumerate(KOMMUNER):
        answers = ["Ja" if (n + k) % 3 else "Nej" for k in range(len(OTHERS))]
        sheet.append([name, *answers, n * 5.5, n / 3])
    return save(book, folder, "vald.xlsx")


def test_new_indicators_that_begin_alike_are_told_apart(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    assert oj("data", "import", str(workbook(tmp_path)), *NEW).code == 0
    found = oj("compare", *OF_IT, "--kvalitetsomrade", "ej-ordnat", "--format", "json").json
    made = found["indikatorer"]
    assert [i["kort"] for i in made if i["enhet"] is None] == [
        "Aktuell rutin för…", "…och barn och unga", "…och ekonomiskt bistånd",
        "…nära relationer och LSS", "…och äldreomsorg",
    ]  # fmt: skip
    ids = [i["id"] for i in made]
    assert ids[1].endswith("_barn_och_unga")
    assert ids[4].endswith("_aldreomsorg")
    assert all(len(id) <= 40 for id in ids)
    assert [i["enhet"] for i in made if i["enhet"]] == ["procent", "antal"]


def test_a_group_of_which_few_are_in_the_data_is_said_to_be_no_comparison(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    assert oj("data", "import", str(workbook(tmp_path)), *NEW).code == 0
    got = oj("compare", *OF_IT, "--kvalitetsomrade", "ej-ordnat", "--format", "md")
    assert (
        "Riket är räknat på 15 av 290 kommuner, de som finns i data, och duger inte som jämförelse."
    ) in " ".join(got.out.split())
    assert "Dalarnas län är räknat" not in got.out


def test_the_rule_told_is_that_of_what_is_judged(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    assert oj("data", "import", str(workbook(tmp_path)), *NEW).code == 0
    said = ("--jamfor-med", "lan", "--format", "md")
    told = " ".join(oj("identify", *OF_IT, *said).out.split())
    assert "Först står det som lag begär" in told
    assert "det som flest i Dalarnas län har" in told
    assert "skiljer sig mer än slumpen" in told
    assert oj("data", "import", str(tal(tmp_path)), *TAL, "--bedom", "ingen").code == 0
    told = " ".join(oj("identify", "--omrade", "fritid", *said).out.split())
    assert "Först står det som lag begär" not in told
    assert "skiljer sig mer än slumpen" not in told


def test_a_share_below_one_among_percents_is_told(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    path = workbook(tmp_path, [56, 41, 0.6, 33, 12, 0.8, 7])
    got = oj("data", "import", str(path), *NEW)
    assert got.code == 0
    told = " ".join(got.out.split())
    assert "VARN I22. 1 andel för län och riket är under 1" in told
    assert "läses som till exempel 0,6 procent" in told
    assert "Kontrollera i filen att det inte ska vara 60 procent" in told


def test_a_layout_of_an_area_that_is_not_there_says_what_to_copy(
    arbetsmapp: Path, oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path)
    assert oj("data", "import", str(path), *NEW).code == 0
    colleague = tmp_path / "kollega"
    colleague.mkdir()
    (colleague / "oj.yaml").write_text("kommun: Mora\n", "utf-8")
    monkeypatch.chdir(colleague)
    lent = ("--layout", str(arbetsmapp / "layouter" / "vald-i-nara-relationer-2023.yaml"))
    got = oj("data", "import", str(path), *lent)
    assert got.code == 2
    named = "omraden/vald-i-nara-relationer/katalog.yaml"
    assert f"Kopiera {named} ur arbetsmappen" in " ".join(got.out.split())
    (colleague / named).parent.mkdir(parents=True)
    shutil.copyfile(arbetsmapp / named, colleague / named)
    got = oj("data", "import", str(path), *lent)
    assert got.code == 0, got.err


def test_an_import_that_was_broken_off_leaves_no_layout_beside_its_own(
    arbetsmapp: Path, oj: Oj
) -> None:
    """Where two områden have the same headings, either one's layout may know them again."""
    table = "Kommun;Fallrutin;Andel som är trygga\nLeksand;NEJ;62,5\nMora;JA;70\n"
    Path("fil.csv").write_text(table, encoding="utf-8")

    def taken_in(area: str) -> None:
        flags = ("--nytt-omrade", area, "--ar", "2016", "--nya", "kvalitet", "--bedom", "forslag")
        ran = oj("data", "import", "fil.csv", *flags)
        assert ran.code == 0, ran.err

    taken_in("Trygghet hemma")
    taken_in("Trygghet ute")
    layouts = {f.name: f.read_bytes() for f in Path("layouter").glob("trygghet*")}
    for name in ("kalla.yaml", "varden.db"):  # which are written last
        Path("omraden/trygghet-ute", name).unlink()
    taken_in("Trygghet ute")
    assert {f.name: f.read_bytes() for f in Path("layouter").glob("trygghet*")} == layouts


def test_a_count_that_belongs_to_no_heading_is_left_out_by_its_name(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat")
    sheet.append(["Våld i nära relationer 2023"])
    sheet.append(["Kommun", "Andel utbildad personal", "Antal enheter"])
    for n, (_, name) in enumerate(KOMMUNER):
        sheet.append([name, 20.5 + n, 4])
    got = oj("data", "import", str(save(book, tmp_path, "vald.xlsx")), *NEW)
    assert got.code == 0, got.err
    assert "1 kolumn: säger inte vad den räknar C antal" in " ".join(got.out.split())


def tal(folder: Path, source: str = "") -> Path:
    """A workbook with numbers: of three it can be said what is better, of one it cannot."""
    book, sheet = new("Resultat")
    sheet.append(["Fritid 2023"])
    headings = ("Mycket trygga, andel (%)", "Väntetid, antal dagar", "Kostnad, kr/inv", "Hyllmeter")
    sheet.append(["Kommun", *headings, "Aktuell rutin vid våld"])
    for n, (_, name) in enumerate(KOMMUNER):
        sheet.append([name, 95 - 5 * n, 5 + n, 900 + n, 3 * n, "Ja" if n % 2 else "Nej"])
    if source:
        sheet.append([])
        sheet.append([source])
    return save(book, folder, "fritid.xlsx")


TAL = ("--nytt-omrade", "Fritid", "--nya", "kvalitet")
IDS = ("mycket_trygga_andel", "vantetid_antal_dagar", "kostnad_kr_inv", "hyllmeter")
RUTIN = "aktuell_rutin_vid_vald"


def catalogue(folder: Path) -> dict[str, Any]:
    """The catalogue file that the import wrote."""
    files = (yaml.safe_load(p.read_text("utf-8")) for p in folder.rglob("*.yaml"))
    [found] = [f for f in files if f.get("omrade") == "fritid" and "indikatorer" in f]
    return dict(found)


def entries(folder: Path) -> dict[str, Any]:
    """What the import wrote of each indicator, by id."""
    return {i["id"]: i for i in catalogue(folder)["indikatorer"]}


def verdicts(oj: Oj) -> dict[str, str]:
    said = ("--omrade", "fritid", "--kommun", "Orsa", "--jamfor-med", "lan", "--alla")
    found = oj("identify", *said, "--format", "json").json
    return {r["indikator"]: r["bedomning"] for r in found["resultat"]}


def test_what_cannot_be_known_is_asked_of_all_at_once(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = str(tal(tmp_path))
    asked = oj("data", "import", path, *TAL, "--format", "json")
    assert asked.code == 2
    assert "--bedom forslag" in asked.err
    [question] = asked.json["fragor"]
    assert len(question["flaggor"]) == 3
    made = {i["indikator"]: i for i in asked.json["nya"]}
    assert [made[id]["riktning"] for id in IDS] == ["hogre", "lagre", "ingen", "ingen"]
    assert [made[id]["enhet"] for id in IDS] == ["procent", "dagar", "kr/inv", None]
    assert made[IDS[0]]["tema"] == "trygghet"
    assert "trygga" in made[IDS[0]]["skal"]
    assert [p.name for p in arbetsmapp.iterdir()] == ["oj.yaml"]


def test_what_is_proposed_is_written_and_judged(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    got = oj("data", "import", str(tal(tmp_path)), *TAL, "--bedom", "forslag")
    assert got.code == 0, got.err
    made = entries(arbetsmapp)
    assert {i["roll"] for i in made.values()} == {"kvalitet"}
    assert [made[id]["riktning"] for id in (*IDS, RUTIN)] == [
        "hogre", "lagre", "ingen", "ingen", "hogre",
    ]  # fmt: skip
    assert (made[RUTIN]["tema"], made[IDS[1]]["skala"]) == ("skydd", "dagar")
    found = verdicts(oj)
    assert [found[id] for id in IDS[2:]] == ["bakgrund", "bakgrund"]
    assert "bakgrund" not in {found[id] for id in (*IDS[:2], RUTIN)}


def test_what_is_left_open_is_shown_and_never_judged(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    got = oj("data", "import", str(tal(tmp_path)), *TAL, "--bedom", "ingen")
    assert got.code == 0, got.err
    made = entries(arbetsmapp)
    assert {(i["roll"], i["riktning"], i["tema"]) for i in made.values()} == {
        ("kvalitet", "ingen", "ej-ordnat")
    }
    assert set(verdicts(oj).values()) == {"bakgrund"}
    shown = oj("explain", "hyllmeter", "--kommun", "Orsa").out
    assert "enligt rubriken" not in shown
    assert "inte avgjort" in " ".join(shown.split())


def test_a_file_is_written_with_the_proposals_and_read_when_it_is_filled_in(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    flags = (str(tal(tmp_path)), *TAL, "--bedom", "bedom.csv")
    asked = oj("data", "import", *flags)
    assert asked.code == 2
    sheet = arbetsmapp / "bedom.csv"
    assert sorted(p.name for p in arbetsmapp.glob("[!.]*")) == ["bedom.csv", "oj.yaml"]
    text = sheet.read_text("utf-8-sig")
    rows = {line.split(";")[0]: line for line in text.splitlines()}
    assert set(rows) == {"indikator", *IDS, RUTIN}
    text = text.replace(rows["hyllmeter"], "hyllmeter;Hyllmeter;Lägre;meter;Begriplig information;")
    text = text.replace(rows[RUTIN] + "\n", "")
    sheet.write_text(text, "utf-8-sig")
    got = oj("data", "import", *flags)
    assert got.code == 0, got.err
    made = entries(arbetsmapp)
    said = made["hyllmeter"]
    assert (said["riktning"], said["enhet"], said["tema"]) == ("lagre", "meter", "information")
    assert "oj" not in said.get("skal", "").split()
    assert made[IDS[0]]["riktning"] == "hogre"
    assert made[RUTIN]["riktning"] == "ingen"
    assert verdicts(oj)["hyllmeter"] != "bakgrund"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("hyllmeter;uppåt;meter;vardag", "uppåt"),
        ("hyllmeter;hogre;meter;hyllor", "hyllor"),
        ("hylmeter;hogre;meter;vardag", "hylmeter"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_its_row(
    row: str, said: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    (arbetsmapp / "bedom.csv").write_text(f"indikator;riktning;enhet;tema\n{row}\n", "utf-8")
    got = oj("data", "import", str(tal(tmp_path)), *TAL, "--bedom", "bedom.csv")
    assert got.code == 3
    assert said in got.err
    assert "rad 2" in got.err
    assert not (arbetsmapp / "data").exists()


@pytest.mark.parametrize("word", ["forslga", "bedom.xlsx"])
def test_another_word_is_refused(word: str, arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    got = oj("data", "import", str(tal(tmp_path)), *TAL, "--bedom", word)
    assert got.code == 2
    assert "--bedom forslag" in got.err


@pytest.mark.parametrize(
    ("source", "publisher"),
    [("", "Okänd"), ("Källa: Kolada, hämtat 2024-05-01", "Kolada")],
)
def test_the_publisher_is_who_the_file_says(
    source: str, publisher: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    got = oj("data", "import", str(tal(tmp_path, source)), *TAL, "--bedom", "forslag")
    assert got.code == 0, got.err
    assert catalogue(arbetsmapp)["utgivare"] == publisher


def test_a_dry_run_shows_what_would_be_asked_as_it_is_proposed(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    got = oj("data", "import", str(tal(tmp_path)), *TAL, "--dry-run", "--format", "json")
    assert got.code == 0, got.err
    assert {i["riktning"] for i in got.json["nya"]} == {"hogre", "lagre", "ingen"}
    assert [p.name for p in arbetsmapp.iterdir()] == ["oj.yaml"]
