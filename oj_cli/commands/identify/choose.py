"""Step 1 chosen at the keyboard: first areas, then their indicators, then why."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from oj_cli.api import Oj
from oj_cli.api import choosing as api
from oj_cli.api.choosing import Choosing
from oj_cli.domain.chosen import Choice
from oj_cli.domain.county import Step1
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.swedish import counted
from oj_cli.terminal.command_line import ASK
from oj_cli.terminal.prompts import can_ask, several, text
from oj_cli.terminal.questions import Option
from oj_cli.views.identify import own_words


@dataclass(frozen=True)
class Flags:
    """What to choose and what to set aside, as typed: names with commas between, and why."""

    names: str | None
    aside: str | None
    why: str | None
    refresh: bool

    def refuse(self) -> None:
        """Raise UsageFault if something is missing, or contradicts itself."""
        if self.names is None and self.aside is None:
            raise UsageFault("identify.nothing_to_choose")
        if self.names is not None and self.aside is not None:
            raise UsageFault("identify.choose_and_wait")
        if self.aside is not None and self.refresh:
            raise UsageFault("identify.nothing_to_update")


def keep(oj: Oj, found: Step1 | KommunMap, flags: Flags, edition: str | None) -> Choice:
    """Save what is chosen of step 1, or waits; ask for what the flags do not say."""
    choosing = api.prepare_choice(oj, found)
    if flags.aside is not None:
        meant = choosing.meant(_names(flags.aside, "--valj-bort"))
        return api.set_aside(oj, choosing, meant, _why(flags, "no_motive_to_wait"))
    file = Path(flags.names or "")
    if file.suffix in (".yaml", ".yml"):
        return api.choose_of_file(oj, choosing, file, refresh=flags.refresh, edition=edition)
    if flags.names == ASK and can_ask():
        names = _ask_names(choosing)
    else:
        names = _names(flags.names or "", "--valj")
    why = flags.why
    if why is not None or not choosing.has_motive(choosing.areas(names)):
        why = _why(flags, "no_motive")
    return api.choose(oj, choosing, names, why, refresh=flags.refresh, edition=edition)


def _names(typed: str, flag: str) -> list[str]:
    names = [name.strip() for name in typed.split(",") if name.strip()]
    if not names or names == [ASK]:
        raise UsageFault("identify.no_names", flag=flag)
    return names


def _why(flags: Flags, missing: str) -> str:
    if flags.why is not None and flags.why.strip():
        return flags.why
    if flags.why is None and can_ask():
        answer = text("Varför väljer ni det? Skriv minst ett skäl som andra kan kontrollera.")
        return answer if isinstance(answer, str) else ""
    raise UsageFault(f"identify.{missing}")


def _ask_names(choosing: Choosing) -> list[str]:
    """Ask which areas to work on and which of their weak indicators; return the latter's ids."""
    own = own_words(choosing.found)
    names, weak = choosing.themes.names, choosing.weak
    areas = several(
        "Vilka områden vill ni arbeta med? Helst ett, högst tre.",
        [Option(theme, f"{names[theme]} ({_amount(choosing, of)})") for theme, of in weak.items()],
    )
    picked: list[str] = []
    for theme in _values(areas):
        options = [Option(name, own[name]) for name in weak[theme]]
        question = f"Vilka indikatorer i {names[theme]}?"
        picked += _values(several(question, options, chosen=weak[theme]))
    return picked


def _amount(choosing: Choosing, names: Sequence[str]) -> str:
    """Return how many indicators a theme brings along, on the map of how many områden."""
    amount, found = counted(len(names), "indikator", "indikatorer"), choosing.found
    if not isinstance(found, KommunMap):
        return amount
    areas = {name.partition("/")[0] for name in names}
    is_clear = any(of.name in names for of in found.clear)
    more = "" if is_clear else ", kan bero på slumpen"
    return f"{amount} i {counted(len(areas), 'område', 'områden')}{more}"


def _values(answer: object) -> tuple[str, ...]:
    """Return what was chosen; no moves are offered here, so that it is always values."""
    return answer if isinstance(answer, tuple) else ()
