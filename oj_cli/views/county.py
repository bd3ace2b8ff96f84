"""Step 1 for a län as a document, and as `oj-identify-lan/1`."""

from collections.abc import Sequence
from typing import Any

from oj_cli.domain.county import LanIdentification, LanIndicator, LanTheme
from oj_cli.domain.encoding import encode
from oj_cli.domain.kommuner import Kommun, short_lan
from oj_cli.domain.local import Correction, Promise
from oj_cli.domain.swedish import counted, listing, percent, sort_key
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views import promises as promised
from oj_cli.views.corrections import section
from oj_cli.views.sources import source_blocks
from oj_cli.views.words import area_word, shell_word

SCHEMA = "oj-identify-lan/1"
MOST_THEMES = 3
FEW = 1 / 3
"""At most this part of the answering kommuner has it: few could teach many."""


def document(
    found: LanIdentification,
    most: int,
    show_all: bool,
    is_newest: bool,
    shipped: bool,
    corrections: Sequence[tuple[str, Correction, str | None]] = (),
    in_workspace: bool = False,
    promises: Sequence[Promise] = (),
) -> Document:
    """Return a län's step 1 as a document. `most` is how many indicators the short list has.

    `corrections` are kommun's name, correction and what is published, `promises` the län's.

    `is_newest` tells whether any kommun has newer answers, so that the commands that
    are shown need not name the year.
    """
    sections = [
        _themes(found),
        _indicators(found, most, show_all),
        promised.section(promises, found),
        _worse(found, most, show_all),
        _teachers(found, most, show_all),
        _not_answered(found),
        section(corrections, found.catalogue),
        _how(found, shipped),
        _next_steps(found, "" if is_newest else f" --ar {found.year}", in_workspace),
    ]
    return Document(
        title=f"{found.lan.name}: öppna jämförelser {found.year}, {area_word(found.catalogue)}",
        lead=(Paragraph(_lead(found)),),
        sections=tuple(s for s in sections if s is not None),
        data=_flat(found),
        payload=payload(found)
        | {
            "rattelser": [{"kommun": name} | encode(c) for name, c, _ in corrections],
            "ataganden": promised.payload(promises, found),
        },
    )


def _lead(found: LanIdentification) -> str:
    n, n_all = len(found.kommuner) - len(found.absent), len(found.kommuner)
    below = [r for r in found.indicators if r.shortfall is not None and r.shortfall > 0]
    with_riket = [r for r in found.indicators if r.shortfall is not None]
    text = f"{n} av {n_all} kommuner finns i data."
    if with_riket:
        text += f" Länet ligger under riket på {len(below)} av {len(with_riket)} indikatorer."
    return text


def _is_numeric(found: LanIdentification) -> bool:
    return any(i.kind == "numerisk" for i in found.catalogue)


def _themes(found: LanIdentification) -> Section:
    themes = [t for t in found.themes if t.shortfall > 0][:MOST_THEMES]
    if not themes:
        text = "Inget tema ligger under riket: minst två jämförbara indikatorer behövs."
        return Section("Gemensamma behov", (Paragraph(text),))
    items = tuple(_theme(t, found) for t in themes)
    return Section("Gemensamma behov", (Bullets(items, numbered=True),))


def _theme(theme: LanTheme, found: LanIdentification) -> Item:
    results = {r.indicator.id: r for r in found.indicators}
    what = "medianen är" if _is_numeric(found) else "i genomsnitt svarar"
    unit = "" if _is_numeric(found) else " JA"
    figures = f"{what} {percent(theme.figure)}{unit}, i riket {percent(theme.riket_figure)}"
    counts = f" ({theme.n_yes} av {theme.n} svar i länet)" if theme.n is not None else ""
    worst = sorted(
        (results[i] for i in theme.indicators if (results[i].shortfall or 0) > 0),
        key=lambda r: -(r.shortfall or 0),
    )
    names = [f"{r.indicator.short} ({_figure(r)} mot {_riket(r)})" for r in worst]
    details = [f"Under riket: {listing(names)}."]
    if theme.question:
        details.append(f"Att tala om: {theme.question}")
    return Item(f"{theme.theme.name} – {figures}{counts}", tuple(details))


def _figure(result: LanIndicator) -> str:
    return "-" if result.figure is None else percent(result.figure)


def _riket(result: LanIndicator) -> str:
    return "-" if result.riket_figure is None else percent(result.riket_figure)


def _indicators(found: LanIdentification, most: int, show_all: bool) -> Section | None:
    below = [r for r in found.indicators if (r.shortfall or 0) > 0]
    shown = found.indicators if show_all else below[:most]
    if not shown:
        return None
    numeric = _is_numeric(found)
    rows = tuple(
        {
            "indikator": r.indicator.name,
            "lan": _figure(r),
            "antal": _count(r),
            "riket": _riket(r) + ("" if r.riket.ranks or r.riket_figure is None else "*"),
        }
        for r in shown
    )
    columns = (
        Column("indikator", "Indikator", weight=1),
        Column("lan", "Länet", "right"),
        Column("antal", "Kommuner", "right"),
        Column("riket", "Riket", "right"),
    )
    caption = "Median av kommunernas värden." if numeric else "Andel JA."
    if any(row["riket"].endswith("*") for row in rows):
        caption += " Med stjärna (*) där för få av rikets kommuner finns i data för att jämföra."
    blocks: list[Block] = [Table(columns, rows, caption)]
    if not show_all and len(below) > most:
        left = counted(len(below) - most, "indikator", "indikatorer")
        blocks.append(Paragraph(f"{left} till ligger under riket; se --alla.", "note"))
    return Section("Alla indikatorer" if show_all else "Längst efter riket", tuple(blocks))


def _count(result: LanIndicator) -> str:
    if result.lan.n_yes is not None and result.lan.n:
        return f"{result.lan.n_yes} av {result.lan.n}"
    return str(result.lan.n or "")


def _worse(found: LanIdentification, most: int, show_all: bool) -> Section | None:
    """Return what got worse, the largest change first."""
    worse = [r for r in found.indicators if r.is_worse]
    worse.sort(key=lambda r: (-_fall(r), sort_key(r.indicator.name)))
    shown = worse if show_all else worse[:most]
    blocks: list[Block] = [Bullets(tuple(Item(_change(r)) for r in shown))]
    if len(worse) > len(shown):
        left = counted(len(worse) - len(shown), "indikator", "indikatorer")
        blocks.append(Paragraph(f"{left} till; se --alla.", "note"))
    return Section("Sämre än senast", tuple(blocks)) if worse else None


def _fall(result: LanIndicator) -> float:
    if result.before is None or result.figure is None:
        return 0.0
    return round(abs(result.before.figure - result.figure), 9)


def _change(result: LanIndicator) -> str:
    before = result.before
    if before is None:  # is_worse is only set together with it
        return result.indicator.name
    name = result.indicator.name
    if before.n_yes is not None and result.lan.n_yes is not None:
        same = before.n == result.lan.n
        old = str(before.n_yes) if same else f"{before.n_yes} av {before.n}"
        return (
            f"{name}: från {old} till {result.lan.n_yes} av {result.lan.n} kommuner "
            f"sedan {before.year}"
        )
    return f"{name}: från {percent(before.figure)} till {_figure(result)} sedan {before.year}"


def _teachers(found: LanIdentification, most: int, show_all: bool) -> Section | None:
    """Return where few could teach many, the rarest first; of numeric values none are few."""
    rare = [
        r
        for r in found.indicators
        if r.indicator.kind == "ja_nej"
        and r.teachers
        and len(r.teachers) <= FEW * (len(r.teachers) + r.without)
    ]
    rare.sort(key=lambda r: (len(r.teachers) / r.without, sort_key(r.indicator.short)))
    shown = rare if show_all else rare[:most]
    items = tuple(
        Item(f"{r.indicator.short}: {_names(r.teachers)} kan lära {r.without} andra") for r in shown
    )
    blocks: list[Block] = [Bullets(items)]
    if len(rare) > len(shown):
        left = counted(len(rare) - len(shown), "indikator", "indikatorer")
        blocks.append(Paragraph(f"{left} till; se --alla.", "note"))
    return Section("Där få kan lära många", tuple(blocks)) if items else None


def _not_answered(found: LanIdentification) -> Section | None:
    items = []
    if found.absent:
        items.append(Item(f"Inga svar alls: {_names(found.absent)}."))
    for r in found.indicators:
        if r.not_answered:  # bortfall and sekretess alike
            items.append(Item(f"{r.indicator.name}: {_names(r.not_answered)}."))
    return Section("Svar saknas", (Bullets(tuple(items)),)) if items else None


def _names(kommuner: tuple[Kommun, ...]) -> str:
    return listing([k.name for k in kommuner])


def _how(found: LanIdentification, shipped: bool) -> Section:
    if _is_numeric(found):
        rule = (
            "Länets och rikets siffror är medianer av kommunernas värden. Ett temas siffra är "
            "genomsnittet av dess indikatorer."
        )
    else:
        rule = (
            "Andel = JA av dem som svarat JA, NEJ eller DELVIS. Ej aktuellt (EA) och bortfall "
            "räknas inte. Med få kommuner betyder en enda många procentenheter: se antalet."
        )
    blocks: list[Block] = [Paragraph(rule)]
    if found.catalogue.remark:
        blocks.append(Paragraph(found.catalogue.remark))
    return Section("Så är det räknat", (*blocks, *source_blocks(found.sources, shipped)))


def _next_steps(found: LanIdentification, year: str, in_workspace: bool) -> Section:
    name = shell_word(short_lan(found.lan.name))
    where = f"--lan {name} --omrade {found.catalogue.area}{year}"
    commands = [Command(f"oj identify {where} --alla", "alla indikatorer")]
    needs = [t for t in found.themes if t.shortfall > 0]
    if needs and in_workspace:
        line = f'oj identify --valj {needs[0].theme.id} --motiv "…" {where}'
        commands.insert(0, Command(line, "spara vad ni väljer att arbeta med, och varför"))
    if found.indicators:
        first = found.indicators[0].indicator
        line = f"oj compare --indicator {first.id} {where}"
        commands.append(Command(line, "varje kommuns svar"))
        line = f"oj compare --kvalitetsomrade {first.quality_area} {where}"
        commands.append(Command(line, "kommuner och indikatorer i en tabell"))
    return Section("Nästa steg", (Commands(tuple(commands)),))


def _flat(found: LanIdentification) -> Table:
    keys = (
        "indikator",
        "namn",
        "kvalitetsomrade",
        "tema",
        "lan",
        "n_ja",
        "n_svar",
        "n_ea",
        "n_bortfall",
        "riket",
        "skillnad",
        "forra_ar",
        "forra_lan",
        "har",
    )
    rows: list[dict[str, Cell]] = []
    for r in found.indicators:
        rows.append(
            {
                "indikator": r.indicator.id,
                "namn": r.indicator.name,
                "kvalitetsomrade": found.catalogue.quality_area_names[r.indicator.quality_area],
                "tema": r.indicator.theme,
                "lan": r.figure,
                "n_ja": r.lan.n_yes,
                "n_svar": r.lan.n,
                "n_ea": r.lan.n_ea,
                "n_bortfall": r.lan.n_missing,
                "riket": r.riket_figure,
                "skillnad": None if r.shortfall is None else -r.shortfall,
                "forra_ar": r.before.year if r.before else None,
                "forra_lan": r.before.figure if r.before else None,
                "har": ", ".join(k.name for k in r.teachers),
            }
        )
    return Table(tuple(Column(k, k, decimals=1) for k in keys), tuple(rows))


def payload(found: LanIdentification) -> dict[str, Any]:
    """Return plain data; `brist` is riket minus län, in percentage points or the unit."""
    return {
        "schema": SCHEMA,
        "lan": {"kod": found.lan.code, "namn": found.lan.name},
        "omrade": found.catalogue.area,
        "ar": found.year,
        "kalla": encode(found.sources),
        "antal_kommuner": len(found.kommuner),
        "har_inte_svarat": [{"kod": k.code, "namn": k.name} for k in found.absent],
        "teman": [
            {
                "tema": t.theme.id,
                "namn": t.theme.name,
                "lan": t.figure,
                "riket": t.riket_figure,
                "brist": t.shortfall,
                "n_ja": t.n_yes,
                "n_svar": t.n,
                "indikatorer": list(t.indicators),
                "fraga": t.question,
            }
            for t in found.themes
        ],
        "resultat": [_result(r) for r in found.indicators],
    }


def _result(r: LanIndicator) -> dict[str, Any]:
    return {
        "indikator": r.indicator.id,
        "kolada_id": r.indicator.kolada,
        "namn": r.indicator.name,
        "kvalitetsomrade": r.indicator.quality_area,
        "tema": r.indicator.theme,
        "lan": r.figure,
        "riket": r.riket_figure,
        "brist": r.shortfall,
        "n_ja": r.lan.n_yes,
        "n_svar": r.lan.n,
        "n_ea": r.lan.n_ea,
        "n_bortfall": r.lan.n_missing,
        "har": [{"kod": k.code, "namn": k.name} for k in r.teachers],
        "forra": None
        if r.before is None
        else {
            "ar": r.before.year,
            "varde": r.before.figure,
            "n_ja": r.before.n_yes,
            "n_svar": r.before.n,
        },
        "samre": r.is_worse,
    }
