"""Verdicts, reasons and order on the made-up data, worked out by hand.

The answers stand in tests/fixtures/tva_ar/kallor. "Riket 60" in a comment is the published
share; "9 av 10" counts the other kommuner in the län.
"""

from typing import Any

import pytest

SP, LSS = "socialpsykiatri", "lss"
SAKNAS, PABORJAT, KOLLA = "saknas", "paborjat", "kontrollera"


def one(found: Any, indicator: str) -> Any:
    return next(r for r in found["resultat"] if r["indikator"] == indicator)


def codes(result: Any) -> list[str]:
    return [r["kod"] for r in result["skal"]]


RANKED: list[tuple[str, str, int, str, list[str], str | None, float]] = [
    # länets överenskommelse and nämndernas mål; riket 60
    ("Leksand", SP, 2022, "overenskommelse_af", ["overenskommelse", "namndmal"], "riket", 60),
    # law; DELVIS 2021 and NEJ 2022
    ("Leksand", SP, 2022, "uppsokande", ["lag", "forsamring"], "riket", 40),
    # JA 2021, but a break from 2022. 9 of 9 others say JA, and 9 are too few to doubt the NEJ.
    ("Leksand", SP, 2022, "kompetensplan", [], "riket", 66),
    # the guideline of 2011 ended in 2018; NEJ both years
    ("Leksand", SP, 2022, "fardighetstraning", [], "riket", 50),
    # guideline of 2018, JA 2021; Halland's agreement is not for Dalarna
    ("Leksand", SP, 2022, "ips", ["riktlinje", "forsamring"], "riket", 24),
    # No published share and 24 of 290 kommuner: the län is the next that can answer. 12 of its 15
    # say JA; of the 14 others 12, 85.7 percent: just below 90.
    ("Leksand", SP, 2022, "valdsrutin", ["lag"], "lan", 80),
    ("Vansbro", SP, 2022, "valdsrutin", ["lag"], "lan", 80),
    # 12 JA, DELVIS and NEJ among the 14 others in 2021, when Leksand did answer: 85.7 percent.
    ("Leksand", SP, 2021, "oppen_verksamhet", [], "riket", 70),
    ("Hylte", SP, 2022, "ips", ["riktlinje", "overenskommelse"], "riket", 24),
    # Dalarna's agreements do not reach Halland; 5 others of 5 say JA, but 5 are too few.
    ("Hylte", SP, 2022, "sip_rutin", [], "riket", 72),
    ("Hylte", SP, 2022, "overenskommelse_af", [], "riket", 60),
    ("Hylte", SP, 2022, "kompetensplan", [], "riket", 66),  # JA 2021 and NEJ 2022, over the break
    # JA 2021 and NEJ 2022, no break. NEJ in lss too, which contradicts nothing.
    ("Gagnef", SP, 2022, "sip_rutin", ["overenskommelse", "forsamring"], "riket", 72),
    ("Gagnef", SP, 2022, "uppsokande", ["lag", "forsamring"], "riket", 40),
    # The same question is EA in lss, which contradicts nothing.
    ("Säter", SP, 2022, "brukarrad", [], "riket", 20),
    ("Leksand", LSS, 2022, "lattlast", ["forsamring"], "riket", 55),
    ("Leksand", LSS, 2022, "samordning_habilitering", [], "riket", 62),
    ("Leksand", LSS, 2022, "barn_delaktighet", [], "riket", 25),
]


@pytest.mark.parametrize(
    ("kommun", "omrade", "ar", "indikator", "skal", "jamfors", "andel"), RANKED
)
def test_what_is_missing_who_asks_for_it_and_how_common_it_is(
    hitta: Any,
    kommun: str,
    omrade: str,
    ar: int,
    indikator: str,
    skal: list[str],
    jamfors: str,
    andel: float,
) -> None:
    result = one(hitta(kommun, "--omrade", omrade, "--ar", str(ar)), indikator)
    assert result["bedomning"] == SAKNAS
    assert sorted(codes(result)) == sorted([*skal, "vanlighet"])
    kinds = [c for c in skal if c != "forsamring"]
    assert result["atagande"] == (kinds[0] if kinds else None)
    assert result["jamfors_med"] == jamfors
    assert result["avstand"] == pytest.approx(andel / 100)
    assert (result["osakerhet"], result["skillnad"]) == (None, None)


BEGUN: list[tuple[str, str, str, float]] = [
    ("Leksand", "boendestod_kvall", "riket", 30),  # NEJ 2021, DELVIS 2022
    ("Malung-Sälen", "sip_rutin", "riket", 72),  # JA in lss: DELVIS does not contradict it
    ("Smedjebacken", "brukarrad", "riket", 20),  # JA in lss
    # 12 of the 14 others say JA: 85.7 percent. Riket is not published, the län's 12 of 15 is.
    ("Falun", "valdsrutin", "lan", 80),
]


@pytest.mark.parametrize(("kommun", "indikator", "jamfors", "andel"), BEGUN)
def test_begun_is_no_lack(
    hitta: Any, kommun: str, indikator: str, jamfors: str, andel: float
) -> None:
    result = one(hitta(kommun), indikator)
    assert result["bedomning"] == PABORJAT
    assert result["jamfors_med"] == jamfors
    assert result["avstand"] == pytest.approx(andel / 100)


CHECKED: list[tuple[str, str, int, str, str]] = [
    # NEJ here and JA in lss, and the other way round.
    ("Leksand", SP, 2022, "sip_rutin", "speglad_fraga"),
    ("Leksand", LSS, 2022, "sip_rutin", "speglad_fraga"),
    ("Mora", SP, 2022, "brukarrad", "speglad_fraga"),
    ("Mora", LSS, 2022, "brukarrad", "speglad_fraga"),
    ("Älvdalen", SP, 2022, "sip_rutin", "speglad_fraga"),
    # Exactly 9 of 10 say JA; the 4 that are EA are not among the 10.
    ("Leksand", SP, 2022, "personligt_ombud", "avviker_i_lanet"),
    ("Orsa", SP, 2022, "personligt_ombud", "avviker_i_lanet"),
    # 12 of 13: DELVIS is doubted as NEJ is.
    ("Älvdalen", SP, 2022, "oppen_verksamhet", "avviker_i_lanet"),
    ("Smedjebacken", SP, 2022, "oppen_verksamhet", "avviker_i_lanet"),
    # 12 of 12; Vansbro is not in lss and Älvdalen is BORTFALL.
    ("Leksand", LSS, 2022, "valdsrutin", "avviker_i_lanet"),
    # EA where exactly 4 of the 5 others in Halland answered: 80 percent.
    ("Hylte", SP, 2022, "uppsokande", "ea_avviker"),
    ("Laholm", SP, 2022, "uppsokande", "ea_avviker"),
    ("Älvdalen", SP, 2022, "sysselsattning", "ea_avviker"),  # 13 of 14, Leksand is BORTFALL
    # EA here and NEJ in lss: doubted for its neighbours, not for the mirrored question.
    ("Smedjebacken", SP, 2022, "sip_rutin", "ea_avviker"),
]


@pytest.mark.parametrize(("kommun", "omrade", "ar", "indikator", "kod"), CHECKED)
def test_doubtful_answers_are_checked_and_never_ranked(
    hitta: Any, kommun: str, omrade: str, ar: int, indikator: str, kod: str
) -> None:
    result = one(hitta(kommun, "--omrade", omrade, "--ar", str(ar)), indikator)
    assert result["bedomning"] == KOLLA
    assert codes(result) == [kod]
    assert result["avstand"] is None


OTHERS: list[tuple[str, str, int, str, str, list[str]]] = [
    # EA where 11 of 14 answered, 78.6 percent, and where 3 of 5 did: just below 80.
    ("Malung-Sälen", SP, 2022, "personligt_ombud", "ej_aktuellt", []),
    ("Hylte", SP, 2022, "boendestod_kvall", "ej_aktuellt", []),
    ("Leksand", SP, 2022, "brukarrad", "ovanligt_bra", ["ovanligt"]),  # riket 20
    ("Borlänge", LSS, 2022, "barn_delaktighet", "ovanligt_bra", ["ovanligt"]),  # riket exactly 25
    ("Leksand", LSS, 2022, "brukarrad", "uppfyllt", []),  # riket 26
    ("Leksand", SP, 2021, "ips", "ovanligt_bra", ["ovanligt"]),  # riket 22
    ("Leksand", SP, 2021, "kompetensplan", "uppfyllt", []),
    ("Leksand", SP, 2022, "sysselsattning", "inget_svar", ["bortfall"]),
    ("Leksand", SP, 2022, "oppen_verksamhet", "inget_svar", ["sekretess"]),
    ("Leksand", SP, 2022, "sip_information", "inget_svar", ["stalldes_inte"]),  # ended in 2021
    # NEJ where 14 of 14 say JA would be checked, but a background factor is never judged.
    ("Leksand", SP, 2022, "egen_regi", "bakgrund", []),
]


@pytest.mark.parametrize(("kommun", "omrade", "ar", "indikator", "bedomning", "koder"), OTHERS)
def test_other_verdicts(
    hitta: Any, kommun: str, omrade: str, ar: int, indikator: str, bedomning: str, koder: list[str]
) -> None:
    result = one(hitta(kommun, "--omrade", omrade, "--ar", str(ar)), indikator)
    assert result["bedomning"] == bedomning
    assert codes(result) == koder


def test_a_contradiction_names_both_answers_and_the_other_question(hitta: Any) -> None:
    here = one(hitta("Leksand"), "sip_rutin")["skal"][0]["text"]
    there = one(hitta("Leksand", "--omrade", "lss"), "sip_rutin")["skal"][0]["text"]
    name = "Rutin för samordnad individuell plan"
    assert here == f"Ni svarar NEJ här och JA på samma fråga i LSS (”{name} inom LSS”)."
    assert there == f"Ni svarar JA här och NEJ på samma fråga i socialpsykiatri (”{name}”)."


def test_reasons_are_sentences_with_the_numbers_behind_them(hitta: Any) -> None:
    found = hitta("Leksand")
    said = {
        i: " ".join(r["text"] for r in one(found, i)["skal"]).replace("\u00a0", " ")
        for i in ("ips", "valdsrutin")
    }
    assert said["ips"] == (
        "Rekommenderas i nationella riktlinjer 2018. 24 % av kommunerna i riket svarar JA. "
        "Sämre än 2021: då JA, nu NEJ."
    )
    assert said["valdsrutin"].endswith("12 av 15 kommuner i Dalarnas län svarar JA (80 %).")
    assert one(found, "personligt_ombud")["skal"][0]["text"] == (
        "9 av 10 andra kommuner i Dalarnas län svarar JA. Stäm av att NEJ är rätt."
    )


def test_what_law_asks_for_comes_first_then_what_most_others_have(hitta: Any) -> None:
    found = hitta("Leksand")
    assert [r["indikator"] for r in found["resultat"]][:6] == [
        "valdsrutin",  # law, 80 percent
        "uppsokande",  # law, 40
        "ips",  # guideline
        "overenskommelse_af",  # agreement
        "kompetensplan",  # nobody asks for it: 66
        "fardighetstraning",  # 50
    ]
    verdicts = list(dict.fromkeys(r["bedomning"] for r in found["resultat"]))
    assert verdicts == [SAKNAS, PABORJAT, KOLLA, "ovanligt_bra", "inget_svar", "bakgrund"]
    assert len(found["resultat"]) == 14  # every indicator of the catalogue


def test_another_order_is_said_where_it_changes_the_first_three(oj: Any, mapp: Any) -> None:
    said = " ".join(
        oj("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri").out.split()
    )
    assert "Räknar man bara hur många andra som har det kommer" in said


def test_areas_are_the_themes_of_the_list_in_its_order(hitta: Any) -> None:
    found = hitta("Leksand")
    areas = found["utvecklingsomraden"]
    by_id = {r["indikator"]: r for r in found["resultat"]}
    first = [by_id[r["indikator"]]["tema"] for r in found["resultat"][:6]]
    assert [a["tema"] for a in areas] == list(dict.fromkeys(first))[:3]
    arbete = next(a for a in areas if a["tema"] == "arbete")
    # sysselsattning is BORTFALL and counts in neither
    assert (arbete["n_ja"], arbete["n_tydliga"], arbete["n_svar"]) == (0, 2, 2)
    assert arbete["indikatorer"] == ["ips", "overenskommelse_af"]


def test_theme_peers_have_most_of_what_is_missing_and_something_in_common(hitta: Any) -> None:
    areas = {a["tema"]: a for a in hitta("Leksand")["utvecklingsomraden"]}
    arbete = areas["arbete"]
    # Mora (alike in size) has IPS only; Borlänge and Falun have both, B comes first.
    assert [(p["namn"], p["varfor"]) for p in arbete["larande"]] == [
        ("Borlänge", "JA på 2 av 2: IPS, Avtal Arbetsförmedlingen; samma län")
    ]


def test_an_unusual_whole_is_said(oj: Any, mapp: Any) -> None:
    # 14 less BORTFALL, SEKRETESS and what was not asked: 11 answered, and JA or DELVIS on 2.
    said = oj("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri").out
    assert "Obs: NEJ på 9 av 11 besvarade indikatorer." in said
    assert "Obs:" not in oj("identify", "--kommun", "Mora", "--omrade", "socialpsykiatri").out


SHARES: list[tuple[str, str, str, float, int, int, int, int]] = [
    # reference, kind, indicator, share, JA, answering, EA, bortfall and sekretess
    ("lan", "beraknad", "sip_rutin", 100 * 9 / 14, 9, 14, 1, 0),
    ("lan", "beraknad", "personligt_ombud", 100 * 9 / 11, 9, 11, 4, 0),
    ("lan", "beraknad", "ips", 100 * 3 / 14, 3, 14, 0, 1),  # DELVIS in Ludvika counts, as no JA
    ("lan", "beraknad", "boendestod_kvall", 100 * 3 / 11, 3, 11, 4, 0),
    ("lan", "beraknad", "oppen_verksamhet", 100 * 12 / 14, 12, 14, 0, 1),
    ("lan", "beraknad", "kompetensplan", 90, 9, 10, 0, 5),
    ("lan", "beraknad", "sysselsattning", 100, 13, 13, 1, 1),
    # C9: Leksand, Malung-Sälen, Orsa, Rättvik, Älvdalen and Åre: two of six.
    ("kommungrupp", "beraknad", "sip_rutin", 100 * 2 / 6, 2, 6, 0, 0),
    # Group 2: Avesta, Hedemora, Laholm, Leksand, Ludvika and Mora: all but Leksand.
    ("invanargrupp", "beraknad", "sip_rutin", 100 * 5 / 6, 5, 6, 0, 0),
    ("riket", "beraknad", "valdsrutin", 100 * 20 / 24, 20, 24, 0, 0),
]


@pytest.mark.parametrize(("id", "kalla", "indikator", "andel", "ja", "svar", "ea", "borta"), SHARES)
def test_shares(
    hitta: Any,
    id: str,
    kalla: str,
    indikator: str,
    andel: float,
    ja: int,
    svar: int,
    ea: int,
    borta: int,
) -> None:
    got = one(hitta("Leksand"), indikator)["jamforelser"][id]
    assert got["andel"] == pytest.approx(andel, abs=1e-12)
    assert (got["n_ja"], got["n_svar"], got["n_ea"], got["n_bortfall"]) == (ja, svar, ea, borta)
    assert got["kalla"] == kalla
    assert got["median"] is None


def test_a_published_share_stands_where_the_answers_are_not_complete(hitta: Any) -> None:
    riket = one(hitta("Leksand"), "sip_rutin")["jamforelser"]["riket"]
    assert riket == {
        "andel": 72,
        "median": None,
        "kvartil_1": None,
        "kvartil_3": None,
        "redovisat": 72,
        "n_ja": None,
        "n_svar": None,
        "n_ea": None,
        "n_bortfall": None,
        "kalla": "publicerad",
        "raknas": True,
    }
    # Dalarna's printed 60 gives way: all 15 kommuner are in the data and say 9 of 14.
    assert one(hitta("Leksand"), "sip_rutin")["jamforelser"]["lan"]["kalla"] == "beraknad"


def test_the_county_as_the_reference(hitta: Any) -> None:
    found = hitta("Leksand", "--jamfor-med", "lan")
    assert found["rankar"] == "lan"
    ranked = [(r["indikator"], r["avstand"]) for r in found["resultat"] if r["bedomning"] == SAKNAS]
    expected = [
        ("valdsrutin", 12 / 15),  # law
        ("uppsokande", 4 / 15),  # law
        ("ips", 3 / 14),  # guideline
        ("overenskommelse_af", 7 / 15),  # agreement
        ("kompetensplan", 9 / 10),
        ("fardighetstraning", 7 / 14),
    ]
    assert [i for i, _ in ranked] == [i for i, _ in expected]
    assert [p for _, p in ranked] == pytest.approx([p for _, p in expected])


def test_an_own_list_ranks_from_five_others_that_answered(hitta: Any) -> None:
    five = "Mora,Rättvik,Orsa,Falun,Gagnef"
    found = hitta("Leksand", "--egen", five, "--jamfor-med", "egen")
    assert found["rankar"] == "egen"
    ips = one(found, "ips")
    assert (ips["jamfors_med"], ips["avstand"]) == ("egen", 0.4)  # Mora and Falun of five
    # Orsa and Gagnef are BORTFALL: three others are too few for this one, so riket's 66 is taken.
    plan = one(found, "kompetensplan")
    assert (plan["jamfors_med"], plan["avstand"]) == ("riket", 0.66)
    reference = next(r for r in found["referenser"] if r["id"] == "egen")
    assert reference == {
        "id": "egen",
        "namn": "Egen lista",
        "utgava": None,
        "antal_kommuner": 5,
        "antal_i_data": 5,
        "raknas": True,
        "varfor_inte": None,
    }


def test_an_own_list_of_four_gives_way_to_riket_and_says_so(oj: Any, mapp: Any) -> None:
    asked = ("identify", "--kommun", "Leksand", "--egen", "Mora,Rättvik,Orsa,Falun")
    found = oj(*asked, "--jamfor-med", "egen", "--format", "json").json
    assert found["rankar"] == "riket"
    reference = next(r for r in found["referenser"] if r["id"] == "egen")
    assert reference["raknas"] is False
    assert reference["varfor_inte"] == "bara 4 andra kommuner har svarat"
    said = " ".join(oj(*asked, "--jamfor-med", "egen").out.split())
    assert (
        "Obs: Egen lista går inte att jämföra med: bara 4 andra kommuner har svarat. "
        "Riket används i stället."
    ) in said


@pytest.mark.usefixtures("inget_medfoljer")
def test_without_published_shares_the_next_that_can_answer_is_taken_aloud(
    oj: Any, tom_mapp: Any, utan_riket: Any
) -> None:
    tom_mapp.use(utan_riket)
    found = oj(
        "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json"
    ).json
    assert [r["raknas"] for r in found["referenser"]] == [False, True, False, False]
    assert found["rankar"] == "lan"
    assert found["resultat"][0]["indikator"] == "valdsrutin"
    said = " ".join(
        oj("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri").out.split()
    )
    assert "Riket går inte att jämföra med: 24 av 290 kommuner i gruppen finns i data." in said
    assert "Dalarnas län används i stället." in said
    alone = oj("identify", "--kommun", "Åre", "--omrade", "socialpsykiatri").out
    assert "Ingen annan jämförelse går heller." in " ".join(alone.split())
