"""Every option of `oj identify`, for a kommun and for a län, and the JSON that is promised."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest


def one(found: Any, indicator: str) -> Any:
    return next(r for r in found["resultat"] if r["indikator"] == indicator)


def ids(found: Any) -> list[str]:
    return [r["indikator"] for r in found["resultat"]]


def references(found: Any) -> dict[str, Any]:
    return {r["id"]: r for r in found["referenser"]}


def words(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- the promised JSON

SOURCE = {
    "id",
    "titel",
    "utgivare",
    "ar",
    "fil",
    "sha256",
    "hamtad",
    "villkor",
    "lasare",
    "lasarversion",
    "kallhanvisning",
    "anmarkning",
    "layout",
    "layoutversion",
    "inlast",
    "original",
    "gjord_med",
}
COMPARISON = {"andel", "median", "n_ja", "n_svar", "n_ea", "n_bortfall", "kalla", "raknas"} | {
    "kvartil_1",
    "kvartil_3",
    "redovisat",
}
# One entry for each object; a list stands for objects that all look alike.
AREA: dict[str, Any] = {
    **dict.fromkeys(("tema", "namn", "n_ja", "n_tydliga", "n_osakra", "n_svar", "indikatorer")),
    "fraga": None,
    "larande": [dict.fromkeys(("kod", "namn", "varfor"))],
}
PROMISED: dict[str, Any] = {
    "schema": str,
    "kommun": {"kod": str, "namn": str, "lan": str},
    "omrade": str,
    "ar": int,
    "kalla": [dict.fromkeys(SOURCE)],
    "rankar": str,
    "referenser": [
        dict.fromkeys(
            ("id", "namn", "utgava", "antal_kommuner", "antal_i_data", "raknas", "varfor_inte")
        )
    ],
    "utvecklingsomraden": [AREA],
    "osakra_omraden": [AREA],
    "resultat": [
        {
            **dict.fromkeys(("indikator", "kolada_id", "namn", "kvalitetsomrade", "tema", "roll")),
            **dict.fromkeys(("svar", "varde", "bedomning", "jamfors_med", "skillnad", "avstand")),
            **dict.fromkeys(("atagande", "osakerhet", "forra")),
            "skal": [dict.fromkeys(("kod", "text"))],
            "att_stamma_av": [dict.fromkeys(("kod", "text"))],
            "jamforelser": "by reference",
        }
    ],
}


def assert_shape(value: Any, shape: Any, at: str = "") -> None:
    if isinstance(shape, list):
        assert isinstance(value, list), at
        for n, item in enumerate(value):
            assert_shape(item, shape[0], f"{at}[{n}]")
    elif isinstance(shape, dict):
        assert set(value) == set(shape), at
        for key in shape:
            assert_shape(value[key], shape[key], f"{at}.{key}")
    elif isinstance(shape, type):
        assert isinstance(value, shape), at


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--omrade", "lss"),
        ("--egen", "Mora,Orsa", "--lan", "Halland", "--alla"),
        ("--kvalitetsomrade", "Tillgänglighet"),
    ],
)
def test_json_has_exactly_the_promised_keys(hitta: Any, more: tuple[str, ...]) -> None:
    found = hitta("Leksand", *more)
    assert_shape(found, PROMISED)
    assert list(found) == list(PROMISED)  # in the order of the promise too
    assert found["schema"] == "oj-identify/2"
    for result in found["resultat"]:
        assert set(result["jamforelser"]) == set(references(found))
        for comparison in result["jamforelser"].values():
            assert set(comparison) == COMPARISON
            assert comparison["kalla"] in ("publicerad", "beraknad")


def test_json_of_numeric_indicators_has_the_same_keys(oj: Any) -> None:
    found = oj("identify", "--kommun", "Mora", "--omrade", "lss-enheter", "--format", "json").json
    assert_shape(found, PROMISED)
    assert all(set(c) == COMPARISON for r in found["resultat"] for c in r["jamforelser"].values())
    assert {a["n_ja"] for a in found["utvecklingsomraden"]} == {None}  # no JA among numbers


def test_verdicts_and_roles_are_of_the_known_kinds(hitta: Any) -> None:
    kinds = "saknas paborjat kontrollera ovanligt_bra uppfyllt ej_aktuellt inget_svar"
    for kommun in ("Leksand", "Älvdalen", "Hylte", "Örebro"):
        for result in hitta(kommun)["resultat"]:
            assert result["bedomning"] in {*kinds.split(), "bakgrund"}
            assert result["roll"] in ("kvalitet", "bakgrund")


def test_csv_has_the_numbers_of_the_json(fraga: Any) -> None:
    asked = ("identify", "--kommun", "Leksand", "--egen", "Mora,Orsa", "--lan", "Halland")
    found = fraga(*asked, "--format", "json").json
    rows = list(csv.DictReader(io.StringIO(fraga(*asked, "--format", "csv").out)))
    assert [r["indikator"] for r in rows] == ids(found)
    for row, result in zip(rows, found["resultat"], strict=True):
        numbers = {k: result[k] for k in ("varde", "skillnad")}
        numbers |= {id: c["andel"] for id, c in result["jamforelser"].items()}
        for key, number in numbers.items():
            assert (None if row[key] == "" else float(row[key])) == number, (row, key)
        assert row["svar"] == (result["svar"] or "")
        assert row["bedomning"] == result["bedomning"]
        assert row["skal"].replace("\u00a0", " ") == " ".join(
            r["text"] for r in (*result["skal"], *result["att_stamma_av"])
        ).replace("\u00a0", " ")


# ---------------------------------------------------------------- formats


def test_swedish_csv_has_semicolons_decimal_commas_and_a_bom(fraga: Any) -> None:
    asked = (
        "identify",
        "--kommun",
        "Leksand",
        "--omrade",
        "socialpsykiatri",
        "--format",
        "csv",
        "--csv-dialect",
        "svensk",
    )
    text = fraga(*asked).out
    assert text.startswith("\ufeffindikator;namn;")
    row = next(r for r in text.splitlines() if r.startswith("sip_rutin;"))
    assert "64,28571428571429" in row  # 100 * 9 / 14


def test_markdown_is_the_same_answer(fraga: Any) -> None:
    text = fraga(
        "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "md"
    ).out
    assert text.startswith("# Leksand: jämförelser 2022, socialpsykiatri\n")
    assert "\n## Viktigast att förbättra\n" in text
    assert "| Uppsökande verksamhet | Krav i " in text


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("svar.json", "{\n"),
        ("svar.csv", "indikator,"),
        ("svar.md", "# Leksand"),
        ("svar.txt", "Leksand: jämförelser"),
        ("svar", "Leksand: jämförelser"),
    ],
)
def test_a_file_takes_its_format_from_its_name(oj: Any, mapp: Any, name: str, begins: str) -> None:
    ran = oj("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "-o", name)
    assert (ran.code, ran.out) == (0, "")
    assert name in ran.err
    assert (mapp.path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_file_holds_what_the_screen_would(oj: Any, mapp: Any) -> None:
    asked = ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json")
    shown = oj(*asked).out
    assert oj(*asked, "-o", "ut.dat").code == 0
    assert Path("ut.dat").read_text(encoding="utf-8") == shown


# ---------------------------------------------------------------- options


def test_year(hitta: Any) -> None:
    assert hitta("Leksand")["ar"] == 2022  # the newest
    before = hitta("Leksand", "--ar", "2021")
    assert before["ar"] == 2021
    assert one(before, "ips")["svar"] == "JA"


def test_area_by_id_and_name(hitta: Any) -> None:
    assert hitta("Leksand")["omrade"] == "socialpsykiatri"  # the first in which it has answers
    for text in ("lss", "LSS", "Stöd enligt LSS (påhittat)"):
        assert hitta("Leksand", "--omrade", text)["omrade"] == "lss"
    assert hitta("Vansbro")["omrade"] == "socialpsykiatri"


@pytest.mark.parametrize("text", ["leksand", "LEKSAND", "2029", "Leksands kommun"])
def test_kommun_in_any_spelling(hitta: Any, text: str) -> None:
    assert hitta(text)["kommun"] == {"kod": "2029", "namn": "Leksand", "lan": "Dalarnas län"}


@pytest.mark.parametrize("text", ["alvdalen", "ÄLVDALEN", "Älvdalen", "A\u0308lvdalen"])
def test_kommun_with_and_without_aao(hitta: Any, text: str) -> None:
    assert hitta(text)["kommun"]["namn"] == "Älvdalen"


@pytest.mark.parametrize("text", ["sakerhet", "Trygghet och säkerhet", "trygghet OCH sakerhet"])
def test_quality_area_by_id_and_name(hitta: Any, text: str) -> None:
    found = hitta("Leksand", "--kvalitetsomrade", text)
    assert set(ids(found)) == {"valdsrutin", "sip_information"}


@pytest.mark.parametrize("text", ["Tillg", "tillg", "Tillgänglighet", "tillganglighet"])
def test_quality_area_by_the_beginning_of_its_name(hitta: Any, text: str) -> None:
    found = hitta("Leksand", "--kvalitetsomrade", text)
    asked = {"uppsokande", "boendestod_kvall", "oppen_verksamhet", "egen_regi"}
    assert set(ids(found)) == asked


@pytest.mark.parametrize(
    ("jamfor_med", "more", "rankar"),
    [
        ("riket", (), "riket"),
        ("RIKET", (), "riket"),
        ("lan", (), "lan"),
        ("län", (), "lan"),
        # 6 of 15 kommuner in C9, and 6 of 72 in group 2: riket does it instead
        ("kommungrupp", (), "riket"),
        ("invanargrupp", (), "riket"),
        ("invånargrupp", (), "riket"),
        ("egen", ("--egen", "Mora,Rättvik,Orsa,Falun,Gagnef"), "egen"),
        ("egen", ("--egen", "Mora"), "riket"),
        ("urval", ("--lan", "Halland"), "urval"),
        ("urval", ("--lan", "20"), "urval"),
        ("urval", ("--kommungrupp", "C9"), "riket"),
    ],
)
def test_the_reference_that_ranks(
    fraga: Any, jamfor_med: str, more: tuple[str, ...], rankar: str
) -> None:
    asked = ("identify", "--kommun", "Leksand", "--jamfor-med", jamfor_med, *more)
    found = fraga(*asked, "--format", "json").json
    assert found["rankar"] == rankar
    wanted = jamfor_med.lower().replace("å", "a").replace("ä", "a")
    for result in found["resultat"]:
        used = result["jamforelser"][result["jamfors_med"]]
        if result["avstand"]:
            assert result["avstand"] == used["andel"] / 100
            assert used["raknas"]
        if result["jamforelser"][wanted]["raknas"]:
            assert result["jamfors_med"] == wanted
    said = words(fraga(*asked).out)
    name = words(references(found)[wanted]["namn"])
    assert (f"Obs: {name} går inte att jämföra med" in said) == (rankar != wanted)
    assert ("Riket används i stället." in said) == (rankar != wanted)


def test_halland_as_selection(hitta: Any, fraga: Any) -> None:
    found = hitta("Leksand", "--jamfor-med", "urval", "--lan", "Halland")
    assert references(found)["urval"]["antal_kommuner"] == 6
    # uppsokande in Halland: 2 JA of the 4 that answered, which are fewer than 5 others.
    seeking, agreed = (one(found, id) for id in ("uppsokande", "overenskommelse_af"))
    assert (seeking["jamfors_med"], seeking["avstand"]) == ("riket", 0.4)
    assert (agreed["jamfors_med"], agreed["avstand"]) == ("urval", pytest.approx(4 / 6))
    said = words(
        fraga("identify", "--kommun", "Leksand", "--jamfor-med", "urval", "--lan", "Halland").out
    )
    assert re.search(r"Urvalet har för få svar på [^.]*\. De jämförs med Riket i stället\.", said)


def test_own_list_by_name_code_and_repeated(hitta: Any) -> None:
    found = hitta("Leksand", "--egen", " mora , 2031,Orsa,,Mora")
    assert references(found)["egen"]["antal_kommuner"] == 3


def test_filters_make_the_selection(hitta: Any) -> None:
    def selected(*filters: str) -> tuple[int, int]:
        urval = references(hitta("Leksand", *filters))["urval"]
        return urval["antal_kommuner"], urval["antal_i_data"]

    assert selected("--lan", "Halland") == (6, 6)
    assert selected("--kommungrupp", "C9") == (15, 6)
    assert selected("--invanargrupp", "2") == (72, 6)
    assert selected("--lan", "Dalarna", "--kommungrupp", "C9") == (5, 5)
    assert selected("--lan", "Dalarna", "--kommungrupp", "C9", "--invanargrupp", "1") == (4, 4)
    assert "urval" not in references(hitta("Leksand"))


def test_edition(hitta: Any) -> None:
    assert references(hitta("Leksand"))["kommungrupp"]["utgava"] == "SKR 2017"
    old = references(hitta("Leksand", "--utgava", "skl2011"))["kommungrupp"]
    assert (old["utgava"], old["antal_kommuner"]) == ("SKL 2011", 35)
    # Mora is in C8 in the edition of 2017 and in C9 in that of 2023.
    assert references(hitta("Mora", "--utgava", "SKR 2023"))["kommungrupp"]["namn"].startswith(
        "Kommungrupp C9"
    )
    urval = references(hitta("Leksand", "--utgava", "skl2011", "--kommungrupp", "9"))["urval"]
    assert urval["antal_kommuner"] == 35


def test_the_edition_in_force_in_the_year_of_the_data_is_printed(fraga: Any) -> None:
    assert (
        "(SKR 2017)" in fraga("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri").out
    )
    assert "(SKL 2011)" in words(fraga("identify", "--kommun", "Leksand", "--utgava", "2011").out)


def test_the_shipped_data_of_2016_have_the_edition_of_2011(oj: Any) -> None:
    found = oj(
        "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json"
    ).json
    assert (found["ar"], references(found)["kommungrupp"]["utgava"]) == (2016, "SKL 2011")
    found = oj(
        "identify", "--kommun", "Leksand", "--omrade", "lss-enheter", "--format", "json"
    ).json
    assert (found["ar"], references(found)["kommungrupp"]["utgava"]) == (2022, "SKR 2017")


def test_number_of_indicators_on_the_short_list(fraga: Any) -> None:
    def rows(*more: str) -> str:
        text: str = fraga(
            "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", *more
        ).out
        return text.split("Viktigast att förbättra")[1].split("Påbörjat")[0]

    assert "till visas med --alla" not in rows()  # six, and seven fit
    assert "  4 till visas med --alla." in rows("--antal", "2")
    assert "  1 till visas med --alla." in rows("--antal", "5")
    assert "Plan för personalens kompetens" not in rows("--antal", "2")
    asked = (
        "identify",
        "--kommun",
        "Leksand",
        "--omrade",
        "socialpsykiatri",
        "--antal",
        "1",
        "--format",
        "json",
    )
    assert len(fraga(*asked).json["resultat"]) == 14  # data are whole


def test_all_indicators_with_all_references(fraga: Any) -> None:
    text = fraga("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--alla").out
    table = text.split("Alla indikatorer")[1].split("Så är det räknat")[0]
    assert (
        "Alla indikatorer"
        not in fraga("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri").out
    )
    # 20 of 24 kommuner are no basis for riket: starred. Dalarna is whole: 12 of 15.
    assert words(table).count("Rutin vid våld NEJ saknas 83* 80 83*") == 1
    assert "SEKRETESS" in table
    assert "saknas" in table


def test_the_map_is_offered(fraga: Any) -> None:
    said = fraga("identify", "--kommun", "Mora", "--omrade", "socialpsykiatri").out
    assert said.rstrip().endswith("oj identify --kommun Mora\n      alla områden på en skärm")


def test_one_of_something_is_said_in_the_singular(fraga: Any) -> None:
    lead = words(fraga("identify", "--kommun", "Leksand", "--omrade", "lss").out)
    assert "3 saknas, 2 svar att stämma av och 1 uppfyllt." in lead


# ---------------------------------------------------------------- a whole län


def county(oj: Any, *more: str) -> Any:
    ran = oj(
        "identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri", *more, "--format", "json"
    )
    assert ran.code == 0, ran.err
    return ran.json


def test_county_shares_against_riket(fraga: Any) -> None:
    found = county(fraga)
    assert found["schema"] == "oj-identify-lan/2"
    assert found["lan"] == {"kod": "20", "namn": "Dalarnas län"}
    got = [(r["indikator"], r["skillnad"], r["bedomning"]) for r in found["resultat"]]
    # ten points or more are worth a word; of 15 kommuner they may be chance
    expected = [
        ("uppsokande", 100 * 4 / 15 - 40, "osakert"),
        ("overenskommelse_af", 100 * 7 / 15 - 60, "osakert"),
        ("sip_rutin", 100 * 9 / 14 - 72, "i_mitten"),
        ("brukarrad", 100 * 2 / 15 - 20, "i_mitten"),
        ("personligt_ombud", 100 * 9 / 11 - 85, "i_mitten"),
        ("boendestod_kvall", 100 * 3 / 11 - 30, "i_mitten"),
        ("ips", 100 * 3 / 14 - 24, "i_mitten"),
        ("fardighetstraning", 0, "i_mitten"),  # 50 and 50: before those that are ahead of riket
        ("sysselsattning", 100 - 88, "i_mitten"),
        ("oppen_verksamhet", 100 * 12 / 14 - 69, "i_mitten"),
        ("kompetensplan", 90 - 66, "i_mitten"),
        ("sip_information", None, None),  # not asked in 2022
        ("valdsrutin", None, None),  # riket is not known
    ]  # egen_regi is a background factor and left out
    assert [(i, v) for i, _, v in got] == [(i, v) for i, _, v in expected]
    for (indicator, value, _), (_, wanted, _) in zip(got, expected, strict=True):
        assert value == (None if wanted is None else pytest.approx(wanted)), indicator


def test_county_themes_are_those_of_its_list_in_its_order(fraga: Any) -> None:
    themes = [
        (t["tema"], t["n_samre"], t["n_osakra"], t["n_tydliga"]) for t in county(fraga)["teman"]
    ]
    # arbete: the agreement and IPS lie behind riket, sysselsattning does not
    assert themes == [("kontakt", 1, 1, 0), ("arbete", 2, 1, 0)]


def test_a_county_is_worse_only_where_more_than_a_kommun_or_two_changed(fraga: Any) -> None:
    results = county(fraga)["resultat"]
    before = {r["indikator"]: r["forra"] for r in results}
    # from 5 to 4 of 15, 10 to 9 of 14, 10 to 9 of 11: so little is chance
    assert [r["indikator"] for r in results if r["samre"]] == []
    assert (before["uppsokande"]["n_ja"], before["uppsokande"]["n_svar"]) == (5, 15)
    assert (before["sip_rutin"]["n_ja"], before["sip_rutin"]["n_svar"]) == (10, 14)
    assert before["kompetensplan"] is None  # over the break


def test_county_who_can_teach(fraga: Any) -> None:
    ips = one(county(fraga), "ips")
    assert [k["namn"] for k in ips["har"]] == ["Borlänge", "Falun", "Mora"]
    said = words(fraga("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri").out)
    assert "IPS: Borlänge, Falun och Mora kan lära 11 andra" in said  # 3 of 14 is a third or less
    assert "Avtal Arbetsförmedlingen:" not in said.split("Där få kan lära många")[1]  # 7 of 15


def test_county_where_answers_are_missing(fraga: Any) -> None:
    assert county(fraga, "--omrade", "lss")["har_inte_svarat"] == [
        {"kod": "2021", "namn": "Vansbro"}
    ]
    said = words(fraga("identify", "--lan", "Dalarna", "--omrade", "lss").out)
    assert "Inga svar alls: Vansbro." in said
    assert "14 av 15 kommuner finns i data." in said
    said = words(fraga("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri").out)
    assert "Öppen verksamhet: Leksand." in said  # SEKRETESS: not said to be bortfall


def test_county_options(fraga: Any) -> None:
    assert county(fraga, "--ar", "2021")["ar"] == 2021
    quality = county(fraga, "--kvalitetsomrade", "sjalv")
    assert {r["indikator"] for r in quality["resultat"]} == {"personligt_ombud", "brukarrad"}
    short = words(
        fraga("identify", "--lan", "20", "--omrade", "socialpsykiatri", "--antal", "1").out
    )
    assert "1 indikator till; se --alla." in short
    whole = fraga("identify", "--lan", "Dalarnas län", "--omrade", "socialpsykiatri", "--alla").out
    assert "till; se --alla" not in whole
    assert "83 %*" in words(whole)  # riket's 24 kommuner do not count


def test_county_csv_has_the_numbers_of_the_json(fraga: Any) -> None:
    found = county(fraga)
    text = fraga(
        "identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri", "--format", "csv"
    ).out
    rows = list(csv.DictReader(io.StringIO(text)))
    for row, result in zip(rows, found["resultat"], strict=True):
        assert row["indikator"] == result["indikator"]
        for key in ("lan", "riket", "n_ja", "n_svar", "n_ea", "n_bortfall"):
            assert (None if row[key] == "" else float(row[key])) == result[key]
        apart = None if row["skillnad"] == "" else float(row["skillnad"])
        assert apart == result["skillnad"]


def test_county_in_each_format(oj: Any, mapp: Any) -> None:
    asked = ("identify", "--lan", "Halland", "--omrade", "socialpsykiatri")
    assert oj(*asked, "--format", "md").out.startswith("# Hallands län: jämförelser 2022")
    assert oj(*asked, "--format", "csv", "--csv-dialect", "svensk").out.startswith("\ufeff")
    assert oj(*asked, "-o", "lan.json").code == 0
    assert json.loads(Path("lan.json").read_text("utf-8"))["lan"]["namn"] == "Hallands län"


def test_with_a_kommun_the_lan_is_a_selection(fraga: Any) -> None:
    asked = ("identify", "--kommun", "Leksand", "--lan", "Dalarna", "--format", "json")
    assert fraga(*asked).json["schema"] == "oj-identify/2"


def test_alias(fraga: Any) -> None:
    asked = ("--kommun", "Leksand", "--format", "json")
    assert fraga("identifiera", *asked).out == fraga("identify", *asked).out


def test_the_newest_year_with_anything_judged_is_shown_and_what_is_newer_is_said(oj: Any) -> None:
    ran = oj("identify", "--kommun", "Göteborg", "--omrade", "barn-och-unga", "--format", "json")
    judged = [r for r in ran.json["resultat"] if r["bedomning"] not in ("bakgrund", "inget_svar")]
    assert (ran.json["ar"], bool(judged)) == (2015, True)
    assert "2022" in ran.err
    named = oj("identify", "--kommun", "Göteborg", "--omrade", "barn-och-unga", "--ar", "2022")
    assert (named.code, named.err) == (0, "")


def test_who_has_answers_is_said_to_whom_has_none(oj: Any) -> None:
    ran = oj("identify", "--kommun", "Umeå", "--omrade", "socialpsykiatri")
    assert (ran.code, ran.out) == (2, "")
    assert "15 av 290 kommuner, alla i Dalarnas län." in ran.err
