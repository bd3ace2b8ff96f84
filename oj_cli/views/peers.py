"""Whom to learn from as a document, and as `oj-peers/1`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from oj_cli.domain.encoding import encode
from oj_cli.domain.identification import Peer
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun
from oj_cli.domain.local import Correction
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.presentation.document import Block, Cell, Column, Document, Paragraph, Section, Table
from oj_cli.views.corrections import corrected
from oj_cli.views.sources import source_blocks
from oj_cli.views.words import area_word, value_text

SCHEMA = "oj-peers/1"


class _Answers(Protocol):
    def answer(self, indicator: str, kommun: str) -> str | None: ...
    def value(self, indicator: str, kommun: str) -> float | None: ...


@dataclass(frozen=True)
class Asked:
    """What the list answers.

    `wanted` are the indicators, each with the best quarter's limit. `answers` are those
    of `year`, `before` those of earlier years, `corrections` the workspace's of `year` by
    kommunkod and indicator id.
    """

    kommun: Kommun
    catalogue: Catalogue
    year: int
    edition: Edition
    about: str
    wanted: tuple[tuple[Indicator, float | None], ...]
    answers: _Answers
    before: Mapping[int, _Answers]
    most: int
    corrections: Mapping[tuple[str, str], Correction]


def document(
    asked: Asked, found: Sequence[Peer], sources: Sequence[SourceRecord], shipped: bool
) -> Document:
    """Return the peers as a document, at most `asked.most` of them."""
    lead: list[Block] = [Paragraph(_own(asked))]
    if not found:
        lead.append(Paragraph("Ingen annan kommun i data har det ni söker.", "strong"))
    else:
        lead.append(_table(asked, found[: asked.most]))
        if len(found) > asked.most:
            n = len(found) - asked.most
            text = f"{counted(n, 'kommun', 'kommuner')} till visas med --antal {len(found)}."
            lead.append(Paragraph(text, "note"))
    rule = (
        "Ordning: samma kommungrupp och invånargrupp, sedan en av dem, sedan samma län. "
        "Bland lika kommuner kommer de som blivit bättre först. "
        f"Kommungrupp: {asked.edition.name}. Fråga hur de gjorde, och vad brukarna märkte."
    )
    return Document(
        title=f"Att lära av: {asked.about}",
        lead=tuple(lead),
        sections=(
            Section("Så är listan gjord", (Paragraph(rule), *source_blocks(sources, shipped))),
        ),
        data=_flat(asked, found[: asked.most]),
        payload=payload(asked, found[: asked.most], sources),
    )


def _own(asked: Asked) -> str:
    parts = []
    for indicator, _ in asked.wanted:
        value = asked.answers.value(indicator.id, asked.kommun.code)
        answer = asked.answers.answer(indicator.id, asked.kommun.code)
        fixed = asked.corrections.get((asked.kommun.code, indicator.id))
        said = corrected(answer or "inget svar", [fixed] if fixed else [])
        if value is not None:
            said = value_text(value, indicator)
        parts.append(f"{indicator.short}: {said}")
    return f"{asked.kommun.name} {asked.year}, {area_word(asked.catalogue)}. {'; '.join(parts)}."


def _table(asked: Asked, found: Sequence[Peer]) -> Table:
    rows = tuple(
        {"kommun": p.kommun.name, "har": _has(p, asked), "likhet": _alike(p)} for p in found
    )
    if len(asked.wanted) == 1:
        heading = "Värde" if _is_numeric(asked) else "Svar"
    else:
        heading = "Bland de bästa i" if _is_numeric(asked) else "JA på"
    columns = (
        Column("kommun", "Kommun"),
        Column("har", heading, weight=2),
        Column("likhet", "Likt er", weight=1),
    )
    return Table(columns, rows)


def _is_numeric(asked: Asked) -> bool:
    return all(i.kind == "numerisk" for i, _ in asked.wanted)


def _alike(peer: Peer) -> str:
    return capital(listing(peer.alike)) if peer.alike else "Annat län och annan grupp"


def _has(peer: Peer, asked: Asked) -> str:
    by_id = {i.id: i for i, _ in asked.wanted}
    if len(asked.wanted) == 1:
        indicator = asked.wanted[0][0]
        fixed = asked.corrections.get((peer.kommun.code, indicator.id))
        text = corrected("JA", [fixed] if fixed else [])
        if peer.value is not None:
            text = value_text(peer.value, indicator)
    else:
        names = listing([by_id[i].short for i in peer.has])
        text = f"{len(peer.has)} av {peer.wanted}: {names}"
    return text + _improved(peer, asked, by_id)


def _improved(peer: Peer, asked: Asked, by_id: dict[str, Indicator]) -> str:
    if not peer.improved:
        return ""
    if peer.rise is not None:
        indicator = by_id[peer.improved[0]]
        return f". Bättre än {peer.improved_since}, med {_points(peer.rise, indicator)}"
    if len(by_id) == 1 and peer.improved_since is not None:
        then = asked.before[peer.improved_since].answer(peer.improved[0], peer.kommun.code)
        return f". Nytt sedan {peer.improved_since}: då {then}"
    if set(peer.improved) == set(peer.has):
        return f". Bättre än {peer.improved_since}" + (" i alla" if len(peer.has) > 1 else "")
    names = listing([by_id[i].short for i in peer.improved])
    return f". Bättre sedan {peer.improved_since}: {names}"


def _points(change: float, indicator: Indicator) -> str:
    if (indicator.unit or "").startswith("procent"):
        return f"{number(change)} procentenheter"
    return value_text(change, indicator)


def _flat(asked: Asked, found: Sequence[Peer]) -> Table:
    keys = ("kod", "kommun", "likhet", "lika_i", "har", "varde", "battre_i", "battre_sedan")
    rows: list[dict[str, Cell]] = [
        {
            "kod": p.kommun.code,
            "kommun": p.kommun.name,
            "likhet": p.likeness,
            "lika_i": ", ".join(p.alike),
            "har": ", ".join(p.has),
            "varde": p.value,
            "battre_i": ", ".join(p.improved),
            "battre_sedan": p.improved_since,
        }
        for p in found
    ]
    return Table(tuple(Column(k, k) for k in keys), tuple(rows))


def payload(asked: Asked, found: Sequence[Peer], sources: Sequence[SourceRecord]) -> dict[str, Any]:
    """Return plain data; `likhet` is 0 for the most alike, 3 for nothing in common."""
    return {
        "schema": SCHEMA,
        "kommun": {"kod": asked.kommun.code, "namn": asked.kommun.name},
        "omrade": asked.catalogue.area,
        "ar": asked.year,
        "utgava": asked.edition.name,
        "kalla": encode(list(sources)),
        "indikatorer": [i.id for i, _ in asked.wanted],
        "rattelser": [encode(c) for c in asked.corrections.values()],
        "kommuner": [
            {
                "kod": p.kommun.code,
                "namn": p.kommun.name,
                "likhet": p.likeness,
                "lika_i": list(p.alike),
                "har": list(p.has),
                "varde": p.value,
                "battre_i": list(p.improved),
                "battre_sedan": p.improved_since,
                "okning": p.rise,
            }
            for p in found
        ],
    }
