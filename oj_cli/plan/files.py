"""Read action plans as they lie in the user's files."""

from dataclasses import dataclass
from pathlib import Path

from oj_cli.documents.decode import Fault, read_kept
from oj_cli.documents.files import Document, read_document
from oj_cli.documents.reader import YamlFile
from oj_cli.domain.errors import FileFault
from oj_cli.domain.plan import SCHEMA, Plan


@dataclass(frozen=True)
class PlanFile:
    """A plan, the text it was read from, and the keys in it that `oj` does not know."""

    path: Path
    plan: Plan
    document: Document
    unknown: tuple[Fault, ...] = ()


def read_plan(path: Path) -> PlanFile:
    """Read a plan.

    Raises FileFault, with every fault and its line, for a file that cannot be read, is no plan,
    or holds a value of the wrong kind.
    """
    return plan_of(read_document(path))


def plan_of(document: Document) -> PlanFile:
    """Return the plan that a document holds. Raises FileFault as `read_plan` does."""
    file = document.file
    schema = document.data.get("schema") if isinstance(document.data, dict) else None
    if schema != SCHEMA and str(schema).startswith("oj-plan/"):
        raise unknown_schema(file, schema)
    if schema != SCHEMA:
        raise FileFault(
            "plan.no_plan" if schema else "plan.no_schema",
            place=file.place(("schema",)) if schema else str(file.path),
            schema=schema,
            wanted=SCHEMA,
        )
    plan, unknown = read_kept(Plan, file, "Planen")
    return PlanFile(file.path, plan, document, tuple(unknown))


def unknown_schema(file: YamlFile, schema: object) -> FileFault:
    """Return the fault of a plan whose schema this program does not know."""
    place = file.place(("schema",))
    return FileFault("plan.unknown_schema", place=place, schema=schema, newest=SCHEMA)
