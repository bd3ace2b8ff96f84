"""What is read first: what is best, most urgent and uncertain, and five things to talk about."""

import re
from collections.abc import Iterator

from oj_cli.domain.comments import ReasonCode
from oj_cli.domain.county import LanIndicator
from oj_cli.domain.identification import Verdict
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.wording import value_text
from oj_cli.presentation.document import Remark, Remarks, Section
from oj_cli.presentation.parts import bullets, section, strong
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.words import doubted, first_few, lan_text, names, of_kommuner
from oj_cli.views.county import change_text, whole

MOST_SAID = 3
MOST_TOPICS = 5
MOST_NAMED = 4
FEW = 1 / 3
"""At most this part of the answering kommuner is few."""
SMALL = 50
"""With so many kommuner or fewer, a single one is worth a word."""
_STANDS: tuple[ReasonCode, ...] = ("gap", "niva", "atagande")
_VERB = re.compile(r"(använder|erbjuder|genomför|deltar)\b")


def message(material: CountyMaterial) -> Remarks:
    """Return the whole report in three sentences, said in kommuner."""
    return Remarks(
        (
            Remark("+", "Bäst", _best(material)),
            Remark("!", "Mest angeläget", _urgent(material)),
            Remark("?", "Osäkert", _uncertain(material)),
        )
    )


def _best(material: CountyMaterial) -> str:
    good = material.marked("+", *_STANDS)[::-1][:MOST_SAID]
    if not good:
        return f"Länet är inte tydligt bättre än {whole(material.found.compared)} på något."
    return f"{capital(listing([_has(r) for r in good]))}."


def _urgent(material: CountyMaterial) -> str:
    weak = material.marked("!", *_STANDS)[:MOST_SAID]
    worse = [r for r in material.found.indicators if r.is_worse and r.before is not None]
    said = [f"{capital(listing([_has(r) for r in weak]))}."] if weak else []
    if worse:
        most = max(worse, key=_lost)
        others = f", och {len(worse) - 1} till har blivit sämre" if worse[1:] else ""
        what = "Medianen för " if most.lan.n_yes is None else ""
        said.append(f"{what}{most.indicator.short} har gått {change_text(most)}{others}.")
    return " ".join(said) or f"Länet är inte tydligt sämre än {whole(material.found.compared)}."


def _lost(r: LanIndicator) -> float:
    before = r.before.figure if r.before else 0.0
    return r.indicator.lead(before, r.figure or 0.0)


def _has(r: LanIndicator) -> str:
    """Return how many have it, in kommuner: `bara 3 av 15 kommuner har … (i riket 30 %)`."""
    other = "" if r.riket_figure is None else value_text(r.riket_figure, r.indicator)
    if r.lan.n_yes is None or not r.lan.n:
        who = of_kommuner(r.n_behind or 0, r.lan.n or 0)
        few = "bara " if 0 < (r.n_behind or 0) <= FEW * (r.lan.n or 0) else ""
        return f"{few}{who} är sämre än {r.riket_said} ({other}) på ”{r.indicator.short}”"
    who = of_kommuner(r.lan.n_yes, r.lan.n)
    if 0 < r.lan.n_yes <= FEW * r.lan.n:
        who = f"bara {who}"
    name = re.sub(r" \([^)]*\)$", "", r.indicator.name)
    word, lower = name.partition(" ")[0], name[0].lower() + name[1:]
    known = f" (i riket {other})" if other else ""
    if ":" in name:
        return f"{who} har ”{name}”{known}"
    said = lower if word[1:].islower() else name
    return f"{who} {said}{known}" if _VERB.match(lower) else f"{who} har {said}{known}"


def _uncertain(material: CountyMaterial) -> str:
    """Return what a reader must know before anything is concluded."""
    found, n, year = material.found, len(material.in_data), material.found.year
    said = []
    doubtful = len(found.of(Verdict.OSAKERT))
    if doubtful:
        what = counted(doubtful, "indikator", "indikatorer")
        one = f" (en enda kommun är {number(100 / n)} procentenheter)"
        said.append(
            f"På {what} är länet sämre än {whole(found.compared)}, men det kan bero på slumpen"
            f"{one if not material.is_numeric and 1 < n <= SMALL else ''}."
        )
    if found.absent:
        said.append(f"Svar saknas helt från {names(found.absent)}.")
    changed = sum(i.is_new(year) or i.is_broken(year) for i in material.asked)
    if changed:
        what = counted(changed, "fråga är ny eller ändrad", "frågor är nya eller ändrade")
        said.append(f"{what} {year} och går inte att jämföra bakåt.")
    check = len(doubted(material.kommuner))
    if check:
        what = "tal" if material.is_numeric else "svar"
        said.append(f"Stäm av {number(check)} {what} innan ni bygger på dem.")
    return " ".join(said) or "Inget särskilt."


# --- what to talk about ---------------------------------------------------------------------


def to_discuss(material: CountyMaterial) -> Section:
    """Return the most urgent themes: a question each, how the län stands, and who can teach whom.

    First what is clearly behind, then what has got worse, what may be chance, and last what is
    behind however little.
    """
    found = material.found
    themes = {t.theme.id: t for t in found.themes}
    worse = [r for r in found.indicators if r.is_worse]
    order = [t.theme.id for t in found.themes if t.n_weak]
    behind = sorted((r for r in found.compared if r.is_behind), key=lambda r: r.lead)
    order += [r.indicator.theme for r in worse] + list(themes) + [r.indicator.theme for r in behind]
    topics = []
    for id in list(dict.fromkeys(order))[:MOST_TOPICS]:
        of = [*(themes[id].indicators if id in themes else ())]
        of += [r.indicator.id for r in (*worse, *behind) if r.indicator.theme == id]
        results = [r for i in dict.fromkeys(of) if (r := material.result(i)) is not None]
        topics.append((material.themes[id], material.questions.get(id, ""), results))
    return section(
        "Att tala om" + (", och vem som kan lära vem" if len(material.in_data) > 1 else ""),
        "Ett JA säger att något finns, inte hur bra det fungerar. Fråga hur de gjorde, vad det "
        "kostade och vad brukarna säger."
        if topics and not material.is_numeric
        else "",
        *(
            block
            for n, (name, question, results) in enumerate(topics, start=1)
            for block in (
                strong(f"{n}. {name}. {question}".strip()),
                bullets(_topic_lines(results)),
            )
        ),
        id="tala-om",
    )


def _topic_lines(results: list[LanIndicator]) -> Iterator[str]:
    yield from (f"{r.indicator.short}: {_stands(r)} {_teaching(r)}" for r in results[:MOST_SAID])
    rest = [r.indicator.short for r in results[MOST_SAID:]]
    if rest:
        yield f"Hit hör också {listing(rest)}."


def _stands(r: LanIndicator) -> str:
    certain = {Verdict.TYDLIG_SVAGHET: ", tydligt sämre", Verdict.OSAKERT: ", kan vara slump"}
    text = f"{lan_text(r)}{certain.get(r.verdict, '') if r.verdict else ''}."
    return f"{text} {capital(change_text(r))}." if r.is_worse else text


def _teaching(r: LanIndicator) -> str:
    if not r.teachers:
        return "Ingen i länet har det: fråga utanför länet." if r.without > 1 else ""
    if not r.without:
        return ""
    known = first_few([k.name for k in r.teachers], MOST_NAMED)
    if r.lan.n_yes is None:
        return f"Bland de bästa: {known}."
    return f"{known} kan lära {r.without} andra."
