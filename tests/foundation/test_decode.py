"""From YAML to models and back: every fault at once, each with its line, in Swedish."""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.documents.decode import Fault, decode, read_kept, read_model
from oj_cli.documents.reader import parse_yaml, read_yaml
from oj_cli.domain.encoding import encode, key
from oj_cli.domain.errors import FileFault
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.kommuner import Edition
from oj_cli.domain.local import Correction, Promise, Settings
from oj_cli.domain.sources import SourceRecord

quick = settings(deadline=None, database=None, derandomize=True, max_examples=30)


@dataclass(frozen=True)
class Goal:
    name: str = key("namn")
    year: int = key("ar")
    weight: float = key("vikt", default=1.0)


@dataclass(frozen=True)
class Plan:
    kommun: str = key("kommun")
    status: Literal["utkast", "beslutad"] = key("status")
    done: bool = key("klar")
    goals: tuple[Goal, ...] = key("mal")
    owner: str | None = key("ansvarig", default=None)
    tags: tuple[str, ...] = key("etiketter", default=())
    notes: dict[str, str] = key("anteckningar", default_factory=dict)
    first: Goal | None = key("forst", default=None)


GOOD = """\
kommun: Leksand
status: utkast
klar: false
mal:
  - namn: Fler i arbete
    ar: 2027
  - {namn: Boende, ar: 2028, vikt: 2}
ansvarig: Anna
etiketter: [a, b]
anteckningar:
  arbete: hur gick det?
  12: tolv
forst: {namn: Ett, ar: 1}
"""


def load(text: str) -> Plan:
    return read_model(Plan, parse_yaml(text.encode(), Path("plan.yaml")), "Planen")


def faults(text: str) -> list[str]:
    with pytest.raises(FileFault) as caught:
        load(text)
    fault = caught.value
    assert fault.place == "plan.yaml"
    assert fault.hints
    n = len(fault.details)
    assert fault.message == f"Planen har {n} fel."
    return list(fault.details)


def test_a_file_becomes_a_model() -> None:
    assert load(GOOD) == Plan(
        kommun="Leksand",
        status="utkast",
        done=False,
        goals=(Goal("Fler i arbete", 2027), Goal("Boende", 2028, 2.0)),
        owner="Anna",
        tags=("a", "b"),
        notes={"arbete": "hur gick det?", "12": "tolv"},
        first=Goal("Ett", 1),
    )


def test_what_may_be_left_out_may_be_left_empty() -> None:
    short = "kommun: Leksand\nstatus: utkast\nklar: true\nmal: []\n"
    empty = short + "ansvarig:\netiketter:\nanteckningar: ~\nforst: null\n"
    assert load(short) == load(empty) == Plan("Leksand", "utkast", True, ())


def test_a_code_needs_no_quotation_marks() -> None:
    plan = load(GOOD.replace("Leksand", "2029").replace("[a, b]", "[20, 0114]"))
    assert plan.kommun == "2029"
    assert plan.tags == ("20", "0114")


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = """\
status: klart
klar: ja
mal:
  - namn: A
    ar: nästa
  - B
  - nam: C
    ar: 2027
    vikt: [1]
ansvarig: 1.5
etiketter: a
anteckningar: [x]
forst:
  namn: " "
  ar: true
"""
    assert faults(text) == [
        "Rad 1: Nyckeln ”kommun” saknas.",
        "Rad 1: Här ska stå utkast eller beslutad, inte ”klart”.",
        "Rad 2: Här ska stå true eller false, inte ”ja”.",
        "Rad 5: Här ska stå ett heltal, inte ”nästa”.",
        "Rad 6: Här ska stå nycklar (namn, ar och vikt), inte ”B”.",
        "Rad 7: Nyckeln ”nam” finns inte här. Menade du ”namn”?",
        "Rad 7: Nyckeln ”namn” saknas.",
        "Rad 9: Här ska stå ett tal, inte en lista.",
        "Rad 10: Här ska stå text, inte ”1.5”. Sätt det inom citattecken.",
        "Rad 11: Här ska stå en lista, inte ”a”.",
        "Rad 12: Här ska stå nycklar, inte en lista.",
        "Rad 14: Texten är tom.",
        "Rad 15: Här ska stå ett heltal, inte ”true”.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kommun: Leksand", "kommun:", "Rad 1: Här ska stå text, inte tomt."),
        ("kommun: Leksand", "kommun: {}", "Rad 1: Här ska stå text, inte nycklar."),
        ("kommun: Leksand", "kommun: true", "Rad 1: Här ska stå text, inte ”true”."),
        ("status: utkast", "status:", "Rad 2: Här ska stå utkast eller beslutad, inte tomt."),
        ("status: utkast", "status: [utkast]", "inte en lista"),
        ("klar: false", "klar: 0", "Rad 3: Här ska stå true eller false, inte ”0”."),
        ("    ar: 2027", "    ar: 2027.5", "Rad 6: Här ska stå ett heltal, inte ”2027.5”."),
        ("vikt: 2", "vikt: tung", "Rad 7: Här ska stå ett tal, inte ”tung”."),
        ("ansvarig: Anna", "ansvarigt: Anna", "Menade du ”ansvarig”?"),
        ("ansvarig: Anna", "xyz: Anna", "Nycklarna är kommun, status, klar, mal, ansvarig"),
        ("[a, b]", "[a, [b]]", "Rad 9: Här ska stå text, inte en lista."),
        ("hur gick det?", "[x]", "Rad 11: Här ska stå text, inte en lista."),
        ("Leksand", "[" + "x" * 500 + "]", "inte en lista"),
        ("utkast", "x" * 500, "xxx…”"),
    ],
)
def test_each_kind_of_fault_has_its_words(old: str, new: str, says: str) -> None:
    assert old in GOOD
    [said] = faults(GOOD.replace(old, new))
    assert says in said
    assert len(said) < 250


@pytest.mark.parametrize("text", ["", "# tom", "- a", "text", "12"])
def test_a_file_of_another_shape(text: str) -> None:
    [said] = faults(text)
    assert said.startswith("Rad 1: Här ska stå nycklar (kommun, status,")


def test_an_unknown_key_alone_still_gives_the_model_to_who_collects_faults() -> None:
    found: list[Any] = []
    goal = decode(Goal, {"namn": "A", "ar": 1, "extra": 2}, found)
    assert goal == Goal("A", 1)
    assert [f.where for f in found] == [("extra",)]


WRONG_IDS = ["../../x", "/etc/x", "C:\\x", "a/b", "..", ".x", "x.", "CON", "aux.y", "COM¹", "-x"]
WRONG_IDS += ["a\nb", "a\u202eb", "a\x9bb", "a\u200eb", "x" * 201, "å" * 101]


@pytest.mark.parametrize("wrong", WRONG_IDS)
def test_an_id_is_the_name_of_a_file_on_every_system(wrong: str) -> None:
    record = {"id": "ok", "original": "0a-Öppna jämförelser (slutlig).xlsx"}
    for name in record:
        found: list[Any] = []
        decode(SourceRecord, {**record, name: wrong}, found)
        assert [f.where for f in found if f.missing is None] == [(name,)], wrong
        assert "kan inte vara ett id" in "".join(f.message for f in found)


# ---------------------------------------------------------------- there and back


def strategy(kind: Any) -> st.SearchStrategy[Any]:
    """Return values of any type that the models use."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return st.one_of([st.none() if k is NoneType else strategy(k) for k in get_args(kind)])
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin is tuple:
        return st.lists(strategy(get_args(kind)[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(strategy(str), strategy(get_args(kind)[1]), max_size=3)
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        fields = {
            f.name: _ids(hints[f.name]) if f.metadata.get("is_id") else strategy(hints[f.name])
            for f in dataclasses.fields(kind)
        }
        return st.builds(kind, **fields)  # type: ignore[arg-type]
    if kind is str:
        text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
        return text.map(str.strip).filter(bool)
    if kind is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if kind is date:
        return st.dates()
    return st.booleans() if kind is bool else st.integers()


def _ids(kind: Any) -> st.SearchStrategy[Any]:
    ids = st.from_regex(r"[a-zåäö0-9_]+[A-Z.-]*[a-z]", fullmatch=True)
    return ids if kind is str else st.none() | ids


MODELS = [Plan, Settings, Correction, Promise, Themes, Edition, Indicator, Catalogue, SourceRecord]


@pytest.mark.parametrize("model", MODELS)
def test_decoding_what_was_encoded_gives_the_same_model(model: type[Any]) -> None:
    @quick
    @given(strategy(model))
    def there_and_back(value: Any) -> None:
        found: list[Any] = []
        data = json.loads(json.dumps(encode(value)))
        assert decode(model, data, found) == value
        assert found == []

    there_and_back()


def test_encoded_keys_are_those_of_the_yaml() -> None:
    plan = encode(load(GOOD))
    assert plan == yaml.safe_load(GOOD.replace("12:", '"12":')) | {
        "mal": [
            {"namn": "Fler i arbete", "ar": 2027, "vikt": 1.0},
            {"namn": "Boende", "ar": 2028, "vikt": 2.0},
        ],
        "forst": {"namn": "Ett", "ar": 1, "vikt": 1.0},
    }


@pytest.mark.parametrize("area", ["socialpsykiatri", "lss-enheter"])
def test_a_real_catalogue_survives_being_written_and_read(
    area: str, catalogues: dict[str, Catalogue], put: Callable[..., Path]
) -> None:
    catalogue = catalogues[area]
    text = yaml.safe_dump(encode(catalogue), allow_unicode=True, sort_keys=False)
    again = read_model(Catalogue, read_yaml(put("katalog.yaml", text)), "Katalogen")
    assert again == catalogue
    assert len(again.indicators) == {"socialpsykiatri": 37, "lss-enheter": 32}[area]


@dataclass(frozen=True)
class Dated:
    day: date | None = key("dag", default=None)
    amount: float | None = key("antal", default=None)
    name: str | None = key("namn", default=None)


def test_a_date_is_read_and_written_as_text() -> None:
    faults: list[Fault] = []
    assert decode(Dated, {"dag": "2027-03-31"}, faults) == Dated(date(2027, 3, 31))
    assert faults == []
    assert encode(Dated(date(2027, 3, 31)))["dag"] == "2027-03-31"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("2027-02-30", "”2027-02-30” är inget datum som finns."),
        ("31 mars", "Här ska stå ett datum som 2027-03-31, inte ”31 mars”."),
        ("2027-3-1", "Här ska stå ett datum som 2027-03-31, inte ”2027-3-1”."),
        ("20270331", "Här ska stå ett datum som 2027-03-31, inte ”20270331”."),
        (2027, "Här ska stå ett datum som 2027-03-31, inte ”2027”."),
    ],
)
def test_a_date_that_is_none_is_a_fault(value: object, says: str) -> None:
    faults: list[Fault] = []
    assert decode(Dated, {"dag": value}, faults) is None
    assert [f.message for f in faults] == [says]


def test_what_is_marked_as_to_do_is_not_yet_given() -> None:
    faults: list[Fault] = []
    draft = {"dag": "ATT GÖRA", "antal": "ATT GÖRA: fråga enheten", "namn": "ATT GÖRA"}
    assert decode(Dated, draft, faults) == Dated()
    assert faults == []


def test_a_file_may_keep_keys_of_its_own(put: Callable[..., Path]) -> None:
    file = read_yaml(put("egen.yaml", "dag: 2027-03-31\nvart: eget\n"))
    model, unknown = read_kept(Dated, file, "Filen")
    assert model == Dated(date(2027, 3, 31))
    assert [f.where for f in unknown] == [("vart",)]
    with pytest.raises(FileFault, match="1 fel"):
        read_model(Dated, file, "Filen")
