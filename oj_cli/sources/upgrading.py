"""A workspace's store of an older version of `oj`, made anew from what the workspace keeps."""

from collections.abc import Mapping
from pathlib import Path

from oj_cli.sources.incoming import SORTING
from oj_cli.sources.keeping import Reader, rebuild
from oj_cli.sources.layout.catalogues import own_catalogues
from oj_cli.sources.longfile import READER as LONG
from oj_cli.sources.longfile import read_kept_long
from oj_cli.sources.workbooks import READER as WORKBOOK
from oj_cli.sources.workbooks import read_kept, read_kept_sorting_keys
from oj_cli.store import open_store
from oj_cli.store.files import older_sources
from oj_cli.workspace import SHIPPED_STORE, own_store

CATALOGUES = "katalog"

READERS: Mapping[str, Reader] = {
    WORKBOOK: read_kept,
    SORTING: read_kept_sorting_keys,
    LONG: read_kept_long,
}


def upgrade(folder: Path) -> int:
    """Make a workspace's store anew; return how many of its sources were read again.

    It begins with what is shipped now. Raises FileFault, and leaves the store as it was, if it
    does not tell its sources, or a file that they came from cannot be read any more.
    """
    records = [r for r in older_sources(own_store(folder)) if not r.is_shipped]
    with open_store(SHIPPED_STORE) as shipped:
        catalogues = own_catalogues(
            folder / CATALOGUES,
            [shipped.catalogue(a) for p in ("jamforelse", "nyckeltal") for a in shipped.areas(p)],
            shipped.themes(),
        )
    rebuild(folder, records, catalogues, READERS)
    return len(records)
