"""Make the shipped store from the files in `oj_cli/data`.

Run `python -m oj_cli.sources.shipped` after a change of a catalogue or a source; a test
rebuilds the store and compares every row.
"""

import hashlib
from pathlib import Path

from oj_cli.catalogue import load_catalogue, load_priorities, load_themes
from oj_cli.domain.errors import FileFault
from oj_cli.sources.longtable import described_tables, read_table
from oj_cli.sources.register import read_register
from oj_cli.store import create_store
from oj_cli.workspace import DATA_FOLDER, SHIPPED_STORE, guides_folder

AREAS = ("socialpsykiatri", "lss-enheter", "nyckeltal")
"""The shipped områden; the first in which a kommun has answers is looked at by itself."""


def build(target: Path, data: Path = DATA_FOLDER) -> dict[str, int]:
    """Make the store at `target` in place of what is there; return rows by source id."""
    new = target.with_suffix(".new")
    new.unlink(missing_ok=True)
    themes = load_themes(data / "katalog" / "teman.yaml")
    catalogues = {a: load_catalogue(data / "katalog" / f"{a}.yaml", themes) for a in AREAS}
    kallor = data / "kallor"
    register = read_register(
        kallor / "kommuner.csv", kallor / "folkmangd-1994-2022.csv", kallor / "kommungrupper.yml"
    )
    priorities = guides_folder() / "prioritering.yaml"
    counts: dict[str, int] = {}
    with create_store(new) as store:
        with store.transaction():
            store.write_register(register)
            store.write_themes(themes)
            digest = hashlib.sha256(priorities.read_bytes()).hexdigest()
            store.write_priorities(digest, load_priorities(priorities))
            for catalogue in catalogues.values():
                store.write_catalogue(catalogue)
            for path, description in described_tables(kallor):
                if description.area not in catalogues:
                    raise FileFault("sources.no_catalogue", place=str(path), area=description.area)
                record, rows = read_table(
                    description, kallor, catalogues[description.area], register
                )
                counts[record.id] = store.write_results(record, rows)
        store.stamp()
        store.compact()
    new.replace(target)
    return counts


if __name__ == "__main__":
    build(SHIPPED_STORE)
