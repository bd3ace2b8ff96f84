"""Whom to learn from as a document."""

from collections.abc import Sequence

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.peers import CLARITY_WORDS, Clarity, Peer, Peers
from oj_cli.domain.swedish import capital, joined, listing, number
from oj_cli.domain.wording import area_word, n_text, points_text, value_text
from oj_cli.presentation.document import Document, Table
from oj_cli.presentation.parts import compose, note, rest, section, strong, table, wide
from oj_cli.views.corrections import corrected
from oj_cli.views.sources import source_blocks

CLEAR_RULE = (
    "Tydligt bättre: skillnaden mot er, det året och gången före, är större än vad slumpen brukar "
    "göra. ”Kan bero på slumpen”: värdet är bättre, men går inte att skilja från ert, eller något "
    "av dem bygger på färre än fem svar."
)
FEW_LAST = "Sist kommer de som har färre än fem svar bakom sitt värde. "


def document(found: Peers) -> Document:
    """Return the peers as a document."""
    more = rest(found.n_found - len(found.peers), f"visas med --antal {found.n_found}")
    within = f"Urval: {found.among.full_name}. " if found.among else ""
    numeric = any(i.kind == "numerisk" for i in found.indicators)
    rule = (
        f"{within}Ordning: {'tydligt bättre än ni, sedan ' if numeric else ''}"
        "samma kommungrupp och invånargrupp, sedan en av dem, sedan samma län. "
        "Bland lika kommuner kommer de som blivit bättre först. "
        f"{FEW_LAST if found.best else ''}"
        f"Kommungrupp: {found.edition.name}. Fråga hur de gjorde, och vad brukarna märkte."
    )
    return compose(
        f"Att lära av: {found.about}",
        _own(found),
        _best(found),
        strong("" if found.peers else _nobody(found)),
        _table(found),
        note(more),
        sections=(
            section(
                "Så är listan gjord",
                rule,
                CLEAR_RULE if numeric else "",
                *source_blocks(found.sources, found.around.is_shipped),
            ),
        ),
    )


def _own(found: Peers) -> str:
    parts = []
    for indicator in found.indicators:
        value = found.values[indicator.id]
        fixed = found.corrections.get((found.kommun.code, indicator.id))
        said = corrected(found.answers[indicator.id] or "inget svar", fixed)
        if value is not None:
            said = joined(
                value_text(value, indicator), n_text(found.uncertainties.get(indicator.id))
            )
        parts.append(f"{indicator.short}: {said}")
    return f"{found.kommun.name} {found.year}, {area_word(found.catalogue)}. {'; '.join(parts)}."


def _best(found: Peers) -> str:
    """Return how many are among the best, whether the own kommun is, and if none is clear."""
    unclear = ""
    if found.peers and found.peers[0].clarity == Clarity.CHANCE:
        unclear = " Ingen är tydligt bättre än ni: skillnaderna kan bero på slumpen."
    by_id = {i.id: i for i in found.indicators}
    is_best = len(found.own_best) == len(found.indicators)
    only_clear = " Här står bara de som är tydligt bättre." if found.peers and is_best else ""
    if found.best is None:
        if not found.own_best:
            return unclear.lstrip()
        names = listing([by_id[id].short for id in found.own_best])
        return f"Ni är själva bland de bästa i {names}.{only_clear}"
    [indicator] = found.indicators
    share = f"{number(found.best.n_best)} av {number(found.best.n)} kommuner"
    lower = indicator.direction == "lagre"
    at_end = indicator.is_percent and found.best.limit == (0 if lower else 100)
    edge = "" if at_end else "högst " if lower else "minst "
    limit = edge + value_text(found.best.limit, indicator)
    if found.own_best:
        return f"Ni är själva bland de bästa: {share} har {limit}.{only_clear}"
    common = " Så många delar det att värdet säger lite." if found.best.is_common else ""
    return f"Bland de bästa: {share} har {limit}.{common}{unclear}"


def _nobody(found: Peers) -> str:
    where = found.among.phrase if found.among else "i data"
    if len(found.own_best) == len(found.indicators):
        return f"Ingen annan kommun {where} är tydligt bättre än ni."
    if all(i.kind == "numerisk" and i.direction == "ingen" for i in found.indicators):
        return "Måttet säger inte vad som är bra, så ingen kan sägas vara bättre."
    return f"Ingen annan kommun {where} har det ni söker."


def _table(found: Peers) -> Table:
    rows = ((p.kommun.name, _has(p, found), alike_text(p.alike)) for p in found.peers)
    numeric = all(i.kind == "numerisk" for i in found.indicators)
    one, several = ("Värde", "Bland de bästa i") if numeric else ("Svar", "JA på")
    heading = one if len(found.indicators) == 1 else several
    return table(("Kommun", wide(heading, 2), wide("Likt er")), rows)


def alike_text(alike: Sequence[str]) -> str:
    """Return in what a kommun is like the own one."""
    return capital(listing(alike)) if alike else "Annat län och annan grupp"


def _has(peer: Peer, found: Peers) -> str:
    by_id = {i.id: i for i in found.indicators}
    if len(by_id) > 1:
        return peer.having(by_id) + _improved(peer, by_id)
    [indicator] = found.indicators
    text = corrected("JA", found.corrections.get((peer.kommun.code, indicator.id)))
    if peer.value is not None:
        clarity = CLARITY_WORDS[peer.clarity] if peer.clarity else ""
        text = joined(value_text(peer.value, indicator), n_text(peer.uncertainty), clarity)
    return text + _improved(peer, by_id)


def _improved(peer: Peer, by_id: dict[str, Indicator]) -> str:
    if not peer.improved:
        return ""
    since = f". Bättre än {peer.improved_since}"
    if peer.rise is not None:
        return f"{since}, med {points_text(peer.rise, by_id[peer.improved[0]])}"
    if peer.then is not None:
        return f"{since}: då {peer.then}"
    return f"{since}: {listing([by_id[id].short for id in peer.improved])}"
