"""`oj data fetch` against APIs in their real shape: what comes in, and what is asked for."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from servers import Api, fill, is_few

from oj_cli.domain.sources import plain
from oj_cli.store import open_store

AREA = ("--omrade", "lss-enheter")
FROM_2019 = (*AREA, "--sedan", "2019")
Oj = Callable[..., Any]


def ids_of(path: str) -> list[str]:
    return path.split("/kpi/")[1].partition("/")[0].partition("?")[0].split(",")


def is_first(path: str) -> bool:
    """Tell whether a question is no further page."""
    return "?page=" not in path


def rows(
    folder: Path | None, area: str, year: int, source: str | None = None, *, every: bool = False
) -> dict[tuple[str, ...], Any]:
    """Return answers and values by indicator, unit and gender; of few units if not of `every`."""
    with open_store(folder) as store:
        found = store.rows(area, year=year, gender=None, source=source)
    keys = [plain(found[c]) for c in ("indicator", "unit_kind", "unit", "gender")]
    said = zip(plain(found["answer"]), plain(found["value"]), strict=True)
    of = dict(zip(zip(*keys, strict=True), said, strict=True))
    return {key: value for key, value in of.items() if every or is_few(key[2])}


def source_of(folder: Path, area: str) -> Any:
    with open_store(folder) as store:
        return store.sources_in(store.own_folders[area])[0]


def kept(folder: Path, area: str) -> list[Any]:
    raw = (folder / "data" / "original" / source_of(folder, area).original).read_bytes()
    return [json.loads(line) for line in gzip.decompress(raw).decode().splitlines()]


def test_what_comes_is_what_kolada_has(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    found = oj("data", "fetch", *FROM_2019, "--format", "json")
    assert found.code == 0, found.err
    [area] = found.json["omraden"]
    assert (area["omrade"], area["lage"], area["andringar"]) == ("lss-enheter", "hamtat", [])
    for year in (2019, 2022):
        fetched = rows(arbetsmapp, "lss-enheter", year, source=area["kalla"])
        assert fetched == rows(None, "lss-enheter", year)
        assert fetched
    assert area["resultat"] == sum(len(of) for of in lss.values.values())


def test_where_it_came_from_is_kept_word_for_word(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    oj("data", "fetch", *FROM_2019)
    record = source_of(arbetsmapp, "lss-enheter")
    assert (record.fetched, record.layout) == ("2023-11-29", "kolada-api")
    assert record.made_by == "oj data fetch --omrade lss-enheter"
    lines = kept(arbetsmapp, "lss-enheter")
    for line in lines:
        assert hashlib.sha256(line["svar"].encode()).hexdigest() == line["sha256"]
        assert line["adress"].startswith(lss.base)


def test_as_many_questions_as_the_formula_says(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    oj("data", "fetch", *FROM_2019)
    ids, years = 32, 5
    rows_at_once = [
        sum(id in ids_of(path) for id, *_ in lss.values) for path in lss.data if is_first(path)
    ]
    pages = sum(max(0, ceil(n / lss.page) - 1) for n in rows_at_once)
    assert pages >= 2
    assert len(lss.asked) == ceil(ids / 25) + ceil(ids / 25) * ceil(years / 25) + pages
    for path in lss.asked:
        assert len(ids_of(path)) <= 25


def test_more_than_25_years_and_kommuner_are_several_questions(
    oj: Oj, arbetsmapp: Path, lss: Api
) -> None:
    oj("data", "fetch", *AREA, "--sedan", "1990")
    assert len(lss.asked) == 2 * (1 + ceil(34 / 25)) + sum(not is_first(p) for p in lss.asked)
    lss.asked.clear()
    with open_store(None) as store:
        names = [k.name for k in store.register().kommuner][:30]
    found = oj("data", "fetch", *FROM_2019, *(x for n in names for x in ("--kommun", n)))
    assert found.code == 0, found.err
    assert len(lss.asked) == 2 * ceil(31 / 25)  # riket too; what was asked before needs no title


def test_the_second_time_asks_only_for_what_changed(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    oj("data", "fetch", *FROM_2019)
    before = source_of(arbetsmapp, "lss-enheter")
    lss.asked.clear()
    found = oj("data", "fetch", *AREA, "--idag", "2024-03-05")
    assert "Inget nytt sedan senast, efter 2 anrop." in found.out
    assert len(lss.asked) == ceil(32 / 25)
    for path in lss.asked:
        assert parse_qs(urlsplit(path).query)["from_date"] == ["2023-11-28"]
        assert ",2024" in path  # what came in the new year too
    assert source_of(arbetsmapp, "lss-enheter") == before


def test_a_revised_value_is_told_and_counts(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    oj("data", "fetch", *FROM_2019)
    lss.put("U28113", 2022, "2029", "T", 61.25)
    lss.put("U28113", 2023, "2029", "T", 70)
    lss.changed |= {("U28113", 2022, "2029"), ("U28113", 2023, "2029"), ("U28112", 2022, "2029")}
    lss.asked.clear()
    found = oj("data", "fetch", *AREA, "--format", "json")
    [area] = found.json["omraden"]
    assert (area["lage"], area["nya"]) == ("hamtat", 2)
    [changed] = area["andringar"]
    assert (changed["ar"], changed["enhet"], changed["efter"]) == (2022, "Leksand", "61,25")
    assert [ids_of(p) for p in lss.asked if p.startswith("/kpi/")] == [["U28113"]]
    with open_store(arbetsmapp) as store:
        [id] = [i.id for i in store.catalogue("lss-enheter") if i.kolada == "U28113"]
        assert len(store.own_sources()) == 1
    after = rows(arbetsmapp, "lss-enheter", 2022, source=area["kalla"])
    assert after[id, "kommun", "2029", "T"] == (None, 61.25)
    assert len(after) == len(rows(None, "lss-enheter", 2022))
    lss.asked.clear()
    assert "Inget nytt" in oj("data", "fetch", *AREA).out  # the same rows, once more
    (arbetsmapp / "omraden" / "lss-enheter" / "varden.db").write_bytes(b"x")
    assert oj("check", "workspace").code == 1
    assert oj("check", "workspace", "--laga").code == 0
    assert rows(arbetsmapp, "lss-enheter", 2022, source=area["kalla"]) == after


def test_what_is_deleted_goes(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    oj("data", "fetch", *FROM_2019)
    n = source_of(arbetsmapp, "lss-enheter")
    key = ("U28113", 2022, "2029")
    lss.put(*key, "T", None, isdeleted=True)
    lss.changed.add(key)
    found = oj("data", "fetch", *AREA, "--format", "json").json["omraden"][0]
    assert found["nya"] == 1
    gone = rows(arbetsmapp, "lss-enheter", 2022, source=n.id)
    assert len(rows(None, "lss-enheter", 2022)) - len(gone) == 1


@pytest.mark.parametrize(
    ("status", "answer"),
    [("Missing", "BORTFALL"), ("Privacy", "SEKRETESS"), ("Not applicable", "EA")],
)
def test_why_there_is_no_value(
    oj: Oj, arbetsmapp: Path, lss: Api, status: str, answer: str
) -> None:
    lss.put("U28113", 2022, "2029", "T", None, status)
    source = oj("data", "fetch", *FROM_2019, "--format", "json").json["omraden"][0]["kalla"]
    said = rows(arbetsmapp, "lss-enheter", 2022, source=source)
    assert (answer, None) in [said[key] for key in said if key[2] == "2029"]


def test_a_null_without_a_reason_is_no_result(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    lss.put("U28113", 2022, "2029", "T", None, "")
    source = oj("data", "fetch", *FROM_2019, "--format", "json").json["omraden"][0]["kalla"]
    said = rows(arbetsmapp, "lss-enheter", 2022, source=source)
    assert len(said) == len(rows(None, "lss-enheter", 2022)) - 1


def test_groups_and_unknown_units_are_left_out(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    for unit in ("G33627", "9999"):
        lss.put("U28113", 2022, unit, "T", 50.0)
    source = oj("data", "fetch", *FROM_2019, "--format", "json").json["omraden"][0]["kalla"]
    assert rows(arbetsmapp, "lss-enheter", 2022, source=source) == rows(None, "lss-enheter", 2022)


def test_an_unknown_id_is_named_and_so_is_one_without_values(
    oj: Oj, arbetsmapp: Path, lss: Api
) -> None:
    del lss.titles["U28113"]
    lss.titles["U28116"] += " (-2021)"
    del lss.by_id["U28118"]
    [area] = oj("data", "fetch", *FROM_2019, "--format", "json").json["omraden"]
    assert area["lage"] == "hamtat"
    assert area["sagt"] == [
        "Kolada känner inte (indragna eller felskrivna): U28113.",
        "Utan värden de här åren: U28118.",
        "Upphörda: U28116.",
    ]
    assert all("U28113" not in path for path in lss.data)


def test_only_one_kommun_and_riket(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    found = oj("data", "fetch", *FROM_2019, "--kommun", "Leksand", "--format", "json").json
    units = {key[2] for key in rows(arbetsmapp, "lss-enheter", 2022,
                                    source=found["omraden"][0]["kalla"])}  # fmt: skip
    assert units == {"2029", "riket"}
    lss.asked.clear()
    oj("data", "fetch", *FROM_2019)  # the others were never asked for
    assert all("from_date" not in path for path in lss.asked)


def test_years_that_were_not_asked_are_asked_in_full(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    oj("data", "fetch", *AREA)
    assert all("/year/2022,2023" in path for path in lss.data)
    lss.asked.clear()
    [area] = oj("data", "fetch", *AREA, "--ar", "2019", "--format", "json").json["omraden"]
    assert all("from_date" not in p and "/year/2019?" in p for p in lss.data)
    assert area["ar"] == [2019, 2022]
    assert rows(arbetsmapp, "lss-enheter", 2022, source=area["kalla"])


def test_dry_run_asks_nothing_and_never_too_little(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    tried = oj("data", "fetch", *FROM_2019, "--torrkorning", "--format", "json").json
    assert lss.asked == []
    assert not (arbetsmapp / "omraden").exists()
    asked = oj("data", "fetch", *FROM_2019, "--format", "json").json["anrop"]
    assert asked <= tried["anrop"]
    again = oj("data", "fetch", *AREA, "--torrkorning", "--format", "json").json
    assert again["anrop"] == 2


# --- titles and codings -----------------------------------------------------------


@pytest.fixture
def teknik(api: Api) -> Api:
    fill(api, "valfardsteknik", (2021, 2022))
    return api


TEKNIK = ("--omrade", "valfardsteknik", "--sedan", "2021")


def test_codes_are_answers(oj: Oj, arbetsmapp: Path, teknik: Api) -> None:
    [area] = oj("data", "fetch", *TEKNIK, "--format", "json").json["omraden"]
    fetched = rows(arbetsmapp, "valfardsteknik", 2022, source=area["kalla"])
    assert fetched == rows(None, "valfardsteknik", 2022)


def test_a_title_that_does_not_explain_the_codes_is_no_coding(
    oj: Oj, arbetsmapp: Path, teknik: Api
) -> None:
    teknik.titles["U21359"] = "Dagverksamhet med digital teknik, (Ja=1, Nej=0)"  # as it is there
    for n, code in enumerate((0.0, 1.0, 2.0)):
        teknik.put("U21359", 2022, f"20{['29', '62', '80'][n]}", "T", code)
    found = oj("data", "fetch", *TEKNIK, "--format", "json")
    assert found.code == 0, found.err
    [area] = found.json["omraden"]
    said = rows(arbetsmapp, "valfardsteknik", 2022, area["kalla"])
    with open_store(None) as store:
        [id] = [i.id for i in store.catalogue("valfardsteknik") if i.kolada == "U21359"]
    answers = [said[id, "kommun", unit, "T"][0] for unit in ("2029", "2062", "2080")]
    assert answers == ["NEJ", "DELVIS", "JA"]


def turn(api: Api, id: str) -> None:
    """Let the codes of an id be turned, in its title and in its values."""
    api.titles[id] = api.titles[id].replace("Ja=2", "Ja=0").replace("Nej=0", "Nej=2")
    for (of, _, _), said in api.values.items():
        for row in said.values() if of == id else ():
            if row["value"] is not None:
                row["value"] = 2 - row["value"]
    api.changed |= {key for key in api.values if key[0] == id}


@pytest.mark.parametrize("is_first", [True, False])
def test_a_turned_coding_is_asked_about_and_read_as_it_says(
    oj: Oj, arbetsmapp: Path, teknik: Api, is_first: bool
) -> None:
    if not is_first:
        oj("data", "fetch", *TEKNIK)
    turn(teknik, "U21340")
    found = oj("data", "fetch", *TEKNIK, "--format", "json")
    [area] = found.json["omraden"]
    assert (found.code, area["lage"]) == (2, "vantar")
    assert "--andrade ta-in" in found.err
    assert "U21340" in " ".join(area["sagt"])
    assert rows(arbetsmapp, "valfardsteknik", 2022)
    assert is_first != (arbetsmapp / "omraden").exists()
    [area] = oj("data", "fetch", *TEKNIK, "--andrade", "ta-in", "--format", "json").json["omraden"]
    assert area["andringar"] == []
    fetched = rows(arbetsmapp, "valfardsteknik", 2022, source=area["kalla"])
    assert fetched == rows(None, "valfardsteknik", 2022)
    found = oj("data", "fetch", "--omrade", "valfardsteknik")  # accepted: not asked again
    assert "Inget nytt" in found.out
    (arbetsmapp / "omraden" / "valfardsteknik" / "varden.db").unlink()
    assert oj("data", "list").code == 0  # read again from what is kept
    assert rows(arbetsmapp, "valfardsteknik", 2022, source=area["kalla"]) == fetched


def test_what_is_left_out_stays_as_it_was(oj: Oj, arbetsmapp: Path, teknik: Api) -> None:
    oj("data", "fetch", *TEKNIK)
    turn(teknik, "U21340")
    key = ("U21341", 2022, "2029")
    teknik.put(*key, "T", 1.0)
    teknik.changed.add(key)
    [area] = oj("data", "fetch", *TEKNIK, "--andrade", "utelamna", "--format", "json").json[
        "omraden"
    ]
    assert "Inte intagna: U21340." in area["sagt"]
    assert area["nya"] == 1
    fetched = rows(arbetsmapp, "valfardsteknik", 2022, source=area["kalla"])
    shipped = rows(None, "valfardsteknik", 2022)
    assert sum(fetched[k] != shipped[k] for k in shipped) <= 1
    assert oj("data", "fetch", *TEKNIK).code == 2  # asked again


def test_a_new_title_is_asked_about(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    oj("data", "fetch", *FROM_2019)
    lss.titles["U28113"] = "Ett helt annat mått, andel (%)"
    lss.put("U28113", 2023, "2029", "T", 10.0)
    lss.changed.add(("U28113", 2023, "2029"))
    found = oj("data", "fetch", *AREA)
    assert found.code == 2
    assert "Ett helt annat mått" in found.out
    assert not rows(arbetsmapp, "lss-enheter", 2023)


def test_that_a_series_has_ended_is_told_and_not_asked(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    oj("data", "fetch", *FROM_2019)
    lss.titles["U28113"] += " (-2022)"
    lss.put("U28113", 2022, "2029", "T", 10.0)
    lss.changed.add(("U28113", 2022, "2029"))
    found = oj("data", "fetch", *AREA)
    assert found.code == 0
    assert "Upphörda: U28113." in found.out


def test_an_id_that_two_areas_have_is_asked_for_each(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    own = arbetsmapp / "omraden" / "eget"
    assert oj("data", "new", "Eget").code == 0
    entry = """\
indikatorer:
  - {id: delaktig, namn: Delaktighet, kort: Delaktighet, kvalitetsomrade: ej-ordnat, grupp: x,
     tema: egen-plan, typ: numerisk, enhet: procent, skala: procent, riktning: hogre,
     roll: kvalitet, definition: x, kolada: U28113}
"""
    path = own / "katalog.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^indikatorer:.*", entry, text, flags=re.M | re.S), "utf-8")
    both = ("--omrade", "eget", *AREA)
    found = oj("data", "fetch", *both, "--format", "json")  # of other years each
    assert found.out, found.err
    states = {a["omrade"]: (a["lage"], a["resultat"]) for a in found.json["omraden"]}
    assert found.code == 0, found.err
    n = sum(len(v) for (id, year, _), v in lss.values.items() if id == "U28113")
    assert states["eget"] == ("hamtat", n)  # 2019 and 2022: there was nothing of it before
    assert states["lss-enheter"][0] == "hamtat"
    lss.asked.clear()
    assert "Inget nytt" in oj("data", "fetch", *both).out
    assert len(lss.asked) == 2
    assert "/year/2014," in lss.asked[0]  # the years of both
    lss.put("U28113", 2022, "2029", "T", 1.0)
    lss.changed.add(("U28113", 2022, "2029"))
    oj("data", "fetch", *both)
    lss.asked.clear()
    oj("data", "fetch", *AREA)
    assert all("/year/2022,2023?" in p and "from_date" in p for p in lss.data)
    lss.asked.clear()
    oj("data", "fetch", *FROM_2019)  # of which only changes have been asked for
    assert all("from_date" not in p for p in lss.data)


# --- what is new ------------------------------------------------------------------


NEW = (
    (
        "N20200",
        "Tillsvidareanställda månadsavlönade inom äldreomsorg och funktionsnedsättning, andel (%)",
        73.224852,
        79.267161,
        75.536171,
    ),
    (
        "N20201",
        "Visstidsanställda månadsavlönade inom äldreomsorg och funktionsnedsättning, andel (%)",
        3.106509,
        5.983302,
        6.135123,
    ),
    (
        "N20204",
        "Arbetad tid, visstidsanställda inom äldreomsorg och funktionsnedsättning, andel (%)",
        4.171817,
        6.438785,
        6.941018,
    ),
    (
        "N20207",
        "Deltidsanställda (75-99 %) inom äldreomsorg och funktionsnedsättning, andel (%)",
        43.023256,
        1.142546,
        19.226006,
    ),
)
"""Ids that no catalogue has, with their titles and values of 2022 in Kolada."""


def test_new_ids_become_an_area_of_ones_own(oj: Oj, arbetsmapp: Path, api: Api) -> None:
    for id, *said in NEW:
        api.titles[id] = said.pop(0)
        for unit, value in zip(("2029", "2080", "0000"), said, strict=True):
            api.put(id, 2022, unit, "T", value)
    ids = [id for id, *_ in NEW[:3]]
    new = ("--kolada", ",".join(ids), "--nytt-omrade", "Vår uppföljning", "--sedan", "2021")
    found = oj("data", "fetch", *new)
    assert found.code == 2
    assert "--bedom" in found.err
    assert not (arbetsmapp / "omraden").exists() or not list((arbetsmapp / "omraden").glob("*/*"))
    found = oj("data", "fetch", *new, "--bedom", "forslag")
    assert found.code == 0, found.err
    with open_store(arbetsmapp) as store:
        catalogue = store.catalogue("var-uppfoljning")
    assert {i.kolada for i in catalogue} == set(ids)
    assert all(i.name == api.titles[i.kolada] for i in catalogue)
    api.asked.clear()
    assert "Inget nytt" in oj("data", "fetch", "--omrade", "var-uppfoljning").out
    assert len(api.asked) == 1
    more = NEW[3][0]
    found = oj("data", "fetch", "--kolada", more, "--omrade", "var-uppfoljning", "--sedan", "2021",
               "--bedom", "ingen")  # fmt: skip
    assert found.code == 0, found.err
    with open_store(arbetsmapp) as store:
        assert {i.kolada for i in store.catalogue("var-uppfoljning")} == {*ids, more}
        assert len(store.own_sources()) == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--kolada", "N31807"), "--nytt-omrade"),
        (("--kolada", "N31807", "--nytt-omrade", "Nytt"), "--omrade nyckeltal"),
        (("--kolada", "nonsens", "--nytt-omrade", "Nytt"), "N31807"),
        (("--nytt-omrade", "Nytt"), "--kolada"),
        (("--omrade", "oj-hemloshet"), "öppna jämförelser hemlöshet"),
        (("--ar", "2022", "--sedan", "2020"), "inte båda"),
        (("--andrade", "kanske"), "ta-in"),
        (("--omrade", "finns-inte"), "finns-inte"),
        (("--kommun", "Ankeborg"), "Ankeborg"),
    ],
)
def test_what_cannot_be_meant(
    oj: Oj, arbetsmapp: Path, api: Api, args: tuple[str, ...], words: str
) -> None:
    found = oj("data", "fetch", *args)
    assert found.code == 2
    assert words in found.err
    assert api.asked == []


def test_an_own_area_without_ids_has_nothing_to_fetch(oj: Oj, arbetsmapp: Path, api: Api) -> None:
    assert oj("data", "new", "Eget").code == 0
    found = oj("data", "fetch", "--omrade", "eget")
    assert found.code == 2
    assert "Eget finns inte i Kolada" in found.err
    assert "sök på" not in found.err


def test_nothing_without_a_workspace(oj: Oj, api: Api) -> None:
    assert oj("data", "fetch").code == 2
    assert oj("data", "fetch", "--torrkorning").code == 0
    assert api.asked == []


def test_what_one_imported_oneself_is_not_replaced_unasked(
    oj: Oj, arbetsmapp: Path, lss: Api
) -> None:
    table = "kpi,municipality,period,gender,value\nU28113,2029,2022,T,33\n"
    Path("egen.csv").write_text(table, encoding="utf-8")
    assert oj("data", "import", "egen.csv", *AREA).code == 0
    found = oj("data", "fetch", *FROM_2019)
    assert found.code == 2
    assert "--ersatt" in found.err
    assert oj("data", "fetch", *FROM_2019, "--ersatt").code == 0


# --- all of it --------------------------------------------------------------------


@pytest.mark.slow
def test_every_shipped_area_in_one_run(oj: Oj, arbetsmapp: Path, api: Api) -> None:
    with open_store(None) as store:
        every = [c for c in store.every_catalogue() if c.origin and c.origin.way == "kolada"]
    for catalogue in every:
        fill(api, catalogue.area, (2022,), every=True)
    n = sum(len({i.kolada for i in c if i.kolada}) for c in every)
    found = oj("data", "fetch", "--format", "json")
    assert found.code == 0, found.err
    states = {a["omrade"]: a["lage"] for a in found.json["omraden"]}
    assert states == {c.area: "hamtat" for c in every} | {"kommuner": "inget_nytt"}
    assert [a for a in found.json["omraden"] if a["andringar"]] == []
    assert {w["omrade"] for w in found.json["for_hand"]} >= {"oj-hemloshet", "socialpsykiatri"}
    pages = sum(not is_first(path) for path in api.data)
    assert len(api.asked) == found.json["anrop"] == ceil(n / 25) * 2 + pages + 2  # and its lists
    api.asked.clear()
    assert "Inget nytt" in oj("data", "fetch").out
    assert len(api.asked) == ceil(n / 25)


# --- SCB --------------------------------------------------------------------------


@pytest.fixture
def folk(api: Api) -> Api:
    """Population as it was in 2021 and 2022, as that of the two years after what comes with oj."""
    with open_store(None) as store:
        of = store.register(2023).population, store.register(2022).population
    fill(api, "missbruk", (2022,))
    years = [{code: next(iter(found[code].values())) for code in found} for found in of[::-1]]
    api.population = {
        "TAB638": {c: {"2022": 1, "2023": years[0][c], "2024": years[1][c]} for c in years[0]},
        "TAB6471": {c: {"2025M11": 1, "2025M12": years[1][c]} for c in years[0]},
    }
    return api


def population(folder: Path, code: str) -> list[int | None]:
    with open_store(folder) as store:
        found = [store.register(year + 1).population[code] for year in (2023, 2024, 2025)]
    return [of.get(year) for of, year in zip(found, (2023, 2024, 2025), strict=True)]


def test_population_comes_from_both_tables(oj: Oj, arbetsmapp: Path, folk: Api) -> None:
    folk.population["TAB638"]["2029"]["2024"] = None  # ".." is missing, and never 0
    found = oj("data", "fetch", "--idag", "2026-03-01", "--format", "json")
    area = next(a for a in found.json["omraden"] if a["omrade"] == "folkmangd")
    assert (area["omrade"], area["lage"], area["ar"]) == ("folkmangd", "hamtat", [2023, 2024, 2025])
    assert "brus" in area["sagt"][0]
    mora = folk.population["TAB638"]["2062"]
    assert population(arbetsmapp, "2062") == [mora["2023"], mora["2024"], mora["2024"]]
    assert population(arbetsmapp, "2029")[1] is None
    scb = [path for path in folk.asked if path.startswith("/scb")]
    assert len(scb) == 1 + 2 + ceil(2 / 2) + 1  # 600 cells at once, 290 to a year
    folk.asked.clear()
    oj("data", "fetch", "--idag", "2026-04-01")
    assert not [path for path in folk.asked if path.startswith("/scb")]


def test_scb_is_not_asked_for_what_it_has_not_yet_every_day(
    oj: Oj, arbetsmapp: Path, folk: Api
) -> None:
    oj("data", "fetch", "--idag", "2027-01-10")
    for day, n in (("2027-01-20", 0), ("2027-02-25", 5)):
        folk.asked.clear()
        oj("data", "fetch", "--idag", day)
        assert len([p for p in folk.asked if p.startswith("/scb")]) == n


@pytest.mark.parametrize("wrong", ["dimension", "value", "more"])
def test_scb_in_another_shape(oj: Oj, arbetsmapp: Path, folk: Api, wrong: str) -> None:
    real = folk.scb

    def scb(path: str, query: Any) -> Any:
        reply = real(path, query)
        if path.endswith("/data"):
            data = json.loads(reply.body)
            if wrong == "more":
                data["dimension"]["ContentsCode"]["category"]["index"] = ["a", "b"]
            else:
                del data[wrong]
            reply.body = json.dumps(data).encode()
        return reply

    folk.scb = scb  # type: ignore[method-assign]  # a server that has changed
    found = oj("data", "fetch", "--idag", "2026-03-01")
    assert found.code == 3
    assert "SCB svarar på ett annat sätt" in found.err
    assert "Nytt i Missbruk" in found.out  # what came before stays
    assert not (arbetsmapp / "omraden" / "folkmangd.csv").exists()


def test_what_was_fetched_and_then_revised_is_told_afterwards(
    oj: Oj, arbetsmapp: Path, lss: Api
) -> None:
    def told() -> list[tuple[str, int, float, float]]:
        found = oj("data", "changes", *AREA, "--format", "json").json["andringar"]
        return [
            (c["indikator"], c["till_ar"], c["fran"], c["till"])
            for c in found
            if c["slag"] == "andrad_i_efterhand"
        ]

    with open_store(None) as store:
        [id] = [i.id for i in store.catalogue("lss-enheter") if i.kolada == "U28113"]
    lss.put("U28113", 2023, "2029", "T", 50.0)  # of which nothing comes with oj
    oj("data", "fetch", *FROM_2019)
    assert told() == []
    for now in (60.0, 75.0):
        lss.put("U28113", 2023, "2029", "T", now)
        lss.put("U28113", 2023, "2062", "T", now)
        lss.changed |= {("U28113", 2023, "2029"), ("U28113", 2023, "2062")}
        found = oj("data", "fetch", *AREA)
        assert found.out.rstrip().splitlines()[-1].strip().startswith("oj data changes")
    assert told() == [(id, 2023, 60.0, 75.0)]
    lss.put("U28113", 2023, "2029", "T", 75.0)
    lss.put("U28113", 2022, "2062", "T", 1.0)
    lss.changed.add(("U28113", 2022, "2062"))
    oj("data", "fetch", *AREA)
    assert told() == [(id, 2023, 60.0, 75.0)]  # what is others' changes nothing
