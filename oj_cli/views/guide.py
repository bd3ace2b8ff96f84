"""What is shown around a guide's questions: figures beside them, and the lists of guides."""

from collections.abc import Mapping, Sequence
from typing import Any

from oj_cli.domain.analysis import Analysis, Event, Evidence
from oj_cli.domain.analysis_words import EVIDENCE_WORDS
from oj_cli.domain.guide import Guide, Question, flag_of
from oj_cli.domain.swedish import capital, counted, listing, number, percent
from oj_cli.domain.trend import Trend
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
from oj_cli.views.trend_words import series_name, statement

_KINDS = {
    "text": "text",
    "val": "ett av alternativen",
    "flerval": "ett eller flera alternativ",
    "ja_nej": "ja eller nej",
    "datum": "datum",
    "tidpunkt": "år, månad eller datum",
    "tal": "tal",
    "kommun": "kommun",
    "indikator": "indikator",
    "tema": "tema",
}

Weak = tuple[str, str, float | None, float | None]
"""An indicator by name, the own answer in words, and the shares or medians of län and riket."""


def areas_block(areas: Sequence[tuple[str, str]]) -> Block:
    """Return the areas to work on, each with how it stands."""
    if not areas:
        return Paragraph("Inget område sticker ut: minst två besvarade indikatorer behövs.")
    return Bullets(tuple(Item(f"{name}: {how}") for name, how in areas), numbered=True)


def weak_block(weak: Sequence[Weak]) -> Block:
    """Return the most important weak indicators as a table."""
    if not weak:
        return Paragraph("Ingen indikator är ett förbättringsområde.")
    columns = (
        Column("indikator", "Indikator", weight=1),
        Column("ni", "Ni"),
        Column("lan", "Länet", "right"),
        Column("riket", "Riket", "right"),
    )
    rows: list[Mapping[str, Cell]] = [
        {"indikator": name, "ni": own, "lan": _figure(lan), "riket": _figure(riket)}
        for name, own, lan, riket in weak
    ]
    return Table(columns, tuple(rows), "Andel kommuner med JA, eller median.")


def _figure(value: float | None) -> str:
    return "-" if value is None else number(value)


def evidence_block(evidence: Sequence[Evidence]) -> Block:
    """Return the log of evidence."""
    return Bullets(tuple(_evidence(e) for e in evidence))


def _evidence(evidence: Evidence) -> Item:
    about = [evidence.source, *([str(evidence.date)] if evidence.date else [])]
    return Item(
        f"{capital(EVIDENCE_WORDS[evidence.kind])}: {evidence.shows}", (f"({', '.join(about)})",)
    )


def trend_block(rows: Sequence[tuple[str, Mapping[int, str]]], years: Sequence[int]) -> Block:
    """Return the own answers year by year."""
    columns = (
        Column("indikator", "Indikator", weight=1),
        *(Column(str(year), str(year)) for year in years),
    )
    cells: list[Mapping[str, Cell]] = [
        {"indikator": name, **{str(y): answers.get(y, "-") for y in years}}
        for name, answers in rows
    ]
    return Table(columns, tuple(cells), "Era svar. Mer om varje: oj trend --indicator ID")


def series_block(found: Sequence[Trend]) -> Block:
    """Return how each indicator went: here, in the län, in the group and in riket.

    Only comparable years are set against each other, and a break is said.
    """
    return Bullets(tuple(_series(trend) for trend in found))


def _series(found: Trend) -> Item:
    followed = {"kommun", "lan", "kommungrupp", "invanargrupp", "riket"}
    lines = [
        f"{series_name(s)}: {statement(s, found.indicator)}."
        for s in found.series
        if s.newest and (s is found.main or (s.id in followed and s.measure != "redovisat"))
    ]
    years = [p.year for s in found.series for p in s.points]
    breaks = [b for b in found.indicator.breaks if years and min(years) < b.first_year]
    lines += [f"Går inte att jämföra med åren före {b.first_year}: {b.reason}." for b in breaks]
    return Item(found.indicator.name, tuple(lines))


def events_block(events: Sequence[Event]) -> Block:
    """Return what has happened."""
    return Bullets(tuple(Item(f"{e.date}: {e.text}") for e in events))


def conclusions_block(analysis: Analysis) -> Block:
    """Return the conclusions with their causes."""
    return Bullets(
        tuple(
            Item(c.text, (f"Beror på: {listing(c.causes)}.",) if c.causes else ())
            for c in analysis.conclusions
        )
    )


# --- lists -------------------------------------------------------------------------------


def guides_document(entries: Sequence[Mapping[str, Any]]) -> Document:
    """Return the guides that there are, and what is wrong with those that are broken."""
    columns = (
        Column("guide", "Guide"),
        Column("namn", "Vad den handlar om", weight=2),
        Column("fragor", "Frågor", "right"),
        Column("varifran", "Varifrån"),
    )
    whole = [e for e in entries if not e["fel"]]
    broken = [e for e in entries if e["fel"]]
    table = Table(columns, tuple({c.key: e[c.key] for c in columns} for e in whole))
    sections = []
    if broken:
        items = tuple(Item(f"{e['guide']} ({e['fil']})", tuple(e["fel"])) for e in broken)
        sections.append(Section("Guider som inte går att läsa", (Bullets(items),)))
    first = whole[0]["guide"] if whole else "fyra-steg"
    sections.append(
        Section(
            "Nästa steg",
            (
                Commands(
                    (
                        Command("oj guide", "går igenom guiden fyra-steg"),
                        Command(f"oj guide --guide {first} --fragor", "visar frågorna"),
                    )
                ),
            ),
        )
    )
    return Document(
        title="Guider",
        lead=(table,),
        sections=tuple(sections),
        data=table,
        payload={"schema": "oj-guider/1", "guider": list(entries)},
    )


def questions_document(guide: Guide, answers_file: str) -> Document:
    """Return a guide's questions with their flags, and how an answers file is begun."""
    rows: list[dict[str, Cell]] = []
    for step in guide.steps:
        for question in step.questions:
            rows += _question_rows(step.name, (), question)
    columns = (
        Column("fraga", "Fråga", weight=2),
        Column("flagga", "Flagga"),
        Column("svar", "Svar", weight=1),
    )
    sections = []
    for number_, step in enumerate(guide.steps, 1):
        found = [r for r in rows if r["steg"] == step.name]
        shown: tuple[Mapping[str, Cell], ...] = tuple(
            {"fraga": r["fraga"], "flagga": r["flagga"], "svar": r["svar"]} for r in found
        )
        sections.append(Section(f"Steg {number_}: {step.name}", (Table(columns, shown),)))
    sections.append(
        Section(
            "Utan terminal",
            (
                Paragraph(
                    "Skriv svaren i en fil. Varje fråga har en nyckel, och det som kan komma flera "
                    "gånger är en lista."
                ),
                Commands(
                    (
                        Command(f"{answers_file} --mall", "visar en svarsfil att fylla i"),
                        Command(f"{answers_file} --svarsfil svar.yaml", "läser svaren"),
                    )
                ),
            ),
        )
    )
    every = (
        Column("steg", "Steg"),
        Column("nyckel", "Nyckel"),
        *columns,
        Column("maste", "Måste besvaras"),
    )
    return Document(
        title=f"Frågorna i {guide.name}",
        sections=tuple(sections),
        data=Table(every, tuple(rows)),
        payload={
            "schema": "oj-guidefragor/1",
            "guide": guide.id,
            "namn": guide.name,
            "fragor": rows,
        },
    )


def _question_rows(
    step: str, around: tuple[Question, ...], question: Question
) -> list[dict[str, Cell]]:
    if question.kind == "grupp":
        return [
            row
            for inner in question.questions
            for row in _question_rows(step, (*around, question), inner)
        ]
    kind = _KINDS[question.kind]
    options = f": {listing(question.choices, 'eller')}" if question.choices else ""
    return [
        {
            "steg": step,
            "nyckel": ".".join([*(g.id for g in around), question.id]),
            "fraga": question.text,
            "flagga": flag_of(around, question),
            "svar": f"{kind}{options}" + (", flera" if question.several else ""),
            "maste": "ja" if question.required else "nej",
        }
    ]


def counted_questions(guide: Guide) -> int:
    """Return how many questions a guide has."""
    return sum(question.kind != "grupp" for _, question in guide.asked())


def share(value: float | None) -> str:
    """Return a share in words, or a dash."""
    return "-" if value is None else percent(value)


def weak_count(n_weak: int, n: int) -> str:
    """Return how many are weak of how many, in short: `3 av 4 svaga`, `ingen svag av 2`."""
    return f"{n_weak} av {n} svaga" if n_weak else f"ingen svag av {n}"


def weak_of(n_weak: int, n: int) -> str:
    """Return how many of an area's indicators are weak, in words."""
    return f"{n_weak} av {counted(n, 'besvarad indikator', 'besvarade indikatorer')} är svaga"
