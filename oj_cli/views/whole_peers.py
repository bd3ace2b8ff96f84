"""Whom to call over all områden, as a document."""

from oj_cli.domain.identification import CLEAR
from oj_cli.domain.kommun_map import in_turn
from oj_cli.domain.swedish import capital, counted, listing
from oj_cli.domain.whole_peers import WholePeer, WholePeers, Wish
from oj_cli.domain.wording import area_word, in_table
from oj_cli.presentation.document import Column, Document, Section
from oj_cli.presentation.parts import compose, rest, right, section, strong, table, wide
from oj_cli.views.peers import alike_text
from oj_cli.views.whole import age, ending, flag, named, own, where

MOST_PEERS = 5
MOST_WISHES = 7
MOST_NAMED = 3


def document(found: WholePeers) -> Document:
    """Return who recurs first, then for each thing whom to call."""
    return compose(
        f"{found.kommun.name}: vem ni kan ringa, {where(found)}",
        age(found),
        _lead(found),
        strong("" if found.peers or not found.wishes else "Ingen annan kommun har det ni söker."),
        sections=(_recurring(found), _each(found), _ending(found)),
    )


def _lead(found: WholePeers) -> str:
    if not found.wishes:
        if found.theme is None:
            return "Kartan fann inget tydligt svagt och inget som saknas."
        return f"Kartan fann inget svagt eller osäkert i temat {found.theme.name}."
    clear = any(wish.of.result.verdict in CLEAR for wish in found.wishes)
    what = "tydligt svaga eller saknas" if clear else "osäkra eller påbörjade"
    within = f" Urval: {found.among.full_name}." if found.among else ""
    return (
        f"{counted(len(found.wishes), 'mått', 'mått')} är {what}. Här står kommuner som svarat JA, "
        "eller är bland de bästa och tydligt bättre än ni, mer än slumpen gör. De som har något "
        f"gemensamt med er kommer först, och bland dem de som har det i flest områden.{within}"
    )


def _recurring(found: WholePeers) -> Section:
    shown = found.peers[:MOST_PEERS]
    rows = ((p.kommun.name, len(p.has), _areas(p), alike_text(p.alike)) for p in shown)
    columns = (Column("Kommun"), *right("Har"), wide("I", 2), wide("Likt er"))
    return section("Återkommer i flest", table(columns, rows))


def _areas(peer: WholePeer) -> str:
    heads = {of.part.head.area: of.part.head for of in peer.has}
    return capital(listing([area_word(head) for head in heads.values()]))


def _each(found: WholePeers) -> Section:
    wishes = in_turn(found.wishes, lambda wish: wish.of.part.head.area)[:MOST_WISHES]
    rows = ((named(w.of, found.map.newest), own(w.of.result), len(w.who), _who(w)) for w in wishes)
    columns = (wide("Indikator"), *right("Ni", "Kommuner"), wide("Ring"))
    return section("Mått för mått", table(columns, rows))


def _who(wish: Wish) -> str:
    """Return the first that could teach, a number with its value."""
    indicator = wish.of.result.indicator
    said = (
        k.name if value is None else f"{k.name} {in_table(value, indicator)}"
        for k, value in wish.who[:MOST_NAMED]
    )
    return ", ".join(said) or "ingen är tydligt bättre"


def _ending(found: WholePeers) -> Section:
    more = rest(len(found.wishes) - MOST_WISHES, "i filen: -o ring.xlsx")
    steps = []
    for wish in found.wishes[:1]:
        id = f"{wish.of.part.head.area}/{wish.of.result.indicator.id}"
        steps.append((f"oj peers --indicator {id} {flag(found)}", "alla som är bättre i ett mått"))
    return ending(found, *steps, more=more)
