"""What the checks of data found, as a document."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.drafts import Draft
from oj_cli.domain.findings import LEVEL_WORDS, LEVELS, Finding, SwitchedOff
from oj_cli.domain.quality import Checked, QualityRules, ToVerify
from oj_cli.domain.swedish import capital, counted, listing, number
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
from oj_cli.views.findings import findings_document
from oj_cli.views.words import area_word, shell_word

_ANSWERS_IN_ORDER = ("JA", "DELVIS", "NEJ", "EA", "BORTFALL", "SEKRETESS")


def document(
    checked: Sequence[Checked],
    name: str,
    rules: QualityRules,
    shipped: bool,
    off: Sequence[SwitchedOff] = (),
) -> Document:
    """Return what was found in one or several områden. `name` is whose answers they are."""
    findings = sorted(
        (f for one in checked for f in one.findings), key=lambda f: (LEVELS.index(f.level), f.rule)
    )
    where = listing([f"{area_word(one.catalogue)} {one.year}" for one in checked])
    lead: list[Block] = []
    per_kommun = _per_kommun(checked)
    if per_kommun is not None:
        lead.append(per_kommun)
    sections = [_how_shares_are_counted(one) for one in checked if one.shares]
    sections += [_what_was_tried(rules, off), _next_steps(checked, findings, shipped)]
    return findings_document(
        f"{name}: kontroll av svaren, {where}",
        findings,
        checked=" ".join(_said(one) for one in checked),
        lead=lead,
        switched_off=off,
        sections=sections,
        extra={"kontrollerat": [_summary(one) for one in checked]},
    )


def draft_document(
    checked: Checked,
    draft: Draft,
    path: str,
    rules: QualityRules,
    shipped: bool,
    off: Sequence[SwitchedOff] = (),
) -> Document:
    """Return what was found in a kommun's draft, with what to verify before it is sent in.

    `path` is the file as the user named it.
    """
    (kommun,) = checked.kommuner
    area = area_word(checked.catalogue)
    said = (
        f"{counted(checked.n_answers, 'svar', 'svar')} lästes ur {draft.file}. "
        f"{counted(len(checked.to_verify), 'fråga', 'frågor')} bör stämmas av innan svaren "
        "skickas in."
    )
    return findings_document(
        f"{kommun.name}: utkast till svar, {area} {checked.year}",
        checked.findings,
        checked=said,
        lead=_verify_list(checked),
        switched_off=off,
        sections=(
            _what_was_tried(rules, off, draft=True),
            _next_steps((checked,), checked.findings, shipped, path),
        ),
        extra={"kontrollerat": [_summary(checked)], "fil": draft.file},
    )


def _verify_list(checked: Checked) -> tuple[Block, ...]:
    """Return the questions to verify, with the last answer and the län's beside."""
    if not checked.to_verify:
        return ()
    rows = tuple(
        {
            "fraga": v.indicator.name,
            "utkast": v.answer or "saknas",
            "fore": f"{v.before} {v.before_year}" if v.before else "inget svar",
            "andra": others_text(v.others) or "inga svar",
            "regel": ", ".join(v.rules),
        }
        for v in checked.to_verify
    )
    columns = (
        Column("fraga", "Fråga", weight=3),
        Column("utkast", "Utkast"),
        Column("fore", "Förra svaret"),
        Column("andra", f"Andra i länet {checked.to_verify[0].others_year}", weight=1),
        Column("regel", "Regel"),
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


def _per_kommun(checked: Sequence[Checked]) -> Table | None:
    """Return how many findings each kommun has, the most first; None if none or one is checked."""
    if all(one.lan is None for one in checked):
        return None
    names = {k.code: k.name for one in checked for k in one.kommuner}
    rows: list[tuple[tuple[int, ...], dict[str, Cell]]] = []
    for code, name in names.items():
        found = [f for one in checked for f in one.by_kommun.get(code, ())]
        counts = [sum(f.level == level for f in found) for level in LEVELS]
        row: dict[str, Cell] = {"kommun": name}
        row.update(zip(LEVELS, counts, strict=True))
        if found:
            rows.append((tuple(-n for n in counts), row))
    if not rows:
        return None
    rows.sort(key=lambda r: r[0])
    columns = [Column(level, LEVEL_WORDS[level], "right") for level in LEVELS]
    columns.insert(0, Column("kommun", "Kommun", weight=1))
    return Table(tuple(columns), tuple(row for _, row in rows), "Kommuner med fynd")


def _how_shares_are_counted(one: Checked) -> Section:
    """Return how many published shares each way of counting gives."""
    rows = tuple(
        {"satt": c.rule.name, "stammer": f"{number(c.n_fits)} av {number(c.n)}"}
        for c in sorted(one.shares, key=lambda c: -c.n_fits)
    )
    columns = (Column("satt", "Sätt att räkna", weight=1), Column("stammer", "Stämmer", "right"))
    return Section(
        f"Så är andelarna räknade: {area_word(one.catalogue)} {one.year}",
        (
            Paragraph("Publicerade andelar som går att räkna om ur kommunernas svar."),
            Table(columns, rows),
        ),
    )


def _what_was_tried(
    rules: QualityRules, off: Sequence[SwitchedOff], draft: bool = False
) -> Section:
    """Return all rules, so that silence is known to mean that nothing was found."""
    kinds = ("svar", "utkast") if draft else ("svar", "andelar")
    left_out = {rule.rule for rule in off}
    tried = [r for r in rules.rules if r.kind in kinds and r.id not in left_out]
    items = tuple(Item(f"{r.id} {r.name}") for r in tried)
    return Section("Detta prövades", (Bullets(items),))


def _next_steps(
    checked: Sequence[Checked],
    findings: Sequence[Finding],
    shipped: bool,
    draft: str | None = None,
) -> Section:
    commands = []
    first = next((f for f in findings if "indikator" in f.fields and "kommun" in f.fields), None)
    if first is not None:
        kommuner = {k.code: k.name for one in checked for k in one.kommuner}
        name = shell_word(kommuner[str(first.fields["kommun"])])
        indicator, area = first.fields["indikator"], first.fields["omrade"]
        commands.append(
            Command(
                f"oj explain {indicator} --kommun {name} --omrade {area}",
                "vad frågan gäller, och varifrån svaret kommer",
            )
        )
    one = checked[0]
    kommun = shell_word(one.kommuner[0].name) if one.lan is None else "KOMMUN"
    area = one.catalogue.area
    template = Command(
        f"oj data template --kommun {kommun} --omrade {area}", "ett blad för nästa inrapportering"
    )
    again = Command(
        f"oj check data --fore-inrapportering {shell_word(draft or '')}",
        "när ni har rättat i bladet",
    )
    commands.append(template if draft is None else again)
    blocks: list[Block] = [Commands(tuple(commands))]
    if shipped:
        text = "Uppgifterna följer med oj. Inga egna är inlästa."
        blocks.append(Paragraph(text, "note"))
    return Section("Nästa steg", tuple(blocks))


def _summary(one: Checked) -> dict[str, object]:
    return {
        "omrade": one.catalogue.area,
        "ar": one.year,
        "kommuner": [k.code for k in one.kommuner],
        "antal_svar": one.n_answers,
        "andelar_omraknade": one.n_recomputed,
        "andelar_som_inte_gar_att_rakna_om": one.n_not_recomputed,
        "rakneregler": [
            {"id": c.rule.id, "namn": c.rule.name, "stammer": c.n_fits, "av": c.n}
            for c in one.shares
        ],
        "att_stamma_av": [_verify_row(v) for v in one.to_verify],
    }


def _verify_row(v: ToVerify) -> dict[str, object]:
    return {
        "indikator": v.indicator.id,
        "svar": v.answer,
        "svar_fore": v.before,
        "ar_fore": v.before_year,
        "andra_i_lanet": v.others,
        "andra_ar": v.others_year,
        "regler": list(v.rules),
    }


def others_text(counts: Mapping[str, int]) -> str:
    """Return how others answered: `9 JA, 5 NEJ`."""
    return ", ".join(f"{counts[a]} {a}" for a in _ANSWERS_IN_ORDER if counts.get(a))
