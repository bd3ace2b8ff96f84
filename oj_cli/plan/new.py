"""A new plan: its file, and what in it contradicts itself before it is written."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from oj_cli.documents.decode import TO_DO, decode
from oj_cli.documents.files import Document
from oj_cli.documents.locks import locked
from oj_cli.documents.reader import parse_yaml
from oj_cli.documents.writer import make_folder, write_text
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.findings import Finding
from oj_cli.domain.names import is_id
from oj_cli.domain.plan import Plan
from oj_cli.domain.plan_chance import Grounds
from oj_cli.domain.plan_chance_words import ground_texts
from oj_cli.domain.swedish import slug
from oj_cli.plan.check.running import check_plan, checked_document
from oj_cli.plan.draft import draft
from oj_cli.plan.files import FOLDER as FOLDER
from oj_cli.plan.target import ground_of

INSIDE_CHANCE = "M17"
"""The rule of a target that chance alone may reach."""

_NOT_GIVEN = (
    *("saknas", "nyckel", "matt", "beskrivning", "kalla", "utgangslage", "malvarde", "bada"),
    *("ansvarig", "funktion", "vad", "giltighet", "status", "organ", "mal"),
)
"""What a fault is called in the rules where something only has not been said yet."""


def contradictions(data: Mapping[str, Any], today: datetime.date) -> tuple[Finding, ...]:
    """Return the faults of a plan that are not only something missing: dates, values, ids.

    `data` is what is known of the plan, under the keys of its file.
    """
    findings = check_plan(checked_document(_document(data), Path("plan.yaml"), today))
    return tuple(f for f in findings if f.level == "fel" and f.fields["fel"] not in _NOT_GIVEN)


def remarks(
    data: Mapping[str, Any], today: datetime.date, grounds: Grounds | None = None
) -> tuple[str, ...]:
    """Return what is to be said of each goal that has a baseline and a target, as they are set.

    What the baseline stands on, how much such values move by themselves, and that the target
    lies within that.
    """
    plan = checked_document(_document(data), Path("plan.yaml"), today)
    plan = replace(plan, around=replace(plan.around, grounds=grounds))
    found = {f.subject: f for f in check_plan(plan) if f.rule == INSIDE_CHANCE}
    said = []
    for goal in plan.plan.goals:
        measure, hit = goal.measure, found.get(f"mål {goal.id}")
        if measure is not None and measure.target is not None:
            texts = ground_texts(ground_of(goal, grounds), measure)
            more = (hit.message, hit.remedy) if hit else ()
            said += [f"Mål {goal.id}: {' '.join((*texts, *more))}"] if texts or more else []
    return tuple(said)


def open_places(data: Mapping[str, Any]) -> int:
    """Return at how many places a plan says that something is yet to be done."""
    return draft(data).count(f"{TO_DO}:")


def _document(data: Mapping[str, Any]) -> Document:
    raw = draft(data).encode()
    return Document(raw, parse_yaml(raw, Path("plan.yaml")))


def plan_path(workspace: Path, id: str) -> Path:
    """Return where a plan with this id lies."""
    return workspace / FOLDER / f"{id}.yaml"


def free_id(workspace: Path, *parts: str) -> str:
    """Return an id that no plan has: `leksand-socialpsykiatri-2027`, then with -2 after it."""
    base = "-".join(slug(part) for part in parts if part)
    taken = {path.stem for path in (workspace / FOLDER).glob("*.y*ml")}
    ids = chain([base], (f"{base}-{n}" for n in count(2)))
    return next(id for id in ids if id not in taken)


def write_plan(path: Path, data: Mapping[str, Any], first_line: str = "") -> None:
    """Write a new plan, after a line that says where its schema is.

    Raises UsageFault if there is one with this id, since no plan is ever written over, and
    FileFault if it cannot be written.
    """
    text = first_line + draft(data)
    faults: list[Any] = []
    if decode(Plan, parse_yaml(text.encode(), Path("plan.yaml")).data, faults) is None or faults:
        raise UsageFault("plan.unwritable", details=tuple(f.message for f in faults))
    make_folder(path.parent)
    with locked(path):
        refuse_taken(path.parents[1], path.stem)
        write_text(path, text)


def refuse_taken(workspace: Path, id: str) -> None:
    """Raise UsageFault if there is a plan with this id already, or the id cannot be a name."""
    if not (re.fullmatch("[a-z0-9][a-z0-9_-]*", id) and is_id(id)):
        raise UsageFault("plan.no_id", id=id)
    path = plan_path(workspace, id)
    if path.exists():
        raise UsageFault("plan.exists", place=str(path), id=id)
