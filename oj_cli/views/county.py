"""Step 1 for a län as a document."""

from oj_cli.domain.county import LanIdentification, LanIndicator, LanTheme
from oj_cli.domain.kommuner import Kommun, short_lan
from oj_cli.domain.swedish import capital, counted, listing, percent, sort_key
from oj_cli.domain.wording import (
    area_word,
    comparison_word,
    shell_word,
    value_text,
    year_flag,
)
from oj_cli.presentation.document import Document, Item, Paragraph, Section, Shown
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    next_steps,
    note,
    right,
    section,
    table,
    wide,
)
from oj_cli.views.corrections import corrections_section
from oj_cli.views.sources import how_counted

MOST_THEMES = 3
FEW = 1 / 3
"""At most this part of the answering kommuner has it: few could teach many."""


def document(found: LanIdentification, most: int, show_all: bool) -> Document:
    """Return a län's step 1 as a document. `most` is how many indicators the short list has.

    With `show_all` every indicator stands in it.
    """
    return compose(
        f"{found.lan.name}: {comparison_word(found.catalogue)} {found.year}, "
        f"{area_word(found.catalogue)}",
        _lead(found),
        sections=(
            _themes(found),
            _indicators(found, most, show_all),
            _promises(found),
            _worse(found, most, show_all),
            _teachers(found, most, show_all),
            _not_answered(found),
            corrections_section(found.corrections, found.catalogue),
            _how(found),
            _next_steps(found),
        ),
    )


def _lead(found: LanIdentification) -> str:
    n_all = len(found.kommuner)
    text = f"{n_all - len(found.absent)} av {n_all} kommuner finns i data."
    n = sum(r.shortfall is not None for r in found.indicators)
    if n:
        text += f" Länet ligger under riket på {len(found.weak)} av {n} indikatorer."
    return text


def _is_numeric(found: LanIdentification) -> bool:
    return any(i.kind == "numerisk" for i in found.catalogue)


def _themes(found: LanIdentification) -> Section:
    themes = [t for t in found.themes if t.shortfall > 0][:MOST_THEMES]
    none = "Inget tema ligger under riket: minst två jämförbara indikatorer behövs."
    needs = bullets((_theme(t, found) for t in themes), numbered=True)
    return section("Gemensamma behov", "" if themes else none, needs)


def _theme(theme: LanTheme, found: LanIdentification) -> Item:
    results = {r.indicator.id: r for r in found.indicators}
    what = "medianen är" if _is_numeric(found) else "i genomsnitt svarar"
    unit = "" if _is_numeric(found) else " JA"
    said = f"{what} {percent(theme.figure)}{unit}, i riket {percent(theme.riket_figure)}"
    counts = f" ({theme.n_yes} av {theme.n} svar i länet)" if theme.n is not None else ""
    worst = sorted(
        (results[i] for i in theme.indicators if results[i].is_behind),
        key=lambda r: -(r.shortfall or 0),
    )
    names = [f"{r.indicator.short} ({_figure(r)} mot {_riket(r)})" for r in worst]
    return item(
        f"{theme.theme.name} – {said}{counts}",
        f"Under riket: {listing(names)}.",
        f"Att tala om: {theme.question}" if theme.question else "",
    )


def _figure(result: LanIndicator) -> str:
    return "-" if result.figure is None else value_text(result.figure, result.indicator)


def _riket(result: LanIndicator) -> str:
    figure = result.riket_figure
    return "-" if figure is None else value_text(figure, result.indicator)


def _indicators(found: LanIdentification, most: int, show_all: bool) -> Section:
    below = [r for r in found.indicators if r.is_behind]
    shown = found.indicators if show_all else below[:most]
    stars = ["" if r.riket.ranks or r.riket_figure is None else "*" for r in shown]
    rows = (
        (
            *(r.indicator.name, Shown(_figure(r), r.figure), _count(r)),
            Shown(_riket(r) + star, r.riket_figure),
        )
        for r, star in zip(shown, stars, strict=True)
    )
    columns = (wide("Indikator"), *right("Länet", "Kommuner", "Riket"))
    caption = "Median av kommunernas värden." if _is_numeric(found) else "Andel JA."
    if any(stars):
        caption += " Med stjärna (*) där för få av rikets kommuner finns i data för att jämföra."
    left = 0 if show_all else len(below) - len(shown)
    more = _more(left, " till ligger under riket; se --alla.")
    heading = "Alla indikatorer" if show_all else "Längst efter riket"
    return section(heading, table(columns, rows, caption), more)


def _more(left: int, said: str = " till; se --alla.") -> Paragraph:
    """Return that more indicators can be shown, nothing if none can."""
    return note(f"{counted(left, 'indikator', 'indikatorer')}{said}" if left else "")


def _count(result: LanIndicator) -> str:
    if result.lan.n_yes is not None and result.lan.n:
        return f"{result.lan.n_yes} av {result.lan.n}"
    return str(result.lan.n or "")


def _promises(found: LanIdentification) -> Section:
    """Return each promise with where the län stands."""
    items = (
        item(
            f"{capital(promise.said)} ({promise.source})",
            *(f"{r.indicator.name}: {_stands(r)}" for r in found.promised(promise)),
        )
        for promise in found.promises
    )
    return section("Det ni har lovat", bullets(items))


def _stands(result: LanIndicator) -> str:
    if result.lan.n_yes is not None and result.lan.n:
        return f"{result.lan.n_yes} av {result.lan.n} kommuner svarar JA."
    if result.figure is None:
        return "inget svar i data."
    return f"kommunernas median är {value_text(result.figure, result.indicator)}."


def _worse(found: LanIdentification, most: int, show_all: bool) -> Section:
    """Return what got worse, the largest change first."""
    worse = [r for r in found.indicators if r.is_worse]
    worse.sort(key=lambda r: (-_fall(r), sort_key(r.indicator.name)))
    shown = worse if show_all else worse[:most]
    return section("Sämre än senast", bullets(map(_change, shown)), _more(len(worse) - len(shown)))


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
    then = value_text(before.figure, result.indicator)
    return f"{name}: från {then} till {_figure(result)} sedan {before.year}"


def _teachers(found: LanIdentification, most: int, show_all: bool) -> Section:
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
    lines = (f"{r.indicator.short}: {_names(r.teachers)} kan lära {r.without} andra" for r in shown)
    return section("Där få kan lära många", bullets(lines), _more(len(rare) - len(shown)))


def _not_answered(found: LanIdentification) -> Section:
    lines = [f"Inga svar alls: {_names(found.absent)}."] if found.absent else []
    lines += [  # bortfall and sekretess alike
        f"{r.indicator.name}: {_names(r.not_answered)}." for r in found.indicators if r.not_answered
    ]
    return section("Svar saknas", bullets(lines))


def _names(kommuner: tuple[Kommun, ...]) -> str:
    return listing([k.name for k in kommuner])


def _how(found: LanIdentification) -> Section:
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
    return how_counted((rule,), found.catalogue, found.sources, found.around)


def _next_steps(found: LanIdentification) -> Section:
    name = shell_word(short_lan(found.lan.name))
    year = year_flag(found.around, found.year)
    where = f"--lan {name} --omrade {found.catalogue.area}{year}"
    steps = [(f"oj identify {where} --alla", "alla indikatorer")]
    needs = [t for t in found.themes if t.shortfall > 0]
    if needs and found.around.in_workspace:
        line = f'oj identify --valj {needs[0].theme.id} --motiv "…" {where}'
        steps.insert(0, (line, "spara vad ni väljer att arbeta med, och varför"))
    if found.indicators:
        first = found.indicators[0].indicator
        steps.append((f"oj compare --indicator {first.id} {where}", "varje kommuns svar"))
        line = f"oj compare --kvalitetsomrade {first.quality_area} {where}"
        steps.append((line, "kommuner och indikatorer i en tabell"))
    return next_steps(*steps)
