"""The page in a real browser: axe finds nothing, and it works small, enlarged and printed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow

PLAN = Path(__file__).parents[1] / "plan_check" / "data" / "god-plan.yaml"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="module")
def address(html: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("sida") / "rapport.html"
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=True, offline=True)
    made = context.new_page()
    made.goto(address)
    yield made
    context.close()


def violations(page: Any) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert {"html-has-lang", "color-contrast"} <= {r["id"] for r in found.response["passes"]}
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]]


def test_axe_finds_nothing(page: Any) -> None:
    assert violations(page) == []


OTHERS = {
    "profil": ("kommun", "--kommun", "Leksand", "--omrade", "socialpsykiatri"),
    "profil-tal": ("kommun", "--kommun", "Leksand", "--omrade", "lss-enheter"),
    "namnd": ("namnd", "--plan", str(PLAN)),
    "lattlast": ("lattlast", str(PLAN)),
    "plan": ("plan", str(PLAN)),
    "plantabell": ("plan", str(PLAN), "--tabell"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_axe_finds_nothing_in_other_reports(
    oj: Callable[..., Any], browser: Any, folder: Path, name: str
) -> None:
    ran = oj("report", *OTHERS[name], "--idag", "2027-09-15", "-o", "rapport.html")
    assert ran.code == 0, ran.err
    context = browser.new_context(offline=True, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto((folder / "rapport.html").as_uri())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_axe_would_find_something(browser: Any, html: str, folder: Path) -> None:
    worse = html.replace('<html lang="sv">', "<html>").replace("color:var(--soft)", "color:#aaa")
    (folder / "fel.html").write_text(worse, encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((folder / "fel.html").as_uri())
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert {v["id"] for v in found.response["violations"]} == {"html-has-lang", "color-contrast"}
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_it_reflows(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """[...document.querySelectorAll('p, li, h1, h2, h3, h4, dd, dt, figure, svg')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1
                     && !e.closest('.rulla')).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert wide == []


def test_at_400_percent(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # what 1280 × 1024 is at 400 %
    page.evaluate("document.documentElement.style.fontSize = '100%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_by_keyboard(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "hoppa"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0  # it shows
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehallet"


def test_what_scrolls_takes_focus_and_nothing_else_does(page: Any) -> None:
    for width, some in ((320, True), (1280, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(50)
        found = page.evaluate(
            """[...document.querySelectorAll('.rulla')].map(e =>
            [e.scrollWidth > e.clientWidth, e.tabIndex === 0,
             e.ariaLabel || e.getAttribute('aria-labelledby')])"""
        )
        assert all(name for *_, name in found)
        assert [scrolls for scrolls, *_ in found] == [focus for _, focus, _ in found]
        assert any(scrolls for scrolls, *_ in found) == some


def test_without_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.locator("h1").inner_text().startswith("Öppna jämförelser 2016")
    assert page.locator("table").count() > 11
    assert asked == [address]  # it asks for nothing but itself
    context.close()


def test_printed_in_grey(page: Any) -> None:
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    cells = page.evaluate(
        """[...document.querySelectorAll('td')].filter(e => e.className.includes('svar'))
        .map(e => e.textContent)"""
    )
    assert all(cells)  # a word in every cell: nothing is said by colour alone
