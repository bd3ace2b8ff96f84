"""How figures came about and where they come from: the same words in every report."""

from collections.abc import Sequence

from oj_cli.domain.method import Method
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import Column, Section
from oj_cli.presentation.parts import bullets, section, strong, table_of
from oj_cli.views.method import surveys

DIGITS = 16
"""How much of a checksum is shown."""


def how_counted(method: Method, remark: str = "") -> Section:
    """Return what a report says of the method: about a page. `remark` is the catalogue's."""
    explained = [
        p for part in method.text.sections if part.shows == "provad" for p in part.paragraphs
    ]
    return section(
        "Så har oj räknat",
        strong(remark),
        bullets(text for part in method.text.sections for text in part.in_report),
        *(explained if any(s.survey.tried for s in method.surveys) else ()),
        *surveys(method, only_tried=True),
        id="sa-har-oj-raknat",
    )


def sources(records: Sequence[SourceRecord]) -> Section:
    """Return where every figure comes from, with what is needed to verify it."""
    made = table_of(
        "tabell-kallor",
        "Källor till rapportens siffror",
        records,
        (
            (Column("Titel", width=2.4), lambda r: r.title),
            (Column("Utgivare", width=1.8), _publisher),
            (Column("Fil eller adress", width=1.6), lambda r: r.file),
            (Column("Villkor", width=1.4), lambda r: r.licence or "inte angivet"),
            (Column("Kontrollsumma", width=1.2), lambda r: r.sha256[:DIGITS]),
        ),
        (
            f"Kontrollsumman är de {DIGITS} första tecknen av filens SHA-256. Med den kan ett "
            "arkiv se att filen är densamma.",
            *dict.fromkeys(r.remark or "" for r in records),
        ),
    )
    return section("Källor", credit(records), made, id="kallor")


def _publisher(record: SourceRecord) -> str:
    if record.year and not record.publisher.endswith(str(record.year)):
        return f"{record.publisher}, {record.year}"
    return record.publisher
