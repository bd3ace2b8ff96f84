"""What the checks of data found, as a document."""

from collections.abc import Mapping

from oj_cli.domain.findings import LEVEL_WORDS, LEVELS
from oj_cli.domain.quality import Checked, DataCheck
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.wording import area_word, shell_word
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.findings import findings_document, shipped_note

_ANSWERS_IN_ORDER = ("JA", "DELVIS", "NEJ", "EA", "BORTFALL", "SEKRETESS")


def document(found: DataCheck) -> Document:
    """Return what was found in one or several områden, or in a draft of the answers."""
    where = listing([f"{area_word(one.catalogue)} {one.year}" for one in found.checked])
    tried = Bullets(tuple(Item(f"{r.id} {r.name}") for r in found.tried))
    shares = [_how_shares_are_counted(one) for one in found.checked if one.shares]
    return findings_document(
        f"{found.name}: {'utkast till svar' if found.draft else 'kontroll av svaren'}, {where}",
        found,
        checked=_said_of_draft(found) or " ".join(_said(one) for one in found.checked),
        lead=[*_verify_list(found.checked[0]), *_per_kommun(found)],
        sections=[*shares, Section("Detta prövades", (tried,)), _next_steps(found)],
    )


def _said_of_draft(found: DataCheck) -> str:
    """Return in two sentences what was looked at in a draft; empty for what is no draft."""
    if found.draft is None:
        return ""
    (one,) = found.checked
    return (
        f"{counted(one.n_answers, 'svar', 'svar')} lästes ur {found.draft.file}. "
        f"{counted(len(one.to_verify), 'fråga', 'frågor')} bör stämmas av innan svaren skickas in."
    )


def _verify_list(checked: Checked) -> tuple[Block, ...]:
    """Return the questions to verify, with the last answer and the län's beside."""
    if not checked.to_verify:
        return ()
    rows = tuple(
        (
            v.indicator.name,
            v.answer or "saknas",
            f"{v.before} {v.before_year}" if v.before else "inget svar",
            others_text(v.others) or "inga svar",
            ", ".join(v.rules),
        )
        for v in checked.to_verify
    )
    columns = (
        Column("Fråga", weight=3),
        Column("Utkast"),
        Column("Förra svaret"),
        Column(f"Andra i länet {checked.to_verify[0].others_year}", weight=1),
        Column("Regel"),
    )
    return (Table(columns, rows, "Att stämma av före inrapporteringen"),)


def _said(one: Checked) -> str:
    """Return in a sentence or three what was looked at."""
    area = capital(area_word(one.catalogue))
    kinds = {i.kind for i in one.catalogue}
    word = ("svar", "svar") if kinds == {"ja_nej"} else ("värde", "värden")
    text = f"{area} {one.year}: {counted(one.n_answers, *word)} kontrollerades"
    if one.lan is not None:
        text += f" från {counted(len(one.kommuner), 'kommun', 'kommuner')}"
    text += "."
    if one.n_recomputed:
        n = counted(one.n_recomputed, "publicerad andel", "publicerade andelar")
        text += f" {n} räknades om."
    if one.n_not_recomputed:
        n = counted(one.n_not_recomputed, "publicerad andel", "publicerade andelar")
        text += f" {n} går inte att räkna om: alla kommuners svar finns inte i data."
    return text


def _per_kommun(found: DataCheck) -> tuple[Table, ...]:
    """Return how many findings each kommun of a län has, the most first."""
    if all(one.lan is None for one in found.checked):
        return ()
    names = {k.code: k.name for one in found.checked for k in one.kommuner}
    rows: list[tuple[str, int, int, int]] = []
    for code, name in names.items():
        of = [f.level for f in found.findings if f.fields.get("kommun") == code]
        if of:
            rows.append((name, of.count("fel"), of.count("varn"), of.count("rad")))
    rows.sort(key=lambda row: row[1:], reverse=True)
    columns = [Column(LEVEL_WORDS[level], align="right") for level in LEVELS]
    table = Table((Column("Kommun", weight=1), *columns), tuple(rows), "Kommuner med fynd")
    return (table,) if rows else ()


def _how_shares_are_counted(one: Checked) -> Section:
    """Return how many published shares each way of counting gives."""
    rows = tuple(
        (c.rule.name, f"{number(c.n_fits)} av {number(c.n)}")
        for c in sorted(one.shares, key=lambda c: -c.n_fits)
    )
    columns = (Column("Sätt att räkna", weight=1), Column("Stämmer", align="right"))
    return Section(
        f"Så är andelarna räknade: {area_word(one.catalogue)} {one.year}",
        (
            Paragraph("Publicerade andelar som går att räkna om ur kommunernas svar."),
            Table(columns, rows),
        ),
    )


def _next_steps(found: DataCheck) -> Section:
    commands = []
    first = next((f for f in found.findings if {"indikator", "kommun"} <= f.fields.keys()), None)
    if first is not None:
        names = {k.code: k.name for one in found.checked for k in one.kommuner}
        kommun = shell_word(names[str(first.fields["kommun"])])
        of = f"--kommun {kommun} --omrade {first.fields['omrade']}"
        gives = "vad frågan gäller, och varifrån svaret kommer"
        commands.append(Command(f"oj explain {first.fields['indikator']} {of}", gives))
    if found.draft is None:
        one = found.checked[0]
        kommun = shell_word(one.kommuner[0].name) if one.lan is None else "KOMMUN"
        line = f"oj data template --kommun {kommun} --omrade {one.catalogue.area}"
        commands.append(Command(line, "ett blad för nästa inrapportering"))
    else:
        line = f"oj check data --fore-inrapportering {shell_word(found.path)}"
        commands.append(Command(line, "när ni har rättat i bladet"))
    return Section("Nästa steg", (Commands(tuple(commands)), *shipped_note(found.is_shipped)))


def others_text(counts: Mapping[str, int]) -> str:
    """Return how others answered: `9 JA, 5 NEJ`."""
    return ", ".join(f"{counts[a]} {a}" for a in _ANSWERS_IN_ORDER if counts.get(a))
