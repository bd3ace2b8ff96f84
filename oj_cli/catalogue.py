"""Indicator catalogues: load and validate.

A catalogue is a YAML file for one område. Every fault in it is reported with file and
line; a catalogue with a fault is not used at all.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from oj_cli.documents.decode import Fault, decode, read_model, refuse
from oj_cli.documents.reader import Where, YamlFile, read_yaml
from oj_cli.domain.errors import FileFault
from oj_cli.domain.indicators import Catalogue, Commitment, Indicator, Priorities, Themes
from oj_cli.domain.method import MethodText
from oj_cli.domain.selection import EVERY
from oj_cli.domain.sources import SourceFile
from oj_cli.domain.swedish import perhaps

SHORT_LENGTH = 24
COMMITMENT_SHORT_LENGTH = 40


def load_themes(path: Path) -> Themes:
    """Read `teman.yaml`. Raises FileFault with every fault and its line."""
    file = read_yaml(path)
    faults: list[Fault] = []
    themes = decode(Themes, file.data, faults)
    if themes:
        faults += _repeated([t.id for t in themes.themes], ("teman",), "id", "Temat")
    refuse(file, faults, "Listan över teman")
    if themes is None:
        raise FileFault("catalogue.unreadable", place=str(path), what="Listan över teman")
    return themes


def load_priorities(path: Path) -> Priorities:
    """Read `prioritering.yaml`. Raises FileFault with every fault and its line."""
    return read_model(Priorities, read_yaml(path), "Listan över vikter och frågor")


def load_method(path: Path) -> MethodText:
    """Read `metod.yaml`. Raises FileFault with every fault and its line."""
    return read_model(MethodText, read_yaml(path), "Texten om metoden")


def load_catalogue(path: Path, themes: Themes, base: Catalogue | None = None) -> Catalogue:
    """Read and validate a catalogue. Raises FileFault with every fault and its line.

    With `base`, it adds to that one, and may name what stands there.
    """
    catalogue = check_catalogue(read_yaml(path), themes, base)
    if catalogue.area != path.parent.name:
        raise FileFault(
            "catalogue.other_folder", place=str(path), area=catalogue.area, folder=path.parent.name
        )
    return catalogue


def load_sources(path: Path) -> SourceFile:
    """Read `kalla.yaml`. Raises FileFault with every fault and its line."""
    file = read_yaml(path)
    found = read_model(SourceFile, file, "Listan över källor")
    refuse(file, [*_repeated([r.id for r in found.sources], ("kallor",), "id", "Källan")], "Listan")
    return found


def check_catalogue(file: YamlFile, themes: Themes, base: Catalogue | None = None) -> Catalogue:
    """Validate a catalogue that was read: shape, ids that must exist, lengths, years.

    With `base`, it adds to that one, and may name what stands there.
    """
    faults: list[Fault] = []
    catalogue = decode(Catalogue, file.data, faults)
    if catalogue:
        faults += _repeated(
            [i.id for i in catalogue.indicators], ("indikatorer",), "id", "Indikatorn"
        )
        faults += _repeated(
            [i.short for i in catalogue.indicators], ("indikatorer",), "kort", "Kortnamnet"
        )
        faults += _repeated(
            [i.kolada for i in catalogue.indicators], ("indikatorer",), "kolada", "Kolada-id"
        )
        faults += _repeated(
            [q.id for q in catalogue.quality_areas],
            ("kvalitetsomraden",),
            "id",
            "Kvalitetsområdet",
        )
        faults += _repeated(
            [c.id for c in catalogue.commitments], ("ataganden",), "id", "Åtagandet"
        )
        for n, commitment in enumerate(catalogue.commitments):
            faults += _commitment_faults(commitment, ("ataganden", n))
        whole = catalogue if base is None else base.with_added(catalogue)
        for n, indicator in enumerate(catalogue.indicators):
            faults += _indicator_faults(indicator, whole, themes, ("indikatorer", n))
            faults += _reference_faults(indicator, whole, ("indikatorer", n))
        faults += _short_taken(catalogue, base)
        if catalogue.area == EVERY:
            text = f"Ett eget område kan inte heta ”{EVERY}”: det ordet står för alla områden."
            faults.append(Fault(("omrade",), text))
    refuse(file, faults, "Indikatorkatalogen")
    if catalogue is None:
        raise FileFault("catalogue.unreadable", place=str(file.path), what="Indikatorkatalogen")
    return catalogue


def _short_taken(catalogue: Catalogue, base: Catalogue | None) -> Iterable[Fault]:
    taken = {i.short: i.id for i in base} if base else {}
    for n, indicator in enumerate(catalogue.indicators):
        if taken.get(indicator.short, indicator.id) != indicator.id:
            yield Fault(
                ("indikatorer", n, "kort"),
                f"Kortnamnet ”{indicator.short}” har {taken[indicator.short]} redan.",
            )


def _commitment_faults(commitment: Commitment, where: Where) -> Iterable[Fault]:
    if len(commitment.short) > COMMITMENT_SHORT_LENGTH:
        yield Fault((*where, "kort"), f"Högst {COMMITMENT_SHORT_LENGTH} tecken ryms.")
    yield from _year_faults(commitment.first_year, commitment.last_year, (*where, "till"))
    for n, lan in enumerate(commitment.lan):
        if not re.fullmatch("[0-9]{2}", lan):
            yield Fault((*where, "lan", n), f"”{lan}” är ingen länskod. Skriv två siffror.")


def _year_faults(first: int | None, last: int | None, where: Where) -> Iterable[Fault]:
    if first is not None and last is not None and first > last:
        yield Fault(where, "Sista året är före det första.")


def _indicator_faults(
    indicator: Indicator, catalogue: Catalogue, themes: Themes, where: Where
) -> Iterable[Fault]:
    if len(indicator.short) > SHORT_LENGTH:
        yield Fault((*where, "kort"), f"Högst {SHORT_LENGTH} tecken ryms i en kolumn.")
    known: dict[str, tuple[str, Iterable[str], Iterable[str]]] = {
        "kvalitetsomrade": (
            "Kvalitetsområdet",
            [indicator.quality_area],
            catalogue.quality_area_names,
        ),
        "tema": ("Temat", [indicator.theme], [t.id for t in themes.themes]),
        "ataganden": ("Åtagandet", indicator.commitments, catalogue.commitment_by_id),
        "kraver": ("Indikatorn", indicator.requires, catalogue.by_id),
        "antal_svar": ("Indikatorn", _given(indicator.respondents), catalogue.by_id),
        "svarsfrekvens": ("Indikatorn", _given(indicator.response_rate), catalogue.by_id),
    }
    for key, (word, used, allowed) in known.items():
        for value in used:
            if value not in allowed:
                more = perhaps(value, allowed)
                yield Fault((*where, key), f"{word} ”{value}” finns inte.{more}")
    if indicator.kind == "numerisk" and indicator.unit is None:
        yield Fault((*where, "enhet"), "En numerisk indikator måste ha en enhet.")
    yield from _year_faults(indicator.first_year, indicator.last_year, (*where, "sista_ar"))
    if (indicator.scale == "koder") != bool(indicator.codes):
        yield Fault((*where, "koder"), "skala: koder och koder hör ihop: skriv båda eller ingen.")
    if indicator.floor is not None and indicator.floor < 0:
        yield Fault((*where, "relevans"), "Minsta skillnad att tala om kan inte vara under noll.")


def _reference_faults(indicator: Indicator, catalogue: Catalogue, where: Where) -> Iterable[Fault]:
    for key, named in (("speglar", indicator.mirrors), ("syskon", indicator.siblings)):
        for n, text in enumerate(named):
            area, _, other = text.rpartition("/")
            if key == "speglar" and not (area and other):
                yield Fault((*where, key, n), "Skriv område/indikator.")
            elif area in ("", catalogue.area) and other not in catalogue.by_id:
                yield Fault((*where, key, n), f"Indikatorn ”{other}” finns inte.")


def _given(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _repeated(values: Sequence[str | None], where: Where, key: str, word: str) -> Iterable[Fault]:
    seen: set[str] = set()
    for n, value in enumerate(values):
        if value in seen:
            yield Fault((*where, n, key), f"{word} ”{value}” står två gånger.")
        elif value is not None:
            seen.add(value)
