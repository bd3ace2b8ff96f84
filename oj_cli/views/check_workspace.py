"""What the check of a workspace found, as a document."""

from oj_cli.domain.swedish import counted
from oj_cli.domain.workspace_check import WorkspaceCheck
from oj_cli.presentation.document import Document
from oj_cli.presentation.parts import bullets, section
from oj_cli.views.findings import findings_document, tried_section


def document(found: WorkspaceCheck) -> Document:
    """Return what was mended, what was found and what was looked for."""
    looked = (
        f"Läste {counted(found.files, 'fil', 'filer')}, {counted(found.sources, 'källa', 'källor')}"
        f" och {counted(found.results, 'inläst resultat', 'inlästa resultat')} i {found.folder}."
    )
    return findings_document(
        "Kontroll av arbetsmappen",
        found,
        checked=looked,
        sections=[section("Åtgärdat", bullets(found.mended)), tried_section(found.tried)],
    )
