"""How far an analysis has come in the four steps. Pure functions of the analysis."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.analysis import Analysis, Chosen, Evidence
from oj_cli.domain.status import Step, StepState
from oj_cli.domain.swedish import counted, listing

USER_VOICE = "ingen brukarröst"
NAMES = ("Identifiera", "Komplettera", "Trend", "Slutsatser och plan")


def steps(
    analysis: Analysis,
    themes: Mapping[str, str],
    evidence: Mapping[str, Sequence[Evidence]],
    voiceless: Sequence[str],
    plans: Sequence[str],
) -> tuple[Step, ...]:
    """Return the four steps.

    `themes` are names by id. `evidence` is what bears on each chosen area, by its theme;
    `voiceless` are the chosen areas in which no user has been heard. `plans` are the ids of
    the plans that build on the analysis.
    """
    return (
        _identify(analysis, themes),
        _complement(analysis, themes, evidence, voiceless),
        _trend(analysis),
        _plan(analysis, plans),
    )


def _identify(analysis: Analysis, themes: Mapping[str, str]) -> Step:
    if not analysis.chosen:
        return Step(1, NAMES[0], "inte_borjat", "inget valt", ("vad ni ska arbeta med",))
    names = [themes.get(c.theme, c.theme) for c in analysis.chosen]
    n = counted(len(analysis.frozen), "indikator", "indikatorer")
    missing = [_lacks(c, themes) for c in analysis.chosen]
    said = tuple(m for m in missing if m)
    return Step(1, NAMES[0], _state(said), f"{listing(names)} ({n})", said)


def _lacks(chosen: Chosen, themes: Mapping[str, str]) -> str:
    name = themes.get(chosen.theme, chosen.theme)
    lacking = []
    if not chosen.why:
        lacking.append("motiv")
    if not chosen.indicators:
        lacking.append("indikatorer")
    return f"{listing(lacking)} för {name}" if lacking else ""


def _complement(
    analysis: Analysis,
    themes: Mapping[str, str],
    evidence: Mapping[str, Sequence[Evidence]],
    voiceless: Sequence[str],
) -> Step:
    if not analysis.evidence:
        missing = ("något annat än öppna jämförelser",)
        return Step(2, NAMES[1], "inte_borjat", "inget underlag", missing)
    without = [themes.get(t, t) for t, found in evidence.items() if not found]
    unheard = [themes.get(t, t) for t in voiceless if themes.get(t, t) not in without]
    missing = (
        *((f"underlag för {listing(without)}",) if without else ()),
        *((f"{USER_VOICE} för {listing(unheard)}",) if unheard else ()),
    )
    against = sum(e.supports == "motsager" for e in analysis.evidence)
    has = counted(len(analysis.evidence), "underlag", "underlag")
    return Step(
        2, NAMES[1], _state(missing), has + (f", {against} talar emot" if against else ""), missing
    )


def _trend(analysis: Analysis) -> Step:
    missing = () if analysis.trend else ("vad ni drar för slutsats av utvecklingen",)
    if not analysis.trend and not analysis.events:
        return Step(3, NAMES[2], "inte_borjat", "inget skrivet", missing)
    parts = []
    if analysis.events:
        parts.append(counted(len(analysis.events), "händelse", "händelser"))
    if analysis.trend:
        parts.append(counted(len(analysis.trend), "slutsats", "slutsatser"))
    return Step(3, NAMES[2], _state(missing), listing(parts), missing)


def _plan(analysis: Analysis, plans: Sequence[str]) -> Step:
    parts = []
    if analysis.conclusions:
        parts.append(counted(len(analysis.conclusions), "slutsats", "slutsatser"))
    if plans:
        parts.append(f"planen {plans[0]}" if len(plans) == 1 else f"planerna {listing(plans)}")
    if not parts:
        nothing = ("slutsatser om vad som ska utvecklas, och en plan",)
        return Step(4, NAMES[3], "inte_borjat", "inget skrivet", nothing)
    missing = () if plans else ("en handlingsplan",)
    return Step(4, NAMES[3], _state(missing), listing(parts), missing)


def _state(missing: Sequence[str]) -> StepState:
    return "paborjat" if missing else "klart"
