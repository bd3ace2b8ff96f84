"""Step 1 for a län as a document."""

from collections.abc import Iterable, Iterator

from oj_cli.domain.county import BEHIND, LanIdentification, LanIndicator, LanTheme
from oj_cli.domain.identification import VERDICT_WORDS, Verdict
from oj_cli.domain.kommuner import Kommun, short_lan
from oj_cli.domain.references import riket_heading
from oj_cli.domain.swedish import capital, counted, listing, sort_key
from oj_cli.domain.wording import (
    area_word,
    comparison_word,
    shell_word,
    value_text,
    year_flag,
)
from oj_cli.presentation.document import Column, Document, Item, Paragraph, Section, Shown
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
            *themes(found),
            indicators(found, most, show_all),
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
    return f"{text} {told}" if (told := standing(found)) else text


def standing(found: LanIdentification) -> str:
    """Return on how many indicators a län is behind riket, clearly and perhaps by chance."""
    n = len(found.compared)
    if not n:
        return ""
    behind = sum(r.is_behind for r in found.compared)
    clear, uncertain = (len(found.of(v)) for v in BEHIND)
    strong = len(found.of(Verdict.TYDLIG_STYRKA))
    text = f"Länet är sämre än {whole(found.compared)} på {behind} av {n} indikatorer."
    text += f" Tydligt är det på {clear or 'ingen'}, och på {uncertain} kan det bero på slumpen."
    return f"{text} Tydligt bättre är länet på {strong}." if strong else text


def whole(results: Iterable[LanIndicator]) -> str:
    """Return what a län is set against: `riket`, or `medianen` where nothing is published."""
    return riket_heading(r.riket for r in results).lower()


def _is_numeric(found: LanIdentification) -> bool:
    return any(i.kind == "numerisk" for i in found.catalogue)


def themes(found: LanIdentification) -> Iterator[Section]:
    """Yield the themes in which the län is clearly behind, and those in which it may be chance."""
    clear = [t for t in found.themes if t.n_weak][:MOST_THEMES]
    none = "Länet skiljer sig inte tydligt åt det sämre hållet i något tema."
    needs = bullets((_theme(t, found) for t in clear), numbered=True)
    yield section("Gemensamma behov", "" if clear else none, needs)
    doubtful = [t for t in found.themes if not t.n_weak][:MOST_THEMES]
    lead = "Välj det om annat underlag säger samma sak."
    items = bullets(_theme(t, found) for t in doubtful)
    yield section("Osäkert, kan bero på slumpen", lead if doubtful else "", items)


def _theme(theme: LanTheme, found: LanIdentification) -> Item:
    results = {r.indicator.id: r for r in found.indicators}
    lacking = [_stands(results[id]) for id in theme.indicators]
    return item(
        f"{theme.theme.name} – {theme_standing(theme)}",
        f"{listing(lacking)}.",
        f"Att tala om: {theme.question}" if theme.question else "",
    )


def theme_standing(theme: LanTheme) -> str:
    """Return how a län stands in a theme: `sämre än riket på 5 av 7, tydligt på 1`."""
    text = f"sämre än {theme.against} på {theme.n_behind} av {theme.n}"
    return f"{text}, tydligt på {theme.n_weak}" if theme.n_weak else f"{text}, kan vara slump"


def _stands(r: LanIndicator) -> str:
    return f"{r.indicator.short} ({_figure(r)} mot {_riket(r)})"


def _figure(result: LanIndicator) -> str:
    return "-" if result.figure is None else value_text(result.figure, result.indicator)


def _riket(result: LanIndicator) -> str:
    figure = result.riket_figure
    return "-" if figure is None else value_text(figure, result.indicator)


def indicators(found: LanIdentification, most: int, show_all: bool) -> Section:
    """Return what the län is behind in, the first `most`, or all that is asked."""
    weak = found.of(*BEHIND)
    shown = found.indicators if show_all else weak[:most]
    stars = ["" if r.riket.ranks or r.riket_figure is None else "*" for r in shown]
    rows = (
        (
            *(r.indicator.name, Shown(_figure(r), r.figure), _count(r)),
            Shown(_riket(r) + star, r.riket_figure),
            "" if r.verdict is None else VERDICT_WORDS[r.verdict],
        )
        for r, star in zip(shown, stars, strict=True)
    )
    numeric = _is_numeric(found)
    counts = "Sämre" if numeric else "Svarar JA"
    groups = right("Länet", counts, riket_heading(r.riket for r in shown))
    columns = (wide("Indikator"), *groups, Column("Bedömning"))
    caption = "Andel JA."
    if numeric:
        caption = "Länet är medianen av kommunernas värden. "
        caption += "Sämre är så många kommuner som har sämre värde än siffran bredvid."
    if any(stars):
        caption += " Med stjärna (*) där för få av rikets kommuner finns i data för att jämföra."
    left = 0 if show_all else len(weak) - len(shown)
    behind = f"Sämre än {whole(shown)}, det tydliga först"
    heading = "Alla indikatorer" if show_all else behind
    return section(heading, table(columns, rows, caption), _more(left))


def _more(left: int) -> Paragraph:
    """Return that more indicators can be shown, nothing if none can."""
    return note(f"{counted(left, 'indikator', 'indikatorer')} till; se --alla." if left else "")


def _count(result: LanIndicator) -> str:
    if result.lan.n_yes is not None and result.lan.n:
        return f"{result.lan.n_yes} av {result.lan.n}"
    return f"{result.n_behind} av {result.lan.n}" if result.n_behind is not None else ""


def _promises(found: LanIdentification) -> Section:
    """Return each promise with where the län stands."""
    items = (
        item(
            f"{capital(promise.said)} ({promise.source})",
            *(f"{r.indicator.name}: {_kept(r)}" for r in found.promised(promise)),
        )
        for promise in found.promises
    )
    return section("Det ni har lovat", bullets(items))


def _kept(result: LanIndicator) -> str:
    if result.lan.n_yes is not None and result.lan.n:
        return f"{result.lan.n_yes} av {result.lan.n} kommuner svarar JA."
    if result.figure is None:
        return "inget svar i data."
    return f"kommunernas median är {value_text(result.figure, result.indicator)}."


def _worse(found: LanIdentification, most: int, show_all: bool) -> Section:
    """Return what got so much worse that it is worth a word."""
    worse = [r for r in found.indicators if r.is_worse]
    shown = worse if show_all else worse[:most]
    lines = (f"{r.indicator.name}: {change_text(r)}" for r in shown)
    return section("Sämre än senast", bullets(lines), _more(len(worse) - len(shown)))


def change_text(r: LanIndicator) -> str:
    """Return how an indicator of a län has changed: `från 9 till 5 av 15 kommuner sedan 2015`."""
    before = r.before
    if before is None or r.figure is None:
        return ""
    then, now = (value_text(figure, r.indicator) for figure in (before.figure, r.figure))
    if before.n_yes is not None and r.lan.n_yes is not None:
        same = before.n == r.lan.n
        then = str(before.n_yes) if same else f"{before.n_yes} av {before.n}"
        now = f"{r.lan.n_yes} av {r.lan.n} kommuner"
    return f"från {then} till {now} sedan {before.year}"


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
            "Länets siffra är medianen av kommunernas värden. Rikets är den som är publicerad, "
            "eller där ingen är det medianen av alla kommuner med värde. "
            "Tydligt är det där fler av "
            "länets kommuner ligger efter än slumpen kan göra, mot hur stor del av alla kommuner "
            "som gör det."
        )
    else:
        rule = (
            "Andel = JA av dem som svarat JA, NEJ eller DELVIS. Ej aktuellt (EA) och bortfall "
            "räknas inte. Tydligt är det som skiljer minst 10 procentenheter från riket, och mer "
            "än så få kommuner kan göra av en slump."
        )
    return how_counted((rule,), found.catalogue, found.sources, found.around)


def _next_steps(found: LanIdentification) -> Section:
    name = shell_word(short_lan(found.lan.name))
    year = year_flag(found.around, found.year)
    where = f"--lan {name} --omrade {found.catalogue.area}{year}"
    steps = [(f"oj identify {where} --alla", "alla indikatorer")]
    if found.themes and found.around.in_workspace:
        line = f'oj identify --valj {found.themes[0].theme.id} --motiv "…" {where}'
        steps.insert(0, (line, "spara vad ni väljer att arbeta med, och varför"))
    if found.indicators:
        first = found.indicators[0].indicator
        steps.append((f"oj compare --indicator {first.id} {where}", "varje kommuns svar"))
        line = f"oj compare --kvalitetsomrade {first.quality_area} {where}"
        steps.append((line, "kommuner och indikatorer i en tabell"))
    return next_steps(*steps)
