"""Which analysis a command is about, and what its flags hold. Needs no pandas."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Protocol, TypeVar

import typer

from oj_cli.commands.completion import complete_choice, complete_lan
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import fold, listing, near

if TYPE_CHECKING:
    import datetime

    from oj_cli.analysis_file.file import AnalysisFile, Head, Maker
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.indicators import Catalogue, Themes
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace

K = TypeVar("K", bound=str)

AnalysisAreaOption = Annotated[
    str | None,
    typer.Option("--omrade", metavar="OMRÅDE", help="Analysens område, om det finns flera."),
]
AnalysisYearOption = Annotated[
    int | None,
    typer.Option("--ar", "--year", metavar="ÅR", help="Analysens dataår. Annars det senaste."),
]
AnalysisLanOption = Annotated[
    str | None,
    typer.Option(
        "--lan",
        metavar="LÄN",
        help="Länets analys, om arbetsmappen har flera.",
        autocompletion=complete_lan,
    ),
]
ConcernsOption = Annotated[
    str | None,
    typer.Option(
        "--galler",
        metavar="TEMA",
        help="Teman eller indikatorer som det gäller, med komma emellan. Annars allt.",
        autocompletion=complete_choice,
    ),
]


@dataclass(frozen=True)
class Which:
    """Which analysis was asked for, as typed."""

    kommun: str | None = None
    lan: str | None = None
    area: str | None = None
    year: int | None = None


def need_workspace() -> "Workspace":
    """Return the workspace that analyses lie in. Raises UsageFault if there is none."""
    from oj_cli.workspace import find_workspace

    workspace = find_workspace()
    if workspace is None:
        raise UsageFault(
            "Det som ni väljer och vet sparas i en arbetsmapp, och här finns ingen.",
            hints=(
                "Gör en: oj init MAPP --kommun Leksand",
                "Gå in i mappen och kör kommandot igen.",
            ),
        )
    return workspace


def flags_of(analysis: "Analysis") -> str:
    """Return the flags that name an analysis, as they are added to a command.

    Empty where it is the one that is meant without them.
    """
    from oj_cli.analysis_file.file import list_analyses
    from oj_cli.api import selecting
    from oj_cli.views.words import shell_word

    with selecting.open_data() as (store, workspace):
        if workspace is None:
            return ""
        own = selecting.name_of(store, workspace)
        is_own = analysis.area == _area(store, workspace, Which(), analysis.who)
    areas = {f.analysis.area for f in list_analyses(workspace.folder)[0]}
    flags = ""
    if own is not None and fold(own) != fold(analysis.who):
        flags = f" {'--kommun' if analysis.kommun else '--lan'} {shell_word(analysis.who)}"
    return flags + (f" --omrade {analysis.area}" if len(areas) > 1 and not is_own else "")


def read_one(which: Which) -> "tuple[AnalysisFile, Catalogue, Themes]":
    """Return the analysis that is meant, with the names of what it speaks of."""
    from oj_cli.api import selecting

    workspace = need_workspace()
    with selecting.open_data() as (store, _):
        file = find(store, workspace, which)
        return file, store.catalogue(file.analysis.area), store.themes()


class _Named(Protocol):
    """An item of an analysis."""

    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def with_id(id: str, known: Sequence[N], what: str, list_with: str) -> N:
    """Return the item with this id in any case.

    Raises UsageFault if there is none, with the ids that are and the command that lists them;
    `what` is what it is called there.
    """
    from oj_cli.analysis_file.edit import unknown

    for item in known:
        if fold(item.id) == fold(id):
            return item
    raise unknown(what, id, [item.id for item in known], list_with)


def find(store: "Store", workspace: "Workspace", which: Which) -> "AnalysisFile":
    """Return the analysis that is meant. Raises UsageFault if none or several are."""
    from oj_cli.analysis_file.file import find_analysis, fitting
    from oj_cli.api import selecting

    who, own = _who(store, which), selecting.name_of(store, workspace)
    area = _area(store, workspace, which, who or own)
    if who is None:
        who = own if own and fitting(workspace.folder, own, area, which.year) else None
    if area is None:
        _refuse_several(fitting(workspace.folder, who, None, which.year))
    return find_analysis(workspace.folder, who=who, area=area, year=which.year)


def _area(store: "Store", workspace: "Workspace", which: Which, who: str | None) -> str | None:
    """Return the område that was named, else the workspace's own if `who` has an analysis of it."""
    from oj_cli.analysis_file.file import fitting
    from oj_cli.api import selecting

    if which.area is not None:
        return store.find_area(which.area)
    if workspace.settings.area is None:
        return None
    own = selecting.choose_area(store, None, workspace)
    return own if fitting(workspace.folder, who, own, which.year) else None


def _refuse_several(found: "Sequence[AnalysisFile]") -> None:
    """Raise UsageFault if analyses are of more than one område: the newer is not the one meant."""
    from oj_cli.analysis_file.file import said

    if len({f.analysis.area for f in found}) > 1:
        raise UsageFault(
            f"Det finns flera analyser: {listing([said(f.analysis) for f in found])}.",
            hints=(f"Lägg till till exempel --omrade {found[0].analysis.area}.",),
        )


def _who(store: "Store", which: Which) -> str | None:
    from oj_cli.domain.kommuner import short_lan

    if which.kommun is not None and which.lan is not None:
        raise UsageFault(
            "En analys gäller antingen en kommun eller ett län.",
            hints=("Ta bort --kommun eller --lan.",),
        )
    if which.kommun is not None:
        return store.register().find_kommun(which.kommun).name
    if which.lan is not None:
        return short_lan(store.register().find_lan(which.lan).name)
    return None


def find_or_name(store: "Store", workspace: "Workspace", which: Which) -> "AnalysisFile | Head":
    """Return the analysis that is meant, or what the one would be of that there is none like.

    What is known of a kommun may be written down before anything is chosen. Raises UsageFault
    if several are meant, or it cannot be told which one to make.
    """
    from oj_cli.analysis_file.file import Head, fitting
    from oj_cli.api import selecting
    from oj_cli.domain.kommuner import short_lan

    who = _who(store, which) or selecting.name_of(store, workspace)
    area = _area(store, workspace, which, who)
    if fitting(workspace.folder, who, area, which.year):
        return find(store, workspace, which)
    of_lan = workspace.settings.kommun is None and workspace.settings.lan is not None
    is_lan = which.kommun is None and (which.lan is not None or of_lan)
    if is_lan:
        lan = selecting.choose_lan(store, which.lan, workspace)
        members = [k for k in store.register().kommuner if k.lan == lan.code]
        name = short_lan(lan.name)
    else:
        kommun = selecting.choose_kommun(store, which.kommun, workspace)
        members, name = [kommun], kommun.name
    area = selecting.choose_area(store, which.area, workspace, members, name)
    year = selecting.choose_year(store, store.catalogue(area), which.year, members, name)
    return Head(area, year, lan=name) if is_lan else Head(area, year, kommun=name)


Build = Callable[["Store", "Analysis | Head", "Catalogue", "Themes"], "Maker"]
"""Makes a change for the analysis that is meant, or for the one that would be made."""


def keep(which: Which, build: Build, idag: str | None) -> "AnalysisFile":
    """Change the analysis that is meant, made now if there is none like it, and return it.

    Nothing is made or written before `build` has found that all is there. Raises UsageFault
    and FileFault.
    """
    from oj_cli.analysis_file.file import AnalysisFile, open_analysis, save
    from oj_cli.api import selecting
    from oj_cli.workspace import today

    day = today(idag)
    workspace = need_workspace()
    with selecting.open_data() as (store, _):
        found = find_or_name(store, workspace, which)
        of = found.analysis if isinstance(found, AnalysisFile) else found
        maker = build(store, of, store.catalogue(of.area), store.themes())
    if not isinstance(found, AnalysisFile):
        found = open_analysis(workspace.folder, found, day)
    return save(found.path, maker)


# --- flags -------------------------------------------------------------------------------


def pick(text: str, words: Mapping[K, str], flag: str) -> K:
    """Return the key that was typed, by key or word in any spelling. Raises UsageFault."""
    wanted = fold(text)
    for key, word in words.items():
        if wanted in (fold(key), fold(word)):
            return key
    starts = [
        key
        for key, word in words.items()
        if wanted and (fold(word).startswith(wanted) or fold(key).startswith(wanted))
    ]
    if len(starts) == 1:
        return starts[0]
    close = near(text, [*words, *words.values()], limit=1)
    raise UsageFault(
        f"”{text}” går inte att skriva efter {flag}.",
        hints=(
            *(f"Menade du {name}?" for name in close),
            f"Skriv {listing(list(words), 'eller')}.",
        ),
    )


def split(text: str | None) -> list[str]:
    """Return the parts of a list with commas between; none for None."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def concerned(text: str | None, catalogue: "Catalogue", themes: "Themes") -> tuple[str, ...]:
    """Return ids of the themes and indicators in a list. Raises UsageFault if one is unknown."""
    from oj_cli.api.themes import named

    found = [named(name, catalogue, themes) for name in split(text)]
    return tuple(dict.fromkeys(indicator or theme for theme, indicator in found))


def read_dated(text: str, flag: str) -> str:
    """Return a year, a month or a day as it is saved. Raises UsageFault if there is none such."""
    from oj_cli.domain.analysis import first_day
    from oj_cli.domain.typed import read_date

    try:
        first_day(text)
    except ValueError:
        pass
    else:
        return text.strip()
    try:
        return read_date(text).isoformat()
    except ValueError as error:
        raise UsageFault(
            str(error), hints=(f"Efter {flag} kan stå 2016, 2016-05 eller 2016-05-01.",)
        ) from None


def read_past(text: str, flag: str, day: "datetime.date") -> str:
    """Return a date as `read_dated` does. Raises UsageFault if it has not been yet on `day`."""
    from oj_cli.domain.analysis import first_day

    found = read_dated(text, flag)
    if first_day(found) > day:
        raise UsageFault(
            f"”{found}” har inte varit än. I dag är det {day.isoformat()}.",
            hints=(f"Rätta det som står efter {flag}.",),
        )
    return found


def read_amount(text: str, flag: str) -> float:
    """Return a number as Swedes write it. Raises UsageFault."""
    from oj_cli.domain.typed import read_number

    try:
        return float(read_number(text))
    except ValueError as error:
        raise UsageFault(str(error), hints=(f"Rätta det som står efter {flag}.",)) from None


def refuse_missing(missing: Sequence[tuple[str, str]], example: str) -> None:
    """Raise UsageFault for flags that must be given: (flag, what it holds) each."""
    if missing:
        flags = [f"{flag} ({what})" for flag, what in missing]
        raise UsageFault(f"Det saknas {listing(flags)}.", hints=(f"Till exempel: {example}",))
