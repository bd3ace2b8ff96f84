"""What a text claims, tested against real answers and values: 598 sentences, a seed, our own.

Half of the sentences (`prov`) were not looked at while the rules were written.
"""

import csv
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.analysis.prose.facts import RIKET, Facts, Unit
from oj_cli.domain.prose import TextReport

Run = Callable[..., Any]
FactsOf = Callable[[str, int, str], Facts]
Said = Callable[..., TextReport]
ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
ABOUT = "Länsrapport Dalarna 2016: öppna jämförelser av socialpsykiatri"


@pytest.fixture(scope="module")
def dalarna(facts_of: FactsOf) -> Facts:
    return facts_of("socialpsykiatri", 2016, "Dalarna")


def outcome(report: TextReport) -> str:
    """What a reader is told of a sentence."""
    if report.count("fel"):
        return "fel"
    return "oprecist" if report.findings else "stammer" if report.tested else "ej_provat"


# ---------------------------------------------------------------- sentences


def sentences() -> list[dict[str, str]]:
    with (Path(__file__).parent / "meningar.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("half", [pytest.param("bygg", marks=pytest.mark.slow), "prov"])
def test_the_goals_are_held(facts_of: FactsOf, said_of: Said, half: str) -> None:
    found: Counter[tuple[str, str]] = Counter()
    rows = [row for row in sentences() if row["halva"] == half]
    for row in rows:
        facts = facts_of(row["omrade"], int(row["ar"]), row["galler"])
        report = said_of(facts, *([f"# {row['rubrik']}"] if row["rubrik"] else []), row["mening"])
        assert report.tested or report.untested, row  # each is tested, or listed with the reason
        assert all(u.why for u in report.untested)
        found[row["facit"], outcome(report)] += 1
    n = Counter(row["facit"] for row in rows)
    assert (n["ratt"] > 80, n["fel"] > 90) == (True, True)
    assert found["fel", "stammer"] == 0  # nothing wrong is confirmed
    accused = [found[f, o] for f in ("ratt", "utanfor") for o in ("fel", "oprecist")]
    assert sum(accused) <= 0.01 * (n["ratt"] + n["utanfor"])
    assert found["utanfor", "stammer"] == 0
    assert found["fel", "fel"] >= 0.9 * n["fel"]


SAID = [
    ("För samordning med äldreomsorgen ligger Dalarna över riket, 47 respektive 42 procent.", "s"),
    ("20 procent erbjuder IPS, hälften så stor andel som i riket, 41 procent.", "s"),
    ("Alla kommuner utom en har personligt ombud.", "s"),
    ("12 av 15 kommuner erbjuder case management (riket 35 %).", "f"),
    ("Alla kommuner utom en har en socialjour.", "f"),
    ("Tio kommuner har en aktuell rutin för samordning med missbruksvården.", "f"),
    ("IPS finns bara i Avesta, Borlänge och Ludvika.", "f"),
    ("I länet har 8 % använt uppföljningens resultat för att utveckla verksamheten.", "s"),
    ("Samordning finns i 9 av 15 kommuner.", "e"),
    ("AUDIT och DUDIT används i 9 % av kommunerna.", "o"),
    ("IPS är något lägre i länet än i riket.", "o"),
    ("Invånargrupp 2: 15 000–30 500 invånare.", "o"),
    ("IPS finns i 4 kommuner, men inrapporteringen blev fel i en.", "e"),
    ("Bland kommunerna varierar IPS mellan 0 och 100 procent.", "e"),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_is_said_of_a_sentence(dalarna: Facts, said_of: Said, text: str, said: str) -> None:
    words = {"s": "stammer", "f": "fel", "o": "oprecist", "e": "ej_provat"}
    assert outcome(said_of(dalarna, ABOUT, "", text)) == words[said]


def test_each_tested_claim_shows_what_it_was_tied_to(dalarna: Facts, said_of: Said) -> None:
    (tested,) = said_of(dalarna, ABOUT, "", "Vårdkedja finns i sju av länets kommuner.").tested
    assert (tested.outcome, tested.rule, tested.said) == ("fel", "D08", "sju av länets kommuner")
    assert (tested.indicators, tested.unit, tested.year) == (("vardkedja",), "Dalarnas län", 2016)
    assert "6 JA av 15" in tested.data
    assert tested.place.startswith("socialpsykiatri-2016-andelar.csv, rad ")
    assert "Vårdkedja" in tested.by
    assert "rubriken på rad 1" in tested.by


# ---------------------------------------------------------------- true and false by template


def cases(facts_of: FactsOf) -> Iterator[tuple[Facts, str, float]]:
    """A sentence with {} for its number, of each question, and the number that is true."""
    answers = facts_of("socialpsykiatri", 2016, "Dalarna")
    for i in answers.asked:
        tally = answers.tally(i.id, 2016)
        assert tally is not None
        yield answers, f"{{}} kommuner i länet svarar ja på ”{i.name}”.", tally.n_yes
        assert tally.share is not None
        yield answers, f"{i.name}: {{}} procent av länets kommuner.", round(tally.share)
    for area, kommun in (("lss-enheter", "Göteborg"), ("hemtjanst", "Leksand")):
        values = facts_of(area, 2022, kommun)
        assert values.kommun is not None
        own = Unit("kommun", values.kommun.code, kommun)
        for i in values.asked:
            value, riket = values.figure(i, own, 2022), values.figure(i, RIKET, 2022)
            if i.is_percent and value is not None and riket is not None:
                yield values, f"{i.name}: {{}} procent i {kommun}.", round(value)
                yield values, f"{i.name}: {{}} procent i riket.", round(riket)


@pytest.fixture(scope="module")
def every(facts_of: FactsOf) -> list[tuple[Facts, str, float]]:
    return list(cases(facts_of))


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_true_number_is_never_wrong_and_a_false_one_never_right(
    every: list[tuple[Facts, str, float]], said_of: Said, data: st.DataObject
) -> None:
    facts, sentence, true = data.draw(st.sampled_from(every))
    wrong = data.draw(st.integers(0, 100).filter(lambda n: abs(n - true) > 1))
    assert outcome(said_of(facts, sentence.format(int(true)))) != "fel"
    assert outcome(said_of(facts, sentence.format(wrong))) != "stammer"


WORDS = """
    alla några ingen en tre 9 av 15 kommuner 60 % procent procentenheter riket Dalarna jämfört med
    medan utom respektive högre än dvs. , . socialjour öppen verksamhet IPS Mora och Orsa saknas
    delvis bara 2015 från till mellan grupp tre 30 000-69 900 invånare ( ) ! ? : JA NEJ EA Tabell 3
"""


@given(st.one_of(st.lists(st.sampled_from(WORDS.split())).map(" ".join), st.text(max_size=200)))
@settings(max_examples=30, deadline=None)
def test_any_text_is_read_without_a_fault(dalarna: Facts, said_of: Said, text: str) -> None:
    for tested in said_of(dalarna, text).tested:
        assert tested.said
        assert tested.quote


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Öppna jämförelser 2014: vård och omsorg om äldre", "äldre"),
        ("Länsrapport: missbruks- och beroendevården i Dalarna", "missbruk"),
        ("Länsrapport Dalarna 2014: socialpsykiatri", "2014"),
        ("Socialpsykiatri i Gävleborgs län 2016", "Gävleborgs län"),
    ],
)
def test_a_heading_puts_what_follows_outside(
    dalarna: Facts, said_of: Said, heading: str, why: str
) -> None:
    report = said_of(dalarna, heading, "", "IPS finns i 9 kommuner.", "", "Alla har vårdkedja.")
    assert (report.tested, report.untested) == ((), ())
    assert [o.sentences for o in report.outside] == [3]
    assert why.lower() in report.outside[0].why.lower()


def test_a_heading_inside_takes_over_and_a_question_is_no_area(
    dalarna: Facts, said_of: Said
) -> None:
    lines = ("# Missbruk 2016", "IPS finns i 9 kommuner.", "# Socialpsykiatri", "Det är lätt.")
    wrong = "IPS finns i 9 kommuner."
    report = said_of(dalarna, *lines, wrong, "## Rutin för samordning med missbruk", wrong)
    assert [t.line for t in report.tested] == [5, 7]


def test_whose_and_when_as_the_heading_says(facts_of: FactsOf, said_of: Said) -> None:
    facts = facts_of("hemtjanst", 2022, "Leksand")
    text = "82 procent är sammantaget nöjda med hemtjänsten."
    assert outcome(said_of(facts, "# Hemtjänsten i Leksand 2022", text)) == "stammer"
    assert outcome(said_of(facts, "# Hemtjänsten i Kiruna 2022", text)) == "fel"  # 86 there
    assert outcome(said_of(facts, text)) == "ej_provat"  # it is not said whose


# ---------------------------------------------------------------- reports


def seed(number: str) -> Path:
    found = sorted(SEEDS.glob(f"seed-{number}*.txt"))
    if not found and not os.environ.get("OJ_CI"):
        pytest.skip(f"the reports are not beside the checkout: {SEEDS}")
    return found[0]


def test_the_faults_of_a_real_report_and_nothing_else(oj: Run) -> None:
    """Six wrong and three imprecise claims are known; how often it was published no data tell."""
    ran = oj("check", "text", str(seed("000")), "--lan", "Dalarna", "--format", "json")
    assert ran.code == 1
    found = {(f["niva"], f["regel"], f["rad"]) for f in ran.json["fynd"]}
    assert found - {("varn", "D02", 240), ("fel", "D03", 220)} == {
        ("fel", "D03", 210),  # C03: one kommun, not some
        ("varn", "D02", 210),  # C11: one kommun answered that it does not concern it
        ("varn", "D41", 214),  # C34
        ("varn", "D09", 220),  # C14: 13 points are not a little
        ("fel", "D08", 230),  # C20: 11 of 15
        ("fel", "D08", 232),  # C23: 3 of 15
        ("varn", "D02", 232),  # C27: 9 percent of eleven
        ("fel", "D01", 234),  # C28: 8 percent
    }
    assert ran.json["stammer"] >= 45
    assert any("sjätte gången" in u["citat"] for u in ran.json["ej_provat"])  # C35


@pytest.mark.parametrize("number", ["001", "002", "003", "004"])
def test_reports_about_something_else_are_left_alone(oj: Run, number: str) -> None:
    for flags in ((), ("--omrade", "socialpsykiatri", "--ar", "2016")):
        asked = ("check", "text", str(seed(number)), "--lan", "Dalarna", *flags)
        assert oj(*asked, "--format", "json").json["fynd"] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("of", "ending"),
    [
        (("lan", "--lan", "Dalarna"), "docx"),
        (("lan", "--lan", "Dalarna"), "pdf"),
        (("kommun", "--kommun", "Leksand"), "pdf"),
        (("kommun", "--kommun", "Kiruna"), "pdf"),
        (("kommun", "--kommun", "Västerås"), "docx"),
    ],
)
def test_our_own_reports_are_right(
    oj: Run, tmp_path: Path, of: tuple[str, str, str], ending: str
) -> None:
    path = tmp_path / f"rapport.{ending}"
    assert oj("report", *of, "-o", str(path)).code == 0
    assert oj("check", "text", str(path), *of[1:], "--format", "json").json["fynd"] == []


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Äldreomsorgen i Dalarna 2022", {"Hemtjänst", "särskilt boende"}),  # which it also may be
        ("Rapport 2022", {"Ingen rubrik"}),
        ("Hemtjänsten i Dalarna 2022", set()),
    ],
)
def test_an_area_that_was_guessed_is_said_to_be(
    oj: Run, tmp_path: Path, heading: str, wanted: set[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{heading}\n\nMånga är nöjda med hemtjänsten i länet.\n", "utf-8")
    said = oj("check", "text", str(path), "--lan", "Dalarna", "--format", "json").json["antaget"]
    assert bool(said) == bool(wanted)
    assert all(word.lower() in said[0].lower() for word in wanted)


def test_the_command_says_first_what_it_was_tested_against(oj: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{ABOUT}\n\nVårdkedja finns i 7 kommuner.\n", "utf-8")
    ran = oj("check", "text", str(path))
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[3].startswith("Prövat mot socialpsykiatri 2016, Dalarnas län.")
    found = json.loads(oj("check", "text", str(path), "--format", "json").out)
    assert found["schema"] == "oj-text/1"
    (tested,) = found["provat"]
    assert (tested["utfall"], tested["indikatorer"]) == ("fel", ["vardkedja"])
    off = oj("check", "text", str(path), "--utan", "d08", "--format", "json")
    assert (off.code, [r["regel"] for r in off.json["avstangda"]]) == (0, ["D08"])
    assert oj("check", "text", str(path), "--utan", "D13").code == 2  # a rule of data
