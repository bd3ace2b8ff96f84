"""The weights and questions for reflection that `identify` uses."""

import hashlib
from pathlib import Path

from oj_cli.catalogue import load_priorities
from oj_cli.domain.priorities import Priorities
from oj_cli.store import Store

FILE = "prioritering.yaml"


def read_priorities(store: Store, folder: Path) -> Priorities:
    """Return what the file in `folder` says.

    The store holds it parsed, which saves loading a YAML reader; where the file is another
    than that, it is read. Raises FileFault, with file and line, if it is missing or wrong.
    """
    path = folder / FILE
    if path.is_file():
        kept = store.priorities(hashlib.sha256(path.read_bytes()).hexdigest())
        if kept is not None:
            return kept
    return load_priorities(path)
