"""Verdicts, reasons and points on the made-up data, in numbers computed by hand.

The answers stand in tests/fixtures/tva_ar/kallor. "Riket 60" in a comment is the published
share; "9 av 10" counts the other kommuner in the län.
"""

from typing import Any

import pytest

SP, LSS = "socialpsykiatri", "lss"
OMRADE, PABORJAT, KOLLA = "forbattringsomrade", "paborjat", "kontrollera"
Points = dict[str, float | None]


def one(found: Any, indicator: str) -> Any:
    return next(r for r in found["resultat"] if r["indikator"] == indicator)


def points(result: Any) -> Points:
    codes = [r["kod"] for r in result["skal"]]
    assert len(codes) == len(set(codes))
    return {r["kod"]: r["poang"] for r in result["skal"]}


RANKED: list[tuple[str, str, int, str, Points]] = [
    # Riket 60, länets överenskommelse and nämndernas mål: one addition of 15.
    ("Leksand", SP, 2022, "overenskommelse_af", {"gap": 60, "overenskommelse": 15}),
    # Riket 40, law 25, DELVIS 2021 and NEJ 2022: 10.
    ("Leksand", SP, 2022, "uppsokande", {"gap": 40, "lag": 25, "forsamring": 10}),
    # Riket 66. JA 2021, but a break from 2022: no 10. 9 of 9 others say JA, and 9 are too few
    # to doubt the NEJ.
    ("Leksand", SP, 2022, "kompetensplan", {"gap": 66}),
    # Riket 50. The guideline of 2011 ended in 2018: no 15. NEJ both years: no 10.
    ("Leksand", SP, 2022, "fardighetstraning", {"gap": 50}),
    # Riket 24, guideline of 2018: 15. JA 2021: 10. Halland's agreement is not for Dalarna.
    ("Leksand", SP, 2022, "ips", {"gap": 24, "riktlinje": 15, "forsamring": 10}),
    # No published share and 24 of 290 kommuner: no gap. Law 25. BORTFALL 2021: no 10. 12 of the
    # 14 others say JA, 85.7 percent: just below 90.
    ("Leksand", SP, 2022, "valdsrutin", {"raknas_inte": None, "lag": 25}),
    ("Vansbro", SP, 2022, "valdsrutin", {"raknas_inte": None, "lag": 25}),
    # 12 JA, DELVIS and NEJ among the 14 others in 2021, when Leksand did answer: 85.7 percent.
    ("Leksand", SP, 2021, "oppen_verksamhet", {"gap": 70}),
    # Riket 24, guideline 15, and an agreement that only Halland has.
    ("Hylte", SP, 2022, "ips", {"gap": 24, "riktlinje": 15, "overenskommelse": 15}),
    # Dalarna's agreements do not reach Halland; 5 others of 5 say JA, but 5 are too few.
    ("Hylte", SP, 2022, "sip_rutin", {"gap": 72}),
    ("Hylte", SP, 2022, "overenskommelse_af", {"gap": 60}),
    # JA 2021 and NEJ 2022, over the break.
    ("Hylte", SP, 2022, "kompetensplan", {"gap": 66}),
    # JA 2021 and NEJ 2022, no break: 10. NEJ in lss too, which contradicts nothing.
    ("Gagnef", SP, 2022, "sip_rutin", {"gap": 72, "overenskommelse": 15, "forsamring": 10}),
    ("Gagnef", SP, 2022, "uppsokande", {"gap": 40, "lag": 25, "forsamring": 10}),
    # The same question is EA in lss, which contradicts nothing.
    ("Säter", SP, 2022, "brukarrad", {"gap": 20}),
    ("Leksand", LSS, 2022, "lattlast", {"gap": 55, "forsamring": 10}),
    ("Leksand", LSS, 2022, "samordning_habilitering", {"gap": 62}),
    ("Leksand", LSS, 2022, "barn_delaktighet", {"gap": 25}),
]


@pytest.mark.parametrize(("kommun", "omrade", "ar", "indikator", "skal"), RANKED)
def test_points_and_priority(
    hitta: Any, kommun: str, omrade: str, ar: int, indikator: str, skal: Points
) -> None:
    result = one(hitta(kommun, "--omrade", omrade, "--ar", str(ar)), indikator)
    assert result["bedomning"] == OMRADE
    assert points(result) == skal
    assert result["gap"] == skal.get("gap")
    assert result["prioritet"] == sum(p for p in skal.values() if p is not None)


BEGUN: list[tuple[str, str, Points]] = [
    ("Leksand", "boendestod_kvall", {"gap": 30}),  # NEJ 2021, DELVIS 2022
    ("Malung-Sälen", "sip_rutin", {"gap": 72}),  # JA in lss: DELVIS does not contradict it
    ("Smedjebacken", "brukarrad", {"gap": 20}),  # JA in lss
    # 12 of the 14 others say JA: 85.7 percent. Riket is not published.
    ("Falun", "valdsrutin", {"raknas_inte": None}),
]


@pytest.mark.parametrize(("kommun", "indikator", "skal"), BEGUN)
def test_begun_has_a_gap_and_no_priority(
    hitta: Any, kommun: str, indikator: str, skal: Points
) -> None:
    result = one(hitta(kommun), indikator)
    assert result["bedomning"] == PABORJAT
    assert points(result) == skal
    assert result["gap"] == skal.get("gap")
    assert result["prioritet"] is None


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
    assert points(result) == {kod: None}
    assert result["gap"] is None
    assert result["prioritet"] is None


OTHERS: list[tuple[str, str, int, str, str, list[str]]] = [
    # EA where 11 of 14 answered, 78.6 percent, and where 3 of 5 did: just below 80.
    ("Malung-Sälen", SP, 2022, "personligt_ombud", "ej_aktuellt", []),
    ("Hylte", SP, 2022, "boendestod_kvall", "ej_aktuellt", []),
    ("Leksand", SP, 2022, "brukarrad", "styrka", ["ovanligt"]),  # riket 20
    ("Borlänge", LSS, 2022, "barn_delaktighet", "styrka", ["ovanligt"]),  # riket exactly 25
    ("Leksand", LSS, 2022, "brukarrad", "uppfyllt", []),  # riket 26
    ("Leksand", SP, 2021, "ips", "styrka", ["ovanligt"]),  # riket 22
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
    assert points(result) == dict.fromkeys(koder)
    assert result["prioritet"] is None


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
        "24 % av kommunerna i riket svarar JA. "
        "Rekommenderas i nationella riktlinjer 2018. Sämre än 2021: då JA, nu NEJ."
    )
    assert said["valdsrutin"].startswith("Ingen jämförelse i riket räknas: 24 av 290 kommuner")
    assert one(found, "personligt_ombud")["skal"][0]["text"] == (
        "9 av 10 andra kommuner i Dalarnas län svarar JA. Stäm av att NEJ är rätt."
    )


def test_the_order_is_by_verdict_then_priority_then_name_in_swedish(hitta: Any) -> None:
    found = hitta("Leksand")
    ranked = [(r["indikator"], r["prioritet"]) for r in found["resultat"]][:6]
    assert ranked == [
        ("uppsokande", 75),  # the same priority as the next: U before Ö
        ("overenskommelse_af", 75),
        ("kompetensplan", 66),
        ("fardighetstraning", 50),
        ("ips", 49),
        ("valdsrutin", 25),
    ]
    verdicts = list(dict.fromkeys(r["bedomning"] for r in found["resultat"]))
    assert verdicts == [OMRADE, PABORJAT, KOLLA, "styrka", "inget_svar", "bakgrund"]
    assert len(found["resultat"]) == 14  # every indicator of the catalogue


def test_themes_by_mean_shortfall(hitta: Any) -> None:
    areas = hitta("Leksand")["utvecklingsomraden"]
    assert [(a["tema"], a["brist"], a["n_ja"], a["n_svar"]) for a in areas] == [
        # (60 + 24) / 2; sysselsattning is BORTFALL and counts in neither
        ("arbete", 42, 0, 2),
        # (50 + half of 30 for DELVIS) / 2; oppen_verksamhet is SEKRETESS
        ("vardag", 32.5, 0, 2),
        # vard: both answers are to be checked. kontakt, skydd, inflytande, kompetens: one
        # answered each, and egen_regi is a background factor.
    ]
    assert [a["indikatorer"] for a in areas] == [
        ["overenskommelse_af", "ips"],
        ["fardighetstraning", "boendestod_kvall"],
    ]


def test_theme_peers_have_most_of_what_is_missing_and_something_in_common(hitta: Any) -> None:
    arbete, vardag = hitta("Leksand")["utvecklingsomraden"]
    # Mora (alike in size) has IPS only; Borlänge and Falun have both, B comes first.
    assert [(p["namn"], p["varfor"]) for p in arbete["larande"]] == [
        ("Borlänge", "JA på 2 av 2: Avtal Arbetsförmedlingen, IPS; samma län")
    ]
    assert [p["namn"] for p in vardag["larande"]] == ["Ludvika"]


def test_an_unusual_whole_is_said(oj: Any, mapp: Any) -> None:
    # 14 less BORTFALL, SEKRETESS and what was not asked: 11 answered, and JA or DELVIS on 2.
    said = oj("identify", "--kommun", "Leksand").out
    assert "Obs: NEJ på 9 av 11 besvarade indikatorer." in said
    assert "Obs:" not in oj("identify", "--kommun", "Mora").out


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


def test_the_county_as_the_reference_that_ranks(hitta: Any) -> None:
    found = hitta("Leksand", "--jamfor-med", "lan")
    assert found["rankar"] == "lan"
    ranked = [(r["indikator"], r["prioritet"]) for r in found["resultat"] if r["prioritet"]]
    expected = [
        ("valdsrutin", 80 + 25),  # 12 of 15
        ("kompetensplan", 90),  # 9 of 10
        ("uppsokande", 100 * 4 / 15 + 25 + 10),  # equal to the next: 61 2/3
        ("overenskommelse_af", 100 * 7 / 15 + 15),
        ("fardighetstraning", 50),  # 7 of 14
        ("ips", 100 * 3 / 14 + 15 + 10),
    ]
    assert [i for i, _ in ranked] == [i for i, _ in expected]
    assert [p for _, p in ranked] == pytest.approx([p for _, p in expected])


def test_an_own_list_ranks_from_five_others_that_answered(hitta: Any) -> None:
    five = "Mora,Rättvik,Orsa,Falun,Gagnef"
    found = hitta("Leksand", "--egen", five, "--jamfor-med", "egen")
    assert found["rankar"] == "egen"
    ips = one(found, "ips")
    assert (ips["gap"], ips["prioritet"]) == (40, 65)  # Mora and Falun of five
    # Orsa and Gagnef are BORTFALL: three others are too few for this one.
    plan = one(found, "kompetensplan")
    assert points(plan) == {"raknas_inte": None}
    assert (plan["gap"], plan["prioritet"]) == (None, 0)
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
        "Obs: Egen lista kan inte avgöra ordningen: bara 4 andra kommuner har svarat. "
        "Riket gör det i stället."
    ) in said


@pytest.mark.usefixtures("inget_medfoljer")
def test_without_published_shares_nothing_is_ranked_by_riket(
    oj: Any, tom_mapp: Any, utan_riket: Any
) -> None:
    tom_mapp.use(utan_riket)
    found = oj("identify", "--kommun", "Leksand", "--format", "json").json
    assert [r["raknas"] for r in found["referenser"]] == [False, True, False, False]
    assert {r["gap"] for r in found["resultat"]} == {None}
    assert found["utvecklingsomraden"] == []
    said = " ".join(oj("identify", "--kommun", "Leksand").out.split())
    assert "Riket kan inte avgöra ordningen: 24 av 290 kommuner i gruppen finns i data." in said
    assert "Prova --jamfor-med lan." in said
    assert "avgör ordningen" not in said
    by_lan = oj("identify", "--kommun", "Leksand", "--jamfor-med", "lan", "--format", "json").json
    assert by_lan["resultat"][0]["indikator"] == "valdsrutin"
    alone = oj("identify", "--kommun", "Åre").out
    assert "Ingen annan jämförelse kan det heller." in " ".join(alone.split())
