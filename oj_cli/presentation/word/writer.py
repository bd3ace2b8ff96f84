"""Lay a report out as a Word document."""

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Emu, Pt, RGBColor

from oj_cli.presentation.document import (
    Block,
    Bullets,
    Commands,
    Document,
    Fact,
    Facts,
    Figure,
    Paragraph,
    Remarks,
    Section,
    Shown,
    Table,
    lying,
    tables,
    texts,
)
from oj_cli.presentation.pictures.style import ANSWERS, BLUE, GROUND, INK, RULE, SOFT
from oj_cli.presentation.word import xml
from oj_cli.presentation.word.fit import picture_width, text_size
from oj_cli.presentation.zipped import same_each_time

FONT = "Calibri"
SHORT, LONG = Cm(21.0), Cm(29.7)
SIDE, END = Cm(1.8), Cm(1.4)
"""The margins of a page that is to be one side."""
LANGUAGE = "sv-SE"
MOST_OUTLINED = 8
LOGO = 9999
"""The number of the logotype among the pictures, which are counted from 1."""
MANY_COLUMNS = 7
LONGEST_PROPERTY = 255
MOST_ROWS_TOGETHER = 22
"""A table with no more rows than this stays on one page."""


def write(report: Document, pictures: Mapping[str, bytes]) -> bytes:
    """Return the report as a Word document. `pictures` are PNG by figure id."""
    layout = _Layout(report, pictures)
    layout.title()
    layout.blocks(report.lead)
    if report.has_contents:
        layout.contents()
    for level, section, lies in lying(report):
        layout.turn(lies)
        layout.heading(section.heading, min(level, 9), section.id)
        layout.blocks(section.blocks)
    return layout.content()


class _Layout:
    def __init__(self, report: Document, pictures: Mapping[str, bytes]) -> None:
        self.report = report
        self.pictures = pictures
        self.numbers = {table.id: table.number for table in tables(report)}
        self.document = docx.Document()
        self.bookmarks = 0
        self.is_full = False
        """Whether a picture has taken the page, so that the next heading begins another."""
        self.style_ids: dict[str, str] = {}
        self._properties()
        self.points = 11.0 if report.sides == 1 else 9.5
        if report.is_short and report.sides == 1:
            room = SHORT.pt - 2 * SIDE.pt, LONG.pt - 2 * END.pt - 24  # the footer
            self.points = text_size(report, pictures, *room)
        self._styles()
        self._footer()
        self._page(self.document.sections[0], report.is_landscape)

    def content(self) -> bytes:
        file = io.BytesIO()
        self.document.save(file)
        return same_each_time(file.getvalue())

    # --- the document as a whole --------------------------------------------------------

    def _properties(self) -> None:
        day = datetime.datetime.fromisoformat(self.report.date)
        about = self.document.core_properties
        about.title = self.report.title[:LONGEST_PROPERTY]
        about.subject = self.report.subtitle[:LONGEST_PROPERTY]
        about.author = about.last_modified_by = ""
        about.comments = about.keywords = ""
        about.language = LANGUAGE
        about.created = about.modified = about.last_printed = day
        about.revision = 1
        xml.set_language(self.document, LANGUAGE)
        xml.drop_thumbnail(self.document)

    def _styles(self) -> None:
        styles = self.document.styles
        small = self.report.is_short
        sizes = {
            "Normal": self.points,
            "Title": 18 if small else 24,
            "Subtitle": 11 if small else 13,
            "Heading 1": self.points + 3 if small else 18,
            "Heading 2": 11 if small else 14,
            "Heading 3": 12,
            "Heading 4": 11,
            "Caption": 10,
        }
        for name, size in sizes.items():
            style = styles[name]
            xml.set_font(style, FONT)
            style.font.size = Pt(size)
            style.font.italic = False
            style.font.color.rgb = _rgb(BLUE if name.startswith("Heading") else INK)
            if name == "Subtitle":
                style.font.color.rgb = _rgb(SOFT)
        styles["Normal"].paragraph_format.space_after = Pt(4 if small else 7)
        styles["Normal"].paragraph_format.line_spacing = 1.0 if small else None
        for name in ("Title", "Subtitle", "Heading 1", "Heading 2") if small else ():
            form = styles[name].paragraph_format
            form.space_before, form.space_after = Pt(8 if "Heading" in name else 0), Pt(3)
        styles["Caption"].font.bold = True
        styles["Caption"].paragraph_format.keep_with_next = True
        for name in ("List Bullet", "List Bullet 2", "List Number"):
            styles[name].paragraph_format.space_after = Pt(2)
        self._new_style("TOC 1")
        self._new_style("TOC 2").paragraph_format.left_indent = Cm(0.6)
        self._new_style("Not", 9).font.color.rgb = _rgb(SOFT)
        for name, points in (("Cell", min(self.points, 9)), ("Cell liten", 8)):
            for ending, keep in (("", False), (" samman", True)):
                form = self._new_style(f"{name}{ending}", points).paragraph_format
                form.space_before = form.space_after = Pt(1.5)
                form.line_spacing = 1.0
                form.keep_with_next = keep

    def _new_style(self, name: str, points: float | None = None) -> Any:
        style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.document.styles["Normal"]
        style.paragraph_format.space_after = Pt(2)
        if points:
            style.font.size = Pt(points)
        self.style_ids[name] = style.style_id
        return style

    def turn(self, lies: bool) -> None:
        """Let the pages from here on lie down or stand."""
        if lies != self.lies:
            self._page(self.document.add_section(), lies)

    def _page(self, section: Any, lies: bool) -> None:
        self.lies = lies
        section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (LONG, SHORT) if lies else (SHORT, LONG)
        side, end = (SIDE, END) if self.report.is_short else (Cm(2.0), Cm(2.0))
        section.left_margin = section.right_margin = side
        section.top_margin = section.bottom_margin = end
        self.width = section.page_width - 2 * side
        heading = Cm(2) if lies else 0  # above a picture that fills a page which lies down
        self.height = section.page_height - 2 * end - heading

    def _footer(self) -> None:
        footer = self.document.sections[0].footer.paragraphs[0]
        status = f". {self.report.status}" if self.report.status else ""
        footer.style = self.document.styles["Not"]
        footer.add_run(f"{self.report.title}{status}. Sida ")
        xml.field(footer, "PAGE", "1")
        footer.add_run(" av ")
        xml.field(footer, "NUMPAGES", "1")

    def title(self) -> None:
        if self.report.logo:
            logo = self.document.add_picture(io.BytesIO(self.report.logo), height=Cm(1.4))
            xml.describe_picture(logo, LOGO, "Logotyp", "Logotyp")
        self._add(self.report.title, "Title")
        if self.report.subtitle:
            self._add(self.report.subtitle, "Subtitle")
        if self.report.status:
            self._add("", "Normal").add_run(self.report.status).bold = True
        self._facts(self.report.facts, in_a_row=self.report.is_short)

    def contents(self) -> None:
        """Write the headings as links, in a field that Word can fill with page numbers."""
        self.heading("Innehåll", 1, "innehall")
        entries: list[tuple[int, Section]] = []
        for section in self.report.sections:
            entries.append((1, section))
            if len(section.sections) <= MOST_OUTLINED:
                entries += [(2, inner) for inner in section.sections]
        written = []
        for level, section in entries:
            paragraph = self._add("", f"TOC {level}")
            xml.link(paragraph, section.heading, section.id)
            written.append(paragraph)
        if written:
            xml.field_around(written[0], written[-1], 'TOC \\o "1-2" \\h')
        self._add("", "Normal").add_run().add_break(WD_BREAK.PAGE)

    # --- sections -----------------------------------------------------------------------

    def _add(self, text: str, style: str) -> Any:
        """Add a paragraph. The style's id is set outright: python-docx would search each time."""
        if style not in self.style_ids:
            self.style_ids[style] = self.document.styles[style].style_id
        paragraph = self.document.add_paragraph(text)
        paragraph._p.style = self.style_ids[style]
        return paragraph

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._block(block)

    def heading(self, text: str, level: int, id: str) -> None:
        paragraph = self._add(text, f"Heading {level}")
        if self.is_full:
            paragraph.paragraph_format.page_break_before = True
            self.is_full = False
        self._mark(paragraph, id)

    def _mark(self, paragraph: Any, id: str) -> None:
        self.bookmarks += 1
        xml.bookmark(paragraph, id, self.bookmarks)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                self._bullets(block)
            case Facts():
                self._facts(block.facts, in_a_row=False)
            case Commands():
                self._commands(block)
            case Remarks():
                self._remarks(block)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._add("", "Not" if block.tone == "note" else "Normal")
        run = paragraph.add_run(block.text)
        if block.tone == "lead":
            run.font.size = Pt(self.points + 1.5)
        if block.tone == "strong":
            run.bold = True

    def _bullets(self, block: Bullets) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        number = xml.restart_numbering(self.document, style) if block.numbered else None
        for item in block.items:
            paragraph = self._add(item.text, style)
            if number is not None:
                xml.number_with(paragraph, number)
            for detail in item.details:
                self._add(detail, "List Bullet 2")

    def _facts(self, facts: Sequence[Fact], in_a_row: bool) -> None:
        paragraph = self._add("", "Normal") if in_a_row and facts else None
        for fact in facts:
            if not in_a_row or paragraph is None:
                paragraph = self._add("", "Normal")
                paragraph.paragraph_format.space_after = Pt(1)
            paragraph.add_run(f"{fact.label}: ").bold = True
            paragraph.add_run(f"{fact.value}. " if in_a_row else fact.value)

    def _commands(self, block: Commands) -> None:
        for command in block.commands:
            paragraph = self._add("", "Normal")
            paragraph.add_run(command.line).font.name = "Consolas"
            if command.gives:
                paragraph.add_run(f"\n{command.gives}")

    def _remarks(self, block: Remarks) -> None:
        for remark in block.remarks:
            paragraph = self._add("", "Normal")
            if remark.word:
                paragraph.add_run(f"{remark.mark} {remark.word}: ").bold = True
            paragraph.add_run(remark.text)
            for reason in remark.reasons:
                self._add(reason, "List Bullet")
            if remark.by:
                self._add(remark.by, "Not")

    # --- tables and figures -------------------------------------------------------------

    def _table(self, block: Table) -> None:
        caption = f"Tabell {block.number}. {block.caption}"
        self._mark(self._add(caption, "Caption"), block.id)
        head = tuple(Shown(column.heading) for column in block.columns)
        table = self.document.add_table(
            rows=bool(block.groups) + 1 + len(block.rows),
            cols=len(block.columns),
            style="Table Grid",
        )
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        about = f"{len(block.rows)} rader och {len(block.columns)} kolumner."
        xml.describe_table(table, caption, f"{block.caption} {about}")
        xml.rule(table, RULE)
        whole = sum(block.widths)
        widths = [int(self.width * width / whole) for width in block.widths]
        small = " liten" if len(block.columns) > MANY_COLUMNS else ""
        together = len(block.rows) <= MOST_ROWS_TOGETHER
        if block.groups:
            self._groups(table, block, f"Cell{small} samman")
        rows = list(table.rows)[len(table.rows) - 1 - len(block.rows) :]
        for n, (row, cells) in enumerate(zip(rows, (head, *block.cells), strict=True)):
            xml.mark_row(row, "cantSplit")
            apart = n == 0 or n - 1 in block.heading_rows
            keep = n == 0 or (together and n < len(block.rows))
            style = self.style_ids[f"Cell{small}{' samman' if keep else ''}"]
            for part, cell, column, width in zip(
                row._tr.tc_lst, cells, block.columns, widths, strict=True
            ):
                part.width = width
                if cell.look:
                    xml.shade(part, ANSWERS[cell.look][0])
                elif apart:
                    xml.shade(part, GROUND)
                xml.write_cell(part, cell.text, style, column.align, apart or cell.look == "ja")
        xml.mark_row(rows[0], "tblHeader")
        for width, column in zip(widths, table.columns, strict=True):
            column.width = width
        for note in (*block.notes, *((block.source,) if block.source else ())):
            self._add(note, "Not")
        self._add("", "Normal").paragraph_format.space_after = Pt(2)

    def _groups(self, table: Any, block: Table, style: str) -> None:
        """Write the headings above those of the columns, each over its own."""
        row, start = table.rows[0], 0
        xml.mark_row(row, "cantSplit")
        xml.mark_row(row, "tblHeader")
        for group, n in block.groups:
            part = row.cells[start].merge(row.cells[start + n - 1])._tc
            xml.shade(part, GROUND)
            xml.write_cell(part, group, self.style_ids[style], "center", False)
            start += n

    def _figure(self, block: Figure) -> None:
        if block.id not in self.pictures:
            self._add(f"Figur {block.number}. {block.title}. {block.alt}", "Not")
            return
        picture = self.document.add_picture(
            io.BytesIO(self.pictures[block.id]),
            width=int(self.width)
            if self.lies or self.report.sides > 1
            else Pt(picture_width(self.points)),
        )
        # with its caption, or the whole lead, on one page
        above = Cm(2) if self.report.sides == 1 else Cm(3.4) + Pt(14) * _lines(self.report.lead)
        if picture.height > (most := int(self.height) - above):
            picture.width = Emu(int(picture.width * most / picture.height))
            picture.height = Emu(most)
        self.is_full = self.report.sides > 1 and picture.height > self.height / 2
        xml.describe_picture(picture, block.number, block.title, block.alt)
        if block.data:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True
            caption = self._add("", "Not")
            caption.add_run(f"Figur {block.number}. Siffrorna finns i ")
            xml.link(caption, f"tabell {self.numbers[block.data]}", block.data)
            caption.add_run(".")


def _lines(blocks: Iterable[Block]) -> int:
    """Return how many lines blocks take, about."""
    most = 80  # letters, where another font stands in for ours
    return sum(1 + len(text) // most for block in blocks for text in _texts(block))


def _texts(block: Block) -> list[str]:
    """Return what stands above a picture, a text for each paragraph."""
    if isinstance(block, Facts):
        return [f"{fact.label}: {fact.value}" for fact in block.facts]
    return [] if isinstance(block, Figure) else texts(block)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))
