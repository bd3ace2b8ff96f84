"""A län's answers, given in one file, as walks through a guide of the områden that they are of."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from oj_cli.api.guide import Guides, library
from oj_cli.api.guide_figures import StoreNames
from oj_cli.api.guide_walk import Walk, walk_guide
from oj_cli.domain.county import BEHIND
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide_walk import Tree
from oj_cli.guide.given import given_answers
from oj_cli.guide.stops import rounds
from oj_cli.guide.targets import IDENTITY, key_of


def walks(oj: Guides, guide: str, **how: Any) -> tuple[Walk, ...]:
    """Begin a walk as `walk_guide` does, or one for each område that a län's file answers of."""
    file, is_of_one = how["answers"], how["kommun"] or how["area"] or how["flags"]
    parts = {} if file is None or is_of_one else _by_area(oj, guide, how["lan"], file)
    of_each = [{"area": area, "given": given} for area, given in parts.items()] or [{}]
    return tuple(walk_guide(oj, guide, **how | one) for one in of_each)


def _by_area(oj: Guides, guide: str, lan: str | None, file: Path) -> Mapping[str, Tree]:
    """Return the answers of a län's file by område, since its analyses are of one each.

    What is chosen goes to the område in which it is furthest behind, what waits to one of these,
    the rest to all. Empty where it is not a län's, or the workspace is of one område.
    """
    found, workspace = library(oj).find(guide), oj.workspace
    groups = {q.id: q for q in found.questions if q.target in IDENTITY}
    lan = lan or (workspace.settings.lan if workspace else None)
    if workspace is None or not lan or not groups or workspace.settings.area:
        return {}
    weak, asked = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    with oj.data() as store:
        tree = given_answers(found, (), file, StoreNames(store, None))
        for area in store.areas() if groups.keys() & tree else ():
            with suppress(UsageFault):  # the län has no answers there
                for row in oj.identify_lan(lan, area=area).indicators:
                    weak[area, row.indicator.theme] += row.verdict in BEHIND
                    asked[area, row.indicator.theme] += 1
    every, result = dict.fromkeys(area for area, _ in asked), dict[str, dict[str, Any]]()
    for group in groups.values() if every else ():
        for one in rounds(group, tree.get(group.id)):
            if theme := one.get(key_of(group).id):
                among = result if result and group.target != "val" else every
                area = max(among, key=lambda a: (weak[a, theme], asked[a, theme]))
                rest = {id: said for id, said in tree.items() if id not in groups}
                result.setdefault(area, rest).setdefault(group.id, []).append(one)
    return result
