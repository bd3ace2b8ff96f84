"""Comments: suggested with reasons, measured against a real author's marks, kept by people."""

import base64
import html
import importlib.util
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.comments import literal
from oj_cli.reports.comments.fill import WrongReferenceError, fill
from oj_cli.reports.material import CountyMaterial

_spec = importlib.util.spec_from_file_location("facts", Path(__file__).with_name("facts.py"))
assert _spec is not None
assert _spec.loader is not None
facts = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(facts)

ASKED = ("--lan", "Dalarna", "--omrade", "socialpsykiatri", "--year", "2016")


@cache
def loaded() -> CountyMaterial:
    return api.open(today="2016-11-25").county("Dalarna", "socialpsykiatri", 2016, None)


@pytest.fixture
def dalarna(folder: Path) -> CountyMaterial:
    return loaded()


# --- measured against the marks of the printed report ----------------------------------------

NOT_MARKED_BY_PEOPLE = {
    "rutin_samordning_familjeratt": {"niva"},  # one kommun of 15, and 24 % in riket
    "ips_supported_employment": {"niva", "atagande"},  # the author put a question mark
}
NOT_FOUND_BY_US = {
    "brukarstyrd_revision": "over riket",
    "brukarstyrd_revision_anvand": "over riket",
    "stod_i_foraldraskap": "8 of 15 against 65 %: no more than chance makes of 15",
    "forvarvsarbete": "background, which is never judged",
    "sip_rutin": "marked for what users said at a hearing, which no figure tells",
}


def test_plus_beside_the_author(dalarna: CountyMaterial) -> None:
    real = {id for id, f in facts.indicators().items() if "+" in f["mark_in_text"]}
    made = {s.indicator for s in dalarna.suggestions if "+" in s.mark}
    assert made < real  # nothing that the author did not praise
    # 11 and 10 of 15: no more than chance makes of 68 and 56 percent
    assert real - made == {"sip_rutin", "rutin_samordning_lss"}
    assert len(real) == 6


def test_exclamation_mark_beside_the_author(dalarna: CountyMaterial) -> None:
    real = {id for id, f in facts.indicators().items() if "!" in f["mark_in_text"]}
    made = {s.indicator: s for s in dalarna.suggestions if "!" in s.mark}
    assert set(NOT_FOUND_BY_US) == real - set(made)
    extra = {id: {r.code for r in s.reasons} for id, s in made.items() if id not in real}
    assert extra == NOT_MARKED_BY_PEOPLE
    both = real & set(made)
    print(f"\n!: {len(both)} of the author's {len(real)} found, {len(extra)} more suggested")
    assert (len(both), len(made)) == (11, 13)  # of 16


def test_a_gap_is_one_that_fifteen_answers_do_not_make_by_chance(dalarna: CountyMaterial) -> None:
    gaps = {
        (s.indicator, r.mark) for s in dalarna.suggestions for r in s.reasons if r.code == "gap"
    }
    # P(at most k of n), counted by hand: 1 of 15 at 50 % 0.0005, 0 of 14 at 21 % 0.037; half of
    # the last one is 0.018. P(at least k): 15 of 15 at 78 % 0.024, 10 of 15 at 35 % 0.012
    assert gaps == {
        ("social_fardighetstraning_esl", "!"),
        ("rutin_skyddade_personuppgifter", "!"),
        ("socialjour", "+"),
        ("case_management", "+"),
    }


def test_question_marks_are_left_to_people(dalarna: CountyMaterial) -> None:
    assert all("?" not in s.mark for s in dalarna.suggestions)
    assert all(s.question for s in dalarna.suggestions)
    assert all(s.reasons for s in dalarna.suggestions)


# --- figures as references --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{andel:sip_rutin:lan} mot {andel:sip_rutin:riket}", "73\u00a0% mot 68\u00a0%"),
        ("{av:audit_dudit:lan} ({svarande:audit_dudit:lan})", "1 av 11 (11)"),
        ("{antal:kompetensplan:lan:2015} till {antal:kompetensplan:lan}", "9 till 5"),
        ("{andel:kompetensplan:lan:2015}", "60\u00a0%"),
        ("{skillnad:case_management:lan}", "+32"),
        (
            "Leksand: {svar:bisam:Leksand}, Älvdalen: {svar:bisam:alvdalen}",
            "Leksand: JA, Älvdalen: NEJ",
        ),
        ("{svar:audit_dudit:Mora}", "Ej aktuellt"),
        ("inga siffror {}", None),
    ],
)
def test_figures_are_filled_in(dalarna: CountyMaterial, text: str, filled: str | None) -> None:
    if filled is None:
        with pytest.raises(WrongReferenceError):
            fill(text, dalarna)
    else:
        assert fill(text, dalarna) == filled


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{andel:sip_rutn:lan}", "Menade du sip_rutin?"),
        ("{andelen:sip_rutin:lan}", "Skriv andel, antal"),
        ("{svar:bisam:Lexsand}", "Menade du Leksand?"),
        ("{andel:sip_rutin}", "går inte att läsa"),
        ("{antal:uppsokande_verksamhet:lan:2015}", "går inte att jämföra med 2016"),
        ("{antal:sip_rutin:riket}", "har ingen siffra i data"),
    ],
)
def test_a_wrong_reference_is_explained(dalarna: CountyMaterial, text: str, said: str) -> None:
    with pytest.raises(WrongReferenceError, match=re.escape(said)):
        fill(text, dalarna)


# --- the file -----------------------------------------------------------------------------------


def test_suggestions_never_touch_what_people_wrote(oj: Callable[..., Any], folder: Path) -> None:
    path = folder / "k.yaml"
    ran = oj("report", "comments", *ASKED, "--fil", str(path))
    assert ran.code == 0
    assert "Lade till 17 förslag" in ran.err
    text = path.read_text("utf-8")
    mine = text.replace('marke: "!"', "marke: '!?'   # min egen rad", 1).replace(
        "    status: forslag\n", "", 1
    )
    cut = mine.index("  - id: K17")
    mine = mine[:cut]  # someone took the last one away
    path.write_text(mine, "utf-8")
    again = oj("report", "comments", *ASKED, "--fil", str(path))
    assert "Lade till 1 förslag" in again.err
    assert "16 indikatorer hade redan en kommentar" in again.err
    now = path.read_text("utf-8")
    assert now.startswith(mine.rstrip())
    assert "# min egen rad" in now
    before = path.read_bytes()
    oj("report", "comments", *ASKED, "--fil", str(path))
    assert path.read_bytes() == before


def test_no_figure_is_frozen_in_the_file(oj: Callable[..., Any], folder: Path) -> None:
    path = folder / "k.yaml"
    oj("report", "comments", *ASKED, "--fil", str(path))
    for comment in read_yaml(path).data["kommentarer"]:
        text = re.sub(r"\{[^}]*\}", "", comment["text"])
        assert not re.search(r"\d", text), text
        assert not any(re.search(r"\d", reason) for reason in comment["skal"])


COMMENTS = """\
schema: oj-kommentarer/1
lan: Dalarna
omrade: socialpsykiatri
ar: 2016
kommentarer:
  - id: K1
    marke: "+?"
    indikatorer: [case_management]
    av: Utvecklingsledare
    fraga: Når metoden dem som behöver den?
    text: "{av:case_management:lan} kommuner har <b>det</b> {{ ja }} =cmd()"
  - {id: K2, marke: "!", indikatorer: [bostad_forst], text: Bara få., status: forslag}
  - {id: K3, marke: "?", indikatorer: [], text: Om hela rapporten.}
"""


def test_comments_stand_in_the_report(oj: Callable[..., Any], folder: Path) -> None:
    path = folder / "k.yaml"
    path.write_text(COMMENTS, "utf-8")
    ran = oj("report", "lan", *ASKED, "--kommentarer", str(path), "-o", "lan.html")
    assert ran.code == 0, ran.err
    html = (folder / "lan.html").read_text("utf-8")
    assert "+? Bra och fundera:" in html
    assert "10 av 15 kommuner har &lt;b&gt;det&lt;/b&gt; { ja } =cmd()" in html
    assert "Att tala om: Når metoden dem som behöver den?" in html
    assert "Utvecklingsledare" in html
    assert html.count("ingen har granskat det") == 1
    assert html.index("Om hela rapporten.") < html.index('id="resultat"')


def test_the_workspaces_comments_are_found(oj: Callable[..., Any], folder: Path) -> None:
    (folder / "oj.yaml").write_text("lan: Dalarna\n", "utf-8")
    (folder / "rapporter").mkdir()
    path = folder / "rapporter" / "kommentarer-dalarna-lan-socialpsykiatri-2016.yaml"
    path.write_text(COMMENTS, "utf-8")
    ran = oj("report", "lan", "--omrade", "socialpsykiatri")
    assert ran.code == 0, ran.err
    made = folder / "rapporter" / "lansrapport-dalarnas-lan-socialpsykiatri-2016.html"
    assert "Om hela rapporten." in made.read_text("utf-8")


TEXTS = """\
texter:
  sammanfattning: "{av:case_management:lan} kommuner är mitt eget först."
  uppdrag: Vi fick i uppdrag att samla svaren.
  inledning: Så läser vi det här.
  omraden: {trygghet: Om skydd.}
  noter: [En not sist.]
  forfattare: Utvecklingsledare i regionen
  logotyp: logo.png
kommentarer:
"""
LOGO = base64.b64decode(  # one grey dot
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


def test_the_authors_own_words_have_their_places(oj: Callable[..., Any], folder: Path) -> None:
    path = folder / "k.yaml"
    path.write_text(COMMENTS.replace("kommentarer:\n", TEXTS, 1), "utf-8")
    asked = ("report", "lan", *ASKED, "--kommentarer", "k.yaml", "--format", "html,pdf,docx")
    refused = oj(*asked, "-o", "lan")
    assert (refused.code, "logo.png" in refused.err) == (3, True)
    (folder / "logo.png").write_bytes(LOGO)
    ran = oj(*asked, "-o", "lan")
    assert ran.code == 0, ran.err
    page = (folder / "lan.html").read_text("utf-8")
    places = [
        page.index(text)
        for text in (
            *("data:image/png;base64,", "Utvecklingsledare i regionen"),
            *("10 av 15 kommuner är mitt eget först.", "Mest angeläget:", "Vi fick i uppdrag"),
            *('id="matris"', "Så läser vi det här.", 'id="omrade-trygghet"', "Om skydd."),
            *('id="svar-trygghet-1"', "En not sist."),
        )
    ]
    assert places == sorted(places)
    before = path.read_bytes()
    assert oj("report", "comments", *ASKED, "--fil", "k.yaml").code == 0
    assert before.split(b"kommentarer:")[0] == path.read_bytes().split(b"kommentarer:")[0]
    path.write_text(path.read_text("utf-8").replace("{trygghet:", "{trygg:"), "utf-8")
    wrong = oj(*asked, "-o", "lan")
    assert wrong.code == 3
    assert "Rad 9: Kvalitetsområdet heter" in re.sub(r"\s+", " ", wrong.err)


def test_suggestions_stand_in_a_report_only_where_asked_for(dalarna: CountyMaterial) -> None:
    made = api.open(today="2016-11-25")
    assert made.commented(dalarna)[0].remarks == {}
    found = made.commented(dalarna, suggested=True)[0].remarks
    remarks = [r for of in found.values() for r in of]
    assert len(remarks) == 7
    assert all(r.by == "Förslag" and "!" in r.mark for r in remarks)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('marke: "+?"', 'marke: "%"'), "Rad 7: Här ska stå !, ? eller +, inte ”%”."),
        (("[case_management]", "[case_manag]"), "Indikatorn ”case_manag” finns inte i området."),
        (("{av:case_management:lan}", "{av:case:lan}"), "Rad 11: Indikatorn ”case”"),
        (("ar: 2016", "ar: 2015"), "Kommentarfilen gäller socialpsykiatri 2015"),
        (("id: K2", "id: K1"), "Kommentaren ”K1” finns två gånger."),
        (("oj-kommentarer/1", "oj-plan/1"), "Filen är ingen kommentarfil"),
        (("{{ ja }}", "{ ja }"), "går inte att läsa"),
    ],
)
def test_a_faulty_file_is_explained_and_nothing_written(
    oj: Callable[..., Any], folder: Path, change: tuple[str, str], said: str
) -> None:
    path = folder / "k.yaml"
    path.write_text(COMMENTS.replace(*change, 1), "utf-8")
    ran = oj("report", "lan", *ASKED, "--kommentarer", str(path), "-o", "lan.html")
    assert ran.code == 3
    assert said in re.sub(r"\s+", " ", ran.err)
    assert [p.name for p in folder.iterdir()] == ["k.yaml"]


def test_suggestions_as_data(oj: Callable[..., Any], folder: Path) -> None:
    ran = oj("report", "comments", *ASKED, "--format", "json")
    assert ran.json["schema"] == "oj-report-comments/1"
    by_id = {s["indikator"]: s for s in ran.json["forslag"]}
    assert {r["kod"] for r in by_id["kompetensplan"]["skal"]} == {"trend"}
    assert "från 9 till 5 av 15 kommuner sedan 2015." in by_id["kompetensplan"]["skal"][0]["text"]


def test_a_figure_typed_by_hand_is_checked(oj: Callable[..., Any], folder: Path) -> None:
    path = folder / "k.yaml"
    wrong = "Case management finns i 11 av 15 kommuner i Dalarna, 67 procent."
    text = COMMENTS.replace("Bara få.", f'"{wrong}"')
    path.write_text(text, "utf-8")
    ran = oj("report", "lan", *ASKED, "--kommentarer", str(path), "-o", "lan.html")
    assert ran.code == 1  # written all the same, and said
    assert "FEL:" in ran.err
    assert "k.yaml, rad 12" in ran.err
    assert (folder / "lan.html").is_file()
    path.write_text(text.replace("11 av 15", "10 av 15"), "utf-8")
    assert oj("report", "lan", *ASKED, "--kommentarer", str(path), "-o", "lan.html").code == 0


def test_a_name_with_braces_stands_as_it_is(
    oj: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what an author has written in a comment is read as a reference to a figure."""
    folder = tmp_path / "arbete"
    folder.mkdir()
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    name = "Har {andel:x:lan} och {7*7} {{a}} {"
    kommuner = ("Avesta", "Falun", "Leksand", "Mora", "Orsa", "Rättvik")
    rows = [f"{k};{'Ja' if k == 'Mora' else 'Nej'};Ja" for k in kommuner]
    text = "\n".join(["Svar 2016", f"Kommun;{name};Rutin", *rows]) + "\n"
    (tmp_path / "b.csv").write_text(text, encoding="utf-8")
    said = ("--nytt-omrade", "Prov", "--nya", "kvalitet", "--bedom", "forslag", "--ar", "2016")
    assert oj("data", "import", str(tmp_path / "b.csv"), *said, "--no-input").code == 0
    asked = ("--lan", "Dalarna", "--omrade", "prov")
    made = oj("report", "lan", *asked, "-o", "ut.html")
    assert made.code == 0, made.err
    assert name in html.unescape((folder / "ut.html").read_text(encoding="utf-8"))
    head = "schema: oj-kommentarer/1\nlan: Dalarna\nomrade: prov\nar: 2016\nkommentarer:\n"
    own = f"- {{id: K1, marke: +, indikatorer: [rutin], text: '{literal(name)}: {{av:rutin:lan}}'}}"
    (folder / "k.yaml").write_text(f"{head}{own}\n", encoding="utf-8")
    made = oj("report", "lan", *asked, "--kommentarer", "k.yaml", "-o", "ut.html")
    assert made.code in (0, 1), made.err
    assert f"{name}: 6 av 6" in html.unescape((folder / "ut.html").read_text("utf-8"))


def test_a_lan_that_nobody_has_named_is_asked_for(oj: Callable[..., Any], folder: Path) -> None:
    (folder / "oj.yaml").write_text("kommun: Umeå\n", "utf-8")
    ran = oj("report", "comments")
    assert ran.code == 2
    assert "--lan Västerbotten" in ran.err
    assert "oj.yaml" not in ran.err
