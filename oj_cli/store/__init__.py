"""The store: one SQLite file with sorting keys, catalogues, sources and results.

The only room with SQL. Indicators, units and sources have integer keys in look-up
tables. A store is opened read-only and immutable: the shipped one never changes, and a
workspace's own is replaced whole when something is imported, see `own`.
"""

from oj_cli.store.files import Store, create_store, open_store
from oj_cli.store.schema import VERSION
from oj_cli.store.sources import Coverage

__all__ = ["VERSION", "Coverage", "Store", "create_store", "open_store"]
