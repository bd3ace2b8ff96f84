from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oj_cli.documents.decode import keys_of
from oj_cli.documents.reader import parse_yaml, read_yaml
from oj_cli.documents.ways import value as value_at
from oj_cli.domain.plan import Plan
from oj_cli.plan.files import read_plan
from oj_cli.plan.setting import find_place, set_value
from oj_cli.plan.values import inner_kind

EXAMPLE = Path(__file__).with_name("socpsyk-2027.yaml")
DATA = parse_yaml(EXAMPLE.read_bytes(), EXAMPLE).data


def leaves(kind: Any, data: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield (way, kind) of each single value that stands in the example and may be changed."""
    kind = inner_kind(kind)
    if is_dataclass(kind) and isinstance(data, dict):
        for key, inner in keys_of(kind).items():  # type: ignore[arg-type]
            if key in data and key not in ("id", "schema", "utfall"):
                yield from leaves(inner, data[key], (*way, key))
    elif get_origin(kind) is tuple and isinstance(data, list):
        for n, item in enumerate(data):
            name = item.get("id", str(n + 1)) if isinstance(item, dict) else str(n + 1)
            yield from leaves(get_args(kind)[0], item, (*way, name))
    elif not isinstance(data, dict | list):
        yield ".".join(way), kind


LEAVES = dict(leaves(Plan, DATA))


def typed(kind: Any) -> st.SearchStrategy[tuple[str, Any]]:
    """Return what may be typed for a kind, with the value that it means."""
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind)).map(lambda c: (c, c))
    if kind is date:
        days = st.integers(0, 3000).map(lambda n: date(2026, 1, 1) + timedelta(n))
        return days.map(lambda d: (d.isoformat(), d.isoformat()))
    if kind is int:
        return st.integers(0, 9999).map(lambda n: (str(n), n))
    if kind is float:
        return st.integers(0, 99999).map(
            lambda n: (f"{n // 10},{n % 10}", n / 10 if n % 10 else n // 10)
        )
    text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1)
    return text.map(str.strip).filter(bool).map(lambda t: (t, t))


def test_the_example_has_many_kinds_of_values() -> None:
    assert len(LEAVES) > 80
    assert {str(k) for k in LEAVES.values() if k in (str, int, float, date)} == {
        str(k) for k in (str, int, float, date)
    }


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data(), st.sampled_from(sorted(LEAVES)), st.sampled_from(["\n", "\r\n"]))
def test_only_the_value_changes(tmp_path: Path, drawn: Any, way: str, newline: str) -> None:
    text, value = drawn.draw(typed(LEAVES[way]))
    path = tmp_path / "p.yaml"
    before = EXAMPLE.read_text("utf-8").replace("\n", newline).encode()
    path.write_bytes(before)
    where = find_place(DATA, way).where
    reason = "skäl" if value == "ej_genomford" and "aktiviteter" in way else None
    if reason and value_at(DATA, (*where[:-1], "skal")) is None:
        return  # two values are changed, see below
    made = set_value(path, way, text)
    document = read_yaml(path)
    assert [(c.before, c.after) for c in made] == [(value_at(DATA, where), value)]
    assert value_at(document.data, where) == value
    after = path.read_bytes()
    if made[0].before == value:
        assert after == before
        return
    old, new = before.split(b"\n"), after.split(b"\n")
    at = next(n for n, (a, b) in enumerate(zip_longest(old, new)) if a != b)
    assert old[at + 1 :] == new[len(new) - len(old) + at + 1 :]  # a long text takes more lines
    assert before.count(b"#") <= after.count(b"#") + str(made[0].before).count("#")
    rest = [(w, v) for w, v in everything(document.data) if w != where]
    assert rest == [(w, v) for w, v in everything(DATA) if w != where]


def everything(data: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from everything(value, (*where, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from everything(value, (*where, n))
    else:
        yield where, data


def test_set_in_the_issues_own_words(folder: Any, oj: Callable[..., Any]) -> None:
    before = folder.text
    got = oj("plan", "set", "socpsyk-2027", "mal.M1.aktiviteter.A2.status", "klar")
    assert got.code == 0, got.err
    assert "från ”planerad” till ”klar”" in got.err
    old, new = before.splitlines(), folder.text.splitlines()
    assert [(a, b) for a, b in zip(old, new, strict=True) if a != b] == [
        ("        status: planerad", "        status: klar")
    ]


def test_the_comment_on_the_line_stays(folder: Any, oj: Callable[..., Any]) -> None:
    assert oj("plan", "set", "socpsyk-2027", "mal.M1.aktiviteter.A1.status", "Pågår").code == 0
    assert "        status: pagar    # ändras när rådet har sagt sitt\n" in folder.text


@pytest.mark.parametrize(
    ("way", "value", "said"),
    [
        ("mal.M1.aktivitet.A2.status", "klar", "Menade du mal.M1.aktiviteter?"),
        ("mal.M1.aktiviteter.A3.status", "klar", "”A3” finns inte i mal.M1.aktiviteter."),
        ("mal.M3.mal", "x", "Där finns M1 och M2."),
        ("mål.M1.malvarde", "x", "”malvarde” finns inte i mal.M1. Menade du mal.M1.matt.malvarde?"),
        ("plan.status", "paagaar", "Välj utkast, beslutad, pagar eller avslutad."),
        ("plan.status.x", "klar", "Vägen slutar vid plan.status."),
        ("plan.giltighet.till", "2027-02-30", "är inget datum som finns"),
        ("plan.giltighet", "2027", "plan.giltighet är inte ett enda värde."),
        ("mal.M1.matt.malvarde", "många", "är inget tal"),
        ("mal.M1.matt.utgangslage.n", "3,5", "är inget heltal"),
        ("mal.M1.utfall.1.varde", "3", "ändras aldrig"),
        ("mal.M1.id", "M7", "Ändra det i filen, överallt"),
        ("mal.M2.parter", "kommunen", "Menade du kommun?"),
        ("schema", "oj-plan/2", "Schemat säger vilken version"),
        ("mal.M1.aktiviteter.A1.status", "ej_genomford", "Skriv varför"),
        ("mal.M1.mal", " ", "texten är tom"),
        ("", "x", "Ange vad som ska ändras."),
        ("mal.M1.delmal.0.varde", "1", "”delmal” finns inte i mal.M1"),
        ("mal.M1.matt.delmal.2.varde", "1", "Där finns 1."),
    ],
)
def test_what_does_not_fit_is_explained_and_nothing_is_written(
    folder: Any, oj: Callable[..., Any], way: str, value: str, said: str
) -> None:
    before = folder.plan.read_bytes()
    got = oj("plan", "set", "socpsyk-2027", way, value)
    assert got.code == 2
    assert said in " ".join(got.err.split())
    assert folder.plan.read_bytes() == before


def test_more_than_a_word_can_be_set(folder: Any, oj: Callable[..., Any]) -> None:
    def put(way: str, *value: str) -> None:
        got = oj("plan", "set", "socpsyk-2027", way, *value)
        assert got.code == 0, got.err

    put("mal.M2.uppfoljning.nar", "2027-06-30,2027-12-31")
    put("mal.M1.orsaker.+", "Ingen frågar")
    put("mal.M1.orsaker.+", "--", "- och ingen svarar: alls")
    put("mal.M1.orsaker.1", "Ingen frågade")
    put("mal.M1.kommentar", "--tom")
    put("mal.M2.parter", "Kommun, region")
    put("mal.M2.orsaker", "Få svarar; ingen vet, säger de")
    put("plan.enhet", "Boendestöd")
    put("mal.M1.aktiviteter.A1.status", "ej_genomford", "--skal", "Tid saknades")
    put("mal.M1.matt.utgangslage.varde", "--", "-3")
    plan = folder.read()
    first, second = plan.goals
    assert second.follow_up
    assert second.follow_up.dates == (date(2027, 6, 30), date(2027, 12, 31))
    assert first.causes == ("Ingen frågade", "- och ingen svarar: alls")
    assert first.comment is None
    assert second.parties == ("kommun", "region")
    assert second.causes == ("Få svarar", "ingen vet, säger de")
    assert plan.head.unit == "Boendestöd"
    assert (first.activities[0].status, first.activities[0].reason) == (
        "ej_genomford",
        "Tid saknades",
    )
    assert first.measure
    assert first.measure.baseline
    assert first.measure.baseline.value == -3


@pytest.mark.parametrize("way", ["mal", "mal.M1", "plan", "plan.parter", "mal.M1.matt"])
def test_whole_parts_cannot_be_taken_away(folder: Any, oj: Callable[..., Any], way: str) -> None:
    before = folder.plan.read_bytes()
    assert oj("plan", "set", "socpsyk-2027", way, "--tom").code == 2
    assert folder.plan.read_bytes() == before


def test_what_a_plan_must_have_cannot_be_taken_away(folder: Any, oj: Callable[..., Any]) -> None:
    got = oj("plan", "set", "socpsyk-2027", "plan.parter.region.namn", "--tom")
    assert (got.code, "Nyckeln ”namn” saknas" in got.err) == (2, True)


def test_what_is_yet_to_be_written_gives_way(folder: Any, oj: Callable[..., Any]) -> None:
    start = folder.text.index("    matt:\n")
    end = folder.text.index("    balansmatt:")
    text = folder.text[:start] + "    matt: 'ATT GÖRA: hur märks det?'\n" + folder.text[end:]
    folder.plan.write_text(text, encoding="utf-8")
    for way, value in (("malvarde", "80"), ("utgangslage.varde", "41"), ("enhet", "procent")):
        got = oj("plan", "set", "socpsyk-2027", f"mal.M1.matt.{way}", value)
        assert got.code == 0, got.err
    measure = folder.read().goals[0].measure
    assert measure
    assert measure.baseline
    assert (measure.target, measure.baseline.value, measure.unit) == (80, 41, "procent")


def test_own_keys_and_unknown_ones_stay(folder: Any, oj: Callable[..., Any]) -> None:
    assert oj("plan", "set", "socpsyk-2027", "plan.titel", "Ny titel").code == 0
    assert "egen_anteckning: vi lägger till egna nycklar ibland" in folder.text
    assert len(read_plan(folder.plan).unknown) == 1


def test_a_value_that_the_check_does_not_like_is_saved_and_told(
    folder: Any, oj: Callable[..., Any]
) -> None:
    got = oj("plan", "set", "socpsyk-2027", "mal.M1.matt.malvarde", "--", "-5")
    assert got.code == 0
    assert "Observera: FEL M14. Målvärdet är -5 procent." in got.err
    assert "Se hur det rättas: oj plan check socpsyk-2027" in got.err
    assert folder.read().goals[0].measure.target == -5
    for way, value in (
        ("mal.M1.matt.riktning", "oka"),  # what was wrong before is not told again
        ("mal.M1.matt.malvarde", "80"),
    ):
        assert "Observera" not in oj("plan", "set", "socpsyk-2027", way, value).err
    oj_yaml = folder.path / "oj.yaml"
    oj_yaml.write_text("kommun: Orsa\navstangda_regler:\n  - {regel: M14, skal: x}\n", "utf-8")
    got = oj("plan", "set", "socpsyk-2027", "mal.M1.matt.malvarde", "--", "-5")
    assert "M05" in got.err
    assert "M14" not in got.err
