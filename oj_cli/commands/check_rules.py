"""The option that switches rules of a check off, for this once and in the open."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.findings import SwitchedOff

if TYPE_CHECKING:  # only named
    from oj_cli.domain.quality import QualityRules

WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--utan",
        metavar="REGEL",
        help="Hoppa över en regel: D13. Det står i svaret att den saknas.",
    ),
]


def switched_off(ids: Sequence[str], rules: "QualityRules", *kinds: str) -> tuple[SwitchedOff, ...]:
    """Return the rules that are switched off. Raises UsageFault for one that there is not."""
    from oj_cli.domain.swedish import listing

    known = {r.id: r for r in rules.rules if r.kind in kinds}
    wanted = dict.fromkeys(id.strip().upper() for id in ids)
    for id in wanted:
        if id not in known:
            raise UsageFault(
                f"Det finns ingen regel som heter ”{id}” här.",
                hints=(f"Reglerna är {listing(sorted(known))}.",),
            )
    return tuple(SwitchedOff(id, f"{known[id].name}, avstängd med --utan") for id in wanted)
