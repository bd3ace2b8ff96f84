"""What an import made, and what is then written by hand in its catalogue, holds at once."""

import re
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from independent import values
from made_workbooks import new, save
from published_dalarna import KOMMUNER

Oj = Callable[..., Any]
TRYGGA, VANTETID, RUTIN = "mycket_trygga_andel", "vantetid_antal_dagar", "aktuell_rutin_vid_vald"
NAMES = [name for _, name in KOMMUNER]
LAST = NAMES[-1]  # the one that is worst, whatever is asked
YEARS = (2022, 2023)
OF_IT = ("--omrade", "fritid", "--jamfor-med", "lan")


def days(name: str) -> int:
    return 5 + NAMES.index(name)


def edition(folder: Path, year: int) -> Path:
    """Share of those who are safe, days of waiting, and a routine; in `LAST` all is worst."""
    book, sheet = new("Resultat")
    sheet.append([f"Fritid {year}"])
    sheet.append(["Kommun", "Mycket trygga, andel (%)", "Väntetid, antal dagar",
                  "Aktuell rutin vid våld"])  # fmt: skip
    for n, name in enumerate(NAMES):
        safe = 95 - 3 * n - (10 if name == LAST and year == YEARS[-1] else 0)
        sheet.append([name, safe, days(name), "Nej" if name == LAST else "Ja"])
    return save(book, folder, f"fritid-{year}.xlsx")


@pytest.fixture
def fritid(
    arbetsmapp: Path, oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_once: Any
) -> Path:
    """A workspace of `LAST`, with two years of an område that oj did not know."""
    monkeypatch.setenv("OJ_IDAG", "2026-11-25")
    made_once("fritid", tmp_path, lambda: import_both(arbetsmapp, oj, tmp_path))
    return arbetsmapp / "omraden" / "fritid"


def import_both(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    (arbetsmapp / "oj.yaml").write_text(f"kommun: {LAST}\n", encoding="utf-8")
    said: tuple[str, ...] = ("--nytt-omrade", "Fritid", "--nya", "kvalitet")
    said += ("--bedom", "forslag")
    for year in YEARS:
        got = oj("data", "import", str(edition(tmp_path, year)), *said)
        assert got.code == 0, got.err
        assert "Fortsätt med: oj identify --omrade fritid" in got.err
        said = ("--no-input",)


@pytest.fixture
def ask(oj: Oj) -> Oj:
    """Ask for data: `ask("explain", id)`."""

    def asked(*words: str) -> Any:
        got = oj(*words, "--format", "json")
        assert got.code == 0, got.err
        return got.json

    return asked


def results(ask: Oj, of: tuple[str, ...] = OF_IT) -> dict[str, Any]:
    return {r["indikator"]: r for r in ask("identify", *of, "--alla")["resultat"]}


def test_every_step_says_what_the_file_says(fritid: Path, ask: Oj) -> None:
    own = results(ask)
    assert {id: own[id]["varde"] for id in (TRYGGA, VANTETID)} == {
        TRYGGA: 43,
        VANTETID: days(LAST),
    }
    assert own[RUTIN]["svar"] == "NEJ"
    waited = own[VANTETID]["jamforelser"]["lan"]
    assert (waited["median"], waited["n_svar"]) == (statistics.median(map(days, NAMES)), len(NAMES))

    compared = ask("compare", "--indicator", VANTETID, "--lan", "Dalarna")["kommuner"]
    assert {k["namn"]: k["varde"][VANTETID] for k in compared} == {n: days(n) for n in NAMES}

    line = ask("trend", "--indicator", TRYGGA)["serier"][0]["punkter"]
    assert [(p["ar"], p["varde"]) for p in line] == [(2022, 53), (2023, 43)]
    [fallen] = [c for c in ask("trend", *OF_IT[:2])["andringar"] if c["indikator"] == TRYGGA]
    assert fallen["fran_ar"] == 2022

    explained = ask("explain", VANTETID)["svar"]
    assert [(s["ar"], s["varde"], s["plats"]) for s in explained] == [
        (year, days(LAST), f"Resultat!C{2 + len(NAMES)}") for year in reversed(YEARS)
    ]

    better = ask("peers", "--indicator", VANTETID)["kommuner"]
    assert better
    assert all(k["varde"] == days(k["namn"]) < days(LAST) for k in better)


PLAN = {
    "--mal": "Högst 1 av 10 väntar mer än en vecka på första besöket senast 2027-12-31.",
    "--matt": "Dagar från beslut till första besök",
    "--matt-kalla": "Verksamhetssystemet",
    "--enhet": "dagar",
    "--riktning": "Nedåt",
    "--utgangslage": "19",
    "--malvarde": "7",
    "--senast": "2027-12-31",
    "--aktivitet": "Boka första besöket samma dag som beslutet",
    "--ansvarig": "Enhetschef hemtjänst",
    "--klart": "2027-03-31",
    "--foljs-upp": "2027-06-30, 2027-12-31",
    "--giltig-fran": "2027-01-01",
    "--giltig-till": "2027-12-31",
    "--ansvarigt-organ": "Socialnämnden",
    "--indikatorer": VANTETID,
}


def choose_and_plan(oj: Oj) -> None:
    chosen = oj("identify", *OF_IT, "--valj", f"{VANTETID},{TRYGGA}", "--motiv", "De väntar.")
    assert chosen.code == 0, chosen.err
    made = oj("plan", "new", "--id", "tid", *(w for pair in PLAN.items() for w in pair))
    assert made.code == 0, made.err


def test_it_is_chosen_planned_followed_and_reported(fritid: Path, oj: Oj, ask: Oj) -> None:
    choose_and_plan(oj)
    chosen = {a["tema"] for a in ask("complement", "suggest")["omraden"]}
    assert chosen == {"vantetid", "trygghet"}
    assert ask("status")["analyser"][0]["steg"][0]["lage"] == "klart"
    assert oj("plan", "check", "tid").code == 0
    [tie] = ask("plan", "outcome", "tid")["mal"][0]["oppna_jamforelser"]
    assert (tie["indikator"], tie["nu"]["ar"]) == (f"fritid/{VANTETID}", 2023)
    assert tie["nu"]["varde"] == days(LAST)
    for kind in (("kommun", *OF_IT[:2]), ("lan", "--lan", "Dalarna", *OF_IT[:2])):
        got = oj("report", *kind, "-o", f"{kind[0]}.html")
        assert got.code == 0, got.err
        page = Path(f"{kind[0]}.html").read_text("utf-8")
        assert "Väntetid, antal dagar" in page
        assert "fritid-2023.xlsx" in page


ENTRY = re.compile(rf"^  - id: {VANTETID}\n(?: {{4}}.*\n)+", re.MULTILINE)


def edit(area: Path, old: str, new: str) -> None:
    """Change the entry of days of waiting, as one does in an editor."""
    path = area / "katalog.yaml"
    text = path.read_text("utf-8")
    [entry] = re.findall(ENTRY, text)
    assert old in entry
    path.write_text(text.replace(entry, entry.replace(old, new)), "utf-8")


def test_another_direction_holds(fritid: Path, ask: Oj) -> None:
    before = results(ask)[VANTETID]["bedomning"]
    edit(fritid, "riktning: lagre", "riktning: hogre  # vi tänkte fel")
    assert results(ask)[VANTETID]["bedomning"] != before
    middle = NAMES[7]
    better = ask("peers", "--indicator", VANTETID, "--kommun", middle)["kommuner"]
    assert better
    assert all(k["varde"] > days(middle) for k in better)


def test_another_unit_theme_name_and_floor_hold(fritid: Path, oj: Oj, ask: Oj) -> None:
    read = {p: p.read_bytes() for p in (fritid / "varden.db", fritid / "kalla.yaml")}
    edit(fritid, "enhet: dagar", "enhet: dygn\n    relevans: 3")
    edit(fritid, "tema: vantetid", "tema: kontakt")
    edit(fritid, "namn: Väntetid, antal dagar", "namn: Dygn till första besöket")
    said = ask("explain", "Dygn till första besöket")["indikator"]
    assert (said["id"], said["enhet"], said["relevans"]) == (VANTETID, "dygn", 3)
    assert "19 dygn" in oj("explain", VANTETID).out.replace("\u00a0", " ")
    named = results(ask)[VANTETID]
    assert (named["namn"], named["tema"]) == ("Dygn till första besöket", "kontakt")
    assert ask("peers", "--tema", "kontakt", *OF_IT)["indikatorer"] == [VANTETID]
    assert {p: p.read_bytes() for p in read} == read


def test_what_is_written_by_hand_outlives_next_years_file(
    fritid: Path, oj: Oj, ask: Oj, tmp_path: Path
) -> None:
    edit(fritid, "namn: Väntetid, antal dagar", "namn: Dygn till första besöket  # vårt ord")
    edit(fritid, "riktning: lagre", "riktning: ingen")
    written = (fritid / "katalog.yaml").read_bytes()
    got = oj("data", "import", str(edition(tmp_path, 2024)), "--no-input")
    assert got.code == 0, got.err
    assert (fritid / "katalog.yaml").read_bytes() == written
    assert [s["ar"] for s in ask("explain", VANTETID)["svar"]] == [2024, 2023, 2022]


def test_what_is_removed_is_shown_no_more_and_breaks_nothing(
    fritid: Path, oj: Oj, ask: Oj, tmp_path: Path
) -> None:
    """Its values stay, and come back with it: also where it was chosen and planned for."""
    choose_and_plan(oj)
    before = results(ask)
    catalogue = fritid / "katalog.yaml"
    whole, source = catalogue.read_bytes(), ask("data", "show", "fritid-2023")
    without = ENTRY.sub("", whole.decode())
    catalogue.write_text(without, "utf-8")

    assert results(ask) == {id: r for id, r in before.items() if id != VANTETID}
    assert oj("explain", VANTETID).code == 2
    listed = ask("indicators", *OF_IT[:2])["indikatorer"]
    assert {i["id"] for i in listed} == {TRYGGA, RUTIN}
    for shown in (
        ("trend", *OF_IT[:2]),
        ("compare", "--kvalitetsomrade", "ej-ordnat", "--lan", "Dalarna", *OF_IT[:2]),
        ("complement", "suggest"),
        ("check", "data", "--lan", "Dalarna", *OF_IT[:2]),
    ):
        told = oj(*shown)
        assert told.code in (0, 1 if shown[0] == "check" else 0), told.err
        assert "Väntetid" not in told.out
    for made in (("kommun", *OF_IT[:2]), ("lan", "--lan", "Dalarna", *OF_IT[:2]), ("plan", "tid")):
        got = oj("report", *made, "-o", f"{made[0]}.html")
        assert got.code == 0, got.err
    assert "vantetid_antal_dagar finns inte" in oj("status").out
    [tie] = ask("plan", "outcome", "tid")["mal"][0]["oppna_jamforelser"]
    assert tie["nu"] is None

    assert ask("data", "show", "fritid-2023") == source
    kept = [r.value for r in values.blocks(fritid / "varden.db") if r.indicator == VANTETID]
    assert sorted(kept) == sorted(len(YEARS) * [*map(days, NAMES)])
    catalogue.write_bytes(whole)
    assert results(ask) == before


def test_what_is_wrong_is_said_with_its_line_and_holds_when_it_is_right(
    fritid: Path, oj: Oj, ask: Oj
) -> None:
    edit(fritid, "riktning: lagre", "riktning: uppåt")
    lines = (fritid / "katalog.yaml").read_text("utf-8").splitlines()
    got = oj("identify", *OF_IT)
    assert got.code == 3
    assert str(fritid / "katalog.yaml") in got.err
    assert f"Rad {lines.index('    riktning: uppåt') + 1}" in got.err
    edit(fritid, "riktning: uppåt", "riktning: ingen")
    assert results(ask)[VANTETID]["bedomning"] == "bakgrund"


FRITID = """\
# Vår egen katalog, som vi har skrivit själva.
omrade: fritid
namn: Fritid och föreningsliv
kort: Fritid
utgivare: Fritidsnämnden
svarande: kommun
kvalitetsomraden:
  - {id: delaktighet, namn: Delaktighet}
ataganden:
  - {id: fritidsmal, typ: namndmal, namn: Nämndens mål om fritid, kort: nämndens mål,
     kalla: "Fritidsnämnden 2022, § 9", rackvidd: Alla unga}
indikatorer:
  - {id: dagar_i_ko, namn: Dagar i kö till en plats, kort: Dagar i kö, kvalitetsomrade: delaktighet,
     grupp: Plats, tema: vantetid, typ: numerisk, riktning: lagre, roll: kvalitet,
     definition: Från anmälan till start., enhet: dagar}
  - {id: ombud, namn: Fritidsombud finns, kort: Ombud, kvalitetsomrade: delaktighet,
     grupp: Stöd, tema: inflytande, typ: ja_nej, riktning: hogre, roll: kvalitet,
     definition: Om någon har uppdraget., ataganden: [fritidsmal]}
"""


def test_a_catalogue_comes_first_and_its_values_then(
    arbetsmapp: Path, oj: Oj, ask: Oj, tmp_path: Path
) -> None:
    path = arbetsmapp / "omraden" / "fritid" / "katalog.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(FRITID.replace("\n", "\r\n").encode("utf-8-sig"))  # as Notepad does
    assert [i["id"] for i in ask("indicators", "--omrade", "fritid")["indikatorer"]] == [
        "dagar_i_ko",
        "ombud",
    ]
    empty = oj("identify", "--omrade", "Fritid")
    assert empty.code == 2
    assert "oj data import" in empty.err
    assert oj("identify").code == 0
    assert oj("data", "template", "--omrade", "fritid", "--ar", "2024", "-o", "blad.xlsx").code == 0

    book, sheet = new("Resultat")
    sheet.append(["Nämndens egen fråga 2024"])
    sheet.append(["Kommun", "Dagar i kö", "Fritidsombud finns"])
    for n, name in enumerate(NAMES):
        sheet.append([name, 10 + n, "Nej" if name == "Leksand" or n < 4 else "Ja"])
    got = oj("data", "import", str(save(book, tmp_path, "f.xlsx")), "--omrade", "fritid")
    assert got.code == 0, got.err
    assert path.read_text("utf-8-sig") == FRITID
    lan = ("--omrade", "fritid", "--jamfor-med", "lan")
    asked = results(ask, lan)
    assert asked["dagar_i_ko"]["varde"] == 10 + NAMES.index("Leksand")
    assert "nämndens mål" in str(asked["ombud"]["skal"])

    sheet.insert_cols(3)
    for row, text in ((1, None), (2, "Kvällsöppet finns"), *((n + 3, "Ja") for n in range(15))):
        sheet.cell(row, 3, text)
    more = str(save(book, tmp_path, "f2.xlsx"))
    new_too = ("--omrade", "fritid", "--nya", "kvalitet", "--bedom", "forslag", "--ersatt")
    got = oj("data", "import", more, *new_too)
    assert got.code == 0, got.err
    assert path.read_text("utf-8-sig").startswith(FRITID.split("kvalitetsomraden")[0])
    listed = ask("indicators", "--omrade", "fritid")["indikatorer"]
    assert [i["id"] for i in listed] == ["dagar_i_ko", "ombud", "kvallsoppet_finns"]
    assert set(results(ask, lan)) >= {"kvallsoppet_finns", "ombud"}


def test_an_entry_of_ones_own_takes_the_place_of_one_that_comes_with_oj(
    arbetsmapp: Path, oj: Oj, ask: Oj
) -> None:
    shipped = ask("explain", "socialjour")["indikator"]
    own = arbetsmapp / "omraden" / "socialpsykiatri" / "katalog.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        f"""\
omrade: socialpsykiatri
namn: Socialpsykiatri
kort: Socialpsykiatri
utgivare: Vi
svarande: kommun
kvalitetsomraden: []
indikatorer:
  - {{id: socialjour, namn: Jour dygnet runt, kort: Jour, roll: kvalitet, tema: trygghet,
     kvalitetsomrade: {shipped["kvalitetsomrade"]}, grupp: {shipped["grupp"]}, typ: ja_nej,
     riktning: hogre, definition: Om någon svarar på natten.}}
""",
        "utf-8",
    )
    changed = ask("explain", "Jour dygnet runt")
    assert (changed["indikator"]["id"], changed["indikator"]["tema"]) == ("socialjour", "trygghet")
    assert changed["svar"][0]["svar"] == "JA"
    found = ask("identify", "--omrade", "socialpsykiatri", "--alla")["resultat"]
    assert [r["tema"] for r in found if r["indikator"] == "socialjour"] == ["trygghet"]
    assert len(found) == 37
    own.unlink()
    assert ask("explain", "socialjour")["indikator"] == shipped


def test_a_nyckeltal_that_gets_a_theme_by_hand_is_suggested(
    arbetsmapp: Path, oj: Oj, ask: Oj, tmp_path: Path
) -> None:
    table = tmp_path / "kolada.csv"
    rows = [f"N99999,{code},2023,T,{n}.5" for n, (code, _) in enumerate(KOMMUNER)]
    table.write_text("\n".join(["kpi,municipality,period,gender,value", *rows]), "utf-8")
    said = ("--nya", "bakgrund", "--nytt-omrade", "Nyckeltal Kolada")
    got = oj("data", "import", str(table), *said)
    assert got.code == 0, got.err
    said = ("--valj", "arbete", "--motiv", "x")
    assert oj("identify", "--omrade", "socialpsykiatri", *said).code == 0

    def suggested() -> dict[str, Any]:
        [area] = ask("complement", "suggest")["omraden"]
        return {f["id"]: f for f in area["nyckeltal"]}

    assert "n99999" not in suggested()
    path = arbetsmapp / "omraden" / "nyckeltal-kolada" / "katalog.yaml"
    path.write_text(path.read_text("utf-8").replace("tema: ej-ordnat", "tema: arbete"), "utf-8")
    assert suggested()["n99999"]["eget"] == 0.5 + NAMES.index("Leksand")
