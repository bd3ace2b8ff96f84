"""A goal measured by an indicator of any område, the user's own too: its values come from data."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from oj_cli.plan.files import read_plan

AREA = """\
omrade: brukarenkat
namn: Brukarenkät i boendestödet
kort: Brukarenkät
utgivare: Västerås
svarande: andel av de svarande
kvalitetsomraden:
  - {id: ej-ordnat, namn: Ännu inte ordnat}
indikatorer:
  - id: vet_vad_sip_ar
    namn: Andel som vet vad en SIP är
    kort: Vet vad SIP är
    kvalitetsomrade: ej-ordnat
    grupp: Det brukarna säger
    tema: vard
    typ: numerisk
    enhet: procent
    skala: procent
    riktning: hogre
    roll: kvalitet
    antal_svar: svarande
    definition: Andelen av dem som har svarat som vet vad en samordnad individuell plan är.
  - id: svarande
    namn: Antal som svarade på enkäten
    kort: Antal svar
    kvalitetsomrade: ej-ordnat
    grupp: Det brukarna säger
    tema: vard
    typ: numerisk
    enhet: antal
    skala: antal
    riktning: ingen
    roll: bakgrund
    definition: Hur många som svarade på enkäten.
"""
ANSWERS = """\
guide: plan
giltighet_fran: 2026-01-01
giltighet_till: 2027-12-31
ansvarigt_organ: Socialnämnden
mal:
  - indikatorer: [hemtjanst/hemtjanst_fortroende]
    matt_indikator: brukarenkat/vet_vad_sip_ar
    mal: Minst 70 procent med boendestöd vet vad en SIP är senast 2027-12-31, mot 41 procent 2025.
    malgrupp: Vuxna med boendestöd
    malvarde: 70
    senast: 2027-12-31
    aktiviteter:
      - vad: Ta fram ett lättläst blad om samordnad individuell plan.
        ansvarig: Enhetschef boendestöd
        start: 2026-02-01
        klart: 2026-06-30
        kostnad: 0
    foljs_upp: [2026-12-15, 2027-12-15]
    hur: Brukarenkäten
    vem: Kvalitetsutvecklare
"""
N_2025, N_2026 = 37, 52


def read_in(oj: Callable[..., Any], folder: Path, year: int, share: float, n: int) -> None:
    file = folder / f"enkat-{year}.csv"
    heads = "Kommun;Andel som vet vad en SIP är;Antal som svarade på enkäten"
    file.write_text(f"{heads}\nVästerås;{share};{n}\n".replace(".", ","), encoding="utf-8")
    ran = oj("data", "import", str(file), "--omrade", "brukarenkat", "--ar", str(year))
    assert ran.code == 0, ran.out + ran.err


@pytest.fixture
def surveyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oj: Callable[..., Any]) -> Path:
    """Return a workspace with a survey of its own of 2025, and a plan measured by it."""
    monkeypatch.setenv("OJ_IDAG", "2026-01-10")
    folder = tmp_path / "vasteras"
    assert oj("init", str(folder), "--kommun", "Västerås").code == 0
    monkeypatch.chdir(folder)
    (folder / "omraden" / "brukarenkat").mkdir(parents=True)
    (folder / "omraden" / "brukarenkat" / "katalog.yaml").write_text(AREA, encoding="utf-8")
    read_in(oj, folder, 2025, 41.0, N_2025)
    (folder / "svar.yaml").write_text(ANSWERS, encoding="utf-8")
    ran = oj("plan", "new", "--id", "sip", "--svarsfil", "svar.yaml")
    assert ran.code == 0, ran.out + ran.err
    return folder


def test_the_baseline_is_read_from_an_own_survey_and_the_outcome_found(
    oj: Callable[..., Any], surveyed: Path
) -> None:
    measure = yaml.safe_load((surveyed / "planer" / "sip.yaml").read_text())["mal"][0]["matt"]
    baseline = measure["utgangslage"]
    assert measure["indikator"] == "brukarenkat/vet_vad_sip_ar"
    assert (measure["beskrivning"], measure["enhet"], measure["riktning"]) == (
        "Andel som vet vad en SIP är",
        "procent",
        "oka",
    )
    assert (baseline["varde"], baseline["ar"], baseline["n"]) == (41, 2025, N_2025)
    assert oj("plan", "check", "sip").code == 0
    before = oj("plan", "outcome", "sip", "--format", "json").json["mal"][0]["eget_matt"]
    assert before["lage"] == "inte_matt"

    read_in(oj, surveyed, 2026, 75.0, N_2026)
    (goal,) = oj("plan", "outcome", "sip", "--format", "json").json["mal"]
    own = goal["eget_matt"]
    assert (own["lage"], own["nadd"], own["tydligt_battre"]) == ("nadd", True, True)
    (party,) = own["parter"]
    assert (party["varde"], party["n"], party["ar"], party["datum"]) == (75, N_2026, 2026, None)
    assert (party["n_da"], party["n_nu"]) == (N_2025, N_2026)
    assert [t["indikator"] for t in goal["oppna_jamforelser"]] == ["hemtjanst/hemtjanst_fortroende"]

    assert oj("plan", "show", "sip", "--format", "json").json["lage"] == {"M1": "nadd"}
    rows = oj("plan", "summary", "--format", "json").out
    assert '"nadd": 1' in rows
    for kind, name in (("namnd", ("--plan", "sip")), ("plan", ("sip",))):
        ran = oj("report", kind, *name, "-o", f"{kind}.html")
        assert ran.code == 0, ran.err
        page = (surveyed / f"{kind}.html").read_text(encoding="utf-8")
        assert re.search(r"75\s*(%|procent)[^<]{0,20}2026", page), kind


def test_what_is_logged_of_the_same_year_or_later_goes_before_the_data(
    oj: Callable[..., Any], surveyed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in(oj, surveyed, 2026, 75.0, N_2026)
    monkeypatch.setenv("OJ_IDAG", "2026-12-20")
    log = (
        "plan",
        "followup",
        "sip",
        "--mal",
        "M1",
        "--bedomning",
        "pa_vag",
        "--beslut",
        "fortsatt",
    )
    ran = oj(*log, "--varde", "60", "--n", "50", "--datum", "2026-12-15", "--no-input")
    assert ran.code == 0, ran.err
    (goal,) = oj("plan", "outcome", "sip", "--format", "json").json["mal"]
    (party,) = goal["eget_matt"]["parter"]
    assert (party["varde"], party["datum"], party["ar"]) == (60, "2026-12-15", None)


def test_the_next_period_begins_with_what_the_data_have(
    oj: Callable[..., Any], surveyed: Path
) -> None:
    read_in(oj, surveyed, 2026, 55.0, N_2026)
    ran = oj("plan", "next", "sip", "--period", "2028")
    assert ran.code == 0, ran.err
    (path,) = (p for p in (surveyed / "planer").glob("*.yaml") if p.stem != "sip")
    baseline = read_plan(path).plan.goals[0].measure.baseline  # type: ignore[union-attr]
    assert baseline is not None
    assert (baseline.value, baseline.year, baseline.n) == (55, 2026, N_2026)


def test_a_measure_of_an_indicator_that_there_is_not_is_told(
    oj: Callable[..., Any], surveyed: Path
) -> None:
    path = surveyed / "planer" / "sip.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("brukarenkat/vet", "brukarenkat/vett"), encoding="utf-8")
    found = oj("plan", "check", "sip", "--format", "json").json
    assert "P08" in {f["regel"] for f in found["fynd"]}
    assert oj("plan", "outcome", "sip").code == 0
