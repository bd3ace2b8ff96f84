"""What holds of every comparison and verdict, whatever the answers are."""

import random
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.analysis.compare import compare, uses
from oj_cli.analysis.county import identify_lan
from oj_cli.analysis.identify import identify
from oj_cli.analysis.learn import Wanted, all_sought, peers, wanted_indicator
from oj_cli.analysis.matrix import AreaYear, Matrix, build_matrix
from oj_cli.analysis.overview import overview
from oj_cli.analysis.question import Mirrored, Question
from oj_cli.analysis.references import build_references
from oj_cli.domain.answers import ROW_COLUMNS, Column
from oj_cli.domain.identification import CLEAR, STRONG, Verdict
from oj_cli.domain.indicators import (
    Catalogue,
    Commitment,
    Indicator,
    QualityArea,
    Step,
    Theme,
    Themes,
)
from oj_cli.domain.kommuner import Edition, Group, Kommun, Lan, Register
from oj_cli.domain.local import Correction, Promise
from oj_cli.domain.peers import Clarity, Peer
from oj_cli.domain.references import Reference

ANSWERS = ("JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS")
YEAR = 2022
OWN = "2001"
OUTSIDE = "1001"  # the first of another län
OTHERS = [f"20{n:02}" for n in range(2, 15)]
ALL = [OWN, *OTHERS, *(f"10{n:02}" for n in range(1, 7))]


def indicator(id: str, **more: Any) -> Indicator:
    given: dict[str, Any] = {
        "name": id.capitalize(),
        "short": id,
        "quality_area": "q",
        "group": "g",
        "theme": "t1",
        "kind": "ja_nej",
        "direction": "hogre",
        "role": "kvalitet",
        "definition": "d",
    }
    return Indicator(id=id, **{**given, **more})


COMMITMENTS = tuple(
    Commitment(kind, kind, kind, kind, "källa", "räckvidd")
    for kind in ("lag", "riktlinje", "overenskommelse", "namndmal")
)
SOME = settings(max_examples=40, deadline=None, database=None)
FEW = settings(max_examples=15, deadline=None, database=None)

CATALOGUE = Catalogue(
    area="prov",
    name="Prov",
    short="Prov",
    publisher="Ingen",
    respondent="kommun",
    quality_areas=(QualityArea("q", "Q"),),
    indicators=(
        indicator("alfa", commitments=("lag", "namndmal", "overenskommelse")),
        indicator("beta", mirrors=("annat/beta",), commitments=("riktlinje",)),
        indicator("gamma", theme="t2"),
        indicator("delta", theme="t2", role="bakgrund", direction="ingen"),
        indicator("hog", theme="t3", kind="numerisk", unit="procent"),
        indicator("lag", theme="t3", kind="numerisk", unit="dagar", direction="lagre"),
        indicator(
            "bak", theme="t3", kind="numerisk", unit="antal", role="bakgrund", direction="ingen"
        ),
    ),
    commitments=COMMITMENTS,
)
THEMES = Themes(tuple(Theme(t, t.upper(), "") for t in ("t1", "t2", "t3")))
YES_NO = [i.id for i in CATALOGUE if i.kind == "ja_nej"]
NUMERIC = [i.id for i in CATALOGUE if i.kind == "numerisk"]

EDITION = Edition("ed", "Utgåva", "Ingen", 2000, "kolumn", (Group("1", "Ett"), Group("2", "Två")))
REGISTER = Register(
    tuple(Kommun(code, f"Kommun {code}", code[:2]) for code in sorted(ALL)),
    (Lan("10", "Tio län"), Lan("20", "Tjugo län")),
    (EDITION,),
    {"ed": {code: "1" if int(code) % 2 else "2" for code in ALL}},
    {code: {YEAR - 1: 10_000 if int(code) % 3 else 20_000} for code in ALL},
)

Cell = str | float | None
Table = dict[tuple[str, str], Cell]
Published = dict[str, float]

CELLS = [(i, k) for i in (*YES_NO, *NUMERIC) for k in ALL]
# One byte for each cell, which is much faster to draw than a value for each. Two ways to read
# a byte: all answers as often, or mostly JA, as where nearly all of a län agree.
EVENLY: list[str | None] = [None, *ANSWERS]
MOSTLY_JA: list[str | None] = [*["JA"] * 20, *EVENLY]
TIES = [None, 0.0, 50.0, 100.0]


def table_of(drawn: bytes) -> Table:
    first, *rest = drawn
    answers = EVENLY if first % 2 else MOSTLY_JA
    table: Table = {}
    for (i, k), byte in zip(CELLS, rest, strict=True):
        if i in YES_NO:
            table[i, k] = answers[byte % len(answers)]
        else:
            table[i, k] = TIES[byte % 4] if byte < 128 else byte / 3
    return table


tables = st.binary(min_size=len(CELLS) + 1, max_size=len(CELLS) + 1).map(table_of)
shares = st.dictionaries(st.sampled_from(YES_NO), st.floats(0, 100))


def rows_of(table: Mapping[tuple[str, str], Cell], published: Published) -> list[dict[str, Any]]:
    """Return result rows: a cell that is None has none."""
    row = dict.fromkeys(ROW_COLUMNS)
    common = {**row, "area": "prov", "year": YEAR, "gender": "T", "source": "s", "locator": "rad 1"}
    result = []
    for (i, k), cell in table.items():
        if cell is not None:
            value = {"answer": cell} if isinstance(cell, str) else {"value": cell}
            result.append({**common, "indicator": i, "unit": k, "unit_kind": "kommun", **value})
    for i, share in published.items():
        riket = {"indicator": i, "unit": "riket", "unit_kind": "riket", "value": share}
        result.append({**common, **riket})
    return result


def matrix_of(rows: Sequence[dict[str, Any]]) -> Matrix:
    """Build a matrix of rows as a store gives them: a column for each indicator."""
    columns = []
    for id in dict.fromkeys(r["indicator"] for r in rows):
        of = [r for r in rows if r["indicator"] == id]
        units = [(r["unit_kind"], r["unit"]) for r in of]
        cells = ([r[c] for r in of] for c in ("answer", "value", "n_yes", "n"))
        columns.append(Column(id, YEAR, "T", "s", units, *cells))
    return build_matrix(columns)


def data_of(rows: Sequence[dict[str, Any]]) -> AreaYear:
    return AreaYear(CATALOGUE, THEMES, YEAR, REGISTER, EDITION, matrix_of(rows), ())


def references() -> tuple[Reference, ...]:
    return build_references(
        REGISTER.by_code[OWN],
        REGISTER,
        YEAR,
        EDITION,
        own_list=[REGISTER.by_code[k] for k in OTHERS[:6]],
    )


ORDER = (
    Step(("lag",), "lag"),
    Step(("riktlinje",), "riktlinje"),
    Step(("overenskommelse", "namndmal"), "eget"),
)
ALL_ALIKE = (Step(tuple(kind for step in ORDER for kind in step.kinds), "alla"),)
STEPS = {kind: n for n, step in enumerate(ORDER) for kind in step.kinds}


def question(data: AreaYear, **more: Any) -> Question:
    given: dict[str, Any] = {
        "data": data,
        "kommun": REGISTER.by_code[OWN],
        "references": references(),
        "ranking": "riket",
        "order": ORDER,
        "reflections": {},
        "history": {},
        "mirrors": {},
    }
    return Question(**{**given, **more})


# ---------------------------------------------------------------- shares and quartiles


@SOME
@given(tables, shares)
def test_shares_are_a_plain_count(table: Table, published: Published) -> None:
    found = compare(matrix_of(rows_of(table, published)), CATALOGUE.indicators, references(), OWN)
    for i in YES_NO:
        for reference in references():
            answers = Counter(table[i, k] for k in reference.members)
            yes, n = answers["JA"], answers["JA"] + answers["NEJ"] + answers["DELVIS"]
            got = found[i][reference.id]
            assert got.computed_share == (100 * yes / n if n else None)
            if not got.is_published:
                assert (got.n_yes, got.n, got.n_ea) == (yes, n, answers["EA"])
                assert got.n_missing == answers["BORTFALL"] + answers["SEKRETESS"]
                assert got.share == got.computed_share
            assert got.share is None or 0 <= got.share <= 100
            assert got.median is None
            assert got.ranks == (got.why_not is None)


@SOME
@given(tables, tables)
def test_ea_bortfall_and_sekretess_never_move_a_share(table: Table, other: Table) -> None:
    uncounted = ("EA", "BORTFALL", "SEKRETESS")
    changed = {k: c for k, c in other.items() if c in uncounted and table[k] in uncounted}
    before = compare(matrix_of(rows_of(table, {})), CATALOGUE.indicators, references(), OWN)
    after = compare(
        matrix_of(rows_of({**table, **changed}, {})), CATALOGUE.indicators, references(), OWN
    )
    for i in YES_NO:
        for reference in references():
            old, new = before[i][reference.id], after[i][reference.id]
            assert (old.computed_share, old.n) == (new.computed_share, new.n)


@FEW
@given(tables, st.sampled_from(YES_NO), st.sampled_from(ALL))
def test_delvis_counts_and_lowers(table: Table, i: str, k: str) -> None:
    def share(cell: Cell) -> float | None:
        matrix = matrix_of(rows_of({**table, (i, k): cell}, {}))
        riket = [r for r in references() if r.id == "riket"]
        return compare(matrix, CATALOGUE.indicators, riket, OWN)[i]["riket"].computed_share

    without, delvis, no, yes = share("EA"), share("DELVIS"), share("NEJ"), share("JA")
    assert delvis == no
    assert delvis is not None
    assert yes is not None
    assert delvis < yes
    if without:
        assert delvis < without


@SOME
@given(tables)
def test_quartiles_are_those_of_the_inclusive_method(table: Table) -> None:
    found = compare(matrix_of(rows_of(table, {})), CATALOGUE.indicators, references(), OWN)
    for i in NUMERIC:
        for reference in references():
            values = [v for k in reference.members if isinstance(v := table[i, k], float)]
            got = found[i][reference.id]
            assert got.n == len(values)
            assert got.share is None
            quartiles = (got.q1, got.median, got.q3)
            if not values:
                assert quartiles == (None, None, None)
            elif len(values) == 1:
                assert quartiles == (values[0],) * 3
            else:
                expected = statistics.quantiles(values, n=4, method="inclusive")
                assert quartiles == pytest.approx(tuple(expected), abs=1e-9)


@SOME
@given(tables)
def test_ties_are_not_better(table: Table) -> None:
    found = compare(matrix_of(rows_of(table, {})), CATALOGUE.indicators, references(), OWN)
    for i in NUMERIC:
        direction = CATALOGUE.by_id[i].direction
        for reference in references():
            own = table[i, OWN]
            others = [
                v for k in reference.members if k != OWN and isinstance(v := table[i, k], float)
            ]
            got = found[i][reference.id].better
            if not isinstance(own, float) or not others or direction == "ingen":
                assert got is None
                continue
            better = [v for v in others if (v > own if direction == "hogre" else v < own)]
            assert got == 100 * len(better) / len(others)
            assert found[i][reference.id].n_others == len(others)


@SOME
@given(st.sampled_from(NUMERIC[:2]), st.floats(0, 100))
def test_none_is_better_where_all_are_alike(i: str, value: float) -> None:
    data = data_of(rows_of({(i, k): value for k in ALL}, {}))
    found = compare(data.matrix, CATALOGUE.indicators, references(), OWN)[i]
    assert {c.better for c in found.values()} == {0}
    result = next(r for r in identify(question(data)).results if r.indicator.id == i)
    assert result.verdict == Verdict.I_MITTEN  # neither weak nor a strength


@SOME
@given(tables, shares)
def test_a_computed_group_ranks_from_five_others_and_half_of_its_members(
    table: Table, published: Published
) -> None:
    matrix = matrix_of(rows_of(table, published))
    found = compare(matrix, CATALOGUE.indicators, references(), OWN)
    for i in CATALOGUE.by_id:
        for reference in references():
            got = found[i][reference.id]
            others = [k for k in reference.members if k != OWN]
            counted = ("JA", "NEJ", "DELVIS")
            n = sum(table[i, k] in counted or isinstance(table[i, k], float) for k in others)
            in_data = len(reference.members & set(matrix.kommuner))
            if got.is_published:
                assert got.ranks
                assert got.share == published[i]
            else:
                assert got.ranks == (n >= 5 and 2 * in_data >= len(reference.members))
    for use in uses(matrix, references(), found):
        assert use.ranks == any(found[i][use.reference.id].ranks for i in CATALOGUE.by_id)
        assert (use.why_not is None) == use.ranks


@pytest.mark.parametrize(
    ("in_data", "size", "why_not"),
    [
        (6, 12, None),  # exactly half, and five others
        (6, 13, "6 av 13 kommuner i gruppen finns i data"),
        (5, 10, "bara 4 andra kommuner har svarat"),
        (2, 4, "bara 1 annan kommun har svarat"),
        (1, 1, "ingen annan kommun har svarat"),
    ],
)
def test_half_of_the_members_and_five_others(in_data: int, size: int, why_not: str | None) -> None:
    group = Reference("egen", "Egen lista", "i er egen lista", frozenset(ALL[:size]))
    matrix = matrix_of(rows_of({("alfa", k): "JA" for k in ALL[:in_data]}, {}))
    found = compare(matrix, CATALOGUE.indicators, (group,), OWN)["alfa"]["egen"]
    assert (found.ranks, found.why_not) == (why_not is None, why_not)


# ---------------------------------------------------------------- the order of the rows

seeds = st.integers(0, 2**32)


@FEW
@given(tables, shares, seeds)
def test_the_order_of_the_rows_is_irrelevant(table: Table, published: Published, seed: int) -> None:
    rows = rows_of(table, published)
    shuffled = random.Random(seed).sample(rows, len(rows))  # noqa: S311
    as_read, as_shuffled = data_of(rows), data_of(shuffled)
    one, other = as_read.matrix, as_shuffled.matrix
    assert one.kommuner == other.kommuner
    assert (one.answers, one.values) == (other.answers, other.values)
    assert one.published == other.published
    first, second = (identify(question(data)) for data in (as_read, as_shuffled))
    assert [r.indicator.id for r in first.results] == [r.indicator.id for r in second.results]
    assert first.results == second.results
    assert first.areas == second.areas


# ---------------------------------------------------------------- verdicts

histories = st.fixed_dictionaries(
    {
        i: st.lists(
            st.tuples(st.integers(2018, 2021), st.sampled_from(ANSWERS), st.none()),
            max_size=2,
            unique_by=lambda a: a[0],
        ).map(lambda h: sorted(h, key=lambda a: -a[0]))
        for i in YES_NO
    }
)
mirrors = st.dictionaries(
    st.just("annat/beta"),
    st.sampled_from(ANSWERS).map(lambda a: Mirrored(a, "Beta", "annat")),
)
corrections = st.lists(
    st.builds(
        Correction,
        st.sampled_from([f"prov/{i}" for i in CATALOGUE.by_id]),
        st.sampled_from([YEAR - 1, YEAR]),
        st.sampled_from(["JA", "NEJ", "DELVIS", "EA"]),
        st.just("skäl"),
    ),
    max_size=2,
).map(tuple)
promises = st.lists(
    st.builds(
        Promise,
        st.sampled_from(["lag", "riktlinje", "overenskommelse", "namndmal"]),
        st.just("löfte"),
        st.just("källa"),
        st.lists(st.sampled_from([f"prov/{i}" for i in CATALOGUE.by_id]), max_size=3).map(tuple),
        st.sampled_from([None, YEAR]),
        st.sampled_from([None, YEAR - 1]),
    ),
    max_size=2,
).map(tuple)


@SOME
@given(
    tables,
    shares,
    histories,
    mirrors,
    corrections,
    promises,
    st.sampled_from(["riket", "lan", "kommungrupp", "invanargrupp", "egen"]),
)
def test_every_indicator_gets_one_verdict_that_keeps_the_rules(
    table: Table,
    published: Published,
    history: Any,
    mirrored: Any,
    corrected: Any,
    promised: Any,
    ranking: str,
) -> None:
    asked = question(
        data_of(rows_of(table, published)),
        history=history,
        mirrors=mirrored,
        corrections=corrected,
        promises=promised,
        ranking=ranking,
    )
    found = identify(asked)
    assert sorted(r.indicator.id for r in found.results) == sorted(CATALOGUE.by_id)
    for result in found.results:
        cell = table[result.indicator.id, OWN]
        comparison = result.comparisons[ranking]
        assert result.answer == (cell if isinstance(cell, str) else None)
        assert result.value == (cell if isinstance(cell, float) else None)
        assert not comparison.ranks or result.reference == ranking
        if cell in (None, "BORTFALL", "SEKRETESS"):
            assert result.verdict == Verdict.INGET_SVAR
        elif result.indicator.role == "bakgrund":
            assert result.verdict == Verdict.BAKGRUND
        elif cell == "NEJ":
            assert result.verdict in (Verdict.SAKNAS, Verdict.KONTROLLERA)
        elif isinstance(cell, float) and result.difference is not None:
            lead = result.indicator.lead(result.difference, 0.0)
            assert lead < 0 or result.verdict not in (Verdict.TYDLIG_SVAGHET, Verdict.OSAKERT)
            assert lead > 0 or result.verdict not in STRONG
            # nobody knows how many answered, nor how much such values move
            assert result.verdict not in (Verdict.TYDLIG_SVAGHET, Verdict.TYDLIG_STYRKA)
        if result.commitment is not None:
            assert result.commitment in {r.code for r in result.reasons}
    clear = found.of(*CLEAR)
    assert list(found.results[: len(clear)]) == list(clear)
    steps = [STEPS.get(r.commitment or "", len(STEPS)) for r in clear]
    assert steps == sorted(steps)
    for step in set(steps):
        apart = [r.distance for r, s in zip(clear, steps, strict=True) if s == step]
        assert apart == pytest.approx(sorted(apart, key=lambda d: -(d or 0)))
    order = [list(Verdict).index(r.verdict) for r in found.results[len(clear) :]]
    assert order == sorted(order)


@SOME
@given(tables, shares, corrections, mirrors)
def test_what_is_to_be_checked_is_in_no_priority_and_no_theme(
    table: Table, published: Published, corrected: Any, mirrored: Any
) -> None:
    data = data_of(rows_of(table, published))
    asked = question(data, corrections=corrected, mirrors=mirrored)
    found = identify(asked)
    doubtful = {r.indicator.id for r in found.of(Verdict.KONTROLLERA)}
    for c in corrected:
        i = c.indicator.partition("/")[2]
        known = table[i, OWN] not in (None, "BORTFALL", "SEKRETESS")
        if c.year == YEAR and known and CATALOGUE.by_id[i].role == "kvalitet":
            assert i in doubtful
    left_out = doubtful | {i.id for i in CATALOGUE if i.role == "bakgrund"}
    assert len(found.areas) <= 3
    for area in found.areas:
        assert not set(area.indicators) & left_out
        of_theme = [i.id for i in CATALOGUE if i.theme == area.theme.id and i.id not in left_out]
        answered = [
            i
            for i in of_theme
            if table[i, OWN] in ("JA", "NEJ", "DELVIS") or isinstance(table[i, OWN], float)
        ]
        assert area.n_answered == len(answered)
        results = {r.indicator.id: r for r in found.results}
        assert area.n_weak == sum(results[i].verdict in CLEAR for i in answered) > 0
    first = [r.indicator.theme for r in found.of(*CLEAR)]
    assert [a.theme.id for a in found.areas] == list(dict.fromkeys(first))[:3]


@pytest.mark.parametrize(
    ("n_yes", "n_no", "checked"),
    [(9, 1, True), (10, 0, True), (9, 0, False), (8, 2, False), (12, 1, True), (11, 2, False)],
)
@pytest.mark.parametrize("answer", ["NEJ", "DELVIS", "JA"])
def test_ninety_percent_of_at_least_ten_others(
    n_yes: int, n_no: int, checked: bool, answer: str
) -> None:
    said = ["JA"] * n_yes + ["NEJ"] * n_no
    table: Table = {("alfa", k): a for k, a in zip(OTHERS, said, strict=False)}
    table["alfa", OWN] = answer
    table["alfa", OUTSIDE] = "JA"  # another län does not count
    found = identify(question(data_of(rows_of(table, {}))))
    result = next(r for r in found.results if r.indicator.id == "alfa")
    assert (result.verdict == Verdict.KONTROLLERA) == (checked and answer != "JA")


@pytest.mark.parametrize(("answered", "checked"), [(13, True), (11, True), (10, False), (0, False)])
def test_ea_where_eighty_percent_of_the_others_answered(answered: int, checked: bool) -> None:
    # 11 of 13 is 84.6 percent, 10 of 13 is 76.9
    table: Table = {("alfa", k): "NEJ" for k in OTHERS[:answered]}
    table |= {("alfa", k): "EA" for k in [OWN, *OTHERS[answered:]]}
    found = identify(question(data_of(rows_of(table, {}))))
    result = next(r for r in found.results if r.indicator.id == "alfa")
    assert result.verdict == (Verdict.KONTROLLERA if checked else Verdict.EJ_AKTUELLT)


def test_what_differs_as_much_is_ordered_by_name() -> None:
    # 100 * (1/3) and 100/3 differ in the last digit as floats
    published = {"alfa": 50.0, "gamma": 100 * (1 / 3), "beta": 33.333333333333336}
    table: Table = {(i, OWN): "NEJ" for i in ("alfa", "beta", "gamma")}
    table |= {("alfa", k): "NEJ" for k in OTHERS}
    found = identify(question(data_of(rows_of(table, published)), order=ALL_ALIKE))
    assert [r.indicator.id for r in found.of(*CLEAR)] == ["alfa", "beta", "gamma"]


# ---------------------------------------------------------------- whom to learn from


@SOME
@given(tables)
def test_peers_have_what_is_wanted_and_the_most_alike_come_first(table: Table) -> None:
    data = data_of(rows_of(table, {}))
    for i in YES_NO:
        wanted = [wanted_indicator(data, CATALOGUE.by_id[i])]
        found = learn_from(data, wanted)
        codes = [p.kommun.code for p in found]
        assert set(codes) == {k for k in ALL if table[i, k] == "JA"} - {OWN}
        assert [p.likeness for p in found] == sorted(p.likeness for p in found)
    for i in NUMERIC[:2]:
        limit = wanted_indicator(data, CATALOGUE.by_id[i])[1]
        found = learn_from(data, [(CATALOGUE.by_id[i], limit)])
        own = table[i, OWN]
        for p in found:
            assert p.value is not None
            assert limit is not None
            assert p.value <= limit if i == "lag" else p.value >= limit
            assert not isinstance(own, float) or (p.value < own if i == "lag" else p.value > own)
            assert p.clarity == (Clarity.CHANCE if isinstance(own, float) else None)  # n unknown


def learn_from(
    data: AreaYear, wanted: Sequence[Wanted], before: Mapping[int, Matrix] | None = None
) -> list[Peer]:
    own = REGISTER.by_code[OWN]
    return peers(data, own, all_sought(data, own, wanted, before))


def earlier(table: Table, i: str, cells: Mapping[str, Cell]) -> Matrix:
    return matrix_of(rows_of({**dict.fromkeys(table), **{(i, k): c for k, c in cells.items()}}, {}))


@pytest.mark.parametrize(
    ("before", "improved"),
    [
        ({2021: "NEJ"}, 2021),
        ({2021: "DELVIS"}, 2021),
        ({2021: "JA", 2020: "NEJ"}, None),  # the newest comparable year counts
        ({2021: "BORTFALL", 2020: "NEJ"}, 2020),  # a year without an answer is passed over
        ({2021: "EA", 2020: "NEJ"}, 2020),
        ({2021: "SEKRETESS"}, None),
        ({}, None),
    ],
)
def test_improvement_is_since_the_newest_year_with_an_answer(
    before: dict[int, str], improved: int | None
) -> None:
    table: Table = {("alfa", OWN): "NEJ", ("alfa", OTHERS[0]): "JA"}
    data = data_of(rows_of(table, {}))
    old = {y: matrix_of(rows_of({("alfa", OTHERS[0]): a}, {})) for y, a in before.items()}
    wanted = [wanted_indicator(data, CATALOGUE.by_id["alfa"])]
    found = learn_from(data, wanted, old)
    assert [p.improved_since for p in found] == [improved]


def test_where_lower_is_better_the_lowest_quarter_are_the_best() -> None:
    # OWN has 100 days, the others 1 to 13: the lowest quarter of 14 values is 1 to 4.
    table: Table = {("lag", k): float(n) for n, k in enumerate(OTHERS, 1)}
    table["lag", OWN] = 100.0
    table |= {("hog", k): 50.0 for k in [OWN, *OTHERS]}  # a theme needs two answered
    data = data_of(rows_of(table, {}))
    found = identify(question(data, ranking="lan", moved={"lag": 1.0}))
    assert found.areas[0].indicators == ("lag",)
    assert {data.matrix.value("lag", p.kommun.code) for p in found.areas[0].peers} <= {1, 2, 3, 4}
    of_lan = identify_lan(data, REGISTER.lan_by_code["20"], {}, {})
    days = next(r for r in of_lan.indicators if r.indicator.id == "lag")
    assert [k.code for k in days.teachers] == OTHERS[:4]
    assert days.without == 10


# ---------------------------------------------------------------- a län, and lists


@SOME
@given(tables, shares)
def test_a_county_is_counted_as_its_kommuner_answered(table: Table, published: Published) -> None:
    data = data_of(rows_of(table, published))
    found = identify_lan(data, REGISTER.lan_by_code["20"], {}, {})
    assert {r.indicator.id for r in found.indicators} == {
        i.id for i in CATALOGUE if i.role == "kvalitet"
    }
    known = [r for r in found.indicators if r.difference is not None]
    first = (Verdict.TYDLIG_SVAGHET, Verdict.OSAKERT)
    places = [first.index(r.verdict) if r.verdict in first else len(first) for r in known]
    assert places == sorted(places)
    for r in found.indicators:
        if r.indicator.id in YES_NO:
            said = [table[r.indicator.id, k] for k in [OWN, *OTHERS]]
            assert len(r.teachers) == said.count("JA")
            assert r.without == said.count("NEJ") + said.count("DELVIS")
            assert len(r.not_answered) == said.count("BORTFALL") + said.count("SEKRETESS")
        if r.difference is not None:
            assert r.riket.ranks
            assert r.difference == pytest.approx((r.figure or 0) - (r.riket_figure or 0))


@SOME
@given(tables, st.sampled_from(["kommun", "svar", "kommungrupp", "invanargrupp", "lan"]))
def test_a_list_has_every_kommun_with_a_result_once(table: Table, sort: Any) -> None:
    found = overview(data_of(rows_of(table, {})), CATALOGUE.indicators, None, sort, "")
    codes = [row.kommun.code for row in found.rows]
    assert sorted(codes) == sorted({k for (_, k), cell in table.items() if cell is not None})
