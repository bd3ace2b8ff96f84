"""The page as a file: self-contained, well-formed, and readable by those who hear it."""

import re
from html.parser import HTMLParser

from oj_cli.presentation.document import Document, figures, tables

VOID = {"meta", "br", "img", "link", "hr", "input", "path", "use"}


class Outline(HTMLParser):
    """Headings, ids, landmarks, and that every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.tags: list[str] = []
        self.scopes = {"col": 0, "row": 0, "colgroup": 0}
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"] or "")
        self.labels += (given.get("aria-labelledby") or "").split()
        if tag == "th":
            self.scopes[given["scope"] or ""] += 1
        if given.get("href", "").startswith("#"):
            self.links.append((given["href"] or "")[1:])
        assert not any(name.startswith("on") for name in given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def read(html: str) -> Outline:
    outline = Outline()
    outline.feed(html)
    outline.close()
    assert outline.open == []
    return outline


def test_structure(html: str, county: Document) -> None:
    outline = read(html)
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.labels) | set(outline.links) <= set(outline.ids)
    assert outline.tags.count("main") == 1
    assert '<html lang="sv">' in html
    assert f"<title>{county.title}</title>" in html
    n = len(tables(county))
    assert outline.tags.count("table") == outline.tags.count("caption") == n
    assert outline.scopes["col"] == sum(len(t.columns) for t in tables(county))
    over = [group for t in tables(county) for group, _ in t.groups if group]
    assert outline.scopes["colgroup"] == len(over) > 11
    assert outline.scopes["row"] == sum(len(t.rows) for t in tables(county))
    assert outline.tags.count("figure") == len(figures(county))
    narrow = html.count('class="smal"')  # of which one of two is shown
    assert 0 < narrow <= len(figures(county))
    assert html.count('role="img"') == len(figures(county)) + narrow


def test_it_stands_alone(html: str) -> None:
    assert html.count("<script>") == 1
    assert "<script " not in html  # none from elsewhere
    assert "http://" not in html
    assert "https://" not in html
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)
    assert not re.search(r'\bsrc="', html)
    assert len(html.encode()) < 1_000_000
    assert "nan" not in re.findall(r"\b\w+\b", re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL))
    assert "None" not in html


def test_plain_words(html: str) -> None:
    text = re.sub(r"<(style|svg).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    assert not re.search(r"\bEA\b", text)  # in words instead
    assert "Källa: Egen" not in text
    first = re.search(r"\bSIP\b.{0,40}", text)
    assert first is not None
