"""Headings and the indicators they mean: never a wrong one by itself."""

from collections import Counter

import pytest
from published_dalarna import INDICATORS

from oj_cli.domain.indicators import Catalogue
from oj_cli.sources.layout.header import Label
from oj_cli.sources.layout.match import Matcher
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.store import open_store

WORDS = word_lists()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    with open_store() as store:
        return store.catalogue("socialpsykiatri")


@pytest.fixture(scope="module")
def matcher(catalogue: Catalogue) -> Matcher:
    return Matcher(catalogue, WORDS)


def spoilt(text: str, how: str) -> Label:
    asked = next(i for i in INDICATORS if i.heading == text)
    return {
        "as it is": Label(text, (asked.group,)),
        "numbered": Label(f"12a. {text}", (f"A1. {asked.group}",)),
        "odd spaces": Label(text.replace(" ", "\u00a0"), (asked.group,)),
        "hyphenated": Label(text.replace("sam", "sam\u00ad"), (asked.group,)),
        "upper case": Label(text.upper(), (asked.group,)),
        "short": Label(text.replace("narkotikaproblem", "narkotikaprobl."), (asked.group,)),
    }[how]


@pytest.mark.parametrize(
    "how", ["as it is", "numbered", "odd spaces", "hyphenated", "upper case", "short"]
)
def test_the_headings_of_2016_are_matched_or_asked_about(how: str, matcher: Matcher) -> None:
    found = {i.id: matcher.match(spoilt(i.heading, how)) for i in INDICATORS}
    assert {id: m.indicator for id, m in found.items() if m.indicator not in (id, None)} == {}
    unsure = {id: m for id, m in found.items() if m.indicator is None}
    assert len(unsure) <= 2
    assert all(id in m.candidates for id, m in unsure.items())


def test_own_names_are_certain(catalogue: Catalogue, matcher: Matcher) -> None:
    for indicator in catalogue:
        for text in (indicator.name, indicator.short):
            match = matcher.match(Label(text))
            assert (match.indicator, match.certainty) == (indicator.id, "säker")


@pytest.mark.parametrize(
    "heading",
    [
        "Aktuell rutin för samordning mellan LSS och socialpsykiatri",
        "Aktuell rutin för samordning med kommunal hälso- och sjukvård",
        "Aktuell överenskommelse om samverkan med regionen",
        "Aktuell rutin för att upptäcka våld mot barn",
        "Erbjuder stöd till anhöriga",
        "Personligt ombud per invånare",
        "Folkmängd",
        "Jour",
    ],
)
def test_another_question_is_never_taken_for_one_of_ours(heading: str, matcher: Matcher) -> None:
    assert matcher.match(Label(heading)).certainty in ("osäker", "ny")


def test_a_heading_without_words_is_new(matcher: Matcher) -> None:
    for text in ("", "...", "12", "%"):
        assert matcher.match(Label(text)).certainty == "ny"


def test_headings_of_other_areas_seldom_look_alike(catalogue: Catalogue, matcher: Matcher) -> None:
    """The names of all nyckeltal and of the LSS survey: other questions, in the same words."""
    with open_store() as store:
        others = [i.name for a in ("lss-enheter", "nyckeltal") for i in store.catalogue(a)]
    found = Counter(matcher.match(Label(name)).certainty for name in others)
    assert found["säker"] + found["trolig"] == 0
