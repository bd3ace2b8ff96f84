"""The text on the method: its numbers are the rule's, it is easy to read, and it is told whole."""

import csv
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.analysis import certainty, expected, judge
from oj_cli.analysis.method import NUMBERS, method
from oj_cli.catalogue import load_method
from oj_cli.domain import chance, references
from oj_cli.domain.identification import VERDICT_WORDS, Verdict
from oj_cli.domain.indicators import Survey, Tried
from oj_cli.domain.method import MethodText
from oj_cli.domain.swedish import number
from oj_cli.presentation.document import Table, blocks, texts, walk
from oj_cli.reports.method import how_counted
from oj_cli.store import open_store
from oj_cli.views.method import document
from oj_cli.workspace import METHOD_FILE, guides_folder

Run = Callable[..., Any]
LONGEST = 30
PLACE = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def text() -> MethodText:
    return load_method(guides_folder() / METHOD_FILE)


def written(text: MethodText) -> Iterator[str]:
    for part in text.sections:
        yield from (part.heading, *part.paragraphs, *part.points, *part.in_report)


def test_the_numbers_of_the_text_are_those_of_the_rule() -> None:
    percents = {
        "falska": certainty.FALSE_RATE * 100,
        "falska_lag": certainty.FALSE_RATE_LOW * 100,
        "golv_del": certainty.FLOOR_SPREAD * 100,
        "lag_frekvens": certainty.LOW_RATE,
        "lagsta_frekvens": certainty.LOWEST_RATE,
        "ovanligt": judge.RARE,
        "intervall": 100 * math.erf(chance.Z95 / math.sqrt(2)),
    }
    numbers = {
        "golv": certainty.FLOOR_PERCENT,
        "golv_minst": certainty.FLOOR_LEAST_N,
        "stort_fall": chance.GREAT_FALL,
        "exakt_hogst": chance.MOST_EXACT,
        "fa_andra": references.FEWEST_OTHERS,
        "fa_kommuner": expected.FEWEST_KOMMUNER,
        "egna_ar": expected.OWN_YEARS,
        "spridning": Survey("").spread,
        "minst_exempel": 6,  # 2 of 6 is 33 %, 3 of 6 is 50 %, and no fewer give both
    }
    read = {name: said.removesuffix("\u00a0%") for name, said in NUMBERS.items()}
    for name, value in (percents | numbers).items():
        assert float(read.pop(name).replace(",", ".")) == pytest.approx(value, abs=1e-6), name
    assert read == {"andelar_exempel": "33 och 50"}
    assert all(NUMBERS[name].endswith("\u00a0%") for name in percents)


def test_no_number_of_the_rule_is_typed(text: MethodText) -> None:
    """What is left beside the places are years of sources, a step, a law and a formula."""
    used = set()
    for said in written(text):
        used |= set(PLACE.findall(said))
        left = re.findall(r"\d+", PLACE.sub("", said))
        is_source = re.search(r"\((19|20)\d\d\)", said) is not None
        allowed = {"1927", "1949", "1961", "1975", "1995", "2011", "9", "100", "2"}
        assert is_source or set(left) <= allowed, said
    assert used == set(NUMBERS)


def test_the_words_are_those_of_the_verdicts(text: MethodText) -> None:
    all_of_it = " ".join(written(text)).lower()
    for verdict in Verdict:
        assert VERDICT_WORDS[verdict].removesuffix(" svaret") in all_of_it


def shown() -> Iterator[str]:
    oj = api.open()
    asked = (("Leksand", None), ("Falun", "socialpsykiatri"), ("Västerås", "lss-enheter"))
    for kommun, area in (*asked, ("Leksand", "ifo")):
        for block in blocks(document(oj.method(kommun, area=area))):
            yield from texts(block)


def test_it_is_easy_to_read(text: MethodText) -> None:
    for said in (*written(text), *shown()):
        assert not re.search(r"signifikan[st]|\bsäker(t|a|het\w*|ställ\w*)?\b", said.lower()), said
        for sentence in re.split(r"(?<=[.?:])\s+", said):
            assert len(sentence.split()) <= LONGEST, sentence


@pytest.mark.parametrize("format", ["docx", "pdf", "html", "md", "txt", "xlsx", "json", "csv"])
def test_it_is_written_in_every_format(
    oj: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = oj("explain", "--metod", "--omrade", "lss-enheter", "-o", f"metod.{format}")
    assert ran.code == 0, ran.err
    assert (tmp_path / f"metod.{format}").stat().st_size > 100


def test_an_omrade_is_told_only_what_is_about_its_kind(oj: Run) -> None:
    answers = oj("explain", "--metod", "--omrade", "socialpsykiatri").out
    numbers = oj("explain", "--metod", "--omrade", "hemtjanst").out
    assert "Benjamini" not in answers
    assert "Benjamini" in numbers
    assert "DELVIS" in answers
    assert "DELVIS" not in numbers


def test_the_surveys_as_a_table(oj: Run) -> None:
    asked = ("explain", "--metod", "--omrade", "hemtjanst")
    rows = list(csv.DictReader(oj(*asked, "--format", "csv").out.splitlines()))
    listed = oj(*asked, "--format", "json").json["provad"]
    assert [r["undersokning"] for r in rows] == [s["undersokning"] for s in listed] == ["hemtjanst"]
    assert float(rows[0]["spridning"]) == listed[0]["spridning"]


@pytest.mark.parametrize(
    "beside", [("sip_rutin",), ("--ar", "2016"), ("--alla",), ("--utgava", "skr-2023")]
)
def test_what_it_does_not_take_is_refused(oj: Run, beside: tuple[str, ...]) -> None:
    ran = oj("explain", "--metod", *beside)
    assert ran.code == 2
    assert "--metod" in ran.err


def test_without_an_indicator_both_ways_are_named(oj: Run) -> None:
    ran = oj("explain")
    assert ran.code == 2
    assert "oj indicators" in ran.err
    assert "oj explain --metod" in ran.err


def test_how_the_rule_did_is_told_where_it_was_tried(text: MethodText) -> None:
    with open_store() as store:
        catalogue = store.catalogue("lss-brukare")
    first, second, *_ = catalogue.surveys
    tried = replace(first, spread=1.37, tried=Tried("2021–2022", 47.3, 128, 88.4))
    silent = replace(second, can_tell=False)
    for surveys, told in (((tried, silent), True), ((silent,), False)):
        found = method(text, [replace(catalogue, surveys=surveys)])
        whole, short = document(found), how_counted(found)
        for sections in (whole.sections, (short,)):
            rows = [
                [cell.text for cell in row[1:]]
                for _, part in walk(sections)
                for block in part.blocks
                if isinstance(block, Table)
                for row in block.cells
            ]
            did = ["1,37", "2021–2022", "47\u00a0%", "128", "88\u00a0%"]
            assert (did in rows) is told
            said = [t for _, part in walk(sections) for b in part.blocks for t in texts(b)]
            assert "Servicebostad enligt LSS" in said
            assert any(t.startswith("Regeln är prövad") for t in said) or not told


def test_a_report_says_about_a_page(text: MethodText) -> None:
    with open_store() as store:
        for catalogue in store.catalogues():
            said = [t for b in how_counted(method(text, [catalogue])).blocks for t in texts(b)]
            assert 100 < len(" ".join(said).split()) < 460, catalogue.area
            sentences = [t for t in said if t.endswith(".")]  # the cells of a table may be alike
            assert len(set(sentences)) == len(sentences)


# --- the example, against plain formulas ------------------------------------------------------


def mid_p(yes: int, n: int, share: float) -> float:
    below = sum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(yes))
    return below + math.comb(n, yes) * share**yes * (1 - share) ** (n - yes) / 2


@pytest.mark.parametrize("kommun", ["Leksand", "Orsa", "Hedemora"])
def test_the_example_can_be_followed_by_hand(kommun: str) -> None:
    example = api.open().method(kommun, area="hemtjanst").example
    assert example is not None
    result, tested = example.result, example.tested
    assert tested is not None
    assert result.value is not None
    sure, before = result.uncertainty, result.before
    assert sure is not None
    assert sure.n is not None
    years = [(result.value, sure.n, result.compared.figure)]
    if len(tested.zs) > 1:
        assert before is not None
        years.append((before.value or 0.0, before.n or sure.n, before.figure))
    for (value, n, figure), z in zip(years, tested.zs, strict=True):
        assert figure is not None
        r, unwidened = figure / 100, z * math.sqrt(tested.spread)
        if n > 200:
            normal = (value / 100 - r) / math.sqrt(r * (1 - r) / n)
            assert unwidened == pytest.approx(normal)
            continue
        p = mid_p(math.floor(value * n / 100 + 0.5), n, r)
        assert math.erfc(-unwidened / math.sqrt(2)) / 2 == pytest.approx(p, rel=1e-4)
    assert tested.z == pytest.approx(sum(tested.zs) / math.sqrt(len(tested.zs)))
    assert tested.chance == pytest.approx(math.erfc(-tested.z / math.sqrt(2)) / 2)
    m, p = sure.n / tested.spread, result.value / 100
    middle, half = p + 1.96**2 / (2 * m), 1.96 * math.sqrt(p * (1 - p) / m + (1.96 / (2 * m)) ** 2)
    ends = [100 * (middle + sign * half) / (1 + 1.96**2 / m) for sign in (-1, 1)]
    assert sure.interval == pytest.approx(ends, abs=0.01)
    found = api.open().identify(kommun, area="hemtjanst")
    [same] = [r for r in found.results if r.indicator.id == result.indicator.id]
    assert same == result


def test_the_years_add_up_as_they_are_printed() -> None:
    for kommun in ("Leksand", "Göteborg", "Kiruna", "Västerås"):
        example = api.open().method(kommun).example
        said = " ".join(t for b in blocks(document(api.open().method(kommun))) for t in texts(b))
        found = re.search(r"\((−?[\d,]+) \+ (−?[\d,]+)\) / √2 = (−?[\d,]+)", said)
        assert example is not None
        assert found is not None
        one, other, both = (float(x.replace("−", "-").replace(",", ".")) for x in found.groups())
        decimals = len(found[3].partition(",")[2])
        assert number((one + other) / math.sqrt(2), decimals) == number(both, decimals)
