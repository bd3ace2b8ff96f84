"""What is shipped read a second time, and made-up data of four years.

PÅHITTADE UPPGIFTER FÖR PROV: the answers below say nothing about any kommun.
"""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from independent import values

from oj_cli.workspace import OMRADEN

YEARS = (2018, 2019, 2020, 2021)

ANSWERS = {
    # one kommun goes there and back, one misses a year, one has begun
    "rutin": """
        Avesta        JA       JA   JA     JA
        Borlänge      JA       JA   JA     JA
        Falun         JA       JA   JA     JA
        Gagnef        NEJ      NEJ  NEJ    JA
        Hedemora      NEJ      NEJ  NEJ    NEJ
        Leksand       NEJ      -    JA     JA
        Ludvika       NEJ      NEJ  NEJ    NEJ
        Malung-Sälen  NEJ      NEJ  NEJ    NEJ
        Mora          NEJ      JA   NEJ    NEJ
        Orsa          JA       JA   DELVIS JA
        Rättvik       NEJ      JA   JA     JA
        Smedjebacken  NEJ      NEJ  NEJ    NEJ
        Säter         NEJ      NEJ  NEJ    NEJ
        Vansbro       EA       EA   NEJ    NEJ
        Älvdalen      BORTFALL NEJ  NEJ    NEJ
    """,
    # a break in 2020; then one kommun more
    "metod": """
        Avesta        JA   JA   NEJ  NEJ
        Borlänge      JA   JA   NEJ  NEJ
        Falun         JA   JA   NEJ  NEJ
        Gagnef        JA   JA   NEJ  NEJ
        Hedemora      JA   JA   NEJ  NEJ
        Leksand       JA   JA   JA   NEJ
        Ludvika       JA   JA   JA   JA
        Malung-Sälen  JA   JA   JA   JA
        Mora          NEJ  NEJ  NEJ  JA
        Orsa          NEJ  NEJ  NEJ  JA
        Rättvik       NEJ  NEJ  NEJ  NEJ
        Smedjebacken  NEJ  NEJ  NEJ  NEJ
        Säter         NEJ  NEJ  NEJ  NEJ
        Vansbro       NEJ  NEJ  NEJ  NEJ
        Älvdalen      NEJ  NEJ  NEJ  NEJ
    """,
}

CATALOGUE = """
# PÅHITTADE UPPGIFTER FÖR PROV.
omrade: prov
namn: Påhittat område
kort: Prov
utgivare: Ingen, uppgifterna är påhittade
svarande: kommun
kvalitetsomraden: [{id: ett, namn: Ett}]
indikatorer:
  - {id: rutin, namn: Påhittad rutin, kort: Rutin, kvalitetsomrade: ett, grupp: Ett, tema: vard,
     typ: ja_nej, riktning: hogre, roll: kvalitet, definition: Påhittad.}
  - id: metod
    namn: Påhittad fråga med brott
    kort: Metod
    kvalitetsomrade: ett
    grupp: Ett
    tema: arbete
    typ: ja_nej
    riktning: hogre
    roll: kvalitet
    definition: Påhittad.
    forsta_ar: 2018
    sista_ar: 2021
    brott: [{fran: 2020, skal: ny definition 2020}]
    ersatt_av: [{namn: Nya frågan, kolada: U99999}]
  - {id: vantan, namn: Påhittad väntan, kort: Väntan, kvalitetsomrade: ett, grupp: Ett,
     tema: kontakt, typ: numerisk, enhet: dagar, riktning: lagre, roll: kvalitet,
     definition: Påhittad.}
  - {id: bakgrund, namn: Påhittad bakgrund, kort: Bakgrund, kvalitetsomrade: ett, grupp: Ett,
     tema: kontakt, typ: numerisk, enhet: procent av alla, riktning: ingen, roll: bakgrund,
     definition: Påhittad.}
"""

LAYOUT = """
# PÅHITTADE UPPGIFTER FÖR PROV.
id: prov-{name}
titel: Påhittade uppgifter för prov, {name}
utgivare: Ingen
kallhanvisning: Påhittade uppgifter för prov
omrade: prov
lang_tabell: {{indikator: indikator, enhet: kommun, ar_kolumn: ar, kon: kon, {name}: {name}}}
"""


def given(indicator: str) -> dict[str, dict[int, str]]:
    """Return the made-up answers by kommun and year; a dash is no answer."""
    table = {}
    for line in ANSWERS[indicator].split("\n"):
        name, *answers = line.split() or [""]
        if name:
            table[name] = {y: a for y, a in zip(YEARS, answers, strict=True) if a != "-"}
    return table


def waiting(kommun: int, year: int, gender: str) -> float:
    """Return the made-up number of days of the n-th kommun."""
    extra = {"T": 0.0, "K": 2.5, "M": -2.5}[gender]
    return 10.0 + 3 * kommun + extra - (kommun % 4) * (year - 2018) ** 1.5


@pytest.fixture(scope="session")
def svar() -> Callable[[str], dict[str, dict[int, str]]]:
    return given


@pytest.fixture(scope="session")
def dagar() -> Callable[[int, int, str], float]:
    return waiting


@pytest.fixture(scope="session")
def prov(tmp_path_factory: pytest.TempPathFactory, lagg_omrade: Callable[..., None]) -> Path:
    """The område of the made-up data, by the ordinary importer. Read only."""
    folder = tmp_path_factory.mktemp("prov")
    names = list(given("rutin"))
    answers = [
        [i, kommun, year, "T", answer]
        for i in ANSWERS
        for kommun, years in given(i).items()
        for year, answer in years.items()
    ]
    values = [
        ["vantan", kommun, year, gender, waiting(n, year, gender)]
        for n, kommun in enumerate(names)
        for year in YEARS
        for gender in "TKM"
    ]
    values += [["bakgrund", k, y, "T", 5 * (y - 2017)] for k in names for y in YEARS]
    tables = {"svar": answers, "varde": values}
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([["indikator", "kommun", "ar", "kon", name], *rows])
        text = LAYOUT.format(name=name)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "prov.yaml").write_text(CATALOGUE, encoding="utf-8")
    root = tmp_path_factory.mktemp("omraden")
    used = [(folder / f"{name}.csv", folder / f"{name}.yaml") for name in tables]
    lagg_omrade(root, folder / "prov.yaml", used)
    return root


@pytest.fixture
def mapp(
    tmp_path: Path, prov: Path, inget_medfoljer: None, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A workspace with the made-up data, and no other; made the current folder."""
    folder = tmp_path / "arbetsmapp"
    folder.mkdir()
    (folder / "oj.yaml").write_text("# inga inställningar\n", encoding="utf-8")
    shutil.copytree(prov, folder / "omraden")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def folj(oj: Callable[..., Any]) -> Callable[..., Any]:
    """Run trend as JSON: `folj("--indicator", "sip_rutin")`."""

    def call(*asked: str) -> Any:
        ran = oj("trend", *asked, "--format", "json")
        assert ran.code == 0, ran.err
        return ran.json

    return call


@pytest.fixture(scope="session")
def lss() -> dict[tuple[str, str, int], float]:
    """The shipped numeric values by (Kolada id, kommunkod, year), riket under 0000."""
    folder = OMRADEN / "lss-enheter"
    catalogue = yaml.safe_load((folder / "katalog.yaml").read_text(encoding="utf-8"))
    kolada = {i["id"]: i["kolada"] for i in catalogue["indikatorer"]}
    return {
        (kolada[r.indicator], "0000" if r.kind == "riket" else r.unit, r.year): float(r.value)
        for r in values.lines(folder / "varden.db")
        if r.gender == "T" and r.value is not None
    }


@pytest.fixture(scope="session")
def kommuner() -> list[dict[str, str]]:
    """The rows of the file with all kommuner."""
    with (OMRADEN / "kommuner.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
