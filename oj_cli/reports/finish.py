"""The last touch before a report is laid out: numbers, explained words, ids that are unique."""

from dataclasses import replace

from oj_cli.presentation.report import Block, Figure, Report, Section, Table, tables, walk
from oj_cli.reports.glossary import Glossary, explained
from oj_cli.reports.text import cleaned


def finish(report: Report, glossary: Glossary) -> Report:
    """Return the report with tables and figures numbered and abbreviations explained.

    Raises ValueError if an id is used twice or a figure names a table that is not there: a
    fault of the builder, which no reader should meet.
    """
    report = explained(cleaned(report), glossary)
    counter = {Table: 0, Figure: 0}
    report = replace(report, sections=_numbered(report.sections, counter))
    _refuse_faulty(report)
    return report


def _numbered(sections: tuple[Section, ...], counter: dict[type, int]) -> tuple[Section, ...]:
    found = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table | Figure):
                counter[type(block)] += 1
                block = replace(block, number=counter[type(block)])
            blocks.append(block)
        inner = _numbered(section.sections, counter)
        found.append(replace(section, blocks=tuple(blocks), sections=inner))
    return tuple(found)


def _refuse_faulty(report: Report) -> None:
    ids = [section.id for _, section in walk(report.sections)]
    data = []
    for _, section in walk(report.sections):
        for block in section.blocks:
            if isinstance(block, Table | Figure):
                ids.append(block.id)
            if isinstance(block, Figure):
                data.append(block.data)
            if isinstance(block, Table) and any(
                len(row.cells) != len(block.columns) for row in block.rows
            ):
                raise ValueError(f"table {block.id} has rows of different lengths")
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice:
        raise ValueError(f"ids used twice: {twice}")
    missing = set(data) - {t.id for t in tables(report)}
    if missing:
        raise ValueError(f"figures without their tables: {sorted(missing)}")
