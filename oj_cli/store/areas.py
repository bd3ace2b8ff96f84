"""Områden as folders: which there are, and what their catalogues say.

An område is a folder with `katalog.yaml`, `varden.db` and `kalla.yaml`. Those that come with `oj`
and a user's own are alike; a user's of the same name adds to the one that comes with `oj`, and its
entries take the place of those with their id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from oj_cli.documents.compiled import compiled
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.indicators import AreaHead, Catalogue, Priorities, Themes
from oj_cli.domain.sources import SourceFile, SourceRecord
from oj_cli.domain.swedish import fold, listing, near
from oj_cli.workspace import CATALOGUE_FILE, SOURCES_FILE, THEMES_FILE

if TYPE_CHECKING:  # only the text on the method needs it
    from oj_cli.domain.method import MethodText

KEPT = ".kompilerat"
"""The hidden folder of what is made from YAML files, beside them."""


def reading() -> ModuleType:
    """Return what reads YAML files, which brings PyYAML along: for what is not kept."""
    from oj_cli import catalogue

    return catalogue


class Areas:
    """The part of a store that knows its områden. `roots` are folders of them, `oj`'s own first."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self.roots = tuple(roots)
        self._catalogues: dict[str, Catalogue] = {}
        self._records: dict[Path, tuple[SourceRecord, ...]] = {}
        self.broken: dict[str, FileFault] = {}

    @cached_property
    def folders(self) -> Mapping[str, Sequence[Path]]:
        """The folders of each område by its id, that which comes with `oj` first."""
        found: dict[str, list[Path]] = {}
        for root in self.roots:
            for folder in sorted(root.iterdir()) if root.is_dir() else ():
                is_area = any((folder / name).is_file() for name in (CATALOGUE_FILE, SOURCES_FILE))
                if is_area and not folder.name.startswith("."):
                    found.setdefault(folder.name, []).append(folder)
        return found

    @property
    def own_folders(self) -> dict[str, Path]:
        """The folders that do not come with `oj`, by the ids of their områden."""
        return {
            area: folder
            for area, folders in self.folders.items()
            for folder in folders
            if folder.parent != self.roots[0]
        }

    def kept(self, path: Path, ending: str = "json") -> Path:
        """Return where what is made from a file is kept."""
        return path.parent / KEPT / f"{path.stem}.{ending}"

    @cached_property
    def _themes(self) -> Themes:
        path = self.roots[0] / THEMES_FILE
        return compiled(Themes, self.kept(path), [path], lambda: reading().load_themes(path))

    def themes(self) -> Themes:
        """Return the themes. Raises FileFault, with file and line, for what is wrong in them."""
        return self._themes

    def priorities(self, path: Path) -> Priorities:
        """Return the weights and questions of a file. Raises FileFault as `themes` does."""
        kept = self.kept(path)
        return compiled(Priorities, kept, [path], lambda: reading().load_priorities(path))

    def method(self, path: Path) -> "MethodText":
        """Return the text on the method of a file. Raises FileFault as `themes` does."""
        from oj_cli.domain.method import MethodText

        return compiled(MethodText, self.kept(path), [path], lambda: reading().load_method(path))

    @cached_property
    def heads(self) -> Mapping[str, AreaHead]:
        """The beginnings of all catalogues by område, in the order of lists.

        One in which a file of the user's is wrong is not among them, and stands in `broken`.
        """
        found = []
        own = self.own_folders
        for area, folders in self.folders.items():
            try:
                head = self._head(area)
                if area in own:
                    self.sources_in(own[area])
                if len(folders) > 1:
                    self.catalogue(area)
            except FileFault as fault:
                if area not in own:
                    raise
                self.broken[area] = fault
            else:
                found.append((folders[0] == own.get(area), head))
        found.sort(key=lambda x: (x[0], x[1].order, x[1].area))
        return {head.area: head for _, head in found}

    def sources_in(self, folder: Path) -> tuple[SourceRecord, ...]:
        """Return the records that a folder's `kalla.yaml` holds, in the order they came.

        Those that come with `oj` tell of no import, also where the folder was made in a workspace.
        Raises FileFault if the file is wrong.
        """
        if folder not in self._records:
            path = folder / SOURCES_FILE
            records: tuple[SourceRecord, ...] = ()
            if path.is_file():
                kept = self.kept(path)
                found = compiled(SourceFile, kept, [path], lambda: reading().load_sources(path))
                records = found.sources
            if folder.parent == self.roots[0]:
                records = tuple(replace(r, imported=None, original=None) for r in records)
            self._records[folder] = records
        return self._records[folder]

    def _head(self, area: str) -> AreaHead:
        path = self.folders[area][0] / CATALOGUE_FILE
        if not path.is_file():
            raise FileFault("catalogue.missing", place=str(path), area=area)

        def make() -> AreaHead:
            c = self.catalogue(area)
            return AreaHead(c.area, c.name, c.short, c.purpose, c.order, c.belongs_to)

        return compiled(AreaHead, self.kept(path, "huvud.json"), [path], make)

    def areas(self, purpose: str = "jamforelse") -> tuple[str, ...]:
        """Return the ids of the områden to compare, or of those with nyckeltal, in order."""
        return tuple(area for area, head in self.heads.items() if head.purpose == purpose)

    def find_area(self, text: str) -> str:
        """Return the id of the område called `text`. Raises UsageFault if there is none."""
        wanted = fold(text)
        areas = self.areas()
        for area, fault in self.broken.items():
            if wanted == fold(area):
                raise fault
        for area, head in self.heads.items():
            if wanted in (fold(area), fold(head.name), fold(head.short)):
                if area not in areas:
                    raise UsageFault("catalogue.never_ranked", name=head.name)
                return area
        close = near(text, areas, limit=1)
        raise UsageFault("catalogue.unknown_area", text=text, near=close, known=listing(areas))

    def catalogue(self, area: str) -> Catalogue:
        """Return the catalogue of an område that exists, with what a user's own adds to it.

        Raises FileFault, with file and line, for what is wrong in it.
        """
        found = self._catalogues.get(area)
        if found is None:
            found = self._catalogues[area] = self._catalogue(area)
        return found

    def _catalogue(self, area: str) -> Catalogue:
        first, *more = self.folders[area]
        catalogue = self._compiled(first / CATALOGUE_FILE, None)
        for own in (folder / CATALOGUE_FILE for folder in more):
            if own.is_file():
                catalogue = catalogue.with_added(self._compiled(own, catalogue))
        return catalogue

    def _compiled(self, path: Path, base: Catalogue | None) -> Catalogue:
        """Return what stands in a file, which may name what stands in that which it adds to."""
        sources = [path, self.roots[0] / THEMES_FILE]
        if base is not None:
            sources.append(self.folders[base.area][0] / CATALOGUE_FILE)
        kept, themes = self.kept(path), self.themes()
        return compiled(
            Catalogue, kept, sources, lambda: reading().load_catalogue(path, themes, base)
        )

    def catalogues(self) -> tuple[Catalogue, ...]:
        """Return the catalogues of the områden to compare."""
        return tuple(self.catalogue(a) for a in self.areas())

    def every_catalogue(self) -> tuple[Catalogue, ...]:
        """Return all catalogues, those with nyckeltal last."""
        in_order = sorted(self.heads.values(), key=lambda head: head.purpose != "jamforelse")
        return tuple(self.catalogue(head.area) for head in in_order)

    def indicator_names(self) -> list[tuple[str, str]]:
        """Return (id, name) of the indicators to compare: for completion."""
        return [(i.id, i.name) for c in self.catalogues() for i in c]
