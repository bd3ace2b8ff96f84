"""New entries of a catalogue, made from headings that no catalogue knows."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from oj_cli.catalogue import SHORT_LENGTH
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import UNKNOWN_UNIT, Catalogue, Indicator, QualityArea
from oj_cli.domain.names import is_id
from oj_cli.domain.selection import EVERY
from oj_cli.sources.layout.header import Label
from oj_cli.sources.layout.proposing import with_unit
from oj_cli.sources.layout.text import shorten, slug, without_number
from oj_cli.sources.layout.wordlists import Words

UNSORTED = "ej-ordnat"
"""The theme and kvalitetsområde of what nobody has sorted yet."""

UNSORTED_AREA = QualityArea(UNSORTED, "Ännu inte ordnat")
FROM_FILE = ("Rubriken i filen: ", "Namnet i listan: ", "Filen sa bara koden.")
"""How the definition begins of an indicator that nobody has written about yet."""

_NO_GROUP = "Ännu inte ordnat"
_SAY_WHAT = "Skriv gärna vad indikatorn mäter."
LONGEST_ID = 40
FEWEST_WORDS = 2
_KOLADA = re.compile(r"[NU]\d{5}")
_WORD = re.compile(r"\w{2,}")
UNKNOWN = "Okänd"
"""The publisher of what no file says who published."""


def says_share(label: Label, words: Words) -> bool:
    """Return whether a heading says that its numbers are shares."""
    whole = label.whole.lower()
    return label.measure == "andel" or any(word in whole for word in words.share_in_heading)


class Taken:
    """What indicators are called already: there may be thousands, made one by one."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.ids, self.names, self.shorts = set[str](), set[str](), set[str]()
        for i in indicators:
            self.add(i)

    def add(self, i: Indicator) -> None:
        """Take the id and names of one more."""
        self.ids.add(i.id)
        self.names.add(i.name)
        self.shorts.add(i.short)


def new_indicator(
    label: Label,
    numeric: bool,
    new: str,
    taken: Taken,
    words: Words,
    *,
    is_shared: bool = False,
) -> Indicator:
    """Return an indicator for a heading. `new` is `kvalitet` or `bakgrund`.

    Of a number it is not known yet whether more is better. What stands above belongs to the name
    of a heading that `is_shared`, or says little: `Tre månader före graviditet – Rökare, %`.
    """
    name = without_number(label.text)
    if is_shared or len(_WORD.findall(name)) < FEWEST_WORDS:
        name = label.whole
    if name in taken.names:
        name = label.whole
    made = _made(
        _free_id(name, taken.ids),
        name,
        numeric,
        new,
        short=_short(name, taken.shorts),
        group=label.context[-1] if label.context else _NO_GROUP,
        definition=f"{FROM_FILE[0]}{label.whole}.",
        kolada=next((t for t in (label.code, name) if _KOLADA.fullmatch(t)), None),
    )
    taken.add(made)
    if not numeric:
        return made
    made = with_unit(made, label.whole)
    if made.unit == UNKNOWN_UNIT and says_share(label, words):
        made = replace(made, unit="procent", scale="procent")
    return made


def new_by_code(
    code: str, numeric: bool, by_kolada: bool, title: str | None = None, new: str = "bakgrund"
) -> Indicator:
    """Return an indicator of which only a code, and perhaps a name, is known.

    `new` is `kvalitet` or `bakgrund`.
    """
    is_kolada = _KOLADA.fullmatch(code) is not None
    told = f"{FROM_FILE[1]}{title.rstrip('.')}." if title else f"{FROM_FILE[2]} {_SAY_WHAT}"
    made = _made(
        _id(code),
        title or code,
        numeric,
        new,
        short=code[:SHORT_LENGTH],
        group=_NO_GROUP,
        definition=told,
        kolada=code if by_kolada and is_kolada else None,
        titles=() if is_kolada or title is None else (title,),
    )
    return with_unit(made, title or "") if numeric else made


def _made(id: str, name: str, numeric: bool, new: str, **more: Any) -> Indicator:
    """Return an indicator that nobody has sorted yet; of a number it is open what is better."""
    return Indicator(
        id=id,
        name=name,
        quality_area=UNSORTED,
        theme=UNSORTED,
        kind="numerisk" if numeric else "ja_nej",
        direction="hogre" if new == "kvalitet" and not numeric else "ingen",
        role="kvalitet" if new == "kvalitet" else "bakgrund",
        **more,
    )


def with_short_names(
    new: Iterable[Indicator], others: Iterable[Indicator]
) -> tuple[Indicator, ...]:
    """Return new indicators with short names of their names, told apart from those of others."""
    taken = {i.short for i in others}
    found = []
    for indicator in new:
        named = replace(indicator, short=_short(indicator.name, taken))
        taken.add(named.short)
        found.append(named)
    return tuple(found)


def with_new(catalogue: Catalogue, new: Sequence[Indicator]) -> Catalogue:
    """Return a catalogue with new indicators, which stand under a heading of their own."""
    if not new:
        return catalogue
    return catalogue.with_added(
        replace(catalogue, indicators=tuple(new), quality_areas=(UNSORTED_AREA,))
    )


def new_area_id(name: str) -> str:
    """Return the id of a new område.

    Raises UsageFault if none can be made of its name, or it is the word for all of them.
    """
    area = slug(name, "-")
    if area == EVERY:
        raise UsageFault("catalogue.named_every", area=area)
    if not is_id(area):
        raise UsageFault("catalogue.no_area_name", name=name)
    return area


def new_catalogue(
    name: str, publisher: str | None = None, *, is_nyckeltal: bool = False
) -> Catalogue:
    """Return a catalogue without indicators for an område that there is none for."""
    return Catalogue(
        area=new_area_id(name),
        name=name,
        short=shorten(name, 40),
        publisher=publisher or UNKNOWN,
        respondent="kommun",
        quality_areas=(UNSORTED_AREA,),
        indicators=(),
        purpose="nyckeltal" if is_nyckeltal else "jamforelse",
    )


def _id(name: str) -> str:
    """Return a name as an id, cut at a word if it is long."""
    whole = slug(name) or "indikator"
    if len(whole) <= LONGEST_ID:
        return whole
    cut = whole[: LONGEST_ID + 1]
    return cut.rpartition("_")[0] or cut[:LONGEST_ID]


def _free_id(name: str, taken: Collection[str]) -> str:
    """Return an id that none has; what begins alike is told apart by how it ends."""
    first = _id(name)
    if first not in taken:
        return first
    begins, words = "_".join(first.split("_")[:2]), slug(name).split("_")[2:]
    while len("_".join([begins, *words])) > LONGEST_ID and len(words) > 1:
        words.pop(0)
    return free_name("_".join([begins, *words])[:LONGEST_ID], taken, "_")


def free_name(wanted: str, taken: Collection[str], separator: str = "-") -> str:
    """Return a name that is not taken: the wanted one, if need be with a number."""
    if wanted not in taken:
        return wanted
    n = 2
    while f"{wanted}{separator}{n}" in taken:
        n += 1
    return f"{wanted}{separator}{n}"


def _short(name: str, taken: Collection[str]) -> str:
    """Return a name that fits a column; what begins alike is told apart by how it ends."""
    short = shorten(name, SHORT_LENGTH)
    words = name.split()[-SHORT_LENGTH:]  # no more fit
    while words and len(" ".join(words)) >= SHORT_LENGTH:
        words.pop(0)
    end = "…" + (" ".join(words) or name[1 - SHORT_LENGTH :])
    free = next((text for text in (short, end) if text not in taken), None)
    return free or free_name(shorten(name, SHORT_LENGTH - 4).rstrip("…"), taken, " ")
