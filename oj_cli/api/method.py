"""How oj counts and judges, with the figures of a kommun as an example."""

from collections.abc import Iterator, Sequence

from oj_cli.analysis.method import method, worked
from oj_cli.api import selecting
from oj_cli.api.identify import kommun_question
from oj_cli.api.loading import load_area_year, read_method
from oj_cli.api.session import Session
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.method import Example, Method
from oj_cli.store import Store

EXAMPLE_KOMMUN = "Leksand"
"""Whose figures the method is shown with, where no kommun is named."""


class Methods(Session):
    """Explaining the method."""

    def method(self, kommun: str | None = None, *, area: str | None = None) -> Method:
        """Return how oj counts and judges, how the rule did, and an example with real figures.

        Args:
            kommun: Whose figures the example has: name or code. The workspace's if left out, else
                Leksand's.
            area: Id or name of the only område that it is about.

        Returns:
            A row for each survey, with the columns `namn`, `omrade`, `undersokning`, `spridning`,
            `skiljer`, `ar`, `alla`, `antal` and `kvar` (percent).

        """
        settings = self.workspace and self.workspace.settings
        named = kommun or (settings and settings.kommun) or EXAMPLE_KOMMUN
        with self.own_data() as store:
            own = store.register().find_kommun(named)
            catalogues = selecting.catalogues(store, area)
            # those with a published number of answers first: one clear example is enough
            in_order = sorted(catalogues, key=lambda c: not any(i.respondents for i in c))
            found: list[Example] = []
            for example in self._examples(store, in_order, own):
                found.append(example)
                if example.is_clear:
                    break
            best = max(found, key=lambda e: e.is_clear, default=None)
            return method(read_method(store), catalogues, best)

    def _examples(
        self, store: Store, among: Sequence[Catalogue], kommun: Kommun
    ) -> Iterator[Example]:
        """Yield an example of each område in which the kommun has answers."""
        ranking = selecting.ranking(None, self.workspace)
        for catalogue in among:
            if store.years(catalogue.area, [kommun.code]):
                year = selecting.choose_year(store, catalogue, None, [kommun])
                data = load_area_year(store, catalogue, year)
                found = worked(kommun_question(store, self.workspace, data, kommun, ranking))
                if found is not None:
                    yield found
