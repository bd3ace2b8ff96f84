"""What a user says, by flags or at prompts, put together to decisions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.kommuner import Register
from oj_cli.domain.swedish import fold, listing
from oj_cli.sources.layout.assessing import parse_assessment
from oj_cli.sources.layout.codes import parse_coding
from oj_cli.sources.layout.entries import new_area_id
from oj_cli.sources.layout.headed import find_headed
from oj_cli.sources.layout.model import Decisions, NewAs, Shares
from oj_cli.sources.layout.wordlists import ROLES
from oj_cli.sources.layout.years import YEARS
from oj_cli.sources.workbook import read_workbook

NUMBERS = "tal"
LEAVE_OUT = "utelamna"
PRIVATE = (LEAVE_OUT, "behall")
NEW = ("kvalitet", "bakgrund", LEAVE_OUT)
SHARES = ("andel", "procent")
_CODES = ("id", "kod", "kpi", "indikator", "indicator", "kolada")
_NAMES = ("title", "titel", "namn", "name", "kpititle", "rubrik", "beteckning")


def decide(decisions: Decisions, flag: str, text: str, register: Register) -> Decisions:
    """Return the decisions with one more, as it stands after a flag.

    Raises UsageFault for what the flag cannot mean.
    """
    makers = {
        "--omrade": lambda: replace(decisions, area=text),
        "--nytt-omrade": lambda: _new_area(decisions, text),
        "--ar": lambda: replace(decisions, year=_year(text)),
        "--blad": lambda: replace(decisions, sheets=(*decisions.sheets, text)),
        "--enhet": lambda: _unit(decisions, text, register),
        "--kolumn": lambda: _role(decisions, text),
        "--rubrik": lambda: replace(decisions, heading=text),
        "--matcha": lambda: _match(decisions, text),
        "--kod": lambda: _code(decisions, text),
        "--andelar": lambda: replace(decisions, shares=cast(Shares, _one_of(flag, text, SHARES))),
        "--namn": lambda: replace(decisions, titles=read_titles(Path(text))),
        "--bedom": lambda: replace(decisions, assessment=parse_assessment(text)),
        "--personnummer": lambda: replace(decisions, private=_one_of(flag, text, PRIVATE)),
        "--nya": lambda: replace(decisions, new=cast(NewAs, _one_of(flag, text, NEW))),
    }
    return makers[flag]()


def decide_all(
    decisions: Decisions, said: Iterable[tuple[str, Iterable[str]]], register: Register
) -> Decisions:
    """Return the decisions with all that stands after flags."""
    for flag, texts in said:
        for text in texts:
            decisions = decide(decisions, flag, text, register)
    return decisions


def _one_of(flag: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise UsageFault(
            "flags_of_import.not_allowed",
            flag=flag,
            text=text,
            allowed=listing(allowed, "eller"),
        )
    return text


def _year(text: str) -> int:
    if not text.isdecimal() or int(text) not in YEARS:
        raise UsageFault("flags_of_import.no_year", text=text)
    return int(text)


def _new_area(decisions: Decisions, text: str) -> Decisions:
    new_area_id(text)
    return replace(decisions, new_area=text)


def _pair(flag: str, text: str, example: str) -> tuple[str, str]:
    left, equals, right = text.rpartition("=")
    if not equals or not left.strip() or not right.strip():
        raise UsageFault("flags_of_import.no_pair", text=text, flag=flag, example=example)
    return left.strip(), right.strip()


def _unit(decisions: Decisions, text: str, register: Register) -> Decisions:
    name, said = _pair("--enhet", text, '--enhet "Malungs kn"=2023')
    is_part = said[:4] in register.by_code and re.fullmatch(r"\d{4}-[a-z0-9-]+", said)
    if said not in (LEAVE_OUT, "riket", *register.lan_by_code) and not is_part:
        said = register.find_kommun(said).code
    return replace(decisions, units={**decisions.units, name: said})


def _role(decisions: Decisions, text: str) -> Decisions:
    heading, role = _pair("--kolumn", text, '--kolumn "Insats=nyckeltal"')
    role = _one_of("--kolumn", fold(role), tuple(ROLES))
    return replace(decisions, roles={**decisions.roles, heading: role})


def _match(decisions: Decisions, text: str) -> Decisions:
    ref, said = _pair("--matcha", text, "--matcha F=lattlast_svenska, F=ny eller F=utelamna")
    return replace(decisions, columns={**decisions.columns, ref: said})


def _code(decisions: Decisions, text: str) -> Decisions:
    before, colon, after = text.rpartition(":")
    ref, coding = (before.strip(), after) if colon and "=" not in before else ("", text)
    if coding.strip() == NUMBERS:
        return replace(decisions, numbers=decisions.numbers | {ref})
    found = parse_coding(coding)
    if found is None:
        raise UsageFault("flags_of_import.no_coding", text=text)
    return replace(decisions, codes=(*decisions.codes, (ref, found)))


def read_titles(path: Path) -> Mapping[str, str]:
    """Return names by code from a CSV file or workbook with a column of each.

    Raises FileFault if the file cannot be read, or no sheet has both columns.
    """
    table = find_headed(read_workbook(path), _CODES, _NAMES)
    if table is None:
        raise FileFault("sources.no_titles", place=str(path), file=path.name)
    code, name = (next(h for h in ways if h in table.columns) for ways in (_CODES, _NAMES))
    return {said[code]: said[name] for _, said in table.rows() if said[code] and said[name]}
