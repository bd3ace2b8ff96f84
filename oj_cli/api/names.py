"""What may be typed where something is named: what a shell offers while one types."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oj_cli.api.session import Session
from oj_cli.domain.kommuner import short_lan

if TYPE_CHECKING:
    from oj_cli.domain.analysis import Analysis


class Names(Session):
    """Names of things, read as quickly as can be. Each raises FileFault if it cannot be read."""

    def kommun_names(self) -> tuple[str, ...]:
        """Return the names of the kommuner."""
        with self.own_data() as store:
            return tuple(kommun.name for kommun in store.register().kommuner)

    def lan_names(self) -> tuple[str, ...]:
        """Return the short names of the län."""
        with self.own_data() as store:
            return tuple(short_lan(lan.name) for lan in store.register().lan)

    def edition_names(self) -> Mapping[str, str]:
        """Return the names of the editions of the kommungrupper by their ids."""
        with self.own_data() as store:
            return {edition.id: edition.name for edition in store.register().editions}

    def area_names(self) -> tuple[str, ...]:
        """Return the ids of the områden."""
        with self.own_data() as store:
            return store.areas()

    def indicator_names(self) -> Mapping[str, str]:
        """Return the names of the indicators by their ids."""
        with self.own_data() as store:
            return dict(store.indicator_names())

    def choice_names(self) -> Mapping[str, str]:
        """Return the names of themes and then indicators by their ids."""
        with self.own_data() as store:
            return store.themes().names | dict(store.indicator_names())

    def key_figure_names(self) -> Mapping[str, str]:
        """Return the names of the nyckeltal by their ids."""
        with self.own_data() as store:
            figures = (i for area in store.areas("nyckeltal") for i in store.catalogue(area))
            return {figure.id: figure.name for figure in figures}

    def evidence_names(self) -> Mapping[str, str]:
        """Return what the evidence of the workspace's analyses shows, by its id."""
        return {e.id: e.shows for analysis in self._analyses() for e in analysis.evidence}

    def event_names(self) -> Mapping[str, str]:
        """Return the events of the workspace's analyses, by their ids."""
        return {e.id: e.text for analysis in self._analyses() for e in analysis.events}

    def source_names(self) -> Mapping[str, str]:
        """Return the titles of the sources by their ids."""
        with self.own_data() as store:
            return {record.id: record.title for record in store.sources()}

    def guide_names(self) -> list[str]:
        """Return the ids of the guides, without reading them."""
        from oj_cli.api.guide import library

        return sorted(library(self).paths())

    def analysis_names(self) -> list[str]:
        """Return the names of the workspace's analyses, without reading them."""
        from oj_cli.analysis_file.file import analysis_paths

        return [p.stem for p in analysis_paths(self.workspace.folder)] if self.workspace else []

    def _analyses(self) -> "tuple[Analysis, ...]":
        from oj_cli.analysis_file.file import list_analyses

        if self.workspace is None:
            return ()
        return tuple(file.analysis for file in list_analyses(self.workspace.folder)[0])
