"""What is beyond chance, the next value, women and men: against a second computation by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from independent import shipped, trends

from oj_cli import api
from oj_cli.domain.encoding import encode
from oj_cli.domain.trend import Movement

AREAS = ("hemtjanst", "lss-enheter", "lss-brukare", "ekonomiskt-bistand")
FEW = ("2029", "1980", "0512", "1480", "2584")  # Leksand, Västerås, Ydre, Göteborg, Kiruna
SLOW = pytest.mark.slow
MANY = [*FEW, *sorted(shipped.read_kommuner())[::6]]


def overview(area: str, kommun: str) -> dict[str, Any]:
    found: dict[str, Any] = encode(api.open().trend_overview(kommun=kommun, area=area))
    return found


def has_years(area: str, kommun: str) -> bool:
    data = trends.area(area)
    return any(data.run(id, kommun) for id in data.indicators)


def wilson(p: float, n: float) -> tuple[float, float]:
    """Return Wilson's interval as it is written in textbooks, in percent."""
    z = 1.959964
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    return max(100 * (centre - half), 0.0), min(100 * (centre + half), 100.0)


@pytest.mark.parametrize(
    ("area", "kommuner"),
    [*((a, MANY[::6]) for a in AREAS), *(pytest.param(a, MANY, marks=SLOW) for a in AREAS)],
    ids=[*AREAS, *(f"{a}-many" for a in AREAS)],
)
def test_what_is_clear_and_what_is_expected(area: str, kommuner: list[str]) -> None:
    data = trends.area(area)
    n_clear = n_expected = 0
    for kommun in kommuner:
        if not has_years(area, kommun):
            continue
        found = overview(area, kommun)
        clear = data.clear(kommun, found["ar"])
        said = {c["indikator"]: c for c in found["andringar"] if c["battre_med"] is not None}
        of_percent = {id: c for id, c in said.items() if data.is_percent(id)}
        assert {id: c["tydlig"] for id, c in of_percent.items()} == clear, kommun
        n_clear += sum(v is True for v in clear.values())
        for id, change in said.items():
            expected = data.expected(id, kommun)
            told = change["vantat"]
            if not data.is_percent(id):
                continue
            if expected is None:
                assert told is None
                continue
            ends = (told["varde"], told["lagst"], told["hogst"])
            assert ends == pytest.approx(expected, abs=1e-6), (kommun, id)
            n_expected += 1
    assert n_expected > (50 if kommuner is MANY else 5)
    assert n_clear > 0 or area == "ekonomiskt-bistand" or kommuner is not MANY


@pytest.mark.parametrize("area", ["hemtjanst", "lss-enheter"])
def test_the_words_for_a_kommuns_years(area: str) -> None:
    data, oj = trends.area(area), api.open()
    words = set()
    ids = [id for id in data.indicators if data.is_judged(id) and data.is_percent(id)][:6]
    for id in ids:
        for kommun in MANY[::9]:
            if not data.run(id, kommun):
                continue
            series = oj.trend(id, kommun=kommun, area=area).main
            assert series.movement == data.movement(id, kommun), (kommun, id)
            words.add(series.movement.value)
            for point in series.points:
                n, source = data.n(id, kommun, point.year)
                assert point.uncertainty is not None
                assert (point.uncertainty.n, point.uncertainty.n_source) == (n, source)
                near = n or data.nearest_n(id, kommun, point.year)
                if near is not None:
                    share, of = (point.figure or 0.0) / 100, near / data.spread(id)
                    assert point.uncertainty.interval == pytest.approx(wilson(share, of))
    assert {"ingen_tydlig", "minskar"} <= words


def test_what_fell_and_ends_above_where_it_began_does_not_decrease() -> None:
    found = api.open().trend("Fick välja utförare av hemtjänsten", kommun="Kiruna")
    figures = {p.year: round(p.figure or 0) for p in found.main.points}
    assert (figures[2013], figures[2017], figures[2018], figures[2022]) == (31, 47, 34, 34)
    assert found.main.movement == Movement.VARIERAR


def test_women_and_men_are_compared_only_where_they_can_be() -> None:
    data, oj = trends.area("hemtjanst"), api.open()
    known = unknown = 0
    for kommun in MANY[::2]:
        genders = oj.trend("hemtjanst_paverkar_tider", kommun=kommun, area="hemtjanst").genders
        if genders is None:
            continue
        w = data.share_of_women("hemtjanst", kommun, genders.year)
        n, _ = data.n("hemtjanst_paverkar_tider", kommun, genders.year)
        if w is None or n is None or min(w * n, n - w * n) < 4.5:
            unknown += 1
            assert genders.is_clear is None
            assert genders.why_not
            continue
        known += 1
        assert genders.n_women is not None
        assert genders.n_men is not None
        assert genders.n_women + genders.n_men == n
        assert abs(genders.n_women - w * n) <= 0.5
    assert known > 5
    assert unknown > 5


def test_a_fall_of_forty_points_is_always_told(oj: Callable[..., Any]) -> None:
    data = trends.area("lss-enheter")
    for name, kommun in (("Västerås", "1980"), ("Göteborg", "1480"), ("Leksand", "2029")):
        falls = [
            id
            for id in data.indicators
            if len(run := data.run(id, kommun)) > 1
            and run[-1][0] == 2022
            and run[-2][1] - run[-1][1] >= 40
        ]
        said = " ".join(oj("trend", "--kommun", name, "--omrade", "lss-enheter").out.split())
        word = "indikator" if len(falls) == 1 else "indikatorer"
        assert (f"{len(falls)} {word} blev minst 40 procentenheter sämre" in said) == bool(falls)


def test_most_is_said_first_and_then_what_is_clear(oj: Callable[..., Any]) -> None:
    data = trends.area("lss-enheter")
    changes = {
        id: (run[-2], run[-1])
        for id in data.indicators
        if len(run := data.run(id, "1980")) > 1 and run[-1][0] == 2022
    }
    lower = [id for id, (a, b) in changes.items() if b[1] < a[1]]
    riket = [id for id, (a, b) in changes.items() if data.riket[id, b[0]] < data.riket[id, a[0]]]
    clear = data.clear("1980", 2022)
    n_clear = sum(clear[id] is True for id in lower)
    n_chance = sum(clear[id] is False for id in lower)
    said = " ".join(oj("trend", "--kommun", "Västerås", "--omrade", "lss-enheter").out.split())
    first = f"{len(lower)} av {len(changes)} sämre än 2019; i riket {len(riket)} av {len(changes)}."
    assert f"{first} {n_clear} tydligt sämre, {n_chance} sämre men kan bero på slumpen" in said
    assert "Nästa gång ---------- Det här är att vänta om ni rör er som kommuner brukar." in said
    assert "Det säger inget om vad som händer om ni gör något." in said


def test_a_year_that_the_kommun_lacks_is_said_in_one_sentence(oj: Callable[..., Any]) -> None:
    asked = ("--indicator", "boende_rutin_hjalpmedel", "--kommun", "Gislaved")  # no 2022
    said = " ".join(oj("trend", *asked).out.split())
    assert "Det går inte att säga vad som är att vänta: det krävs att ni och minst 30" in said
    told = " ".join(oj("trend", *asked[:3], "Göteborg").out.split())
    assert "Nästa gång väntas" in told
    assert "om ni rör er som kommuner brukar. Det säger inget om vad som händer" in told
