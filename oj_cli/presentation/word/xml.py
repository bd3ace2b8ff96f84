"""What python-docx has no words for, written as XML: language, header rows, alt texts, fields."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(tag: str, **attributes: str) -> Any:
    """Return a new element of the `w` namespace, its attributes too: `element("shd", fill="…")`."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_language(document: Any, language: str) -> None:
    """Set the language of all text, by the style that every other inherits."""
    for style in document.styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), language)
        style.set(qn("w:eastAsia"), language)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    if properties.find(qn("w:lang")) is None:
        properties.append(element("lang", val=language))
    settings = document.settings.element
    if settings.find(qn("w:themeFontLang")) is not None:
        settings.find(qn("w:themeFontLang")).set(qn("w:val"), language)


def drop_thumbnail(document: Any) -> None:
    """Take away the picture of python-docx's own template, which a file browser would show."""
    relations = document.part.package.rels
    for id in [id for id, r in relations.items() if r.reltype.endswith("/thumbnail")]:
        del relations[id]


def set_font(style: Any, name: str) -> None:
    """Set a style's font for every script, not only the Western one."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def describe_table(table: Any, title: str, description: str) -> None:
    """Give a table its alt text, and say that it has a header row and row headings."""
    properties = table._tbl.tblPr
    old = properties.find(qn("w:tblLook"))
    if old is not None:
        properties.remove(old)
    parts = {"firstRow": "1", "lastRow": "0", "firstColumn": "1", "lastColumn": "0"}
    properties.append(element("tblLook", val="04A0", **parts, noHBand="1", noVBand="1"))
    properties.append(element("tblCaption", val=title))
    properties.append(element("tblDescription", val=description))


def rule(table: Any, colour: str) -> None:
    """Give a table thin lines of a colour."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz="4", space="0", color=colour.lstrip("#")))
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)


def mark_row(row: Any, sort: str) -> None:
    """Mark a row: `tblHeader` is repeated on every page, `cantSplit` never split between pages."""
    row._tr.get_or_add_trPr().append(element(sort, val="true"))


def shade(cell: Any, colour: str) -> None:
    """Fill a cell, given as its element."""
    fill = element("shd", val="clear", color="auto", fill=colour.lstrip("#"))
    cell.get_or_add_tcPr().append(fill)


def write_cell(cell: Any, text: str, style: str, place: str, bold: bool) -> None:
    """Write the text of a cell, given as its element: much faster than through its objects."""
    paragraph = cell.p_lst[0]
    properties = paragraph.get_or_add_pPr()
    properties.append(element("pStyle", val=style))
    properties.append(element("jc", val=place))
    run = element("r")
    if bold:
        look = element("rPr")
        look.append(element("b"))
        run.append(look)
    for n, line in enumerate(text.split("\n")):
        if n:
            run.append(element("br"))
        said = element("t")
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        said.text = line
        run.append(said)
    paragraph.append(run)


def describe_picture(picture: Any, number: int, title: str, alt: str) -> None:
    """Give a picture its alt text, and a number of its own."""
    properties = picture._inline.docPr
    properties.set("id", str(number))
    properties.set("name", f"Figur {number}")
    properties.set("descr", alt)
    properties.set("title", title)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Mark a paragraph as a place that can be linked to."""
    start = element("bookmarkStart", id=str(number), name=name)
    end = element("bookmarkEnd", id=str(number))
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(end)


def link(paragraph: Any, text: str, name: str) -> None:
    """Add a link to a bookmark."""
    made = element("hyperlink", anchor=name, history="1")
    made.append(paragraph.add_run(text)._r)
    paragraph._p.append(made)


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a field that Word fills in, such as PAGE; `shown` stands there until it has."""
    made = element("fldSimple", instr=instruction)
    made.append(paragraph.add_run(shown)._r)
    paragraph._p.append(made)


def field_around(first: Any, last: Any, instruction: str) -> None:
    """Make paragraphs, from the first to the last, the result of a field."""
    text = element("instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    begin, separate = (element("fldChar", fldCharType=kind) for kind in ("begin", "separate"))
    for place, part in enumerate((begin, text, separate)):
        run = element("r")
        run.append(part)
        first._p.insert(place + (first._p.pPr is not None), run)
    last.add_run()._r.append(element("fldChar", fldCharType="end"))


def restart_numbering(document: Any, style: str) -> int:
    """Return the id of a new numbering that begins at 1, of the same kind as a list style's."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    of_style = document.styles[style].element.pPr.numPr.numId.val
    abstract = next(n for n in numbering.num_lst if n.numId == of_style).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def number_with(paragraph: Any, number: int) -> None:
    """Let a paragraph be numbered by a numbering."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
