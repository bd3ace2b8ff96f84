"""Where one is in the four steps, what is missing, and what has changed since."""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import ClassVar, Literal

from oj_cli.domain.analysis import BEGUN, RESUME, Analysis
from oj_cli.domain.chosen import Difference
from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, pick, row
from oj_cli.domain.errors import FileFault
from oj_cli.domain.following import Due
from oj_cli.domain.identification import CLEAR, STRONG, Verdict
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommun_map import AreaPart
from oj_cli.domain.swedish import fold
from oj_cli.domain.wording import shell_word
from oj_cli.domain.year import YearDay

_FIELDS = {"answer": "svar", "value": "varde", "riket": "riket", "lan": "lan", "group": "grupp"}
StepState = Literal["klart", "paborjat", "inte_borjat"]


@immutable
class Step:
    """One of the four steps: how far it has come, what there is, and what is missing in it."""

    number: int = key("nummer")
    name: str = key("namn")
    state: StepState = key("lage")
    has: str = key("finns")
    missing: tuple[str, ...] = key("saknas", default=())


@immutable(kw_only=True)
class Moved:
    """A chosen indicator whose figures are not what they were when it was chosen."""

    indicator: str = key("indikator")
    name: str
    numeric: bool
    differences: tuple[Difference, ...]

    JSON: ClassVar[Mapping[str, Taken]] = {
        "skillnader": pick("differences", vad=lambda d: _FIELDS[d.field], da="then", nu="now"),
    }


@immutable
class AnalysisStatus:
    """An analysis with its four steps. `path` is as one would type it.

    `newer_year` is a year with answers after the analysis's own, `unknown` what must be
    mended in it (an område or indicator that is not in the data, a personnummer), `moved`
    what newer data have changed. `plans` are the ids of the plans that build on it.
    """

    path: str
    analysis: Analysis
    area_name: str
    steps: tuple[Step, ...] = key("steg")
    plans: tuple[str, ...] = key("planer")
    newer_year: int | None = key("nyare_ar")
    unknown: tuple[str, ...] = key("okant")
    moved: tuple[Moved, ...] = key("andrade_siffror")

    HEAD: ClassVar[Mapping[str, Taken]] = {
        "fil": "path",
        "kommun": "analysis.kommun",
        "lan": "analysis.lan",
        "omrade": "analysis.area",
        "ar": "analysis.year",
    }
    JSON: ClassVar[Mapping[str, Taken]] = HEAD

    @property
    def current(self) -> Step:
        """The first step that is not done, else the last."""
        return next((s for s in self.steps if s.state != "klart"), self.steps[-1])


@immutable
class PlanStatus:
    """A plan: its id, title, state, and how many goals it has."""

    id: str = key("id")
    title: str = key("titel")
    state: str = key("status")
    goals: int = key("antal_mal")


NextStep = tuple[str, str]
"""A line to type, and what it gives."""


@immutable(kw_only=True)
class Status(Listed):
    """All of a workspace. `due` is late or comes within the next weeks, the latest first.

    `areas` is what the map says of the kommun, none of a län. `folder` is None where there is no
    workspace. `faults` are of the files that cannot be read.
    """

    folder: str | None = key("arbetsmapp")
    who: str
    today: datetime.date = key("idag")
    until: datetime.date = key("till")
    areas: tuple[AreaPart, ...] = ()
    analyses: tuple[AnalysisStatus, ...] = key("analyser", default=())
    plans: tuple[PlanStatus, ...] = key("planer", default=())
    due: tuple[Due, ...] = ()
    in_year: YearDay | None = key("harnast_i_arshjulet", default=None)
    faults: tuple[FileFault, ...] = ()

    SCHEMA: ClassVar = "oj-status/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "att_gora": pick(
            "due", datum="date", status="state", typ="kind", plan="plan", mal="goal", vad="what"
        ),
        "gar_inte_att_lasa": pick(
            "faults", fel=lambda f: f"{f.place or ''}: {f.message}", detaljer="details"
        ),
        "omraden": pick(
            "areas",
            omrade="head.area",
            namn="head.name",
            ar="year",
            tydliga=lambda part: part.n(*CLEAR),
            osakra=lambda part: part.n(Verdict.OSAKERT),
            starka=lambda part: part.n(*STRONG),
            att_stamma_av="n_checks",
        ),
        "nasta": lambda found: [line for line, _ in found.next_steps],
    }

    def records(self) -> Records:
        """Return one row for each step of each analysis; what is missing with `;` between."""
        keys = (*AnalysisStatus.HEAD, "steg", "namn", "lage", "finns", "saknas")
        rows = [
            {**row(a, AnalysisStatus.HEAD), **row(s, json_of(Step))}
            | {"steg": s.number, "saknas": "; ".join(s.missing)}
            for a in self.analyses
            for s in a.steps
        ]
        return keys, rows

    @property
    def next_steps(self) -> tuple[NextStep, ...]:
        """What to type next, the most important first."""
        return tuple(dict.fromkeys(self._next_steps()))

    def _next_steps(self) -> Iterator[NextStep]:
        if self.folder is None:
            yield "oj identify --kommun Leksand", "se på uppgifterna som följer med"
            yield "oj init MAPP --kommun Leksand", "gör en arbetsmapp att spara i"
            return
        late = next((d for d in self.due if d.state == "sen" and d.kind == "uppfoljning"), None)
        if late is not None:
            line = f"oj plan followup {shell_word(late.plan)} --mal {late.goal}"
            yield line, "skriv in det som skulle ha följts upp"
        for analysis in self.analyses:
            yield from self._next_in(analysis)
        if not self.analyses and not self.faults:
            yield "oj identify", "se vad som är viktigast att förbättra"
            yield "oj guide", "gå igenom alla fyra stegen, fråga för fråga"
        for plan in self.plans:
            if plan.state == "utkast":
                yield f"oj plan check {shell_word(plan.id)}", "se vad som saknas i utkastet"
        if self.plans:
            yield "oj plan due", "allt som är försenat eller kommer"

    def _next_in(self, status: AnalysisStatus) -> Iterator[NextStep]:
        analysis = status.analysis
        several = len(self.analyses) > 1
        who = ""
        if fold(analysis.who) != fold(self.who):
            who = f" {'--kommun' if analysis.kommun else '--lan'} {shell_word(analysis.who)}"
        of_area = f"{who} --omrade {analysis.area}"
        where = of_area if several else who
        if status.moved:
            ids = ",".join(m.indicator for m in status.moved)
            of_year = f" --ar {analysis.year}" if not analysis.is_of_all else ""
            yield (
                f"oj identify --valj {ids} --uppdatera{of_area}{of_year}",
                "ta in de nya siffrorna i analysen",
            )
        if status.newer_year is not None:
            year = f" --ar {status.newer_year}" if not analysis.is_of_all else ""
            line = f"oj identify{of_area}{year}"
            yield line, "se de nyare svaren"
        for guide, answers in analysis.answers.items():
            is_planned = guide == "fyra-steg" and status.plans and BEGUN not in answers
            if RESUME in answers and not is_planned:
                named = "" if guide == "fyra-steg" else f" --guide {guide}"
                yield f"oj guide{named}{where}", "fortsätt där ni slutade i guiden"
        step = status.current
        if step.number == 1:
            yield f'oj identify --valj TEMA --motiv "…"{where}', "välj vad ni ska arbeta med"
        elif step.number == 2:
            yield f"oj complement suggest{where}", "vad som saknas i underlaget"
        elif step.number == 3:
            first = f" --indicator {analysis.frozen[0].indicator}" if analysis.frozen else ""
            yield f"oj trend{first}{where}", "hur det har gått över åren"
            yield f'oj trend note "…"{where}', "skriv vad ni drar för slutsats"
        elif not status.plans:
            of = f" --analys {PurePath(status.path).stem}" if several else ""
            yield f"oj plan new{of}", "skriv handlingsplanen"
