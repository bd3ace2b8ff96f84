"""What views over all områden share: whose map it is, and what of it is shown."""

from collections.abc import Mapping
from typing import ClassVar

from oj_cli.domain.encoding import Listed, Taken, encode, key
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import AreaHead, Theme
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.kommuner import Kommun

HEAD: Mapping[str, Taken] = {
    "kommun": lambda found: {**encode(found.kommun), "lan": found.map.lan.name},
    "nyast": "map.newest",
    "kalla": "map.sources",
}
"""The first keys of each in JSON."""


@immutable(kw_only=True)
class Whole(Listed):
    """A view of what the map of a kommun says, over all områden or over `only` those named.

    `theme` is the only one that is shown.
    """

    map: KommunMap
    theme: Theme | None = key("tema", default=None)
    only: tuple[AreaHead, ...] = key("bara", default=())

    JSON: ClassVar[Mapping[str, Taken]] = HEAD

    @property
    def kommun(self) -> Kommun:
        """Whose it is."""
        return self.map.kommun
