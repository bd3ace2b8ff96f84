"""What is printed under "Nästa steg", and as hints, must itself run."""

import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest

COMMAND = re.compile(r"^  (oj .+?)(?:  .*)?$", re.MULTILINE)


def next_steps(text: str) -> list[str]:
    assert "Nästa steg" in text
    found = COMMAND.findall(text.split("Nästa steg")[1])
    assert found
    return found


def all_run(oj: Callable[..., Any], lines: list[str]) -> None:
    for line in lines:
        program, *asked = shlex.split(line)
        assert program == "oj"
        ran = oj(*asked)
        assert ran.code == 0, f"{line}\n{ran.err}"
        assert ran.out or "Skrev" in ran.err


MADE_UP: list[tuple[tuple[str, ...], str]] = [
    # the first indicator of Hylte and Gagnef, sip_rutin, is in both områden
    (
        ("identify", "--kommun", "Hylte", "--omrade", "socialpsykiatri"),
        "peers explain compare identify",
    ),
    (("identify", "--kommun", "Gagnef", "--ar", "2021"), "peers explain compare"),
    (("identify", "--kommun", "Malung-Sälen", "--omrade", "lss"), "peers explain"),
    (("identify", "--kommun", "Åre", "--omrade", "socialpsykiatri"), "peers explain compare"),
    (("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"), "identify compare"),
    (("identify", "--lan", "Halland", "--ar", "2021"), "identify compare"),
    (("identify", "--lan", "Dalarna", "--omrade", "lss"), "identify compare"),
    (("explain", "socialpsykiatri/sip_rutin", "--kommun", "Leksand"), "compare peers"),
    (("explain", "lss/brukarrad", "--kommun", "Mora", "--ar", "2021"), "compare peers"),
    (("explain", "sip_information", "--kommun", "Mora"), "compare peers"),
]


@pytest.mark.parametrize(("asked", "commands"), MADE_UP, ids=str)
def test_next_steps_run(fraga: Any, asked: tuple[str, ...], commands: str) -> None:
    lines = next_steps(fraga(*asked).out)
    assert set(commands.split()) <= {line.split()[1] for line in lines}
    all_run(fraga, lines)


def test_next_steps_stay_in_the_year_that_was_asked_for(fraga: Any) -> None:
    for asked in (
        ("identify", "--kommun", "Gagnef", "--ar", "2021"),
        ("identify", "--lan", "Dalarna", "--ar", "2021"),
        ("explain", "ips", "--kommun", "Gagnef", "--ar", "2021"),
    ):
        for line in next_steps(fraga(*asked).out):
            # the same question in another område may have other years
            assert ("--ar 2021" in line) != ("identify --kommun" in line), line
    assert (
        "--ar"
        not in next_steps(
            fraga("identify", "--kommun", "Gagnef", "--omrade", "socialpsykiatri").out
        )[0]
    )


@pytest.mark.parametrize(
    "asked",
    [
        ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri"),
        ("identify", "--kommun", "Upplands Väsby"),  # quoted
        ("identify", "--kommun", "Håbo"),  # not Habo
        ("identify", "--kommun", "Gotland"),
        ("identify", "--lan", "Västra Götaland", "--omrade", "lss-enheter"),  # quoted too
        ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"),
        ("explain", "boende_handledning", "--kommun", "Östra Göinge"),
        ("explain", "sip_rutin", "--kommun", "Leksand"),
    ],
    ids=" ".join,
)
def test_next_steps_run_on_the_shipped_data(oj: Any, asked: tuple[str, ...]) -> None:
    all_run(oj, next_steps(oj(*asked).out))


def test_the_examples_in_hints_run(oj: Any) -> None:
    for asked in (("compare",), ("peers",), ("indicators", "finnsinte"), ("kommuner", "xyz")):
        ran = oj(*asked)
        said = ran.out + ran.err
        examples = [line.strip().removesuffix(".") for line in re.findall(r"oj [a-z].*", said)]
        for line in examples:
            all_run(oj, [line.split("  ")[0]])


def test_what_a_refusal_proposes_is_taken(oj: Any, mapp: Any) -> None:
    ran = oj("identify", "--kommun", "Vansbro", "--omrade", "lss")
    area = re.search(r"lägg till (--omrade \S+?)\.?$", ran.err, re.MULTILINE)
    assert area is not None
    assert (
        oj("identify", "--kommun", "Vansbro", "--omrade", "socialpsykiatri", *area[1].split()).code
        == 0
    )
    ran = oj("explain", "ips", "--kommun", "Kiruna")
    line = re.search(r"oj compare .*", ran.err)
    assert line is not None
    all_run(oj, [line[0]])
