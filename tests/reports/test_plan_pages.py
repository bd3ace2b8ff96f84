"""The pages on a plan: for the nämnd, and easy to read for brukare and personal."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader
from reports.pages import GOOD, text_of

from oj_cli.analysis.prose.readable import hard_parts, lix
from oj_cli.api.plan_pages import load_rules
from oj_cli.presentation.pictures.draw import svg
from oj_cli.presentation.pictures.model import GoalBar, GoalBars, Scale

ROOT = Path(__file__).parents[2]
LEKSAND = ROOT / "examples" / "leksand-2016" / "planer" / "arbete-2017.yaml"
WHY = "varfor: Få brukare har hört talas om planen, och ingen har frågat dem."
REAL = sorted((ROOT / "examples").rglob("*plan-2016.yaml"))


def changed(plan: Path, *changes: tuple[str, str]) -> None:
    text = plan.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    plan.write_text(text, "utf-8")


def made(oj: Callable[..., Any], *asked: str, day: str = "2027-09-15") -> tuple[str, str]:
    """Return the text of the page, and what was said beside it."""
    ran = oj("report", *asked, "-o", "sida.html", "--idag", day)
    assert (ran.code, ran.out) == (0, ""), ran.err
    return text_of(Path("sida.html").read_text("utf-8")), ran.err


# --- the nämnd ------------------------------------------------------------------------------


def test_what_is_asked_and_its_cost_come_first(oj: Callable[..., Any], folder: Path) -> None:
    said, err = made(oj, "namnd", "--plan", str(LEKSAND), day="2016-11-30")
    first = said[: said.index("Varför")]
    assert "Socialnämnden föreslås besluta om planen" in first
    assert "292 000 kronor" in first  # 280 000 and 12 000, those of A1 in both goals being 0
    assert first.index("Ge en arbetskonsulent") < first.index("280 000 kronor")
    assert first.index("280 000 kronor") < first.index("12 000 kronor") < first.index("(0 kronor)")
    assert "Vi svarar nej på tre av fyra" in said
    assert "Om inget görs: De som vill arbeta fortsätter att vänta" in said
    assert "Nämndens mål: Fler personer med funktionsnedsättning är i arbete" in said
    assert "Du får frågan, och får veta vad som krävs" in said
    assert not re.search(r"\bM\d\b|\bA\d\b|NEJ|n = ", said)
    assert "2017-10-31: målen följs upp" not in said  # 2017-03-31 comes before, every quarter
    assert "2017-03-31: målen följs upp" in said
    assert "2018-02-15: resultatet redovisas för Socialnämnden" in said
    assert "om_inget_gors saknas i M2" in err
    assert f"{LEKSAND}, rad 143" in err


def test_a_decided_plan_says_how_it_goes(oj: Callable[..., Any], plan: Path) -> None:
    asked = ("namnd", "--plan", str(plan), "--begaran", "Avsätt 15 000 kronor.")
    said, _ = made(oj, *asked)
    assert "SN 2026/112" in said
    assert "Arbetsmaterial" not in said
    assert "beslutad av Socialnämnden 2026-12-10" in said
    assert said.index("Avsätt 15 000 kronor.") < said.index("Varför")
    assert "ökar kostnaderna med 15 000 kronor (2027)" in said
    assert "41 % (37 svar)" in said
    assert "Orsa svarade nej 2016. I riket svarade 68 % av kommunerna ja." in said
    assert "0 av 2 mål är nådda" in Path("sida.html").read_text("utf-8")  # in the picture
    assert "3 saker skulle redan ha varit klara, den första 2027-02-28" in said  # as plan due


@pytest.mark.parametrize(
    ("costs", "wanted"),
    [
        (("-20000", "5000", "0"), "minskar kostnaderna med 15 000 kronor"),
        (("0", "0", "0"), "ändrar inte kostnaderna"),
        (("15000", "null", "0"), "15 000 kronor (2027), men för 1 av 3 aktiviteter är kostnaden"),
        (("null", "null", "null"), "Vad planen kostar är inte beräknat"),
    ],
)
def test_costs(oj: Callable[..., Any], plan: Path, costs: tuple[str, ...], wanted: str) -> None:
    first, second, third = costs
    text = plan.read_text("utf-8").replace("forandring_kr: 15000", f"forandring_kr: {first}")
    before, _, after = text.partition("{forandring_kr: 0}")
    after = after.replace("{forandring_kr: 0}", f"{{forandring_kr: {third}}}")
    plan.write_text(f"{before}{{forandring_kr: {second}}}{after}", "utf-8")
    said, _ = made(oj, "namnd", "--plan", str(plan))
    assert wanted in said


def test_what_may_be_chance_is_said_to_be(oj: Callable[..., Any], plan: Path) -> None:
    """`oj identify` calls the first of them osäkert and the second tydligt svag."""
    ties = "koppling: [{indikator: lss-brukare/%s, ar: 2022, eget_varde: %s, riket: 80}]"
    first, second = ties % ("assistans_forstar", 65), ties % ("assistans_trygg", 69)
    sip = "koppling: [{indikator: socialpsykiatri/sip_rutin, ar: 2016, eget: NEJ, lan: 73, "
    changed(plan, ("kommun: Orsa\n", "kommun: Göteborg\n"), (f"{sip}riket: 68}}]", first))
    changed(plan, ("    parter: [kommun]\n", f"    parter: [kommun]\n    {second}\n"))
    said, _ = made(oj, "namnd", "--plan", str(plan))
    assert "hade 65 % 2022, medianen i riket 80 %. Skillnaden kan bero på slumpen." in said
    assert said.count("Skillnaden kan bero på slumpen") == 1
    assert "hade 69 % 2022, medianen i riket 80 %." in said


def test_a_draft_says_that_it_is_one(oj: Callable[..., Any], plan: Path) -> None:
    changed(plan, ("status: beslutad", "status: utkast"))
    oj("report", "namnd", "--plan", str(plan), "-o", "n", "--format", "html,docx,pdf")
    assert "Arbetsmaterial" in Path("n.html").read_text("utf-8")
    assert "föreslås besluta om planen" in Path("n.html").read_text("utf-8")
    assert "Arbetsmaterial" in PdfReader("n.pdf").pages[0].extract_text()
    word = Document("n.docx")
    assert any(p.text == "Arbetsmaterial" for p in word.paragraphs)
    assert len(word.inline_shapes) == 1


@pytest.mark.parametrize("path", [GOOD, *REAL], ids=lambda p: p.stem)
def test_one_side_of_a4(oj: Callable[..., Any], folder: Path, path: Path) -> None:
    oj("report", "namnd", "--plan", str(path), "-o", "n.pdf", "--idag", "2027-09-15")
    pdf = PdfReader("n.pdf")
    assert len(pdf.pages) == 1
    box = pdf.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_real_plans_are_there() -> None:
    assert len(REAL) == 2


def test_many_goals_and_much_text_are_made_to_fit(oj: Callable[..., Any], plan: Path) -> None:
    long = "Många brukare säger att de inte får veta något om den här planen. " * 20
    changed(
        plan,
        (WHY,
         f"varfor: {long}\n    brukarnytta: {long}\n    om_inget_gors: {long}"),
    )  # fmt: skip
    goal = plan.read_text("utf-8").partition("  - id: M1\n")[2].partition("  - id: M2\n")[0]
    every = "".join(f"\n  - id: N{n}\n{goal}" for n in range(10))
    plan.write_text(plan.read_text("utf-8") + every, "utf-8")
    said, _ = made(oj, "namnd", "--plan", str(plan))
    assert "8 till står i planen Handlingsplan socialpsykiatri 2027" in said
    ran = oj("report", "namnd", "--plan", str(plan), "-o", "n", "--format", "pdf,docx")
    assert len(PdfReader("n.pdf").pages) == 1
    small = Document("n.docx").styles["Normal"].font.size
    assert ran.code == 0
    assert small is not None
    assert small.pt <= 8.5  # of 10, so that it is one side in Word too


def test_an_empty_plan(oj: Callable[..., Any], folder: Path) -> None:
    path = folder / "tom.yaml"
    path.write_text("schema: oj-plan/1\nplan: {id: tom}\nmal: []\n", "utf-8")
    for asked in (("namnd", "--plan", str(path)), ("lattlast", str(path))):
        ran = oj("report", *asked, "-o", "x", "--format", "html,docx,xlsx,pdf")
        assert ran.code == 0, ran.err
    assert "Nämnden har inte bestämt än" in Path("x.html").read_text("utf-8")


def test_without_a_plan(oj: Callable[..., Any], folder: Path) -> None:
    ran = oj("report", "namnd")
    assert ran.code == 2
    assert "oj init" in ran.err
    assert list(folder.iterdir()) == []


def test_a_goal_as_a_bar() -> None:
    down = GoalBar("Väntetid", Scale(0, 50, "0", "50"), 40, "40 dagar", 10, "mål 10 dagar")
    drawn = svg(GoalBars("Ett mål", (down,)), "Från 40 till 10.").decode()
    starts = re.search(r'<circle cx="([\d.]+)"', drawn[drawn.index("Väntetid") - 4000 :])
    arrow = [tuple(map(float, p.split(","))) for p in re.findall(
        r'<polygon points="([^"]+)"', drawn)[-1].split()]  # fmt: skip
    assert starts
    track = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="14"', drawn)
    left, width = map(float, track[-1])
    tip = min(x for x, _ in arrow)
    assert tip == pytest.approx(left + width * 10 / 50, abs=0.1)
    assert max(x for x, _ in arrow) == pytest.approx(left + width * 40 / 50, abs=0.1)
    assert drawn.count("<title") == drawn.count("<desc") == 1


# --- easy to read ---------------------------------------------------------------------------


def test_what_you_said_what_we_saw_and_do(oj: Callable[..., Any], folder: Path) -> None:
    said, err = made(oj, "lattlast", str(LEKSAND), day="2016-11-30")
    parts = ["Det här har ni sagt", "Det här har vi sett", "Det här ska vi göra", "Då hör du av"]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    assert "Brukarrådet: De flesta vill pröva ett arbete, men vet inte vem de ska fråga." in said
    assert "får ingen hjälp att komma dit" in said  # the conclusion, which only the analysis has
    assert "Socialnämnden har inte bestämt än" in said
    assert "Klart i juni 2017." in said
    assert "kronor" not in said
    assert "%" not in said
    assert f"{LEKSAND}, rad 106, mål M1" in err
    assert "Fråga alla med sysselsättning om de vill arbeta när beslutet följs upp" in said  # as is
    oj("report", "lattlast", str(LEKSAND), "-o", "l.pdf")
    assert len(PdfReader("l.pdf").pages) == 1


def test_what_is_not_known_is_left_out_and_told(oj: Callable[..., Any], plan: Path) -> None:
    changed(
        plan, ("    varfor: Få brukare har hört talas om planen, och ingen har frågat dem.\n", "")
    )
    said, err = made(oj, "lattlast", str(plan))
    assert "Det här har ni sagt" not in said
    assert "Det här har vi sett" not in said
    assert "oj complement add" in err
    assert "brukarnytta saknas i M1 och M2" in err
    assert "oj complement" not in said


def test_the_plans_own_copy_of_the_evidence(oj: Callable[..., Any], plan: Path) -> None:
    backing = "underlag: [{typ: hearing, kalla: Brukarrådet, visar: Vi vill ha ett blad}]"
    changed(plan, ("    balansmatt: väntetiden", f"    {backing}\n    balansmatt: väntetiden"))
    assert "Brukarrådet: Vi vill ha ett blad." in made(oj, "lattlast", str(plan))[0]


def test_lix() -> None:
    # 10 words in 2 sentences, 2 of them longer than six letters: 5 + 20
    assert lix(["Vi har en brukarenkät här. Den är mycket viktigt nu."]) == pytest.approx(25)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Vi frågar 8 av 20 personer i juni 2017.", []),
        ("Ord " * 15 + "slut.", ["L10"]),
        ("Ord " * 14 + "slut.", []),
        ("Det är 41 % i dag.", ["L12"]),
        ("Det är 2,8 personer.", ["L12"]),
        ("Det kostar 12 000 kronor.", ["L12"]),
        ("Stöd enligt IPS finns.", ["L13"]),
        ("Läs genomförandeplanerna nu.", ["L11"]),
        ("Vi ses. " * 26, ["L15"]),
    ],
)
def test_what_is_hard_to_read(text: str, ids: list[str]) -> None:
    assert [rule.id for rule, _ in hard_parts(text, load_rules())] == ids


def test_our_own_words_are_easy(oj: Callable[..., Any], plan: Path) -> None:
    """What is left when nothing is the plan's own breaks no rule."""
    plan.write_text(
        "schema: oj-plan/1\nplan: {id: tom, processagare: Enhetschef}\nmal:\n"
        "  - id: M1\n    uppfoljning: {nar: [2027-10-31], aterkoppling: Rådet}\n"
        "    aktiviteter: [{id: A1, vad: Prata, klart: 2027-10-01}]\n"
    )
    made(oj, "lattlast", str(plan))
    html = Path("sida.html").read_text("utf-8")
    texts = re.findall(r"<(?:li|p|h2)[^>]*>([^<]+)<", html)
    assert len(texts) > 6
    rules = load_rules()
    assert [hit for text in texts for hit in hard_parts(text, rules)] == []
