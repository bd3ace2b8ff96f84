"""What the checks of data found, as a document."""

from collections.abc import Mapping

from oj_cli.domain.findings import LEVEL_WORDS, LEVELS
from oj_cli.domain.quality import Checked, DataCheck
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.wording import area_word, shell_word
from oj_cli.presentation.document import Column, Document, Section, Table
from oj_cli.presentation.parts import commands, right, section, table, wide
from oj_cli.views.findings import findings_document, tried_section
from oj_cli.views.sources import shipped_note

_ANSWERS_IN_ORDER = ("JA", "DELVIS", "NEJ", "EA", "BORTFALL", "SEKRETESS")


def document(found: DataCheck) -> Document:
    """Return what was found in one or several områden, or in a draft of the answers."""
    where = listing([f"{area_word(one.catalogue)} {one.year}" for one in found.checked])
    shares = [_how_shares_are_counted(one) for one in found.checked if one.shares]
    return findings_document(
        f"{found.name}: {'utkast till svar' if found.draft else 'kontroll av svaren'}, {where}",
        found,
        checked=_said_of_draft(found) or " ".join(_said(one) for one in found.checked),
        lead=[_verify_list(found.checked[0]), _per_kommun(found)],
        sections=[*shares, tried_section(found.tried), _next_steps(found)],
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


def _verify_list(checked: Checked) -> Table:
    """Return the questions to verify, with the last answer and the län's beside."""
    rows = [
        (
            *(v.indicator.name, v.answer or "saknas"),
            f"{v.before} {v.before_year}" if v.before else "inget svar",
            others_text(v.others) or "inga svar",
            ", ".join(v.rules),
        )
        for v in checked.to_verify
    ]
    years = [str(v.others_year) for v in checked.to_verify[:1]]
    others = wide(" ".join(("Andra i länet", *years)))
    own = (wide("Fråga", 3), Column("Utkast"), Column("Förra svaret"))
    return table((*own, others, Column("Regel")), rows, "Att stämma av före inrapporteringen")


def _said(one: Checked) -> str:
    """Return in a sentence or three what was looked at."""
    area = capital(area_word(one.catalogue))
    kinds = {i.kind for i in one.catalogue}
    word = ("svar", "svar") if kinds == {"ja_nej"} else ("värde", "värden")
    text = f"{area} {one.year}: {counted(one.n_answers, *word)} kontrollerades"
    if one.lan is not None:
        text += f" från {counted(len(one.kommuner), 'kommun', 'kommuner')}"
    text += "."
    shares = ("publicerad andel", "publicerade andelar")
    if one.n_recomputed:
        text += f" {counted(one.n_recomputed, *shares)} räknades om."
    if one.n_not_recomputed:
        n = counted(one.n_not_recomputed, *shares)
        text += f" {n} går inte att räkna om: alla kommuners svar finns inte i data."
    return text


def _per_kommun(found: DataCheck) -> Table:
    """Return how many findings each kommun of a län has, the most first."""
    names = {k.code: k.name for one in found.checked if one.lan for k in one.kommuner}
    rows: list[tuple[str, int, int, int]] = []
    for code, name in names.items():
        of = [f.level for f in found.findings if f.fields.get("kommun") == code]
        if of:
            rows.append((name, of.count("fel"), of.count("varn"), of.count("rad")))
    rows.sort(key=lambda row: row[1:], reverse=True)
    levels = right(*(LEVEL_WORDS[level] for level in LEVELS))
    return table((wide("Kommun"), *levels), rows, "Kommuner med fynd")


def _how_shares_are_counted(one: Checked) -> Section:
    """Return how many published shares each way of counting gives."""
    rows = (
        (c.rule.name, f"{number(c.n_fits)} av {number(c.n)}")
        for c in sorted(one.shares, key=lambda c: -c.n_fits)
    )
    return section(
        f"Så är andelarna räknade: {area_word(one.catalogue)} {one.year}",
        "Publicerade andelar som går att räkna om ur kommunernas svar.",
        table((wide("Sätt att räkna"), *right("Stämmer")), rows),
    )


def _next_steps(found: DataCheck) -> Section:
    steps = []
    first = next((f for f in found.findings if {"indikator", "kommun"} <= f.fields.keys()), None)
    if first is not None:
        names = {k.code: k.name for one in found.checked for k in one.kommuner}
        kommun = shell_word(names[str(first.fields["kommun"])])
        of = f"--kommun {kommun} --omrade {first.fields['omrade']}"
        gives = "vad frågan gäller, och varifrån svaret kommer"
        steps.append((f"oj explain {first.fields['indikator']} {of}", gives))
    one = found.checked[0]
    if found.draft is None and any(i.kind == "ja_nej" for i in one.catalogue):
        kommun = shell_word(one.kommuner[0].name) if one.lan is None else "KOMMUN"
        line = f"oj data template --kommun {kommun} --omrade {one.catalogue.area}"
        steps.append((line, "ett blad för nästa inrapportering"))
    elif found.draft is not None:
        line = f"oj check data --fore-inrapportering {shell_word(found.path)}"
        steps.append((line, "när ni har rättat i bladet"))
    return section("Nästa steg", commands(*steps), shipped_note(found.is_shipped))


def others_text(counts: Mapping[str, int]) -> str:
    """Return how others answered: `9 JA, 5 NEJ`."""
    return ", ".join(f"{counts[a]} {a}" for a in _ANSWERS_IN_ORDER if counts.get(a))
