"""Step 1, kept: what `oj identify --valj` and `--valj-bort` save in the analysis."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oj_cli.api.identify_find import (
    FoundForKommun,
    FoundForLan,
    Request,
    find_kommun,
    find_lan,
    leading_of,
    weak_of,
)
from oj_cli.api.open_analysis import flags_of, need_workspace
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from oj_cli.analysis_file.file import AnalysisFile, Head, Maker
    from oj_cli.domain.analysis import Frozen
    from oj_cli.domain.indicators import Themes
    from oj_cli.presentation.document import Document


@dataclass(frozen=True)
class Choice:
    """What to choose and what to set aside, as typed: names with commas between, and why."""

    names: str | None
    aside: str | None
    why: str | None
    refresh: bool
    no_input: bool
    today: str | None


def keep(request: Request, choice: Choice, is_lan: bool) -> "Document":
    """Save what was chosen or set aside, and show what is chosen now.

    Raises UsageFault if something is missing, unknown or contradicts itself.
    """
    from oj_cli.analysis.choose import tables_of
    from oj_cli.analysis_file.file import find_exact, open_analysis, save
    from oj_cli.api import selecting as choices
    from oj_cli.api.snapshot import same_themes
    from oj_cli.views.chosen import document
    from oj_cli.workspace import corrections_of, today

    _refuse(choice)
    folder = need_workspace().folder
    day = today(choice.today)
    step_1 = find_lan(request) if is_lan else find_kommun(request)
    found = step_1.found
    head = _head(step_1)
    with choices.open_data() as (store, workspace):
        themes = store.themes()
        before = find_exact(folder, head)
        makers = _makers(request, choice, step_1, themes, before, day)
        file = save(open_analysis(folder, head, day).path, *makers)
        _tell(before, file, themes)
        kommun = step_1.found.kommun if isinstance(step_1, FoundForKommun) else None
        chosen = [c.theme for c in file.analysis.chosen]
        same = same_themes(store, found.catalogue.area, chosen, kommun, found.lan)
        corrections = corrections_of(workspace, store.register(), kommun) if kommun else ()
    tables = {theme: tables_of(theme, found.catalogue) for theme in chosen}
    return document(
        file.analysis,
        found.catalogue,
        themes,
        same,
        tables,
        corrections,
        choices.from_here(file.path),
        flags_of(file.analysis),
    )


def _tell(before: "AnalysisFile | None", after: "AnalysisFile", themes: "Themes") -> None:
    """Say which texts of the user's do not stand there any more, and where they lie."""
    from oj_cli.api.selecting import from_here
    from oj_cli.documents.writer import backup_of
    from oj_cli.terminal.streams import say

    if before is None:
        return
    names = {t.id: t.name for t in themes.themes}
    now = {c.theme: c for c in after.analysis.chosen}
    is_gone = False
    for then in before.analysis.chosen:
        name = names.get(then.theme, then.theme)
        if then.theme not in now:
            is_gone = True
            say(f"{name} är inte valt längre. Motivet var: ”{then.why or '-'}”.")
        elif then.why and then.why != now[then.theme].why:
            is_gone = True
            say(f"Motivet för {name} är ändrat. Förut stod det: ”{then.why}”.")
    waiting = {a.what: a.why for a in after.analysis.set_aside}
    for aside in before.analysis.set_aside:
        if aside.why and waiting.get(aside.what) != aside.why:
            is_gone = True
            name = names.get(aside.what, aside.what)
            if aside.what in waiting:
                say(f"Varför {name} väntar är ändrat. Förut stod det: ”{aside.why}”.")
            else:
                say(f"{name} väntar inte längre. Det stod: ”{aside.why}”.")
    if is_gone:
        say(f"Det som stod förut ligger i {from_here(backup_of(after.path))}.")


def _refuse_many(before: "AnalysisFile | None", themes: "Themes", wanted: "Iterable[str]") -> None:
    """Raise UsageFault if more areas would be chosen than one can work with."""
    from oj_cli.analysis.areas import MOST_AREAS
    from oj_cli.domain.swedish import listing, number

    there = [c.theme for c in before.analysis.chosen] if before else []
    every = list(dict.fromkeys((*there, *wanted)))
    if len(every) <= max(MOST_AREAS, len(there)):
        return
    names = {t.id: t.name for t in themes.themes}
    said = listing([names.get(theme, theme) for theme in every])
    raise UsageFault(
        f"Det blir {number(len(every))} områden: {said}. Välj högst {number(MOST_AREAS)}.",
        hints=(
            f'Vänta med ett av dem först: oj identify --valj-bort {every[0]} --motiv "Varför"'
            if there
            else "Det är bättre att bli klar med ett område än att börja på många.",
        ),
    )


def _refuse(choice: Choice) -> None:
    if choice.names is None and choice.aside is None:
        raise UsageFault(
            "Ange vad ni väljer eller väntar med.",
            hints=('oj identify --valj vard --motiv "Varför ni väljer det"',),
        )
    if choice.names is not None and choice.aside is not None:
        raise UsageFault(
            "Att välja och att vänta har var sitt motiv. Gör det ena först och sedan det andra.",
            hints=("Ta bort --valj eller --valj-bort.",),
        )
    if choice.aside is not None and choice.refresh:
        raise UsageFault(
            "Bara det som väljs har siffror att uppdatera.",
            hints=("Ta bort --uppdatera, eller skriv --valj i stället för --valj-bort.",),
        )


def _head(step_1: FoundForKommun | FoundForLan) -> "Head":
    from oj_cli.analysis_file.file import Head
    from oj_cli.domain.kommuner import short_lan

    found = step_1.found
    if isinstance(step_1, FoundForKommun):
        return Head(found.catalogue.area, found.year, kommun=step_1.found.kommun.name)
    return Head(found.catalogue.area, found.year, lan=short_lan(found.lan.name))


def _makers(
    request: Request,
    choice: Choice,
    step_1: FoundForKommun | FoundForLan,
    themes: "Themes",
    before: "AnalysisFile | None",
    day: "date",
) -> list["Maker"]:
    """Return what is to be changed in the analysis."""
    from oj_cli.analysis.choose import named, split, without_weakness
    from oj_cli.analysis_file.edit import choose, set_aside
    from oj_cli.commands.identify.asking import ask_names
    from oj_cli.domain.analysis import Chosen, SetAside
    from oj_cli.terminal.command_line import ASK
    from oj_cli.terminal.prompts import can_ask
    from oj_cli.terminal.streams import say

    catalogue = step_1.found.catalogue
    if choice.aside is not None:
        found = [named(name, catalogue, themes) for name in _names(choice.aside, "--valj-bort")]
        why = _why(choice, "Skriv varför ni väntar med det.")
        return [set_aside(SetAside(indicator or theme, why, day)) for theme, indicator in found]
    if choice.names == ASK and can_ask(choice.no_input):
        weak = weak_of(step_1)
        if not weak:
            raise UsageFault(
                "Ingen indikator är svag, så det finns inget att välja bland.",
                hints=("Vill ni ändå arbeta med något, skriv en indikator efter --valj.",),
            )
        names = ask_names(catalogue, themes, leading_of(step_1), weak, _own(step_1, weak))
    else:
        names = _names(choice.names or "", "--valj")
    areas = split(names, catalogue, themes, weak_of(step_1))
    _refuse_many(before, themes, areas)
    known = {c.theme: c.why for c in before.analysis.chosen} if before else {}
    said = choice.why
    if said is not None or not all(known.get(theme) for theme in areas):
        said = _why(choice, "Skriv varför ni väljer det.")
    whole = {theme for theme, id in (named(n, catalogue, themes) for n in names) if id is None}
    taken = {theme: ids for theme, ids in areas.items() if theme in whole}
    for sentence in without_weakness(taken, weak_of(step_1), themes):
        say(sentence)
    return [
        choose(
            Chosen(theme, said, day, _frozen(request, step_1, ids)),
            refresh=choice.refresh,
        )
        for theme, ids in areas.items()
    ]


def _names(text: str, flag: str) -> list[str]:
    from oj_cli.terminal.command_line import ASK

    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names or names == [ASK]:
        raise UsageFault(
            f"Ange teman eller indikatorer efter {flag}.",
            hints=(f"Till exempel {flag} vard eller {flag} sip_rutin,vardkedja.",),
        )
    return names


def _why(choice: Choice, message: str) -> str:
    from oj_cli.commands.identify.asking import ask_why
    from oj_cli.terminal.prompts import can_ask

    if choice.why is not None and choice.why.strip():
        return choice.why
    if choice.why is None and can_ask(choice.no_input):
        return ask_why()
    raise UsageFault(
        message,
        hints=('Lägg till --motiv "…". Ett bra motiv har ett skäl som andra kan kontrollera.',),
    )


def _own(step_1: FoundForKommun | FoundForLan, ids: "Sequence[str]") -> dict[str, str]:
    """Return in words what a kommun has answered, or how far a län is behind riket."""
    from oj_cli.domain.swedish import number
    from oj_cli.views.words import value_text

    if isinstance(step_1, FoundForKommun):
        results = {r.indicator.id: r for r in step_1.found.results}
        return {
            id: value_text(value, results[id].indicator)
            if (value := results[id].value) is not None
            else results[id].answer or "inget svar"
            for id in ids
        }
    behind = {r.indicator.id: r.shortfall or 0 for r in step_1.found.indicators}
    return {id: f"{number(behind[id])} efter riket" for id in ids}


def _frozen(
    request: Request, step_1: FoundForKommun | FoundForLan, ids: "Sequence[str]"
) -> tuple["Frozen", ...]:
    from oj_cli.api import selecting as choices
    from oj_cli.api.snapshot import freeze_for_kommun, freeze_for_lan

    with choices.open_data() as (store, _):
        if isinstance(step_1, FoundForKommun):
            return freeze_for_kommun(store, step_1.found, ids, request.edition)
        return freeze_for_lan(store, step_1.found, ids)
