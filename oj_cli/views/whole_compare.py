"""What the map calls clear beside comparable kommuner, as a document."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.answers import Answer
from oj_cli.domain.identification import CLEAR, STRONG, Verdict
from oj_cli.domain.kommun_map import in_turn
from oj_cli.domain.references import RIKET, Reference
from oj_cli.domain.swedish import listing
from oj_cli.domain.whole_compare import Beside, WholeComparison
from oj_cli.domain.wording import figure_text, in_table
from oj_cli.presentation.document import Cell, Document, Section, Shown
from oj_cli.presentation.parts import compose, rest, right, section, table, wide
from oj_cli.views.judged_numbers import compared_with
from oj_cli.views.whole import age, compared, ending, flag, named, own, where

PARTS = (
    ("Tydligt svagt, eller saknas", CLEAR, 9),
    ("Osäkert", (Verdict.PABORJAT, Verdict.OSAKERT), 5),
    ("I mitten", (Verdict.I_MITTEN, Verdict.UPPFYLLT), 5),
    ("Tydligt starkt", STRONG, 5),
)
"""A heading, the verdicts below it, and how many of these are shown."""
MOST_NAMED = 2


def document(found: WholeComparison) -> Document:
    """Return what is clear beside the group; a theme with all that is judged in it."""
    parts = [(heading, _with(found.results, verdicts), most) for heading, verdicts, most in PARTS]
    left = sum(max(len(results) - most, 0) for _, results, most in parts)
    more = rest(left, "i filen: -o jamfor.xlsx")
    return compose(
        f"{found.kommun.name} bredvid {listing(list(_groups(found.groups)))}: {where(found)}",
        age(found),
        _how(found) if found.results else "Inget är tydligt svagt eller tydligt starkt här.",
        sections=(
            *(_part(found, *part) for part in parts),
            _next_steps(found, more),
        ),
    )


def _with(results: Sequence[Beside], verdicts: Sequence[Verdict]) -> list[Beside]:
    """Return the results with these verdicts, one of each område before the second of any."""
    wanted = (b for b in results if b.of.result.verdict in verdicts)
    return in_turn(wanted, lambda b: b.of.part.head.area)


def _groups(groups: Sequence[Reference]) -> Iterator[str]:
    """Yield what the group is called, one of several områden once."""
    for reference in {r.short_name: r for r in groups}.values():
        name = reference.short_name
        yield name if reference.id == "lan" else name[0].lower() + name[1:]


def _part(found: WholeComparison, heading: str, results: list[Beside], most: int) -> Section:
    columns = (
        wide("Indikator", 2),
        *right("Ni", "Jämförelse", "Gruppen", "Bättre än ni"),
        wide("Bäst i gruppen"),
    )
    rows = (
        (
            named(b.of, found.map.newest),
            own(b.of.result),
            compared(b.of.result),
            _group(b),
            _better(b),
            _best(b),
        )
        for b in results[:most]
    )
    return section(heading, table(columns, rows))


def _group(b: Beside) -> Cell:
    """Return what the group has, where it is large enough to compare with."""
    figure, indicator = b.group.figure, b.of.result.indicator
    if figure is None or not b.group.ranks:
        return ""
    if b.group.n_yes is not None and indicator.kind == "ja_nej":
        return Shown(f"{b.group.n_yes} av {b.group.n} JA", figure)
    return Shown(figure_text(figure, indicator), figure)


def _better(b: Beside) -> Cell:
    n = b.group.n_others
    return Shown(f"{len(b.better)} av {n}", len(b.better)) if n else ""


def _best(b: Beside) -> str:
    if not b.better:
        lacks = b.of.result.value is None and b.of.result.answer != Answer.JA
        return "" if not b.group.n_others else "ingen" if lacks else "ni"
    kommun, value = b.better[0]
    if value is None:
        return ", ".join(k.name for k, _ in b.better[:MOST_NAMED])
    return f"{kommun.name} {in_table(value, b.of.result.indicator)}"


def _how(found: WholeComparison) -> str:
    editions = dict.fromkeys(r.edition for r in found.groups if r.edition)
    said = f" ({'; '.join(editions)})" if editions else ""
    riket = compared_with([b.of.result for b in found.results], {"riket": RIKET})
    groups = listing(list(_groups(found.groups)))
    return (
        f"Jämförelsen är {riket}. Gruppen är {groups}{said}. Dess siffra är medianen, eller hur "
        "många som svarat JA, och står där minst fem andra har svar."
    )


def _next_steps(found: WholeComparison, more: str) -> Section:
    steps = [(f"oj peers {flag(found)}", "vem ni kan ringa")]
    for b in found.results[:1]:
        id = f"{b.of.part.head.area}/{b.of.result.indicator.id}"
        steps.append((f"oj compare --indicator {id} {flag(found)}", "hela gruppen"))
    return ending(found, *steps, more=more)
