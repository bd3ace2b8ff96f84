"""`oj identify` against a second computation of the same rules, made from the data files alone.

The second computation is tests/independent/rules.py. It knows nothing of the product, which is
called in one place here, `product`.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from independent import rules, shipped, values

PSYKIATRI = "socialpsykiatri"
LSS = "lss-enheter"
LEKSAND, ALVDALEN, STOCKHOLM, GOTLAND = "2029", "2039", "0180", "0980"
DALARNA = sorted(k.code for k in shipped.read_kommuner().values() if k.lan == "20")

# Large and small, every part of the country. Gotland is alone in its län, the storstäder have too
# few equals, some kommuner lack many values, and Nynäshamn and Mölndal (2022), Båstad and Östra
# Göinge (2019) change invånargrupp in the very year of the data.
SWEDEN_2022 = {
    "Stockholm": STOCKHOLM,
    "Nynäshamn": "0192",
    "Uppsala": "0380",
    "Motala": "0583",
    "Växjö": "0780",
    "Nybro": "0881",
    "Gotland": GOTLAND,
    "Östra Göinge": "1256",
    "Båstad": "1278",
    "Malmö": "1280",
    "Halmstad": "1380",
    "Göteborg": "1480",
    "Mölndal": "1481",
    "Storfors": "1760",
    "Örebro": "1880",
    "Leksand": LEKSAND,
    "Mora": "2062",
    "Ragunda": "2303",
    "Malå": "2418",
    "Kiruna": "2584",
}
SWEDEN_2019 = ["0192", "0760", "0980", "1256", "1278", "1480", "2062", "2584"]
SWEDEN_2018 = ["0180", "2029", "2361"]

# How many kommuner in Dalarna answered JA, NEJ or DELVIS in 2016, counted in the printed tables.
ANSWERED_IN_DALARNA = {
    "lattlast_svenska": 15,
    "talad_information": 15,
    "socialjour": 15,
    "uppsokande_verksamhet": 15,
    "oppen_verksamhet": 15,
    "rutin_samordning_ekonomiskt_bistand": 15,
    "rutin_samordning_missbruk": 15,
    "rutin_samordning_vald": 15,
    "rutin_samordning_hemloshet": 13,
    "rutin_samordning_familjeratt": 15,
    "rutin_samordning_barn_unga": 15,
    "rutin_samordning_lss": 15,
    "rutin_samordning_aldreomsorg": 15,
    "overenskommelse_arbetsformedlingen": 15,
    "overenskommelse_forsakringskassan": 15,
    "kompetensplan": 15,
    "rutin_indikation_vald_vuxen": 14,
    "case_management": 15,
    "strukturerad_sysselsattning": 15,
    "ips_supported_employment": 15,
    "bostad_forst": 15,
    "vardkedja": 15,
    "social_fardighetstraning_esl": 15,
    "stod_i_foraldraskap": 15,
    "audit_dudit": 11,
    "uppfoljning_resultat_utveckling": 13,
    "uppfoljning_konsperspektiv": 12,
    "uppfoljning_resultat_konsperspektiv": 12,
    "personligt_ombud": 15,
    "brukarstyrd_revision": 15,
    "brukarstyrd_revision_anvand": 15,
    "bisam": 15,
    "sip_rutin": 15,
    "rutin_kopia_journal": 15,
    "rutin_skyddade_personuppgifter": 14,
    "forvarvsarbete": 15,
    "skyddat_arbete": 15,
}


# ---------------------------------------------------------------- the product


@pytest.fixture(autouse=True)
def _no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in an empty folder, so that only the shipped data are used."""
    monkeypatch.chdir(tmp_path)


def product(area: str, kommun: str, *options: str) -> dict[str, Any]:
    """Run `oj identify` and return its JSON: the only place that knows the product."""
    from oj_cli.app import run

    argv = ["identify", "--kommun", kommun, "--omrade", area, *options, "--format", "json"]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(argv)
    assert code == 0, f"oj {' '.join(argv)} ended with {code}: {err.getvalue()}"
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


# ---------------------------------------------------------------- how the two are compared


def differences(expected: Any, actual: Any, where: str) -> Iterator[str]:
    """Name every place where the product differs; keys that only the product has are passed by."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key in actual:
                yield from differences(value, actual[key], f"{where}.{key}")
            else:
                yield f"{where}.{key} is missing"
    elif isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            yield f"{where}: {len(expected)} expected, {len(actual)} found"
        for number, (one, other) in enumerate(zip(expected, actual, strict=False)):
            yield from differences(one, other, f"{where}[{number}]")
    elif not same(expected, actual):
        yield f"{where}: {expected!r} expected, {actual!r} found"


def same(expected: Any, actual: Any) -> bool:
    """Tell whether two plain values are the same; numbers to nine decimals."""
    if is_number(expected) and is_number(actual):
        return math.isclose(expected, actual, rel_tol=0, abs_tol=1e-9)
    return type(expected) is type(actual) and bool(expected == actual)


def is_number(value: Any) -> bool:
    """Tell whether a value is a number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def by(key: str, entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Turn a list into a dict by one of its keys, and see that no key comes twice."""
    found = {entry[key]: entry for entry in entries}
    assert len(found) == len(entries)
    return found


def plain(text: str | None) -> str | None:
    """Leave out case and spaces, so that an edition's id and its name are the same."""
    return None if text is None else text.casefold().replace(" ", "")


def counts_of(comparison: dict[str, Any]) -> dict[str, Any]:
    """Return a comparison; that of values has no EA or bortfall, said as 0 or as null."""
    if comparison["kalla"] != "beraknad" or comparison["n_ja"] is not None:
        return comparison
    nothing = {key: comparison[key] or None for key in ("n_ea", "n_bortfall")}
    return {**comparison, **nothing}


def comparable(answer: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the rules do not decide: wording, and order among references and ties."""
    results = {
        name: {
            **result,
            "jamforelser": {i: counts_of(c) for i, c in result["jamforelser"].items()},
        }
        for name, result in by("indikator", answer["resultat"]).items()
    }
    return {
        "schema": answer["schema"],
        "kod": answer["kommun"]["kod"],
        "namn": answer["kommun"]["namn"],
        "omrade": answer["omrade"],
        "ar": answer["ar"],
        "rankar": answer["rankar"],
        "referenser": {
            name: {**reference, "namn": None, "utgava": plain(reference["utgava"])}
            for name, reference in by("id", answer["referenser"]).items()
        },
        "utvecklingsomraden": answer["utvecklingsomraden"],
        "osakra_omraden": answer["osakra_omraden"],
        "ordning": list(results),
        "resultat": results,
    }


def check(actual: dict[str, Any], expected: dict[str, Any]) -> None:
    """Compare one run of the product with the second computation."""
    found = list(differences(comparable(expected), comparable(actual), "$"))
    found += list(wrong_names(expected, actual))
    assert not found, "\n".join(found[:40])


def wrong_names(expected: dict[str, Any], actual: dict[str, Any]) -> Iterator[str]:
    """See to names and reasons of references, whose wording is free."""
    mine = by("id", expected["referenser"])
    theirs = by("id", actual["referenser"])
    if set(mine) != set(theirs):
        yield f"references: {sorted(mine)} expected, {sorted(theirs)} found"
    if actual["kommun"]["lan"] not in (expected["kommun"]["lan"], mine["lan"]["namn"]):
        yield f"kommun.lan: {actual['kommun']['lan']!r}"
    for name in ("riket", "lan", "kommungrupp"):
        if mine[name]["namn"].casefold() not in theirs[name]["namn"].casefold():
            yield f"{name}.namn: {mine[name]['namn']} expected, {theirs[name]['namn']} found"
    for name, reference in theirs.items():
        if bool(reference["varfor_inte"]) is reference["raknas"]:
            yield f"{name}: {reference['raknas']=}, {reference['varfor_inte']=}"


def check_run(area: str, kommun: str, year: int, wanted: str) -> None:
    """Compare the product with the second computation for one kommun."""
    actual = product(area, kommun, "--ar", str(year), "--jamfor-med", wanted)
    check(actual, rules.identify(area, kommun, year, wanted))


# ---------------------------------------------------------------- product against rules


@pytest.mark.parametrize("wanted", ["riket", "lan"])
@pytest.mark.parametrize("kommun", DALARNA)
def test_socialpsykiatri_in_dalarna_2016(kommun: str, wanted: str) -> None:
    check_run(PSYKIATRI, kommun, 2016, wanted)


WANTED = ("riket", "kommungrupp", "invanargrupp", "lan")


def each_with_one(kommuner: Iterable[str]) -> list[Any]:
    """Return (kommun, reference) pairs: each kommun with one of them at once, with all in CI."""
    return [
        pytest.param(kommun, wanted, marks=() if (n + at) % 4 == 0 else pytest.mark.slow)
        for n, kommun in enumerate(kommuner)
        for at, wanted in enumerate(WANTED)
    ]


@pytest.mark.parametrize(("kommun", "wanted"), each_with_one(SWEDEN_2022.values()))
def test_lss_all_over_sweden_2022(kommun: str, wanted: str) -> None:
    check_run(LSS, kommun, 2022, wanted)


@pytest.mark.parametrize(("kommun", "wanted"), each_with_one(SWEDEN_2019))
def test_lss_2019(kommun: str, wanted: str) -> None:
    check_run(LSS, kommun, 2019, wanted)


SURVEYS = [
    "sol-stod", "lss-brukare", "hemtjanst", "sarskilt-boende", "ekonomiskt-bistand",
    "barn-och-unga", "missbruk", "ifo", "valfardsteknik",
]  # fmt: skip
UNLIKE = {"Leksand": LEKSAND, "Västerås": "1980", "Ydre": "0512", "Göteborg": "1480"} | {
    "Kiruna": "2584"
}
THIRTY = sorted(shipped.read_kommuner())[::10]


def check_own_years(area: str, kommun: str, wanted: str) -> None:
    """Compare the two in the kommun's newest year, and in one before that."""
    data = shipped.load(area)
    years = sorted(
        {y for (_, y), rows in data.rows.items() if rows.get(kommun, NOTHING) != NOTHING}
    )
    for year in years[-1:] + years[-3:-2]:
        check_run(area, kommun, year, wanted)


NOTHING = shipped.Row()


@pytest.mark.parametrize(
    ("area", "kommun"),
    [  # each with one of them at once, with all in CI
        pytest.param(
            area, UNLIKE[name], id=f"{name}-{area}", marks=() if n % 5 == at else pytest.mark.slow
        )
        for n, area in enumerate(SURVEYS)
        for at, name in enumerate(UNLIKE)
    ],
)
def test_surveys_of_unlike_kommuner(area: str, kommun: str) -> None:
    check_own_years(area, kommun, "riket")


@pytest.mark.slow
@pytest.mark.parametrize("area", [*SURVEYS, LSS, PSYKIATRI])
@pytest.mark.parametrize("at", range(len(THIRTY)))
def test_every_verdict_in_thirty_kommuner(area: str, at: int) -> None:
    check_own_years(area, THIRTY[at], ("riket", "kommungrupp")[at % 2])


@pytest.mark.parametrize("kommun", SWEDEN_2018)
def test_lss_2018_has_no_earlier_year(kommun: str) -> None:
    check_run(LSS, kommun, 2018, "riket")


@pytest.mark.parametrize("wanted", ["kommungrupp", "invanargrupp"])
def test_a_reference_with_too_few_in_the_data_gives_way_to_riket(wanted: str) -> None:
    check_run(PSYKIATRI, LEKSAND, 2016, wanted)
    assert product(PSYKIATRI, LEKSAND, "--ar", "2016", "--jamfor-med", wanted)["rankar"] == "riket"


@pytest.mark.parametrize(
    ("area", "year", "filters"),
    [
        (PSYKIATRI, 2016, {"lan": "20"}),
        (PSYKIATRI, 2016, {"lan": "20", "invanargrupp": 1}),
        (LSS, 2022, {"kommungrupp": "B4"}),
        (LSS, 2022, {"lan": "20", "invanargrupp": 2}),
        (LSS, 2022, {"invanargrupp": 3}),
    ],
)
def test_urval(area: str, year: int, filters: dict[str, Any]) -> None:
    options = [part for name, value in filters.items() for part in (f"--{name}", str(value))]
    options += ["--ar", str(year), "--jamfor-med", "urval"]
    check(product(area, LEKSAND, *options), rules.identify(area, LEKSAND, year, "urval", filters))


@pytest.mark.parametrize(("area", "year"), [(PSYKIATRI, 2016), (LSS, 2022), (LSS, 2019)])
@pytest.mark.parametrize(
    "names",
    [
        ["Mora", "Rättvik", "Gagnef", "Falun", "Borlänge", "Älvdalen"],
        ["Mora", "Rättvik", "Gagnef", "Falun", "Borlänge", "Leksand"],  # five others
        ["Mora", "Rättvik", "Gagnef", "Falun", "Leksand"],  # four others are too few
        ["Orsa", "Mora", "Falun", "Stockholm", "Malmö", "Umeå", "Kiruna"],
    ],
)
def test_own_list(area: str, year: int, names: list[str]) -> None:
    code_of = {k.name: k.code for k in shipped.read_kommuner().values()}
    listed = tuple(code_of[name] for name in names)
    options = ["--ar", str(year), "--egen", ",".join(names), "--jamfor-med", "egen"]
    expected = rules.identify(area, LEKSAND, year, "egen", listed=listed)
    check(product(area, LEKSAND, *options), expected)


@pytest.mark.parametrize("area", [PSYKIATRI, LSS])
def test_without_options_the_newest_year_is_compared_with_riket(area: str) -> None:
    year = rules.newest_year(shipped.load(area))
    check(product(area, LEKSAND), rules.identify(area, LEKSAND, year))


# ---------------------------------------------------------------- what is known from elsewhere


def printed_in_dalarna() -> dict[str, int]:
    """Read the shares that the county report prints for Dalarna."""
    return {
        r.indicator: int(r.value)
        for r in values.blocks(shipped.OMRADEN / PSYKIATRI / "varden.db")
        if r.source == "socialpsykiatri-2016-andelar" and r.unit == "20"
    }


def identify(who: str, area: str, kommun: str, year: int) -> dict[str, Any]:
    """Ask the product or the second computation."""
    if who == "product":
        return product(area, kommun, "--ar", str(year))
    answer: dict[str, Any] = rules.identify(area, kommun, year)
    return answer


both = pytest.mark.parametrize("who", ["rules", "product"])


@both
def test_computed_shares_are_the_printed_ones(who: str) -> None:
    results = identify(who, PSYKIATRI, LEKSAND, 2016)["resultat"]
    lan = {r["indikator"]: r["jamforelser"]["lan"] for r in results}
    assert {i: c["n_svar"] for i, c in lan.items()} == ANSWERED_IN_DALARNA
    assert {c["kalla"] for c in lan.values()} == {"beraknad"}
    assert {i: math.floor(c["andel"] + 0.5) for i, c in lan.items()} == printed_in_dalarna()
    for comparison in lan.values():
        exact = 100 * comparison["n_ja"] / comparison["n_svar"]
        assert comparison["andel"] == pytest.approx(exact, abs=1e-9)


@both
def test_leksands_way_to_work_is_an_area(who: str) -> None:
    areas = identify(who, PSYKIATRI, LEKSAND, 2016)["utvecklingsomraden"]
    work = {
        "ips_supported_employment",
        "overenskommelse_arbetsformedlingen",
        "overenskommelse_forsakringskassan",
    }
    assert len(areas) == 3
    assert any(work <= set(area["indikatorer"]) for area in areas)


@both
def test_alvdalens_personligt_ombud_should_be_checked(who: str) -> None:
    results = by("indikator", identify(who, PSYKIATRI, ALVDALEN, 2016)["resultat"])
    assert results["personligt_ombud"]["bedomning"] == "kontrollera"
    assert results["personligt_ombud"]["svar"] == "NEJ"
    assert results["personligt_ombud"]["avstand"] is None
    assert results["personligt_ombud"]["atagande"] is None


@both
def test_gotland_is_alone_in_its_lan(who: str) -> None:
    references = by("id", identify(who, LSS, GOTLAND, 2022)["referenser"])
    assert references["lan"]["antal_kommuner"] == 1
    assert not references["lan"]["raknas"]


# ---------------------------------------------------------------- the second computation itself


@pytest.mark.parametrize(
    ("year", "edition"),
    [
        (2011, "SKL 2011"),
        (2016, "SKL 2011"),
        (2017, "SKR 2017"),
        (2022, "SKR 2017"),
        (2023, "SKR 2023"),
    ],
)
def test_edition_in_force(year: int, edition: str) -> None:
    assert shipped.edition_for(shipped.load(LSS), year)["namn"] == edition


@pytest.mark.parametrize(
    ("kommun", "year", "group"),
    [
        ("1278", 2019, 1),  # Båstad had 14 948 at the end of 2018
        ("1278", 2020, 2),  # and 15 128 at the end of 2019
        ("0192", 2022, 2),  # Nynäshamn had 29 495 at the end of 2021
        ("0192", 2023, 3),
        ("0192", 2030, 3),  # the newest known
        ("0180", 2022, 5),
    ],
)
def test_inhabitants_are_those_at_the_end_of_the_year_before(
    kommun: str, year: int, group: int
) -> None:
    assert shipped.inhabitant_group(shipped.load(LSS), kommun, year) == group


def test_swedish_order() -> None:
    names = ["Öppen", "Ärende", "Åtgärd", "zon", "Aktuell", "bostad"]
    assert sorted(names, key=rules.swedish) == [
        "Aktuell",
        "bostad",
        "zon",
        "Åtgärd",
        "Ärende",
        "Öppen",
    ]


def test_differences_are_seen() -> None:
    expected = rules.identify(PSYKIATRI, LEKSAND, 2016)
    changed = json.loads(json.dumps(expected))
    changed["resultat"][0]["avstand"] += 1e-6
    changed["resultat"][3]["jamforelser"]["lan"]["n_ea"] = None
    changed["utvecklingsomraden"].pop()
    assert not list(differences(comparable(expected), comparable(expected), "$"))
    assert len(list(differences(comparable(expected), comparable(changed), "$"))) == 3
