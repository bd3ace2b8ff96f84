"""Read action plans as they lie in the user's files."""

from dataclasses import dataclass
from pathlib import Path

from oj_cli.documents.decode import Fault, read_kept
from oj_cli.documents.files import Document, read_document
from oj_cli.documents.reader import YamlFile
from oj_cli.domain.errors import FileFault
from oj_cli.domain.plan import SCHEMA, Plan
from oj_cli.plan.upgrade import unknown_schema, upgraded


@dataclass(frozen=True)
class PlanFile:
    """A plan, the text it was read from, and the keys in it that `oj` does not know."""

    path: Path
    plan: Plan
    document: Document
    unknown: tuple[Fault, ...] = ()


def read_plan(path: Path) -> PlanFile:
    """Read a plan.

    A plan of an older schema is read as one of the newest. Raises FileFault, with every fault
    and its line, for a file that cannot be read, is no plan, or holds a value of the wrong kind.
    """
    return plan_of(read_document(path))


def plan_of(document: Document) -> PlanFile:
    """Return the plan that a document holds. Raises FileFault as `read_plan` does."""
    path = document.file.path
    file = YamlFile(path, upgraded(document.data).data, document.file.lines)
    schema = document.data.get("schema") if isinstance(document.data, dict) else None
    if str(schema).startswith("oj-plan/") and file.data.get("schema") != SCHEMA:
        raise unknown_schema(document.file, schema)
    if schema is None or file.data.get("schema") != SCHEMA:
        said = f"schema ”{schema}”" if schema else "inget schema"
        raise FileFault(
            f"Filen är ingen plan som går att läsa: den har {said}, inte {SCHEMA}.",
            place=document.file.place(("schema",)) if schema else str(path),
            hints=(
                f"Kontrollera att det är rätt fil. En plan börjar med: schema: {SCHEMA}",
                *(() if schema else (f"Är det en plan: oj plan upgrade {path}",)),
            ),
        )
    plan, unknown = read_kept(Plan, file, "Planen")
    return PlanFile(path, plan, document, tuple(unknown))


def refuse_older(document: Document) -> None:
    """Raise FileFault for a plan of an older schema, which may be read but not written in."""
    schema = document.data.get("schema") if isinstance(document.data, dict) else None
    if schema != SCHEMA:
        path = document.file.path
        raise FileFault(
            f"Planen är skriven enligt ett äldre schema ({schema or 'inget angivet'}).",
            place=str(path),
            hints=(f"Skriv om den först: oj plan upgrade {path}",),
        )
