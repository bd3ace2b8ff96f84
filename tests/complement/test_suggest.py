"""What step 2 can add: real nyckeltal, counted again from the file they came in."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from independent import values

from oj_cli.analysis.complement import missing_views
from oj_cli.analysis_file.file import read_analysis
from oj_cli.domain.analysis import Evidence, Measurement
from oj_cli.store import open_store
from oj_cli.workspace import OMRADEN

FILE = OMRADEN / "nyckeltal" / "varden.db"
LEKSAND, RIKET = "2029", "riket"


@cache
def every_value() -> dict[str, dict[tuple[str, int], float]]:
    """Values of the kommuner of Dalarna and of riket, by indicator, unit and year."""
    found: dict[str, dict[tuple[str, int], float]] = defaultdict(dict)
    for r in values.blocks(FILE):
        if r.gender == "T" and r.value is not None and r.unit.startswith(("20", RIKET)):
            found[r.indicator][r.unit, r.year] = float(r.value)
    return found


@pytest.fixture
def suggested(oj: Callable[..., Any], leksand: Path) -> Callable[..., Any]:
    oj("identify", "--valj", "arbete,bostad,vardag", "--motiv", "Därför.")

    def call(*asked: str) -> Any:
        ran = oj("complement", "suggest", *asked, "--format", "json")
        assert ran.code == 0, ran.err
        return {area["tema"]: area for area in ran.json["omraden"]}

    return call


@pytest.mark.parametrize("latest", [2022, 2016])
def test_every_figure_is_the_one_in_kolada(suggested: Callable[..., Any], latest: int) -> None:
    areas = suggested("--senast", str(latest))
    n_own = n_neighbours = 0
    for figure in (f for area in areas.values() for f in area["nyckeltal"]):
        known = {k: v for k, v in every_value()[figure["id"]].items() if k[1] <= latest}
        own = [year for kommun, year in known if kommun == LEKSAND]
        others = [year for kommun, year in known if kommun != RIKET]
        assert figure["ar"] == max(own or others, default=None)
        year = figure["ar"]
        assert figure["eget"] == (known[LEKSAND, year] if own else None)
        assert figure["riket"] == known.get((RIKET, year))
        of_lan = [v for (kommun, y), v in known.items() if y == year and kommun != RIKET]
        assert figure["lan_antal"] == len(of_lan)
        assert figure["lan_median"] == (pytest.approx(median(of_lan)) if of_lan else None)
        if own:
            n_own += 1
            assert figure["grannar"] == {}
        else:
            n_neighbours += bool(figure["grannar"])
            assert sorted(figure["grannar"].values()) == sorted(of_lan)
    assert n_own > 2
    assert n_neighbours > 2 or latest == 2016


def test_only_what_bears_on_the_theme_is_shown(suggested: Callable[..., Any]) -> None:
    areas = suggested()
    with open_store() as store:
        catalogue = store.catalogue("nyckeltal")
    for theme, area in areas.items():
        expected = [i.id for i in catalogue if i.theme == theme]
        assert [f["id"] for f in area["nyckeltal"]] == expected
    assert areas["bostad"]["nyckeltal"] == []


def test_kolada_is_credited_under_what_it_says_and_nowhere_else(
    oj: Callable[..., Any], suggested: Callable[..., Any]
) -> None:
    out = oj("complement", "suggest").out
    assert "Inga nyckeltal i data hör till temat" in out
    for piece in out.split("Källa: Kolada.")[:-1]:
        credited = piece.rsplit("Egen bearbetning av data från Kolada.", 1)[-1]
        assert "Median" not in credited
    for piece in out.split("Egen bearbetning av data från Kolada.")[:-1]:
        assert "Median" in piece.rsplit("Källa: Kolada.", 1)[-1]
    assert "Leksand saknar värde. Fråga grannar som har:" in out
    assert "Mora 100 %" in out
    assert "en enda" in out  # the remark on small numbers


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
    ran = oj("complement", "add", "--nyckeltal", "dv_hjalp")
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


def test_a_nyckeltal_becomes_evidence(
    oj: Callable[..., Any], leksand: Path, suggested: Callable[..., Any]
) -> None:
    more = ("--senast", "2016", "--bedomning", "motsager")
    ran = oj("complement", "add", "--nyckeltal", "N31816", *more)
    assert ran.code == 0, ran.err
    path = leksand / "analys/leksand-socialpsykiatri-2016.yaml"
    found = read_analysis(path).analysis.evidence[0]
    known = every_value()["ekonomiskt_bistand_lange"]
    newest = max(year for kommun, year in known if kommun == LEKSAND and year <= 2016)
    assert (found.kind, found.source, found.date) == ("nyckeltal", "Kolada, N31816", str(newest))
    assert found.measurement is not None
    assert found.measurement.value == known[LEKSAND, newest]
    assert (found.concerns, found.supports) == (("arbete",), "motsager")
    n = sum(year == newest and kommun != RIKET for kommun, year in known)
    assert f"({n} kommuner)" in found.shows
    again = oj("complement", "add", "--nyckeltal", "N31816", "--senast", "2016")
    assert again.code == 2
    assert "finns redan i underlaget, som U1" in again.err
    assert "complement add --id U1" in again.err
    newer = oj("complement", "add", "--nyckeltal", "N31816")
    assert newer.code == 0, newer.err


def test_a_nyckeltal_without_a_value_names_the_neighbours(
    oj: Callable[..., Any], suggested: Callable[..., Any]
) -> None:
    ran = oj("complement", "add", "--nyckeltal", "sysselsattning_hjalp")
    assert ran.code == 2
    assert "Leksand har inget värde" in ran.err
    assert "Grannar som har: " in ran.err
    assert "Mora 100\u00a0%" in ran.err
    oj("identify", "--kommun", "Åre", "--omrade", "lss-enheter", "--valj", "vard", "--motiv", "x")
    ran = oj("complement", "add", "--nyckeltal", "dv_hjalp", "--kommun", "Åre")
    assert "Ingen kommun i länet har värde i data." in ran.err
    assert "Prova" not in ran.err


def test_a_lan_gets_its_median(oj: Callable[..., Any], dalarna: Path) -> None:
    oj("identify", "--valj", "kontakt,arbete", "--motiv", "Därför.")
    areas = {a["tema"]: a for a in oj("complement", "suggest", "--format", "json").json["omraden"]}
    figure = next(f for f in areas["arbete"]["nyckeltal"] if f["kolada_id"] == "N31816")
    known = every_value()[figure["id"]]
    of_lan = [v for (kommun, year), v in known.items() if year == figure["ar"] and kommun != RIKET]
    assert figure["lan_median"] == pytest.approx(median(of_lan))
    assert (figure["eget"], figure["grannar"]) == (None, {})
    assert oj("complement", "add", "--nyckeltal", "N31816").code == 0
    found = read_analysis(dalarna / "analys/dalarna-socialpsykiatri-2016.yaml").analysis.evidence[0]
    assert found.source == "Egen bearbetning av data från Kolada, N31816"


def test_nothing_is_suggested_before_something_is_chosen(
    oj: Callable[..., Any], leksand: Path
) -> None:
    more = ("--kalla", "x", "--visar", "y", "--datum", "2016")
    oj("complement", "add", "--typ", "hearing", *more)
    ran = oj("complement", "suggest")
    assert ran.code == 2
    assert "oj identify --valj" in ran.err
