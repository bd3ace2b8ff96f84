"""Which analysis is meant, and what is put into it and taken out of it. Needs no pandas."""

from dataclasses import replace

from oj_cli.analysis_file import edit
from oj_cli.analysis_file.file import (
    AnalysisFile,
    find_analysis,
    fitting,
    list_analyses,
    open_analysis,
    save,
)
from oj_cli.api import selecting
from oj_cli.api.files import from_here
from oj_cli.api.kommun_map import newest_year
from oj_cli.api.session import Session
from oj_cli.api.themes import named
from oj_cli.domain.analysis import SCHEMA, Analysis
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Themes
from oj_cli.domain.kommuner import Kommun, short_lan
from oj_cli.domain.logs import Log, OpenAnalysis, T
from oj_cli.domain.lookup import Catalogues
from oj_cli.domain.selection import EVERY, Which
from oj_cli.domain.swedish import fold
from oj_cli.domain.typed import split
from oj_cli.domain.wording import shell_word
from oj_cli.store import Store
from oj_cli.workspace import Workspace, schema_line


def need_workspace(oj: Session) -> Workspace:
    """Return the workspace that analyses lie in. Raises UsageFault if there is none."""
    if oj.workspace is None:
        raise UsageFault("analysis.no_workspace")
    return oj.workspace


def opened(oj: Session, which: Which) -> OpenAnalysis:
    """Return the analysis that is meant. Raises UsageFault if none or several are."""
    workspace = need_workspace(oj)
    with oj.data() as store:
        return _opened(store, workspace, find(store, workspace, which))


def prepare(oj: Session, which: Which) -> OpenAnalysis:
    """Return the analysis that is meant, or the one that would be made where there is none like it.

    What is known of a kommun may be written down before anything is chosen. Raises UsageFault
    if several are meant, or it cannot be told which one to make. Nothing is made or written.
    """
    workspace = need_workspace(oj)
    with oj.data() as store:
        who = _who(store, which) or selecting.name_of(store, workspace)
        area = _area(store, workspace, which, who)
        if fitting(workspace.folder, who, area, which.year):
            return _opened(store, workspace, find(store, workspace, which))
        return with_names(store, new_analysis(store, workspace, which))


def put(oj: Session, of: OpenAnalysis, log: Log[T], item: T) -> tuple[OpenAnalysis, T]:
    """Save an item in an analysis, made now where it is new; return both as they then stand.

    With an empty id it is added, else it takes the place of the one with its id. Raises FileFault
    if the file cannot be written, and UsageFault if it would hold a personnummer.
    """
    workspace, path = need_workspace(oj), of.path
    if path is None:
        path = open_analysis(workspace.folder, of.analysis, oj.today, schema_line).path
    file = save(path, edit.put(log, item))
    saved = log.item(file.analysis, item.id) if item.id else log.of(file.analysis)[-1]
    with oj.data() as store:
        return _opened(store, workspace, file), saved


def take(oj: Session, which: Which, log: Log[T], id: str) -> tuple[OpenAnalysis, T]:
    """Take an item out of the analysis that is meant; return what it was, and from where.

    Raises UsageFault if there is no such analysis or item.
    """
    of = opened(oj, which)
    gone = log.item(of.analysis, id)
    assert of.path is not None  # noqa: S101  # it was found
    save(of.path, edit.take(log, id))
    return of, gone


def flags_of(oj: Session, analysis: Analysis) -> str:
    """Return the flags that name an analysis, as they are added to a command.

    Empty where it is the one that is meant without them.
    """
    workspace = need_workspace(oj)
    with oj.data() as store:
        return _flags(store, workspace, analysis)


def concerned(text: str, asked: Catalogues, themes: Themes) -> tuple[str, ...]:
    """Return ids of the themes and indicators in a list. Raises UsageFault if one is unknown."""
    found = [named(name, asked, themes) for name in split(text)]
    return tuple(dict.fromkeys(indicator or theme for theme, indicator in found))


def find(store: Store, workspace: Workspace, which: Which) -> AnalysisFile:
    """Return the analysis that is meant. Raises UsageFault if none or several are."""
    who, own = _who(store, which), selecting.name_of(store, workspace)
    area = _area(store, workspace, which, who or own)
    if who is None:
        who = own if own and fitting(workspace.folder, own, area, which.year) else None
    return find_analysis(workspace.folder, who=who, area=area, year=which.year)


def _opened(store: Store, workspace: Workspace, file: AnalysisFile) -> OpenAnalysis:
    flags = _flags(store, workspace, file.analysis)
    return replace(with_names(store, file.analysis), path=from_here(file.path), flags=flags)


def with_names(store: Store, analysis: Analysis) -> OpenAnalysis:
    """Return an analysis with the names of what it speaks of. Raises as `catalogues_of` does."""
    return OpenAnalysis(analysis, catalogues_of(store, analysis), store.themes())


def catalogues_of(store: Store, analysis: Analysis) -> Catalogues:
    """Return what is asked in the områden of an analysis; of the whole kommun, in all.

    Raises UsageFault if there is no such område.
    """
    if analysis.is_of_all:
        every = store.catalogues()
        return Catalogues(None, tuple(c for c in every if c.purpose == "jamforelse"))
    areas = dict.fromkeys(part.area for part in analysis.parts)
    of = tuple(store.catalogue(store.find_area(area)) for area in areas)
    return Catalogues(of[0], of)


def _flags(store: Store, workspace: Workspace, analysis: Analysis) -> str:

    own = selecting.name_of(store, workspace)
    is_own = analysis.area == _area(store, workspace, Which(), analysis.who)
    areas = {f.analysis.area for f in list_analyses(workspace.folder)[0]}
    flags = ""
    if own is not None and fold(own) != fold(analysis.who):
        flags = f" {'--kommun' if analysis.kommun else '--lan'} {shell_word(analysis.who)}"
    return flags + (f" --omrade {analysis.area}" if len(areas) > 1 and not is_own else "")


def _area(store: Store, workspace: Workspace, which: Which, who: str | None) -> str | None:
    """Return the område that was named, else the workspace's own if `who` has an analysis of it.

    Without an own one that is `EVERY`, the whole kommun.
    """
    if which.area is not None:
        return EVERY if fold(which.area) == EVERY else store.find_area(which.area)
    is_own = workspace.settings.area is not None
    own = selecting.choose_area(store, None, workspace) if is_own else EVERY
    return own if fitting(workspace.folder, who, own, which.year) else None


def _who(store: Store, which: Which) -> str | None:
    if which.kommun is not None and which.lan is not None:
        raise UsageFault("analysis.kommun_or_lan")
    if which.kommun is not None:
        return store.register().find_kommun(which.kommun).name
    if which.lan is not None:
        return short_lan(store.register().find_lan(which.lan).name)
    return None


def new_analysis(store: Store, workspace: Workspace, which: Which) -> Analysis:
    """Return the analysis that would be made of what was named.

    That of a kommun is of all its områden where neither `which` nor the workspace says one.
    """
    whose = selecting.whose(store, workspace, which.kommun, which.lan)
    if whose is None:
        raise UsageFault("selecting.no_kommun")
    members = store.register().of(whose)
    kommun = whose.name if isinstance(whose, Kommun) else None
    lan = None if kommun else short_lan(whose.name)
    who = kommun or lan or ""
    of_whole = fold(which.area or workspace.settings.area or EVERY) == EVERY
    if of_whole and isinstance(whose, Kommun):
        return Analysis(SCHEMA, EVERY, which.year or newest_year(store, whose), kommun)
    area = selecting.choose_area(store, which.area, workspace, members, who)
    year = selecting.choose_year(store, store.catalogue(area), which.year, members, who)
    return Analysis(SCHEMA, area, year, kommun, lan)
