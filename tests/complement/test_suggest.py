"""What step 2 can add: real nyckeltal, counted again from the file they came in."""

import csv
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import yaml
from independent import values

from oj_cli.analysis.complement import missing_views
from oj_cli.analysis_file.file import read_analysis
from oj_cli.domain.analysis import Evidence, Measurement
from oj_cli.workspace import OMRADEN

LEKSAND, RIKET = "2029", "riket"
Known = dict[tuple[str, int], float]
Oj = Callable[..., Any]


@cache
def values_of(id: str) -> Known:
    """Return the values of a nyckeltal for kommuner and riket, by unit and year."""
    found = values.blocks(OMRADEN / "nyckeltal" / "varden.db", only=(id,))
    return {
        (r.unit, r.year): float(r.value)
        for r in found
        if r.gender == "T" and r.value is not None and r.kind != "lan"
    }


@cache
def catalogue(area: str) -> dict[str, Any]:
    text = (OMRADEN / area / "katalog.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return found


@cache
def table(name: str) -> list[dict[str, str]]:
    with (OMRADEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def code_of(kommun: str) -> str:
    return next(r["code"] for r in table("kommuner") if r["name"] == kommun)


def in_lan(lan: str) -> set[str]:
    return {r["code"] for r in table("kommuner") if r["lan_code"] == lan}


def like(kommun: str, area: str) -> set[str]:
    kind = catalogue(area).get("liknande", "overgripande")
    [row] = [r for r in table("liknande") if (r["kind"], r["code"]) == (kind, kommun)]
    return set(row["members"].split())


def of_theme(theme: str, area: str) -> list[str]:
    """Return the nyckeltal that bear on a theme in an område, those of all of it too."""
    text = (OMRADEN / "teman.yaml").read_text(encoding="utf-8")
    themes = yaml.safe_load(text)["teman"]
    about = catalogue(area)["hor_till"]
    wanted = {theme, *(t["id"] for t in themes if t.get("helhet"))}
    return [
        i["id"]
        for i in catalogue("nyckeltal")["indikatorer"]
        if i["tema"] in wanted and about in i["galler"]
    ]


def suggest(oj: Oj, *asked: str) -> Any:
    ran = oj("complement", "suggest", *asked, "--format", "json")
    assert ran.code == 0, ran.err
    return {area["tema"]: area for area in ran.json["omraden"]}


@pytest.fixture
def suggested(oj: Oj, leksand: Path) -> Callable[..., Any]:
    oj("identify", "--valj", "arbete,bostad,vardag", "--motiv", "Därför.")
    return lambda *asked: suggest(oj, *asked)


@pytest.mark.parametrize(
    ("kommun", "area", "year", "themes", "latest"),
    [
        ("Leksand", "socialpsykiatri", 2016, "arbete,bostad,vardag", 2022),
        ("Leksand", "socialpsykiatri", 2016, "arbete,vardag", 2016),
        ("Leksand", "lss-enheter", 2019, "vard,inflytande,kompetens", 2022),
        ("Ydre", "lss-brukare", 2022, "vardag,bemotande", 2022),
        ("Umeå", "hemtjanst", 2019, "inflytande,kontinuitet", 2022),
        ("Göteborg", "ekonomiskt-bistand", 2022, "arbete", 2022),
        ("Kiruna", "missbruk", 2022, "inflytande,nytta", 2021),
        ("Gotland", "sarskilt-boende", 2022, "maltid-miljo,inflytande", 2022),
        ("Dorotea", "hemtjanst", 2022, "halsa", 2022),
    ],
    ids=lambda given: str(given),
)
def test_every_figure_counted_again(
    oj: Oj, leksand: Path, kommun: str, area: str, year: int, themes: str, latest: int
) -> None:
    (leksand / "oj.yaml").write_text(f"kommun: {kommun}\nomrade: {area}\n", encoding="utf-8")
    chosen = oj("identify", "--ar", str(year), "--valj", themes, "--motiv", "Därför.")
    assert chosen.code == 0, chosen.err
    own = code_of(kommun)
    lan, alike = in_lan(own[:2]), like(own, area)
    assert own in lan
    assert len(alike) == 7
    n = 0
    for theme, found in suggest(oj, "--senast", str(latest)).items():
        shown = {f["id"]: f for f in found["nyckeltal"]}
        for id in of_theme(theme, area):
            known = {k: v for k, v in values_of(id).items() if k[1] <= latest}
            years = {y for k, y in known if k == own} or {y for k, y in known if k in lan}
            if not years:
                assert id not in shown
                continue
            figure = shown.pop(id)
            at, n = figure["ar"], n + 1
            assert at == (year if year in years else max(years)), id
            assert figure["eget"] == known.get((own, at)), id
            assert figure["riket"] == known.get((RIKET, at)), id
            for who, name in ((lan, "lan"), (alike, "liknande")):
                theirs = [known[k, at] for k in who if (k, at) in known]
                assert figure[f"{name}_antal"] == len(theirs), id
                expected = pytest.approx(median(theirs)) if theirs else None
                assert figure[f"{name}_median"] == expected, id
            neighbours = {code_of(name): value for name, value in figure["grannar"].items()}
            others = {k: known[k, at] for k in lan if (k, at) in known}
            assert neighbours == ({} if figure["eget"] is not None else others), id
        assert shown == {}  # nothing that bears on something else
    assert n


def test_only_what_bears_on_the_theme_and_the_people_is_shown(
    suggested: Callable[..., Any],
) -> None:
    areas = suggested()
    ids = {theme: [f["id"] for f in area["nyckeltal"]] for theme, area in areas.items()}
    assert ids["bostad"] == []
    assert ids["vardag"] == ["kostnad_sol"]  # and neither hemtjänst nor LSS
    assert "bistand_invanare" in ids["arbete"]
    assert "kostnad_daglig_verksamhet" not in ids["arbete"]


def test_all_of_the_verksamhet_stands_beside_every_theme(oj: Oj, leksand: Path) -> None:
    (leksand / "oj.yaml").write_text("kommun: Umeå\nomrade: hemtjanst\n", encoding="utf-8")
    oj("identify", "--valj", "inflytande,halsa", "--motiv", "Därför.")
    for area in suggest(oj).values():
        ids = [f["id"] for f in area["nyckeltal"]]
        assert {"kostnad_aldreomsorg", "avvikelse_aldreomsorg"} <= set(ids)
        assert not {"nettokostnad_lss", "nettokostnad_ifo"} & set(ids)


def test_the_own_year_is_that_of_the_analysis_where_there_is_a_value(
    suggested: Callable[..., Any],
) -> None:
    areas = suggested()
    [cost] = areas["vardag"]["nyckeltal"]
    assert (cost["ar"], cost["eget"]) == (2016, values_of("kostnad_sol")[LEKSAND, 2016])
    assistance = {f["id"]: f for f in areas["arbete"]["nyckeltal"]}
    assert (LEKSAND, 2016) not in values_of("bistand_invanare")
    assert assistance["bistand_invanare"]["ar"] == 2022
    earlier = {f["id"]: f for f in suggested("--senast", "2016")["arbete"]["nyckeltal"]}
    assert {id: f["ar"] for id, f in earlier.items()} == {"bistand_invanare": 2015}


def test_the_next_step_takes_the_value_that_is_shown(
    oj: Oj, leksand: Path, suggested: Callable[..., Any]
) -> None:
    for latest, year in (((), "2022"), (("--senast", "2016"), "2015")):
        out = oj("complement", "suggest", *latest).out
        [line] = re.findall(r"oj (complement add --nyckeltal .+)", out)
        assert oj(*line.split()).code == 0
        path = leksand / "analys/leksand-socialpsykiatri-2016.yaml"
        assert read_analysis(path).analysis.evidence[-1].date == year


def test_kolada_is_credited_under_what_it_says_and_nowhere_else(
    oj: Oj, suggested: Callable[..., Any]
) -> None:
    out = oj("complement", "suggest").out
    assert "Inga nyckeltal om temat" in out  # bostad
    for piece in out.split("Källa: Kolada.")[:-1]:
        credited = piece.rsplit("Egen bearbetning av data från Kolada.", 1)[-1]
        assert "Median" not in credited
    for piece in out.split("Egen bearbetning av data från Kolada.")[:-1]:
        assert "Median" in piece.rsplit("Källa: Kolada.", 1)[-1]
    assert out.count("Källa: Kolada.") == 2
    assert "en enda" in out  # the remark on small numbers
    assert "saknar värde" not in out


def test_neighbours_are_named_where_the_own_value_is_lacking(oj: Oj, leksand: Path) -> None:
    (leksand / "oj.yaml").write_text("kommun: Ydre\nomrade: lss-brukare\n", encoding="utf-8")
    oj("identify", "--valj", "vardag", "--motiv", "Därför.")
    out = " ".join(oj("complement", "suggest").out.replace("\u00a0", " ").split())
    assert "Ydre saknar värde. Fråga grannar som har:" in out
    assert "ledsagarservice enligt LSS: Kinda 6,0, Linköping 2,9" in out
    assert "Ödeshög 0 (personer per 10 000 invånare, 2022)." in out
    ran = oj("complement", "add", "--nyckeltal", "personer_ledsagarservice")
    assert ran.code == 2
    assert "Ydre har inget värde" in ran.err
    assert "Grannar som har: Kinda 6,0, Linköping 2,9" in ran.err


def test_where_no_neighbour_has_a_value_that_is_said(oj: Oj, leksand: Path) -> None:
    oj("identify", "--valj", "arbete", "--motiv", "Därför.")
    ran = oj("complement", "add", "--nyckeltal", "hinder_deltid", "--senast", "2016")
    assert ran.code == 2
    assert "Ingen kommun i länet har värde i data." in ran.err
    assert "Prova" not in ran.err


def test_what_is_no_nyckeltal_leads_to_those_that_are(oj: Oj, leksand: Path) -> None:
    oj("identify", "--valj", "arbete", "--motiv", "Därför.")
    for text, near in (("kostnad_soll", "kostnad_sol"), ("sip_rutin", ""), ("N31816", "")):
        ran = oj("complement", "add", "--nyckeltal", text)
        assert ran.code == 2
        assert near in ran.err
        assert "oj complement suggest" in ran.err
        assert "oj indicators" not in ran.err  # they are not among those


def test_what_is_missing_goes_away_when_it_is_added(
    oj: Callable[..., Any], suggested: Callable[..., Any]
) -> None:
    everything = ["brukarrost", "kostnader", "behov", "brister", "egen_bild", "jamforelser"]
    assert suggested()["arbete"]["saknas"] == everything
    more = ("--kalla", "x", "--visar", "y", "--datum", "2016", "--galler", "arbete")
    oj("complement", "add", "--typ", "hearing", *more)
    oj("complement", "add", "--typ", "inventering", *more)
    oj("complement", "add", "--typ", "kollegiegranskning", *more)
    oj("complement", "add", "--typ", "annat", *more, "--varde", "1200", "--enhet", "kr per plats")
    areas = suggested()
    assert areas["arbete"]["saknas"] == ["brister", "jamforelser"]
    assert areas["bostad"]["saknas"] == everything
    oj("complement", "add", "--typ", "klagomal", *more)
    ran = oj("complement", "add", "--nyckeltal", "hinder_sociala_skal")
    assert ran.code == 0, ran.err
    assert suggested()["arbete"]["saknas"] == []
    assert "belyst från alla håll" in oj("complement", "suggest").out


@pytest.mark.parametrize(
    ("evidence", "is_cost"),
    [
        (Evidence("U1", "annat", "Ekonomi", "En plats kostar", None, Measurement(1, "kr")), True),
        (Evidence("U1", "annat", "Bokslut", "Kostnaden ökade"), True),
        (Evidence("U1", "nyckeltal", "Kolada", "x", None, Measurement(1, "kronor per inv")), True),
        (Evidence("U1", "annat", "Enkät", "x", None, Measurement(1, "procent")), False),
        (Evidence("U1", "annat", "Enkät", "x", None, Measurement(1, "krav")), False),
    ],
)
def test_what_is_about_cost(evidence: Evidence, is_cost: bool) -> None:
    assert ("kostnader" not in missing_views([evidence])) == is_cost


def test_a_nyckeltal_becomes_evidence(oj: Oj, leksand: Path, suggested: Callable[..., Any]) -> None:
    more = ("--senast", "2016", "--bedomning", "motsager")
    ran = oj("complement", "add", "--nyckeltal", "N31807", *more)
    assert ran.code == 0, ran.err
    path = leksand / "analys/leksand-socialpsykiatri-2016.yaml"
    found = read_analysis(path).analysis.evidence[0]
    known = values_of("bistand_invanare")
    newest = max(year for kommun, year in known if kommun == LEKSAND and year <= 2016)
    assert (found.kind, found.source, found.date) == ("nyckeltal", "Kolada, N31807", str(newest))
    assert found.measurement is not None
    assert found.measurement.value == known[LEKSAND, newest]
    assert (found.concerns, found.supports) == (("arbete",), "motsager")
    of_lan = [known[k, newest] for k in in_lan("20") if (k, newest) in known]
    assert f"({len(of_lan)} kommuner)" in found.shows
    assert f"{median(of_lan):.1f}\u00a0%".replace(".", ",") in found.shows
    again = oj("complement", "add", "--nyckeltal", "N31807", "--senast", "2016")
    assert again.code == 2
    assert "finns redan i underlaget, som U1" in again.err
    assert "complement add --id U1" in again.err
    newer = oj("complement", "add", "--nyckeltal", "N31807")
    assert newer.code == 0, newer.err


def test_a_lan_gets_its_median(oj: Callable[..., Any], dalarna: Path) -> None:
    oj("identify", "--valj", "kontakt,arbete", "--motiv", "Därför.")
    areas = {a["tema"]: a for a in oj("complement", "suggest", "--format", "json").json["omraden"]}
    figure = next(f for f in areas["arbete"]["nyckeltal"] if f["kolada_id"] == "N31807")
    known = values_of(figure["id"])
    assert figure["ar"] == 2016  # the analysis' own
    of_lan = [known[k, 2016] for k in in_lan("20") if (k, 2016) in known]
    assert figure["lan_antal"] == len(of_lan) < 15  # Leksand has none that year
    assert figure["lan_median"] == pytest.approx(median(of_lan))
    assert (figure["eget"], figure["grannar"], figure["liknande_antal"]) == (None, {}, 0)
    assert oj("complement", "add", "--nyckeltal", "N31807").code == 0
    found = read_analysis(dalarna / "analys/dalarna-socialpsykiatri-2016.yaml").analysis.evidence[0]
    assert found.source == "Egen bearbetning av data från Kolada, N31807"


def test_nothing_is_suggested_before_something_is_chosen(
    oj: Callable[..., Any], leksand: Path
) -> None:
    more = ("--kalla", "x", "--visar", "y", "--datum", "2016")
    oj("complement", "add", "--typ", "hearing", *more)
    ran = oj("complement", "suggest")
    assert ran.code == 2
    assert "oj identify --valj" in ran.err
