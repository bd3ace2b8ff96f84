"""The guides that there are, their questions, and an answers file to fill in."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oj_cli.domain.guide import Guide, Question
    from oj_cli.presentation.document import Document


def guides() -> "Document":
    """Return the guides, the broken ones with what is wrong with them."""
    from oj_cli.api.selecting import from_here
    from oj_cli.guide.content import list_guides
    from oj_cli.views.guide import counted_questions, guides_document
    from oj_cli.workspace import find_workspace, guides_folder

    workspace = find_workspace()
    entries = []
    for entry in list_guides(guides_folder(), workspace.folder if workspace else None):
        guide, fault = entry.guide, entry.fault
        entries.append(
            {
                "guide": entry.name,
                "namn": guide.name if guide else "",
                "fragor": counted_questions(guide) if guide else None,
                "varifran": "er arbetsmapp" if entry.is_own else "följer med oj",
                "fil": str(from_here(entry.path)) if entry.is_own else entry.path.name,
                "fel": [] if fault is None else [*(fault.details or (fault.message,))],
            }
        )
    return guides_document(entries)


def questions(guide: "Guide") -> "Document":
    """Return a guide's questions with their flags."""
    from oj_cli.views.guide import questions_document

    return questions_document(guide, command(guide))


def command(guide: "Guide") -> str:
    """Return what is typed to walk a guide."""
    if guide.id == "plan":
        return "oj plan new"
    return "oj guide" if guide.id == "fyra-steg" else f"oj guide --guide {guide.id}"


def write_template(guide: "Guide", output: Path | None) -> None:
    """Write an answers file with every question and no answers, to stdout or to a file."""
    import sys

    from oj_cli.documents.writer import write_text
    from oj_cli.terminal.streams import say

    text = template(guide)
    if output is None or output == Path("-"):
        sys.stdout.write(text)
        return
    write_text(output, text, keep_old=False)
    say(f"Skrev {output}.")


def template(guide: "Guide") -> str:
    """Return an answers file with every question as a comment and an empty answer."""
    lines = [
        f"# Svar på frågorna i guiden {guide.name}. Läs in dem med:",
        f"# {command(guide)} --svarsfil FIL",
        "# En tom rad är en fråga som ni hoppar över.",
        f"guide: {guide.id}",
    ]
    for number, step in enumerate(guide.steps, 1):
        lines += ["", f"# Steg {number}: {step.name}"]
        for question in step.questions:
            lines += _lines(question, 0)
    return "\n".join(lines) + "\n"


def _lines(question: "Question", column: int) -> Iterator[str]:
    margin = " " * column
    if question.kind == "grupp":
        more = ". Kan stå flera gånger, med - först" if question.again else ""
        yield f"{margin}# {question.text}{more}"
        yield f"{margin}{question.id}:"
        inner = [line for q in question.questions for line in _lines(q, column + 4)]
        if not question.again:
            yield from (line.removeprefix("  ") for line in inner)
            return
        first = next(n for n, line in enumerate(inner) if not line.lstrip().startswith("#"))
        inner[first] = f"{margin}  - {inner[first].lstrip()}"
        yield from inner
        return
    must = " Måste besvaras." if question.required else ""
    options = f" {' / '.join(question.choices)}." if question.choices else ""
    several = " Flera svar skrivs som en lista." if question.many else ""
    yield f"{margin}# {question.text}{must}{options}{several}"
    yield f"{margin}{question.id}:"


def copy(name: str) -> None:
    """Put a copy of a shipped guide in the workspace, where it takes the place of the shipped.

    Raises UsageFault if there is no such guide, no workspace, or one of one's own already.
    """
    from oj_cli.api.selecting import from_here
    from oj_cli.documents.reader import decode_text, read_bytes
    from oj_cli.documents.writer import file_fault, write_text
    from oj_cli.domain.errors import UsageFault
    from oj_cli.guide.content import FOLDER, find_guide
    from oj_cli.terminal.streams import say
    from oj_cli.workspace import find_workspace, guides_folder, schema_line

    shipped = guides_folder()
    guide = find_guide(name, shipped, None)
    workspace = find_workspace()
    if workspace is None:
        raise UsageFault(
            "Egna guider ligger i en arbetsmapp, och här finns ingen.",
            hints=("Gör en: oj init MAPP --kommun Leksand",),
        )
    path = workspace.folder / FOLDER / f"{guide.id}.yaml"
    if path.exists():
        raise UsageFault(
            f"Ni har redan en guide som heter {guide.id}. Den skrivs inte över.", place=str(path)
        )
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise file_fault(error, path.parent, "skapa") from error
    source = shipped / path.name
    write_text(path, schema_line(path, "guide") + decode_text(read_bytes(source), source))
    say(f"Skrev {from_here(path)}. Den gäller nu i stället för den som följer med oj.")
    say("Vill ni ha kvar båda byter ni namn på filen, och på raden guide: i den.")
