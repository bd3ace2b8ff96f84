"""What the shell may offer while a user types. Never imports pandas, never fails aloud.

Typer keeps what begins with the typed text to the letter, so the typed text comes first
in the user's own spelling: `alv` finds Älvdalen.
"""

from collections.abc import Callable, Iterable, Mapping

from oj_cli import api
from oj_cli.domain.errors import OjError
from oj_cli.domain.swedish import fold

Offer = Callable[[str], list[str | tuple[str, str]]]


def offering(names: Callable[[api.Oj], Iterable[str]], *, many: bool = False) -> Offer:
    """Return what offers names, those of a mapping with what each is.

    With `many` several are typed with commas between, and the last one is completed.
    """

    def offer(incomplete: str) -> list[str | tuple[str, str]]:
        before, comma, last = incomplete.rpartition(",") if many else ("", "", incomplete)
        try:
            known = names(api.open())
        except OjError:
            return []
        found = ((name, _as_typed(last, name)) for name in known)
        offered = ((name, f"{before}{comma}{typed}") for name, typed in found if typed is not None)
        if isinstance(known, Mapping):
            return [(typed, known[name]) for name, typed in offered]
        return [typed for _, typed in offered]

    return offer


def _as_typed(incomplete: str, name: str) -> str | None:
    """Return a name that begins with what is typed, in any case and with or without åäö.

    A name whose spelling differs is returned with the typed beginning, which every
    command reads as the same name: `upplandsv` gives `upplandsväsby`. None if it does not fit.
    """
    if name.startswith(incomplete):
        return name
    wanted = fold(incomplete)
    if not fold(name).startswith(wanted):
        return None
    typed = next(n for n in range(len(name) + 1) if fold(name[:n]) == wanted)
    return incomplete + name[typed:]


complete_kommun = offering(lambda oj: oj.kommun_names())
complete_lan = offering(lambda oj: oj.lan_names())
complete_edition = offering(lambda oj: oj.edition_names())
complete_area = offering(lambda oj: oj.area_names())
complete_indicator = offering(lambda oj: oj.indicator_names())
complete_choice = offering(lambda oj: oj.choice_names(), many=True)
complete_key_figure = offering(lambda oj: oj.key_figure_names())
complete_evidence = offering(lambda oj: oj.evidence_names())
complete_event = offering(lambda oj: oj.event_names())
complete_plan = offering(lambda oj: oj.plan_names())
complete_analysis = offering(lambda oj: oj.analysis_names())
complete_guide = offering(lambda oj: oj.guide_names())
complete_source = offering(lambda oj: oj.source_names())
