"""The page for the analysis day in a real browser: what each action does, and its figures."""

import datetime
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from reports.test_browser import RULES

from oj_cli import api
from oj_cli.analysis.compare import compare
from oj_cli.analysis.references import lan_reference
from oj_cli.api.loading import load_area_year
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.references import Reference
from oj_cli.reports.seminar.build import seminar_page

pytestmark = pytest.mark.slow

AREAS = ("socialpsykiatri", "lss-enheter")
NUMBERS = [
    *("811228-9874", "198112289874", "19811288 9873", "811228–9874", "8 1 1 2 2 8", "811328-9874"),
    *(
        "811228-9875",
        "81.12.28-9874",
        "tel 0243-123456",
        "٨١١٢٢٨-٩٨٧٤",
        "x811228-9874y",
        "19811228",
    ),
    *("8112289874", "2016-12-28", "811288-9873", "000229-0003", "19811228", "kostar 8112289874 kr"),
]


@pytest.fixture(scope="module")
def dalarna(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seminarium") / "dalarna.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path.parent)
        material = api.open(today="2026-11-30").seminar_material("Dalarna", None)
    path.write_bytes(seminar_page(material))
    return path


@pytest.fixture(scope="module")
def vasteras(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seminarium") / "vasteras.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path.parent)
        material = api.open(today="2026-11-30").seminar_material(None, "Västerås")
    path.write_bytes(seminar_page(material))
    return path


Open = Callable[..., Any]


@pytest.fixture
def visit(browser: Any) -> Iterator[Open]:
    """Open a page in a browser without network; what it complains of fails the test."""
    contexts, said = [], list[str]()

    def call(path: Path, before: str = "", **more: Any) -> Any:
        context = browser.new_context(offline=True, **more)
        contexts.append(context)
        page = context.new_page()
        if before:
            page.add_init_script(before)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda r: said.append(r.url) if r.url.startswith("http") else None)
        page.goto(path.as_uri())
        return page

    yield call
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def page(visit: Open, dalarna: Path) -> Any:
    return visit(dalarna)


def names(page: Any) -> list[str]:
    return page.locator("#matris tbody:not(.summa) th").all_inner_texts()


def column(page: Any, short: str) -> list[str]:
    heads = page.locator("#matris thead th .topp").all_inner_texts()
    cells = page.locator(
        f"#matris tbody:not(.summa) tr td:nth-of-type({heads.index(short) + 1}) > span:first-child"
    )
    return cells.all_inner_texts()


# --- figures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("area", AREAS)
def test_shares_are_recounted_as_python_counts_them(page: Any, area: str) -> None:
    """Every indicator, in the län and in thirty groups of every size."""
    oj = api.open(today="2026-11-30")
    with oj.data() as store:
        year = {"socialpsykiatri": 2016, "lss-enheter": 2022}[area]
        data = load_area_year(store, store.catalogue(area), year)
    members = sorted(lan_reference(data.register.find_lan("Dalarna"), data.register).members)
    chance = random.Random(20)  # noqa: S311
    groups = [chance.sample(members, chance.randint(1, 15)) for _ in range(30)] + [members]
    found = page.evaluate(
        """([area, groups]) => { const {data, rakna} = seminarium;
        const o = data.omraden.findIndex(a => a.id === area);
        const codes = data.kommuner.map(k => k.kod);
        return data.indikatorer.filter(i => i.o === o).map(i => [i.id, i.ar,
          groups.map(g => rakna(i, g.map(code => codes.indexOf(code))))]); }""",
        [area, groups],
    )
    assert len(found) > 25
    for id, of_year, counted in found:
        assert of_year == year
        indicator = data.catalogue.by_id[id]
        for group, here in zip(groups, counted, strict=True):
            reference = Reference("urval", "", "", frozenset(group))
            expected = compare(data.matrix, [indicator], [reference], None)[id]["urval"]
            figure = expected.share if indicator.kind == "ja_nej" else expected.median
            assert here["n"] == expected.n
            assert here.get("ja") == expected.n_yes
            assert here["raknas"] == expected.ranks
            assert here["tal"] == (None if figure is None else pytest.approx(figure, abs=1e-9))


def test_what_is_seen_is_what_identify_prints(page: Any, oj: Callable[..., Any]) -> None:
    ran = oj("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json")
    shown = page.evaluate(
        """() => { const {data} = seminarium;
        const k = data.kommuner.findIndex(k => k.namn === 'Leksand');
        return Object.fromEntries(data.indikatorer.filter(i => i.o === 0).map(i => [i.id,
          [i.v[k], data.bedomningar[i.b[k]][0], i.riket[0]]])); }"""
    )
    expected = {
        r["indikator"]: [r["svar"], r["bedomning"], r["jamforelser"]["riket"]["andel"]]
        for r in ran.json["resultat"]
        if r["roll"] == "kvalitet" and r["svar"] is not None
    }
    assert shown == expected
    row = names(page).index("Leksand")
    cells = page.locator("#matris tbody:not(.summa) tr").nth(row).locator("td > .dold")
    said = [text.partition(",")[0] for text in cells.all_text_contents()]
    assert said == [shown[id][0] for id in shown]


# --- to look -----------------------------------------------------------------------------------


def test_it_sorts_by_any_column(page: Any) -> None:
    assert names(page)[0] == "Avesta"
    assert names(page)[-1] == "Älvdalen"
    page.get_by_role("button", name="Sortera efter Socialjour", exact=True).click()
    answers = column(page, "Socialjour")
    assert answers == sorted(answers, key=["JA", "DEL", "NEJ", "NEJ§", "EA"].index)
    page.get_by_role("button", name="Sortera efter Lättläst webb", exact=True).click()
    best = column(page, "Lättläst webb")
    assert best[0].endswith("JA")
    assert best[-1].startswith("NEJ")
    head = page.locator("#matris thead th", has_text="Lättläst webb")
    assert head.get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Sortera efter Lättläst webb", exact=True).click()
    assert column(page, "Lättläst webb")[0].startswith("NEJ")
    assert head.get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="Sortera efter kommun", exact=True).click()
    assert names(page)[0] == "Avesta"


def test_it_filters(page: Any, visit: Open, vasteras: Path) -> None:
    page.select_option("#f-storlek", label="30 000–69 999 invånare")
    assert names(page) == ["Borlänge", "Falun"]
    summa = page.locator("#matris .summa tr").nth(1).locator("td")
    assert "få" in summa.first.inner_text()  # two kommuner give no share
    page.select_option("#f-storlek", "")
    page.select_option("#f-omrade", label="Välfärdsteknik")
    of_area = page.locator("#matris .topp").count()
    page.select_option("#f-tema", label="Vägen till arbete")  # not in that område: all of them
    assert page.input_value("#f-omrade") == ""
    assert 0 < page.locator("#matris .topp").count() != of_area
    page.select_option("#f-tema", "")
    page.select_option("#f-omrade", label="LSS-enheter")
    like = page.locator("#f-lika option").nth(1).inner_text()
    page.select_option("#f-lika", label=like)
    assert like.removesuffix(" och liknande") in names(page)
    assert 1 < len(names(page)) < 15

    near = visit(vasteras)
    assert "Västerås" in names(near)  # in an område that it has something in, not the first
    assert near.input_value("#f-lan") == "Västmanlands län"
    in_lan = names(near)
    near.select_option("#f-lan", "")
    assert set(in_lan) < set(names(near))


@pytest.mark.parametrize("only", ["svag", "krav", "stam", "andrat", "slump"])
def test_it_shows_only_what_is_asked_for(page: Any, only: str) -> None:
    page.select_option("#f-omrade", "")
    before = page.locator("#matris .topp").count()
    page.select_option("#f-visa", only)
    lit = page.locator("#matris tbody:not(.summa) td:not(.blek) > .dold")
    said = [text for text in lit.all_text_contents() if text != "inget svar"]
    sign = {
        "svag": ("tydligt svagt", "saknas"),
        "krav": ("begärs av",),
        "stam": ("stäm av",),
        "andrat": ("bättre än", "sämre än"),
        "slump": ("osäkert",),
    }[only]
    assert said
    assert all(any(word in text for word in sign) for text in said)
    assert page.locator("#matris .topp").count() < before


def test_an_indicator_tells_who_has_it(page: Any) -> None:
    page.get_by_role("button", name="Uppsökande verksamhet", exact=False).first.click()
    box = page.locator("#ruta")
    assert box.get_attribute("open") is not None
    text = box.inner_text()
    assert "Av de valda har 3 av 15 det." in text
    assert "Har det: 3\n\nBorlänge, Hedemora, Säter" in text
    assert "Ring gärna\n\nBorlänge, Hedemora och Säter." in text
    page.keyboard.press("Escape")
    assert box.get_attribute("open") is None
    page.select_option("#f-omrade", label="LSS-enheter")
    page.locator("#matris .topp").nth(2).click()
    assert box.locator("figure svg").count() == 2  # the strip and the development
    dots = box.locator("figure svg").first.locator("circle").count()
    shown = page.evaluate(
        "seminarium.data.indikatorer.find(i => i.id === 'boende_individuella_mal').v"
        ".filter((v, k, a) => v != null).length"
    )
    assert 10 < dots <= shown
    page.select_option("#folj", label="Mora")
    assert "Blå: Mora" in box.inner_text()


def test_a_kommun_shows_its_profile(page: Any) -> None:
    page.get_by_role("button", name="Leksand", exact=True).first.click()
    box = page.locator("#ruta")
    assert box.locator("h2").inner_text() == "Leksand"
    n = page.evaluate(
        """() => { const {data} = seminarium;
        const k = data.kommuner.findIndex(k => k.namn === 'Leksand');
        return data.indikatorer.filter(i => i.o === 0 && i.v[k] != null).length; }"""
    )
    assert box.locator("tbody tr:not(.grupp)").count() == n
    page.select_option(
        "#profil-omrade", label=page.locator("#profil-omrade option").nth(1).inner_text()
    )
    assert box.locator("svg circle").count() > 0


# --- to choose and keep ------------------------------------------------------------------------


def choose(page: Any) -> None:
    page.fill("#grupp", "Grupp 1")
    page.select_option("#nytt-val", "vard")
    page.keyboard.type('Tio av femton har "case management": det är fler än förra året.')
    page.locator("input[name=nytta-vard]").nth(2).check()
    page.locator("input[name=insats-vard]").nth(0).check()
    page.select_option("#nytt-bort", "arbete")
    page.fill("#vantar-arbete", "Väntar till hösten.")
    page.fill("#anteckningar", "Ring Mora.\n\nFråga brukarrådet: räcker det?")


def saved(page: Any, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Spara svar").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_what_is_saved_is_what_the_terminal_would_have_kept(
    page: Any, oj: Callable[..., Any], folder: Path
) -> None:
    choose(page)
    page.reload()  # it is all there still
    assert page.input_value("#grupp") == "Grupp 1"
    file = saved(page, folder)
    assert file.name == "seminarium-dalarnas-lan-grupp-1.yaml"
    assert "oj guide --svarsfil FIL" in page.locator("#sparat").inner_text()
    assert yaml.safe_load(file.read_text("utf-8")) == {
        "guide": "fyra-steg",
        "grupp": "Grupp 1",
        "val": [
            {
                "valj": "vard",
                "motiv": 'Tio av femton har "case management": det är fler än förra året.',
                "nytta": 3,
                "insats": 1,
            }
        ],
        "valts_bort": [{"vantar": "arbete", "vantar_motiv": "Väntar till hösten."}],
        "anteckningar": ["Ring Mora.", "Fråga brukarrådet: räcker det?"],
    }
    why = yaml.safe_load(file.read_text("utf-8"))["val"][0]["motiv"]
    typed = ("--valj", "vard", "--motiv", why, "--nytta", "3", "--insats", "1", "--grupp")
    typed += ("Grupp 1", "--vantar", "arbete", "--vantar-motiv", "Väntar till hösten.")
    typed += ("--anteckningar", "Ring Mora.", "--anteckningar", "Fråga brukarrådet: räcker det?")
    assert oj("init", "--kommun", "Leksand", "--omrade", "socialpsykiatri").code == 0
    texts = []
    for given in (("--svarsfil", str(file)), typed):
        ran = oj("guide", *given, "--idag", "2026-11-30", "--no-input")
        assert ran.code == 0, ran.err
        [path] = (folder / "analys").glob("*.yaml")
        texts.append(path.read_bytes())
        path.unlink()
    assert texts[0] == texts[1]


def test_groups_stand_beside_each_other(page: Any, folder: Path) -> None:
    choose(page)
    mine = saved(page, folder)
    other = folder / "grupp-2.yaml"
    other.write_text(
        'guide: fyra-steg\ngrupp: "Grupp 2"\nval:\n  - valj: arbete\n    motiv: \'Vi ser "det"\'\n'
        "    nytta: 2 # medel\n",
        encoding="utf-8",
    )
    (folder / "annat.yaml").write_text("guide: plan\nmal:\n", encoding="utf-8")
    (folder / "trasig.yaml").write_text('grupp: "utan slut\n', encoding="utf-8")
    page.set_input_files("#las", [other, folder / "annat.yaml", folder / "trasig.yaml"])
    page.wait_for_selector("#grupper table")
    heads = page.locator("#grupper thead th").all_inner_texts()
    assert heads == ["Område", "Grupp 1", "Grupp 2"]
    rows = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in page.locator("#grupper tbody tr").all()
    }
    assert rows["Vägen till arbete"][0] == "Väntar. Väntar till hösten."
    assert rows["Vägen till arbete"][1].startswith('Väljer. Vi ser "det"')
    assert "Nytta medel." in rows["Vägen till arbete"][1]
    assert rows["Samlat stöd med vården"][1] == "–"
    wrong = page.locator("#lasfel").inner_text()
    assert "annat.yaml: Filen hör till en annan guide" in wrong
    assert "trasig.yaml: Rad 1" in wrong
    assert saved(page, folder / "igen").read_text("utf-8") == mine.read_text("utf-8")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Fortsätt på svaren från Grupp 2").click()
    assert page.input_value("#grupp") == "Grupp 2"
    assert page.input_value("#motiv-arbete") == 'Vi ser "det"'


def test_no_more_than_three_areas(page: Any) -> None:
    for button in page.get_by_role("button", name="Välj det här").all()[:4]:
        button.click()
    assert page.locator("#valen textarea[id^=motiv]").count() == 3
    assert "högst tre" in page.locator("#fel").inner_text()


def test_personnummer_are_neither_kept_nor_saved(page: Any) -> None:
    found = page.evaluate("texts => texts.map(seminarium.personnummer)", NUMBERS)
    assert dict(zip(NUMBERS, found, strict=True)) == {n: holds_identity(n) for n in NUMBERS}
    assert 4 < sum(found) < len(NUMBERS)
    page.select_option("#nytt-val", "vard")
    page.fill("#motiv-vard", "Som 811228-9874 sade.")
    assert "personnummer" in page.locator("#fel").inner_text()
    page.get_by_role("button", name="Spara svar").click()
    assert page.locator("#sparat").inner_text() == ""
    assert "9874" not in page.evaluate("JSON.stringify(localStorage)")
    page.fill("#motiv-vard", "Som en brukare sade.")
    assert page.locator("#fel").inner_text() == ""


TEXTS = [
    "",
    "a: b # c",
    "'",
    '"',
    "\\",
    "- x",
    "ja\tnej",
    "å ä ö 😀",
    "\u2028x",
    "{a}",
    "null",
    "2016",
]


def test_any_text_comes_back(page: Any) -> None:
    made = page.evaluate(
        """texts => texts.map(text => seminarium.yaml({grupp: text, anteckningar: '', bort: [],
        val: [{valj: 'vard', motiv: text, nytta: 0, insats: 2}]}))""",
        TEXTS,
    )
    for text, said in zip(TEXTS, made, strict=True):
        read = yaml.safe_load(said)
        plain = " ".join(text.split())
        assert read.get("grupp", "") == read["val"][0].get("motiv", "") == plain
        again = page.evaluate("text => seminarium.lasYaml(text)", said)
        assert (again["grupp"], again["val"][0]["insats"]) == (plain, 2)


def test_a_browser_that_keeps_nothing(visit: Open, dalarna: Path, folder: Path) -> None:
    no = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('nej'); }})"
    page = visit(dalarna, before=no)
    choose(page)
    assert "minns inte" in page.locator("#minns").inner_text()
    assert saved(page, folder).exists()


# --- everybody ---------------------------------------------------------------------------------


def violations(page: Any) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert {"button-name", "color-contrast"} <= {r["id"] for r in found.response["passes"]}
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]]


@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(visit: Open, dalarna: Path, width: int, folder: Path) -> None:
    page = visit(dalarna, viewport={"width": width, "height": 900})
    choose(page)
    (folder / "b.yaml").write_text("grupp: B\nval:\n  - valj: vard\n", encoding="utf-8")
    page.set_input_files("#las", folder / "b.yaml")
    page.wait_for_selector("#grupper table")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.select_option("#f-omrade", label="LSS-enheter")
    page.locator("#matris .topp").nth(2).click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Leksand", exact=True).first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_by_keyboard_alone(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "hoppa"
    page.locator("#s-namn").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "s-namn"  # and stays there
    assert names(page)[0] == "Älvdalen"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "ruta-rubrik"
    page.keyboard.press("Escape")
    assert "topp" in page.evaluate("document.activeElement.className")  # back where one was


def test_projector_and_paper(page: Any) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('#matris td')).fontSize)"
    before = page.evaluate(size)
    page.get_by_role("button", name="Storbild").click()
    assert page.evaluate(size) > 1.3 * before
    assert page.get_by_role("button", name="Storbild").get_attribute("aria-pressed") == "true"
    page.emulate_media(media="print")
    assert not page.locator("#meny").is_visible()
    assert not page.locator("#f-omrade").is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#matris')).overflowX") == "visible"
    )


def test_the_names_stay_while_one_scrolls(page: Any) -> None:
    page.select_option("#f-omrade", "")
    place = """() => { const box = document.querySelector('#matris'); box.scrollTo(3000, 200);
        const at = path => box.querySelector(path).getBoundingClientRect();
        const frame = box.getBoundingClientRect();
        const name = at('tbody:not(.summa) tr:nth-child(9) th');
        return [name.left - frame.left, at('thead th:nth-child(40)').top - frame.top]; }"""
    left, top = page.evaluate(place)
    assert abs(left) < 3
    assert abs(top) < 3


def test_without_script(visit: Open, dalarna: Path) -> None:
    page = visit(dalarna, java_script_enabled=False)
    assert page.locator("table").count() == 11
    assert page.locator("table").first.locator("tbody tr").count() == 15
    assert not page.locator("#meny").is_visible()


def test_the_largest_lan_is_small_enough(folder: Path) -> None:
    day = datetime.date(2026, 11, 30).isoformat()
    written = api.open(today=day).report_seminar(lan="Västra Götaland")
    assert written.paths[0].stat().st_size < 1_000_000
