"""Every indicator of an område in one picture: where the kommun stands, and how sure that is."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.identification import (
    CLEAR,
    JUDGED,
    STRONG,
    VERDICT_WORDS,
    Identification,
    IndicatorResult,
    Verdict,
)
from oj_cli.domain.references import ReferenceUse
from oj_cli.domain.swedish import listing, number, percent
from oj_cli.domain.trend_overview import IndicatorChange, TrendOverview
from oj_cli.domain.wording import (
    credit,
    figure_text,
    in_table,
    named_with_unit,
    short_names,
    value_text,
)
from oj_cli.presentation.document import Figure
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow, Scale, Tone
from oj_cli.views.judged_numbers import compared_with, references_of

_SHOWN = (*JUDGED, Verdict.KONTROLLERA)
_WEAK_FIRST = (
    *(Verdict.TYDLIG_SVAGHET, Verdict.SAKNAS, Verdict.KONTROLLERA, Verdict.PABORJAT),
    *(Verdict.OSAKERT, Verdict.I_MITTEN, Verdict.UPPFYLLT, *STRONG),
)
_FEWEST = 2  # with fewer there is nothing to hold together


def figure(found: Identification, trend: TrendOverview | None = None) -> Figure | None:
    """Return the whole område as one picture, None where hardly anything is judged.

    The themes stand in the order of what is first in step 1, the weakest of each first. `trend`
    tells what has clearly changed.
    """
    shown = [r for r in found.results if r.verdict in _SHOWN]
    if len(shown) < _FEWEST:
        return None
    themes = list(dict.fromkeys(r.indicator.theme for r in shown))
    shown.sort(key=lambda r: (themes.index(r.indicator.theme), _WEAK_FIRST.index(r.verdict)))
    which = compared_with([r for r in shown if r.value is not None], references_of(found))
    named = names(found)
    changes = {c.indicator.id: c for c in trend.changes} if trend else {}
    picture = DotPlot(
        f"{found.kommun.name}: {_finding(shown, which)}",
        _unit(found, shown, which),
        tuple(_series(found, shown)),
        tuple(
            _row(
                r,
                named[r.indicator.id],
                found.theme_names.get(r.indicator.theme, ""),
                changes.get(r.indicator.id),
            )
            for r in shown
        ),
        credit(found.sources),
        notes=tuple(_notes(shown)),
    )
    said = "; ".join(_said(row) for row in picture.rows)
    alt = f"En rad för varje indikator, ordnade efter tema med det svagaste först. {said}."
    return Figure(picture, picture.title, alt, id="figur-profil")


def names(found: Identification) -> dict[str, str]:
    """Return what the picture calls the indicators in it, by id."""
    shown = [r.indicator for r in found.results if r.verdict in _SHOWN]
    return dict(zip((i.id for i in shown), short_names(shown), strict=True))


def roles(shown: Sequence[IndicatorResult], uses: Sequence[ReferenceUse]) -> dict[str, str]:
    """Return what some results are compared with, as the picture's legend has it: role and name."""
    used = {r.compared_role for r in shown if r.compared.figure is not None}
    named = {use.reference.id: use.reference.short_name for use in uses}
    return {
        **{role: name for role, name in named.items() if role in used},
        **({"alla": "medianen av kommunerna"} if "alla" in used else {}),
    }


def _series(found: Identification, shown: Sequence[IndicatorResult]) -> Iterator[tuple[str, str]]:
    if any(r.value is not None for r in shown):
        yield "ni", found.kommun.name
    yield from roles(shown, found.references).items()


def _finding(shown: Sequence[IndicatorResult], which: str) -> str:
    numbers = [r for r in shown if r.difference is not None]
    answers = [r for r in shown if r.difference is None]
    weak, strong = (sum(r.verdict in of for r in numbers) for of in (CLEAR, STRONG))
    parts = []
    if numbers:
        than = which if which == "riket" else "jämförelsen"
        parts.append(f"tydligt svagare än {than} på {weak or 'inget'} av {len(numbers)} mått")
        parts += [f"tydligt starkare på {strong}"] if strong else []
    if answers:
        missing = sum(r.verdict == Verdict.SAKNAS for r in answers)
        parts.append(f"saknar {missing} av {len(answers)} arbetssätt")
    return listing(parts)


def _unit(found: Identification, shown: Sequence[IndicatorResult], which: str) -> str:
    numbers = [r for r in shown if r.value is not None]
    what = f"{found.catalogue.name} {found.year}."
    if not numbers:
        return f"{what} Andel av kommunerna som svarat JA."
    n = {r.uncertainty.n for r in numbers if r.uncertainty and r.uncertainty.n is not None}
    least = any(r.uncertainty and r.uncertainty.n_source == "minst" for r in numbers)
    behind = f" {'Minst ' if least else ''}{number(min(n))}" if n else ""
    behind += f"–{number(max(n))}" if len(n) > 1 else ""
    behind += " svar." if n else " Antal svar är inte känt."
    return f"{what}{behind}" + (f" Jämförelsen är {which}." if which != "riket" else "")


def _row(r: IndicatorResult, name: str, theme: str, change: IndicatorChange | None) -> DotRow:
    of, i = r.compared, r.indicator
    tone: Tone = "svag" if r.verdict in CLEAR else "stark" if r.verdict in STRONG else ""
    own = [] if r.value is None else [Dot("ni", r.value)]
    other = of.figure if of.ranks else None
    dots = (*own, *([] if other is None else [Dot(r.compared_role, other)]))
    span = r.uncertainty.interval if r.uncertainty else None
    whole = None if of.low is None or of.high is None else (of.low, of.high)
    lower = i.direction == "lagre" and r.value is not None
    return DotRow(
        named_with_unit(name, i) + (", lägre är bättre" if lower else ""),
        dots,
        _note(r, other, tone),
        _changed(change),
        span,
        tone == "" and r.value is not None,
        tone,
        None if of.q1 is None or of.q3 is None else (of.q1, of.q3),
        whole,
        (r.answer, r.answer.lower()) if r.answer and r.value is None else None,
        theme,
        None if i.is_percent or r.value is None else _scale(r, dots, whole, span),
    )


def _note(r: IndicatorResult, other: float | None, tone: Tone) -> str:
    mark = {"svag": "▼ ", "stark": "▲ ", "": ""}[tone]
    if r.value is None:  # the answer stands beside it
        return "" if r.verdict == Verdict.UPPFYLLT else mark + VERDICT_WORDS[r.verdict]
    beside = "" if other is None else f" mot {figure_text(other, r.indicator)}"
    word = {"svag": f", {mark}svagt", "stark": f", {mark}starkt", "": ""}[tone]
    if r.verdict == Verdict.KONTROLLERA:
        word = ", stäm av"
    return f"{in_table(r.value, r.indicator)}{beside}{word}"


def _changed(change: IndicatorChange | None) -> str:
    """Return a change beyond chance, or of an answer; nothing where there is none."""
    if change is None or not change.gain or change.is_clear is False:
        return ""
    before, points = change.shift.before, change.shift.points
    if points is None and before.answer is not None:
        then, arrow = before.answer, "↗" if change.gain > 0 else "↘"
    elif points is None or before.figure is None or not change.is_clear:
        return ""
    else:
        then, arrow = value_text(before.figure, change.indicator), "↗" if points > 0 else "↘"
    return f"{arrow} {'bättre' if change.gain > 0 else 'sämre'} än {before.year} ({then})"


def _scale(
    r: IndicatorResult,
    dots: Sequence[Dot],
    whole: tuple[float, float] | None,
    span: tuple[float, float] | None,
) -> Scale | None:
    known = [*(d.value for d in dots), *(whole or ())]
    low, high = min(*known, *(span or ())), max(*known, *(span or ()))
    low = max(low, 0.0) if min(known) >= 0 else low  # chance makes no days fewer than none
    return Scale(low, high, figure_text(low, r.indicator), figure_text(high, r.indicator))


def _notes(shown: Sequence[IndicatorResult]) -> Iterator[str]:
    if any(r.uncertainty and r.uncertainty.interval for r in shown):
        yield "Linjen genom punkten: så långt slumpen kan ha flyttat värdet (95 gånger av 100)."
    if any(not r.indicator.is_percent and r.value is not None for r in shown):
        yield "Det som inte är procent har en egen skala, från det lägsta till det högsta värdet."


def _said(row: DotRow) -> str:
    answer = f"{row.answer[0]}, " if row.answer else ""
    chance = ", kan bero på slumpen" if row.may_be_chance and row.span else ""
    more = f", {row.more}" if row.more else ""
    share = "".join(f", {percent(d.value)} har det" for d in row.dots if row.answer)
    return f"{row.name}: {answer}{row.note or 'uppfyllt'}{share}{chance}{more}"
