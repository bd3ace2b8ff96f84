"""Whom to learn from as a document."""

from oj_cli.domain.identification import Peer, Peers
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import capital, counted, listing
from oj_cli.domain.wording import area_word, points_text, value_text
from oj_cli.presentation.document import Document, Table
from oj_cli.presentation.parts import compose, note, section, strong, table, wide
from oj_cli.views.corrections import corrected
from oj_cli.views.sources import source_blocks


def document(found: Peers) -> Document:
    """Return the peers as a document."""
    left = found.n_found - len(found.peers)
    more = f"{counted(left, 'kommun', 'kommuner')} till visas med --antal {found.n_found}."
    within = f"Urval: {found.among.full_name}. " if found.among else ""
    where = found.among.phrase if found.among else "i data"
    none = f"Ingen annan kommun {where} har det ni söker."
    rule = (
        f"{within}"
        "Ordning: samma kommungrupp och invånargrupp, sedan en av dem, sedan samma län. "
        "Bland lika kommuner kommer de som blivit bättre först. "
        f"Kommungrupp: {found.edition.name}. Fråga hur de gjorde, och vad brukarna märkte."
    )
    return compose(
        f"Att lära av: {found.about}",
        _own(found),
        strong("" if found.peers else none),
        _table(found),
        note(more if left else ""),
        sections=(
            section(
                "Så är listan gjord", rule, *source_blocks(found.sources, found.around.is_shipped)
            ),
        ),
    )


def _own(found: Peers) -> str:
    parts = []
    for indicator in found.indicators:
        value = found.values[indicator.id]
        fixed = found.corrections.get((found.kommun.code, indicator.id))
        said = corrected(found.answers[indicator.id] or "inget svar", fixed)
        said = said if value is None else value_text(value, indicator)
        parts.append(f"{indicator.short}: {said}")
    return f"{found.kommun.name} {found.year}, {area_word(found.catalogue)}. {'; '.join(parts)}."


def _table(found: Peers) -> Table:
    rows = ((p.kommun.name, _has(p, found), _alike(p)) for p in found.peers)
    numeric = all(i.kind == "numerisk" for i in found.indicators)
    one, several = ("Värde", "Bland de bästa i") if numeric else ("Svar", "JA på")
    heading = one if len(found.indicators) == 1 else several
    return table(("Kommun", wide(heading, 2), wide("Likt er")), rows)


def _alike(peer: Peer) -> str:
    return capital(listing(peer.alike)) if peer.alike else "Annat län och annan grupp"


def _has(peer: Peer, found: Peers) -> str:
    by_id = {i.id: i for i in found.indicators}
    if len(by_id) > 1:
        names = listing([by_id[id].short for id in peer.has])
        return f"{len(peer.has)} av {peer.wanted}: {names}" + _improved(peer, by_id)
    [indicator] = found.indicators
    text = corrected("JA", found.corrections.get((peer.kommun.code, indicator.id)))
    if peer.value is not None:
        text = value_text(peer.value, indicator)
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
