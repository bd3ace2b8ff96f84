"""A personnummer is found however it is written, and nothing else is taken for one."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numbers_made import written

from oj_cli.domain.identity import HIDDEN, holds_identity, identities_in, mask, masked

ROOT = Path(__file__).parents[2]
quick = settings(deadline=None, database=None, derandomize=True)
TEXTS = ("{}", "Ärende {} gäller", "({})", "pnr:{}.", "{}, {}", "a\u030a{}", "2016 {}", "1.{}x")


@quick
@given(written(), st.sampled_from(TEXTS))
@example("1981-12-18-9876", "{}")
@example("19811218-9876", "{}")
@example("811218+9876", "{}")
@example("8112189876", "{}")
@example("811278-9873", "{}")
def test_every_way_of_writing_is_found(number: str, around: str) -> None:
    text = around.format(*[number] * around.count("{}"))
    assert holds_identity(text) or _is_a_fraction(text, number)
    if holds_identity(text):
        assert mask(text) == around.format(*[HIDDEN] * around.count("{}"))


def _is_a_fraction(text: str, number: str) -> bool:
    """Tell whether the number is no more than digits after a decimal sign."""
    return text.startswith("1.") and "".join(c for c in number if c.isalnum()).isdigit()


@pytest.mark.parametrize(
    "text",
    [
        "212000-1355",  # an organisationsnummer
        "556036-0793",
        "070-123 45 67",
        "08-508 250 00",
        "SN 2016/1234",
        "2027-01-01–2027-12-31",
        "2027-12-31 2028-12-31",
        "20270101-20271231",
        "811218-9875",  # a wrong check digit
        "811318-9878",  # no such month
        "810231-9874",  # no such day
        "8112189876,5",  # kronor
        "0,8112189876",
        "41.8112189876",
        "18112189876",
        "81121898761",
        "93037.811218-98 76",
        "0f3a5c9be2d18112189876aabbccddeeff00112233445566778899aabbccddee",
    ],
)
def test_what_is_none(text: str) -> None:
    assert mask(text) == text


def test_no_text_that_comes_with_it_is_taken_for_one() -> None:
    named = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
    files = [ROOT / name for name in named]
    for folder in ("guides", "examples", "oj_cli/data", "oj_cli/omraden", "oj_cli/domain/faults"):
        files += [f for f in (ROOT / folder).rglob("*") if f.suffix in (".md", ".toml", ".yaml")]
    lines = ((f, line) for f in files for line in f.read_text(encoding="utf-8").splitlines())
    assert [(f, line) for f, line in lines if holds_identity(line)] == []


def test_where_it_stands_in_data() -> None:
    data = {"a": [{"b": "om 811218-9876"}, 3], "c": 8112189876, "811218-9876": 1}
    assert list(identities_in(data)) == [("a", 0, "b"), ("c",), ()]
    assert masked(data)["a"] == [{"b": f"om {HIDDEN}"}, 3]
    assert HIDDEN in masked(data)
