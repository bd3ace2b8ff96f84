"""A guide that does not hold together is told of with line and reason."""

from pathlib import Path

import pytest

from oj_cli import api
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.guide.content import Library
from oj_cli.workspace import guides_folder

from .small import TEXT, guide

HEAD = "guide: egen\nnamn: Egen\nsteg:\n  - id: ett\n    namn: Ett\n    fragor:\n"


def test_the_small_guide_is_whole() -> None:
    assert guide().id == "liten"


BROKEN = [
    ("      - {id: a, fraga: A, typ: text}\n      - {id: a, fraga: A, typ: text}\n", 8, "redan"),
    ("      - {id: plan, fraga: A, typ: text}\n", 7, "får inte ha id ”plan”"),
    ("      - {id: a/b, fraga: A, typ: text}\n", 7, "”a/b” kan inte vara ett id"),
    ("      - {id: a, fraga: A, typ: val, alternativ: [x]}\n", 7, "minst två alternativ"),
    ("      - {id: a, fraga: A, typ: text, alternativ: [x, y]}\n", 7, "typ: val eller flerval"),
    (
        "      - {id: a, fraga: A, typ: val, alternativ: [x, y], skrivs: {z: w}}\n",
        7,
        "Frågan ”a” har inget svar som heter ”z”",
    ),
    ("      - {id: a, fraga: A, typ: tal, standard: tre}\n", 7, "Standardsvaret går inte."),
    ("      - {id: a, fraga: A, typ: text, nar: {fraga: b}}\n", 7, "Ingen tidigare fråga heter"),
    (
        "      - {id: a, fraga: A, typ: val, alternativ: [x, y]}\n"
        "      - {id: b, fraga: B, typ: text, nar: {fraga: a, ar: [z]}}\n",
        8,
        "har inget svar som heter ”z”",
    ),
    (
        "      - {id: a, fraga: A, typ: ja_nej}\n"
        "      - {id: b, fraga: B, typ: text, nar: {fraga: a, ar: [ja]}}\n",
        8,
        "har inget svar som heter ”ja”",
    ),
    ("      - {id: a, fraga: A, typ: text, till: underlag, falt: visar}\n", 7, "i en grupp"),
    (
        "      - {id: a, fraga: A, typ: grupp, fragor: "
        "[{id: b, fraga: B, typ: text, till: plan, falt: plan.titel}]}\n",
        7,
        "Skriv till på den yttersta gruppen",
    ),
    ("      - {id: a, fraga: A, typ: ja_nej, oppnar: [b]}\n", 7, "längre ned heter ”b”"),
    (
        "      - {id: a, fraga: A, typ: text, oppnar: [b]}\n      - {id: b, fraga: B, typ: text}\n",
        7,
        "Nyckeln oppnar går bara ihop med typ: ja_nej.",
    ),
    (
        "      - {id: a, fraga: A, typ: text}\n      - {id: b, fraga: B, typ: datum, forslag: a}\n",
        8,
        "Ingen tidigare fråga av typen datum heter ”a”.",
    ),
    ("      - {id: a, fraga: A, typ: text, falt: visar}\n", 7, "till saknas"),
    ("      - {id: a, fraga: A, typ: text, till: plan, falt: plan.titl}\n", 7, "”titel”?"),
    ("      - {id: a, fraga: A, typ: text, till: plan}\n", 7, "vilken nyckel i planen?"),
    (
        "      - {id: a, fraga: A, typ: text, till: plan, falt: plan.giltighet.fran}\n",
        7,
        "tar inte svaret. Här ska stå ett datum",
    ),
    (
        "      - {id: a, fraga: A, typ: text, till: plan, falt: plan.namndmal}\n",
        7,
        "Här ska stå en lista, inte ”text”. Ändra typ, flera eller skrivs.",
    ),
    (
        "      - {id: a, fraga: A, typ: tal, till: plan, falt: plan.titel}\n",
        7,
        "Fältet tar inte svaret. Det är en text.",
    ),
    (
        "      - {id: a, fraga: A, typ: indikator, till: plan, falt: mal.0.koppling.*.indikator}\n",
        7,
        "Här ska stå flera svar.",
    ),
    (
        '      - {id: a, fraga: A, typ: tema, flera: true, till: plan, falt: "*.indikator"}\n',
        7,
        "Här ska stå nycklar (schema, plan och mal), inte en lista.",
    ),
    (
        "      - {id: a, fraga: A, typ: val, alternativ: [x, y], till: plan, falt: plan.status}\n",
        7,
        "inte ”y”. Ändra typ, flera eller skrivs.",
    ),
    ("      - {id: a, fraga: A, typ: text, flagga: --guide}\n", 7, "betyder något annat"),
    ("      - {id: idag, fraga: A, typ: text}\n", 7, "betyder något annat"),
    ("      - {id: a, fraga: A, typ: text, flagga: abc}\n", 7, "börjar inte med --"),
    (
        "      - {id: a, fraga: A, typ: text}\n      - {id: b, fraga: B, typ: text, flagga: --a}\n",
        8,
        "”a” har redan flaggan --a",
    ),
    ("      - {id: a, fraga: A, typ: grupp}\n", 7, "saknas frågor"),
    (
        "      - {id: a, fraga: A, typ: text}\n"
        "  - {id: tva, namn: Två, fragor: [{id: a, fraga: A, typ: text}]}\n",
        8,
        "”a” finns redan",
    ),
    ("      - {id: a, fraga: A, typ: text, upprepa: B}\n", 7, "typ: grupp."),
    (
        "      - {id: a, fraga: A, typ: grupp, till: plan, falt: mall, fragor: "
        "[{id: b, fraga: B, typ: text, falt: mal}]}\n",
        7,
        "Nyckeln ”mall” finns inte här. Menade du ”mal”?",
    ),
    (
        "      - id: a\n        fraga: A\n        typ: grupp\n        till: handelser\n"
        "        fragor:\n          - {id: b, fraga: B, typ: text, falt: vad}\n",
        7,
        "Ingen fråga i gruppen ”a” fyller datum.",
    ),
    (
        "      - id: a\n        fraga: A\n        typ: grupp\n        till: underlag\n"
        "        fyller: {typ: skvaller}\n        fragor:\n"
        "          - {id: b, fraga: B, typ: text, falt: visar}\n"
        "          - {id: c, fraga: C, typ: text, falt: kalla}\n",
        11,
        "inte ”skvaller”",
    ),
    (
        "      - id: a\n        fraga: A\n        typ: grupp\n        till: slutsatser\n"
        "        fragor:\n          - {id: b, fraga: B, typ: text, falt: vad}\n"
        "          - {id: c, fraga: C, typ: text}\n",
        13,
        "Frågan ”c” fyller inget i analysen",
    ),
    (
        "      - {id: b, fraga: B, typ: tal}\n"
        "      - {id: a, fraga: A, typ: datum, krav: {inte_fore: b}}\n",
        8,
        "Ingen tidigare fråga av typen datum eller tidpunkt heter ”b”.",
    ),
    ("      - {id: a, fraga: A, typ: skriet}\n", 7, "Här ska stå text"),
    ("      - {id: a, fraga: A, typ: text, hjälp: B}\n", 7, "Menade du ”hjalp”?"),
    ("    hamta: [plan/finns_inte]\n", 7, "Det finns inget steg som heter ”plan/finns_inte”."),
]


@pytest.mark.parametrize(("text", "line", "reason"), BROKEN, ids=[b[2][:30] for b in BROKEN])
def test_a_broken_guide_is_told_with_line_and_reason(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    path = tmp_path / "egen.yaml"
    head = HEAD.removesuffix("    fragor:\n") if text.startswith("    hamta") else HEAD
    path.write_text(head + text, encoding="utf-8")
    with pytest.raises(FileFault) as error:
        Library(guides_folder(), own_flags=frozenset({"--guide", "--idag"})).read(path)
    details = [d for d in error.value.details if reason in d]
    assert details, error.value.details
    expected = line - (head != HEAD)
    assert details[0].startswith(f"Rad {expected}:"), details[0]


def test_a_guide_is_called_as_its_file(tmp_path: Path) -> None:
    path = tmp_path / "stor.yaml"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(FileFault) as error:
        Library(guides_folder()).read(path)
    (said,) = error.value.details
    assert said.startswith("Rad 1: Guiden heter ”liten” men filen ”stor.yaml”. Skriv guide: stor,")


def test_a_guide_of_ones_own_stands_beside_the_others_and_may_take_the_place_of_one(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "guides"
    folder.mkdir()
    (folder / "liten.yaml").write_text(TEXT, encoding="utf-8")
    own = TEXT.replace("guide: liten", "guide: egenkontroll").replace("En liten", "Vår")
    (folder / "egenkontroll.yaml").write_text(own, encoding="utf-8")
    (folder / "trasig.yaml").write_text("guide: [", encoding="utf-8")
    (tmp_path / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    entries = {e.id: e for e in api.open(tmp_path).guides().entries}
    library = Library(guides_folder(), tmp_path)
    assert entries["liten"].is_own
    assert entries["egenkontroll"].name == "Vår guide"
    assert entries["trasig"].faults
    assert library.find("liten").name == "En liten guide"
    with pytest.raises(UsageFault, match="Det finns ingen guide som heter ”lite”"):
        library.find("lite")
    for name in ("../egenkontroll", "", ".", "prioritering"):
        with pytest.raises(UsageFault):
            library.find(name)
