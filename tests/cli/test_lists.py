"""Every option of compare, peers, explain, indicators and kommuner, in each format."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest


def words(text: str) -> str:
    return " ".join(text.split())


def data(oj: Any, *asked: str) -> Any:
    ran = oj(*asked, "--format", "json")
    assert ran.code == 0, ran.err
    return ran.json


def table(oj: Any, *asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(oj(*asked, "--format", "csv").out)))


def names(found: Any) -> list[str]:
    return [k["namn"] for k in found["kommuner"] if k.get("i_data", True)]


KOMMUN = (
    "Avesta Borlänge Falkenberg Falun Gagnef Gävle Halmstad Hedemora Hylte Kungsbacka Laholm "
    "Leksand Ludvika Malung-Sälen Mora Orsa Rättvik Smedjebacken Säter Vansbro Varberg Åre "
    "Älvdalen Örebro"
)
ALL_24 = KOMMUN.split()
HALLAND = ["Falkenberg", "Halmstad", "Hylte", "Kungsbacka", "Laholm", "Varberg"]
C9 = ["Leksand", "Malung-Sälen", "Orsa", "Rättvik", "Åre", "Älvdalen"]
GROUP_2 = ["Avesta", "Hedemora", "Laholm", "Leksand", "Ludvika", "Mora"]

LISTING = [
    ("compare", "--indicator", "ips"),
    ("compare", "--kvalitetsomrade", "kunskapsbaserad"),
    ("peers", "--indicator", "ips", "--kommun", "Leksand"),
    ("peers", "--tema", "arbete", "--kommun", "Leksand", "--omrade", "socialpsykiatri"),
    ("explain", "ips", "--kommun", "Leksand"),
    ("indicators",),
    ("indicators", "rutin"),
    ("kommuner",),
    ("kommuner", "dalarna"),
]


# ---------------------------------------------------------------- what all of them do


@pytest.mark.parametrize("asked", LISTING, ids=" ".join)
def test_each_format(fraga: Any, asked: tuple[str, ...]) -> None:
    text = fraga(*asked)
    assert (text.code, text.err) == (0, "")
    assert text.out.splitlines()[1].startswith("===")
    found = data(fraga, *asked)
    assert found["schema"] == f"oj-{asked[0]}/{2 if asked[0] == 'compare' else 1}"
    rows = table(fraga, *asked)
    assert rows
    if asked[0] in ("indicators", "kommuner"):  # what is listed is a table in JSON too
        listed = next(v for v in found.values() if isinstance(v, list))
        assert rows == [
            {k: "" if v is None else str(v).replace("\u00a0", " ") for k, v in row.items()}
            for row in listed
        ]
    assert fraga(*asked, "--no-color").out == text.out
    plain = fraga(*asked, "--format", "csv").out
    swedish = fraga(*asked, "--format", "csv", "--csv-dialect", "svensk").out
    assert swedish.startswith("\ufeff")
    fields = list(csv.reader(io.StringIO(swedish.removeprefix("\ufeff")), delimiter=";"))
    assert fields[0] == next(csv.reader(io.StringIO(plain)))
    assert len(fields) == len(rows) + 1
    markdown = fraga(*asked, "--format", "md").out
    assert markdown.startswith("# ")
    assert markdown.splitlines()[0][2:] == text.out.splitlines()[0]


@pytest.mark.parametrize("asked", LISTING, ids=" ".join)
def test_each_format_in_a_file(oj: Any, fraga: Any, asked: tuple[str, ...]) -> None:
    for name in ("ut.json", "ut.csv", "ut.md", "ut.txt"):
        ran = oj(*asked, "-o", name)
        assert (ran.code, ran.out) == (0, "")
        assert ran.err == f"Skrev {name}.\n"
    assert json.loads(Path("ut.json").read_text("utf-8")) == data(fraga, *asked)
    with Path("ut.csv").open(encoding="utf-8", newline="") as file:
        assert file.read() == fraga(*asked, "--format", "csv").out
    assert Path("ut.md").read_text("utf-8") == fraga(*asked, "--format", "md").out
    title = fraga(*asked).out.splitlines()[0]
    assert Path("ut.txt").read_text("utf-8").splitlines()[0] == title


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("jamfor", ("compare", "--indicator", "ips")),
        ("larande", ("peers", "--indicator", "ips", "--kommun", "Leksand")),
        ("forklara", ("explain", "ips", "--kommun", "Leksand")),
        ("indikatorer", ("indicators",)),
    ],
)
def test_aliases(fraga: Any, alias: str, name: tuple[str, ...]) -> None:
    assert fraga(alias, *name[1:]).out == fraga(*name).out


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (("--lan", "Halland"), HALLAND),
        (("--lan", "13"), HALLAND),
        (("--lan", "hallands län"), HALLAND),
        (("--kommungrupp", "C9"), C9),
        (("--kommungrupp", "c9"), C9),
        (("--kommungrupp", "Landsbygdskommuner med besöksnäring"), C9),
        (("--invanargrupp", "2"), GROUP_2),
        (("--lan", "Dalarna", "--kommungrupp", "C9"), [k for k in C9 if k != "Åre"]),
        (("--kommungrupp", "C9", "--invanargrupp", "2"), ["Leksand"]),
        # Leksand is in group 9 of the edition of 2011, with three more in the data.
        (
            ("--kommungrupp", "9", "--utgava", "skl2011"),
            ["Borlänge", "Falkenberg", "Hedemora", "Laholm", "Leksand"],
        ),
    ],
)
def test_filters_mean_the_same_everywhere(
    fraga: Any, filters: tuple[str, ...], expected: list[str]
) -> None:
    assert names(data(fraga, "compare", "--indicator", "egen_regi", *filters)) == expected
    assert names(data(fraga, "compare", "--kvalitetsomrade", "tillg", *filters)) == expected
    asked = ("peers", "--indicator", "egen_regi", "--kommun", "Hylte", "--antal", "99")
    ja = [k for k in expected if k not in ("Hylte", "Leksand")]  # Leksand says NEJ
    assert sorted(names(data(fraga, *asked, *filters))) == sorted(ja)
    listed = [k["kommun"] for k in data(fraga, "kommuner", "--ar", "2022", *filters)["kommuner"]]
    assert [k for k in listed if k in ALL_24] == expected
    asked = ("identify", "--kommun", "Mora", *filters)
    urval = next(r for r in data(fraga, *asked)["referenser"] if r["id"] == "urval")
    assert (urval["antal_kommuner"], urval["antal_i_data"]) == (len(listed), len(expected))


# ---------------------------------------------------------------- compare


def test_compare_lists_all_in_swedish_order(fraga: Any) -> None:
    found = data(fraga, "compare", "--indicator", "ips")
    assert names(found) == ALL_24  # å, ä, ö last, in that order
    assert found["schema"] == "oj-compare/2"
    assert (found["omrade"], found["ar"], found["utgava"]) == ("socialpsykiatri", 2022, "SKR 2017")
    assert [r["id"] for r in found["referenser"]] == ["riket"]  # several län


KOMMUNGRUPP_2017 = (
    "Kungsbacka Borlänge Gävle Halmstad Örebro Gagnef Laholm Säter Hylte Avesta Falkenberg Falun "
    "Varberg Hedemora Smedjebacken Ludvika Mora Vansbro Leksand Malung-Sälen Orsa Rättvik Åre "
    "Älvdalen"
)
# Group 10 comes after 9: Mora last.
KOMMUNGRUPP_2011 = (
    "Kungsbacka Falun Gävle Halmstad Varberg Örebro Gagnef Orsa Smedjebacken Säter Malung-Sälen "
    "Rättvik Åre Älvdalen Avesta Hylte Ludvika Vansbro Borlänge Falkenberg Hedemora Laholm "
    "Leksand Mora"
)
INVANARGRUPP = (
    "Gagnef Hylte Malung-Sälen Orsa Rättvik Smedjebacken Säter Vansbro Åre Älvdalen Avesta "
    "Hedemora Laholm Leksand Ludvika Mora Borlänge Falkenberg Falun Varberg Gävle Halmstad "
    "Kungsbacka Örebro"
)
LAN = (
    "Avesta Borlänge Falun Gagnef Hedemora Leksand Ludvika Malung-Sälen Mora Orsa Rättvik "
    "Smedjebacken Säter Vansbro Älvdalen Gävle Falkenberg Halmstad Hylte Kungsbacka Laholm "
    "Varberg Åre Örebro"
)
SVAR = (  # JA, DELVIS, NEJ, BORTFALL
    "Borlänge Falun Gävle Halmstad Mora Varberg Örebro Ludvika Avesta Falkenberg Gagnef Hedemora "
    "Hylte Kungsbacka Laholm Leksand Malung-Sälen Orsa Rättvik Smedjebacken Vansbro Åre Älvdalen "
    "Säter"
)


@pytest.mark.parametrize(
    ("sort", "more", "expected"),
    [
        ("kommun", (), KOMMUN),
        ("svar", (), SVAR),
        ("kommungrupp", (), KOMMUNGRUPP_2017),
        ("kommungrupp", ("--utgava", "skl2011"), KOMMUNGRUPP_2011),
        ("invanargrupp", (), INVANARGRUPP),
        ("invånargrupp", (), INVANARGRUPP),
        ("lan", (), LAN),
        ("Län", (), LAN),
    ],
)
def test_compare_sorted(fraga: Any, sort: str, more: tuple[str, ...], expected: str) -> None:
    asked = ("compare", "--indicator", "ips", "--sort", sort, *more)
    assert names(data(fraga, *asked)) == expected.split()
    assert [r["kommun"] for r in table(fraga, *asked)] == expected.split()


def test_a_matrix_is_sorted_by_all_answers_together(fraga: Any) -> None:
    asked = ("compare", "--kvalitetsomrade", "kunskapsbaserad", "--lan", "Halland")
    # JA of ips, sysselsattning, fardighetstraning, kompetensplan: Ha 4, Vb 4, Ku 3, Fk 2,
    # Hy 1 (sysselsattning), La 1 (sysselsattning, and BORTFALL)
    assert names(data(fraga, *asked, "--sort", "svar")) == [
        "Halmstad",
        "Varberg",
        "Kungsbacka",
        "Falkenberg",
        "Hylte",
        "Laholm",
    ]


def test_numbers_are_sorted_with_the_best_first(oj: Any) -> None:
    asked = ("compare", "--indicator", "boende_handledning", "--lan", "Dalarna", "--sort", "svar")
    kommuner = data(oj, *asked)["kommuner"]
    values = [k["varde"]["boende_handledning"] for k in kommuner]
    known = [v for v in values if v is not None]
    assert values == [*sorted(known, reverse=True), *[None] * (len(values) - len(known))]
    assert len(values) == 15  # one without a value stands last
    assert values[0] == 100


def test_compare_with_one_lan_has_its_share_too(fraga: Any) -> None:
    found = data(
        fraga, "compare", "--indicator", "sip_rutin", "--omrade", "socialpsykiatri", "--lan", "20"
    )
    riket, lan = (r["indikatorer"]["sip_rutin"] for r in found["referenser"])
    assert (riket["andel"], riket["kalla"], riket["n_ja"]) == (72, "publicerad", None)
    assert lan["andel"] == pytest.approx(100 * 9 / 14)
    assert (lan["redovisat"], lan["n_ja"], lan["n_svar"], lan["n_ea"]) == (60, 9, 14, 1)
    said = fraga("compare", "--indicator", "socialpsykiatri/sip_rutin", "--lan", "20").out
    assert "Riket, andel JA %         72 (publicerad)" in said
    assert "Dalarnas län, andel JA %  64 (9 av 14)" in said


def test_compare_a_selection_has_its_share(fraga: Any) -> None:
    found = data(fraga, "compare", "--indicator", "ips", "--invanargrupp", "2")
    urval = next(r for r in found["referenser"] if r["id"] == "urval")["indikatorer"]["ips"]
    assert (urval["n_ja"], urval["n_svar"]) == (1, 6)  # Mora of the six, DELVIS in Ludvika


def test_compare_csv_has_the_answers_of_the_json(fraga: Any) -> None:
    asked = ("compare", "--kvalitetsomrade", "tillg", "--ar", "2021")
    for row, kommun in zip(table(fraga, *asked), data(fraga, *asked)["kommuner"], strict=True):
        answers = {i: a or "" for i, a in kommun["svar"].items()}
        assert {i: row[i] for i in answers} == answers
        assert (row["kod"], row["invanargrupp"]) == (kommun["kod"], str(kommun["invanargrupp"]))


def test_compare_year_and_csv(fraga: Any) -> None:
    rows = table(fraga, "compare", "--indicator", "ips", "--ar", "2021", "--lan", "Dalarna")
    assert [r["kommun"] for r in rows if r["ips"] == "JA"] == ["Borlänge", "Leksand"]
    assert rows[0] == {
        "kod": "2084",
        "kommun": "Avesta",
        "lan": "Dalarnas län",
        "kommungrupp": "C6",
        "invanargrupp": "2",
        "ips": "NEJ",
    }


def test_compare_a_matrix(fraga: Any) -> None:
    found = data(fraga, "compare", "--kvalitetsomrade", "Självbestämmande", "--lan", "Halland")
    assert [i["id"] for i in found["indikatorer"]] == ["personligt_ombud", "brukarrad"]
    varberg = found["kommuner"][-1]
    assert varberg["svar"] == {"personligt_ombud": "JA", "brukarrad": "JA"}
    text = fraga("compare", "--kvalitetsomrade", "sjalvbestammande", "--lan", "Halland").out
    assert "Hallands län, andel JA %  100               17" in text  # 6 of 6, 1 of 6
    found = data(fraga, "compare", "--kvalitetsomrade", "sjalv", "--omrade", "lss")
    assert [i["id"] for i in found["indikatorer"]] == ["brukarrad", "barn_delaktighet", "lattlast"]


def test_a_question_that_was_not_asked_has_no_column(fraga: Any) -> None:
    asked = ("compare", "--kvalitetsomrade", "sakerhet")
    assert [i["id"] for i in data(fraga, *asked)["indikatorer"]] == ["valdsrutin"]
    before = data(fraga, *asked, "--ar", "2021")
    assert [i["id"] for i in before["indikatorer"]] == ["valdsrutin", "sip_information"]


@pytest.mark.parametrize(
    "asked",
    [
        ("compare", "--indicator", "sip_information"),
        ("peers", "--indicator", "sip_information", "--kommun", "Leksand"),
        ("explain", "sip_information", "--kommun", "Leksand"),
    ],
)
def test_a_question_is_looked_at_in_the_newest_year_it_was_asked(
    fraga: Any, asked: tuple[str, ...]
) -> None:
    assert data(fraga, *asked)["ar"] == 2021
    ran = fraga(*asked, "--ar", "2022")
    assert (ran.code, ran.out) == (2, "")
    assert "inga svar för 2022 på ”Information om samordnad individuell plan”" in ran.err
    assert "2021" in ran.err.splitlines()[-1]


@pytest.mark.parametrize(
    "text", ["ips", "IPS", "socialpsykiatri/ips", "individanpassat stöd till arbete (ips)"]
)
def test_indicator_by_id_and_name(fraga: Any, text: str) -> None:
    assert data(fraga, "compare", "--indikator", text)["indikatorer"][0]["id"] == "ips"


def test_indicator_by_kolada_id(fraga: Any) -> None:
    assert data(fraga, "explain", "p00001", "--kommun", "Mora")["indikator"]["id"] == "sip_rutin"


# ---------------------------------------------------------------- peers


def test_peers_the_most_alike_first_and_those_that_improved_before_the_rest(fraga: Any) -> None:
    found = data(fraga, "peers", "--indicator", "ips", "--kommun", "Leksand")
    assert found["schema"] == "oj-peers/1"
    assert [(k["namn"], k["likhet"], k["battre_sedan"]) for k in found["kommuner"]] == [
        ("Mora", 1, 2021),  # group 2 as Leksand; DELVIS in 2021
        ("Falun", 2, 2021),  # only the same län; NEJ in 2021
        ("Borlänge", 2, None),  # JA both years
        ("Gävle", 3, None),
        ("Halmstad", 3, None),
        ("Varberg", 3, None),
        ("Örebro", 3, None),
    ]
    said = fraga("peers", "--indicator", "ips", "--kommun", "Leksand").out
    assert "Mora      JA. Bättre än 2021: då DELVIS  Samma invånargrupp och samma län" in said
    assert "Falun     JA. Bättre än 2021: då NEJ     Samma län" in said
    assert "Borlänge  JA                             Samma län" in said


def test_peers_over_a_break_have_not_improved(fraga: Any) -> None:
    # kompetensplan has a break from 2022
    found = data(fraga, "peers", "--indicator", "kompetensplan", "--kommun", "Leksand")
    assert {k["battre_sedan"] for k in found["kommuner"]} == {None}


def test_peers_of_a_year_before_have_nothing_to_improve_from(fraga: Any) -> None:
    asked = ("peers", "--indicator", "ips", "--kommun", "Leksand", "--ar", "2021")
    found = data(fraga, *asked)
    assert names(found) == ["Borlänge", "Gävle", "Halmstad", "Varberg", "Örebro"]
    assert {k["battre_sedan"] for k in found["kommuner"]} == {None}


LEKSAND = ("--kommun", "Leksand", "--omrade", "socialpsykiatri")


def test_peers_of_a_theme(fraga: Any) -> None:
    found = data(fraga, "peers", "--tema", "arbete", *LEKSAND, "--antal", "3")
    assert found["indikatorer"] == ["ips", "overenskommelse_af", "sysselsattning"]
    assert [(k["namn"], k["har"], k["battre_i"]) for k in found["kommuner"]] == [
        ("Mora", ["ips", "sysselsattning"], ["ips"]),
        ("Orsa", ["overenskommelse_af", "sysselsattning"], ["overenskommelse_af"]),
        ("Avesta", ["overenskommelse_af", "sysselsattning"], []),
    ]


def test_peers_of_a_theme_leave_out_what_was_not_asked(fraga: Any) -> None:
    found = data(fraga, "peers", "--tema", "Samlat stöd", *LEKSAND)
    assert found["indikatorer"] == ["sip_rutin", "personligt_ombud"]


def test_peers_of_a_theme_in_which_nothing_is_missing(fraga: Any) -> None:
    found = data(fraga, "peers", "--tema", "arbete", "--kommun", "Borlänge", *LEKSAND[2:])
    assert found["indikatorer"] == ["ips", "overenskommelse_af", "sysselsattning"]  # all of it


def test_how_many_peers(fraga: Any) -> None:
    asked = ("peers", "--indicator", "sysselsattning", "--kommun", "Leksand")
    assert len(data(fraga, *asked)["kommuner"]) == 10
    assert len(data(fraga, *asked, "--antal", "2")["kommuner"]) == 2
    # 13 JA in Dalarna, 6 in Halland and 3 more
    assert "  20 till visas med --antal 22." in fraga(*asked, "--antal", "2").out
    assert "  1 till visas med --antal 22." in fraga(*asked, "--antal", "21").out
    assert "till visas" not in fraga(*asked, "--antal", "22").out


def test_peers_csv_has_the_same(fraga: Any) -> None:
    asked = ("peers", "--indicator", "ips", "--kommun", "Leksand")
    rows = table(fraga, *asked)
    for row, k in zip(rows, data(fraga, *asked)["kommuner"], strict=True):
        assert (row["kod"], row["kommun"], row["likhet"]) == (k["kod"], k["namn"], str(k["likhet"]))
        assert row["battre_sedan"] == str(k["battre_sedan"] or "")


def test_peers_with_values_are_the_best_quarter(oj: Any) -> None:
    asked = ("peers", "--indicator", "boende_handledning", "--kommun", "Leksand", "--antal", "300")
    found = data(oj, *asked)["kommuner"]
    assert min(k["varde"] for k in found) >= 59  # riket's upper quartile
    assert found[0]["likhet"] <= found[-1]["likhet"]
    rising = [k for k in found if k["okning"]]
    assert all(k["okning"] > 0 and k["battre_sedan"] in (2018, 2019) for k in rising)
    alike = [k for k in found if k["likhet"] == 1]
    rises = [k["okning"] or 0 for k in alike]
    assert rises == sorted(rises, reverse=True)


def test_no_peers_at_all(fraga: Any) -> None:
    ran = fraga(
        "peers",
        "--indicator",
        "brukarrad",
        "--omrade",
        "lss",
        "--kommun",
        "Leksand",
        "--lan",
        "Gävleborg",
    )
    assert ran.code == 0
    assert "Ingen annan kommun i data har det ni söker." in ran.out


# ---------------------------------------------------------------- explain


def test_explain_has_the_answers_with_their_place_in_the_file(fraga: Any) -> None:
    found = data(fraga, "explain", "ips", "--kommun", "Leksand")
    assert found["schema"] == "oj-explain/1"
    answers = [(a["ar"], a["svar"], a["kalla"]["id"], a["plats"]) for a in found["svar"]]
    assert [a[:3] for a in answers] == [
        (2022, "NEJ", "socialpsykiatri-svar"),
        (2021, "JA", "socialpsykiatri-svar"),
    ]
    lines = (
        (Path(__file__).parents[1] / "fixtures/tva_ar/kallor/socialpsykiatri.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    for ar, svar, _, plats in answers:
        row = int(plats.removeprefix("rad "))
        assert lines[row - 1] == f"{ar},ips,Leksand,{svar},påhittad"


def test_explain_has_the_rule_and_the_numbers(fraga: Any) -> None:
    said = words(fraga("explain", "socialpsykiatri/sip_rutin", "--kommun", "Leksand").out)
    for text in (
        "Andel = 100 × JA / (JA + NEJ + DELVIS).",
        "Dalarnas län: 64 %, beräknad 15 av 15 kommuner i gruppen finns i data. "
        "I data: 9 JA, 4 NEJ, 1 DELVIS, 1 EA. Räknat: 100 × 9 / 14 = 64,29.",
        "Redovisat av utgivaren: 60 %",
        "Obs: det redovisade stämmer inte med svaren i data.",
        "Riket: 72 %, publicerad",
        "Räknas inte i ordningen: 6 av 15 kommuner i gruppen finns i data.",
        "Överenskommelse: Påhittad överenskommelse i Dalarna 2013.",
        "JA betyder: Rutinen är skriven och beslutad.",
    ):
        assert text in said
    # where the printed one is right, nothing is remarked: 3 of 14 is 21
    assert "stämmer inte" not in fraga("explain", "ips", "--kommun", "Leksand").out


def test_explain_says_which_commitments_do_not_apply(fraga: Any) -> None:
    said = words(fraga("explain", "ips", "--kommun", "Leksand").out)
    assert "riktlinjer 2018. Rekommenderar" in said
    assert "riktlinjer 2011. Gäller inte Leksand 2022." in said
    assert "Halland 2019. Gäller inte Leksand 2022." in said
    assert "Halland 2019. Gäller inte" not in words(
        fraga("explain", "ips", "--kommun", "Hylte").out
    )


def test_explain_succession_and_breaks(fraga: Any) -> None:
    said = words(fraga("explain", "kompetensplan", "--kommun", "Leksand").out)
    assert "Första år: 2019." in said
    assert "Jämför inte före och efter 2022: Planen ska nu vara beslutad." in said
    said = words(fraga("explain", "sip_information", "--kommun", "Leksand").out)
    assert "Sista år: 2021." in said
    assert "Ersatt av: Rutin för samordnad individuell plan." in said


def test_explain_background(fraga: Any) -> None:
    said = words(fraga("explain", "egen_regi", "--kommun", "Leksand").out)
    assert "Bakgrundsfaktor: visas, men rangordnas aldrig." in said


def test_explain_year_edition_and_area(fraga: Any) -> None:
    before = data(fraga, "explain", "ips", "--kommun", "Leksand", "--ar", "2021")
    assert before["ar"] == 2021
    assert before["jamforelser"][0]["andel"] == 22
    old = data(fraga, "explain", "ips", "--kommun", "Leksand", "--utgava", "skl2011")
    assert [j["utgava"] for j in old["jamforelser"]] == [None, None, "SKL 2011", None]
    lss = data(fraga, "explain", "sip_rutin", "--kommun", "Leksand", "--omrade", "lss")
    assert (lss["omrade"], lss["svar"][0]["svar"]) == ("lss", "JA")


def test_explain_csv_has_the_numbers_of_the_json(fraga: Any) -> None:
    asked = ("explain", "ips", "--kommun", "Leksand")
    found, rows = data(fraga, *asked), table(fraga, *asked)
    answers = [r for r in rows if r["typ"] == "svar"]
    assert [(r["ar"], r["svar"], r["plats"]) for r in answers] == [
        (str(a["ar"]), a["svar"], a["plats"]) for a in found["svar"]
    ]
    shares = [float(r["andel"]) for r in rows if r["typ"] == "jamforelse"]
    assert shares == [j["andel"] for j in found["jamforelser"]]


def test_explain_a_kommun_that_lacks_the_answer(oj: Any) -> None:
    ran = oj("explain", "boende_personer_individuella_mal", "--kommun", "Leksand", "--ar", "2022")
    assert ran.code == 0
    assert "\n- 2022:" not in ran.out


# ---------------------------------------------------------------- indicators


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ips", {"ips"}),
        ("IPS", {"ips"}),
        ("arbetsförmedlingen", {"overenskommelse_af"}),
        ("arbetsformedlingen", {"overenskommelse_af"}),
        ("vägen till arbete", {"ips", "overenskommelse_af", "sysselsattning"}),  # the theme
        ("mötesplats", {"oppen_verksamhet"}),  # the definition
        ("P00002", {"personligt_ombud"}),
        ("sip", {"sip_rutin", "sip_information"}),  # in both områden; not ips
        ("lättläst", {"lattlast"}),
    ],
)
def test_indicators_by_word(fraga: Any, word: str, expected: set[str]) -> None:
    assert {i["id"] for i in data(fraga, "indicators", word)["indikatorer"]} == expected


def test_indicators_of_an_area(fraga: Any) -> None:
    assert len(data(fraga, "indicators")["indikatorer"]) == 14 + 6
    assert len(data(fraga, "indicators", "--omrade", "lss")["indikatorer"]) == 6
    assert fraga("indicators", "--omrade", "lss").out.startswith("6 indikatorer\n")
    assert fraga("indicators", "mötesplats").out.startswith("1 indikator med ”mötesplats”\n")


def test_indicators_without_a_hit(fraga: Any) -> None:
    ran = fraga("indicators", "finnsinte")
    assert ran.code == 0
    assert ran.out.startswith("0 indikatorer med ”finnsinte”")
    assert "oj indicators" in ran.out
    assert data(fraga, "indicators", "finnsinte") == {
        "schema": "oj-indicators/1",
        "indikatorer": [],
    }
    assert len(fraga("indicators", "finnsinte", "--format", "csv").out.splitlines()) == 1


# ---------------------------------------------------------------- kommuner


def test_kommuner_all_in_swedish_order(oj: Any) -> None:
    found = [k["kommun"] for k in data(oj, "kommuner")["kommuner"]]
    assert len(found) == 290
    assert (found[0], found[-1]) == ("Ale", "Övertorneå")
    places = [found.index(n) for n in ("Österåker", "Östra Göinge", "Överkalix")]
    assert places == sorted(places)
    assert found.index("Åtvidaberg") < found.index("Älmhult") < found.index("Öckerö")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("leks", ["Leksand"]),
        ("2029", ["Leksand"]),
        ("alvd", ["Älvdalen"]),
        ("älvd", ["Älvdalen"]),
        ("gotlands län", ["Gotland"]),
        ("åre", ["Åre"]),
    ],
)
def test_kommuner_by_word(oj: Any, word: str, expected: list[str]) -> None:
    assert [k["kommun"] for k in data(oj, "kommuner", word)["kommuner"]] == expected


def test_kommuner_with_an_a_with_a_ring_are_not_those_with_an_a(oj: Any) -> None:
    for k in data(oj, "kommuner", "å")["kommuner"]:
        assert "å" in f"{k['kommun']} {k['lan']}".lower()


def test_kommuner_groups_and_population_of_a_year(oj: Any) -> None:
    def leksand(*more: str) -> Any:
        return data(oj, "kommuner", "Leksand", *more)["kommuner"][0]

    old = leksand("--ar", "2016")
    assert (old["kommungrupp"], old["invanargrupp"]) == ("9", 2)
    assert (old["folkmangd"], old["folkmangd_ar"]) == (15326, 2015)
    assert leksand("--ar", "2017")["kommungrupp"] == "C9"
    assert leksand("--ar", "2030")["folkmangd_ar"] == 2022  # the newest before
    assert leksand("--ar", "2022", "--utgava", "skl2011")["kommungrupp"] == "9"


def test_kommuner_today_unless_a_year_is_named(oj: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJ_IDAG", "2018-05-01")
    found = data(oj, "kommuner", "Leksand")
    assert (found["ar"], found["utgava"]) == (2018, "SKR 2017")
    assert data(oj, "kommuner", "Leksand", "--ar", "0")["ar"] == 0


def test_kommuner_table_fits_in_one_part(oj: Any) -> None:
    text = oj("kommuner").out
    assert "Del 1" not in text
    assert "1 kommun\n" not in text
    assert oj("kommuner", "leksand").out.startswith("1 kommun med ”leksand”\n")


def test_kommuner_without_a_hit(oj: Any) -> None:
    ran = oj("kommuner", "finnsinte")
    assert ran.code == 0
    assert ran.out.startswith("0 kommuner med ”finnsinte”")
