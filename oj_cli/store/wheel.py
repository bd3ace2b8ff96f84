"""The build hook of the wheel: it carries what is made from YAML files, made as it is built.

So an installed `oj` need read none of them again, also where nothing can be written beside them.
Hatch loads this file by its path, see `pyproject.toml`; nothing else imports it.
"""

import shutil
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compiled(BuildHookInterface[Any]):
    """Make the kept forms of all catalogues, sources, themes, editions, weights and method anew."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add them to a wheel, at their places in it; an editable one makes them when it runs."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from oj_cli.store import open_store
        from oj_cli.store.areas import KEPT
        from oj_cli.workspace import METHOD_FILE, PRIORITIES_FILE, guides_folder, shipped_areas

        areas, guides = shipped_areas(), guides_folder()
        for folder in [*areas.rglob(KEPT), *guides.rglob(KEPT)]:
            shutil.rmtree(folder)
        with open_store() as store:
            store.every_catalogue()
            store.sources()
            store.register()
            store.priorities(guides / PRIORITIES_FILE)
            store.method(guides / METHOD_FILE)
        for path in areas.rglob(f"{KEPT}/*.json"):  # the folder of the guides comes whole
            build_data["force_include"][str(path)] = str(path.relative_to(self.root))
