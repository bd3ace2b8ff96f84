"""What a question means, and where every figure comes from."""

from dataclasses import replace

from oj_cli.analysis.explain import explain
from oj_cli.analysis.references import build_references
from oj_cli.api import selecting
from oj_cli.api.loading import load_area_year
from oj_cli.api.session import Session
from oj_cli.domain.explanation import Explanation
from oj_cli.workspace import corrections_of, promises_of


class Explain(Session):
    """Explaining."""

    def explain(
        self,
        indicator: str,
        kommun: str | None = None,
        *,
        area: str | None = None,
        year: int | None = None,
        edition: str | None = None,
        every_kommun: bool = False,
    ) -> Explanation:
        """Return all that is known of an indicator for a kommun, and how each figure came about.

        Args:
            indicator: Id, name or Kolada id.
            kommun: Name or code; the workspace's if left out.
            area: Id or name of the only område that is searched.
            year: The newest that the kommun has an answer in if left out.
            edition: Of the kommungrupper; the one in force in the year if left out.
            every_kommun: Whether to return each kommun behind the figures too.

        Returns:
            A row for each own answer, correction, reference and kommun (`typ` says which), with
            the columns `namn`, `ar`, `svar`, `varde`, `andel` (percent), `median`, `n_ja`,
            `n_svar`, `n_ea`, `n_bortfall`, `berakning`, `kalla` and `plats` in it.

        """
        with self.data() as store:
            catalogue, only = selecting.find_indicator(store, indicator, area)
            own = selecting.choose_kommun(store, kommun, self.workspace)
            year = selecting.choose_year(store, catalogue, year, [own], own.name, only)
            newest = selecting.choose_year(store, catalogue, None, indicator=only)
            data = load_area_year(store, catalogue, year, edition)
            wanted = selecting.ranking(None, self.workspace)
            alike = selecting.like(store, catalogue, own, wanted)
            references = build_references(own, data.register, year, data.edition, like=alike)
            references = selecting.comparable(store, references, only, own)
            columns = list(store.columns(catalogue.area, indicators=[only.id], places=True))
            found = explain(data, only, own, references, columns, store.sources())
            around = replace(self.around(store, catalogue.area, year), is_newest=year == newest)
        key = f"{catalogue.area}/{only.id}"
        corrections = corrections_of(self.workspace, data.register, own)
        promises = promises_of(self.workspace, data.register, own)
        return replace(
            found,
            behind=found.behind if every_kommun else None,
            theme=data.themes.names[only.theme],
            corrections=tuple(c for c in corrections if c.indicator == key),
            promises=tuple(p for p in promises if key in p.indicators),
            around=around,
        )
