"""Answers that could not be saved where they belong: written somewhere else, or on the screen."""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oj_cli.domain.guide import Guide
    from oj_cli.domain.guide_walk import Tree


def rescue(guide: "Guide", answers: "Tree", go_on: str) -> list[str]:
    """Write all answers of a walk to a file in the system's folder for temporary files.

    Returns what to tell the user: where it lies and how it is used, or, where that could not
    be written either, the answers themselves.
    """
    from oj_cli.documents.dumper import dump
    from oj_cli.guide.tidying import section_of

    text = dump(section_of(guide, answers))
    try:
        handle, name = tempfile.mkstemp(prefix=f"oj-svar-{guide.id}-", suffix=".yaml")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return ["Svaren gick inte att spara någonstans. Kopiera dem härifrån:", text]
    path = Path(name)
    return [
        f"Alla svar är sparade i {path}.",
        f"Använd dem senare med: {go_on} --svarsfil {path}",
    ]
