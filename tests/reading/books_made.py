"""Workbooks made byte by byte, as no program would write them, or as few do."""

import zipfile
from io import BytesIO

import openpyxl

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<?xml version="1.0"?><worksheet xmlns="{SPREADSHEET}"><sheetData>'.encode()
SHEET_END = b"</sheetData></worksheet>"
A1 = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Kod</t></is></c></row>'

_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2">'
    '<office:automatic-styles><style:style style:name="dold" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
_ODS_END = "</office:spreadsheet></office:body></office:document-content>"
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook of openpyxl as bytes."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(**cells: object) -> openpyxl.Workbook:
    """Return a workbook with these cells: `sheet_of(B2="Ja", C3=0.5)`."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Resultat"
    for place, value in cells.items():
        sheet[place].value = value
    return book


def with_sheet(xml: bytes) -> bytes:
    """Return a workbook whose only sheet, Resultat, is this XML."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(saved(sheet_of(A1="x")))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            is_sheet = name.endswith("sheet1.xml")
            target.writestr(name, xml if is_sheet else source.read(name))
    return stream.getvalue()


def rows(xml: bytes) -> bytes:
    """Return a workbook whose only sheet has these rows."""
    return with_sheet(SHEET + xml + SHEET_END)


def ods(tables: str, encrypted: bool = False) -> bytes:
    """Return an OpenDocument workbook with these tables."""
    locked = "<manifest:encryption-data/>" if encrypted else ""
    manifest = f'<manifest:manifest xmlns:manifest="x">{locked}</manifest:manifest>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", _ODS_TYPE, zipfile.ZIP_STORED)
        target.writestr("META-INF/manifest.xml", manifest)
        target.writestr("content.xml", _ODS + tables + _ODS_END)
    return stream.getvalue()


def ods_table(*table_rows: str, name: str = "Resultat", style: str = "") -> str:
    """Return a table of rows."""
    styled = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{styled}>{"".join(table_rows)}</table:table>'


def ods_row(*cells: str, repeated: int = 1) -> str:
    """Return a row of cells."""
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}>{''.join(cells)}</table:table-row>"


def ods_cell(shown: str, attributes: str = 'office:value-type="string"') -> str:
    """Return a cell with what is shown in it."""
    text = f"<text:p>{shown}</text:p>" if shown else ""
    return f"<table:table-cell {attributes}>{text}</table:table-cell>"
