"""Which `oj` this is: its version, the day it was released, and how new the data are."""

import re
from collections.abc import Iterable
from importlib.metadata import version

from oj_cli.domain.sources import SourceRecord
from oj_cli.store import open_store
from oj_cli.workspace import changelog

PACKAGE = "oj-cli"


def version_text() -> str:
    """Return the version with its day, and the edition of the data that come with it.

    The day stands in the changelog, and the edition follows from the sources.
    """
    number = version(PACKAGE)
    released = _day(number)
    with open_store() as store:
        sources = store.sources()
        years = {y for of in store.register(9999).population.values() for y in of}
    data = [
        said
        for name, word in (("Socialstyrelsen", "öppna jämförelser"), ("Kolada", "Kolada"))
        if (said := _edition(word, (s for s in sources if name in s.publisher)))
    ]
    data += [f"folkmängd {max(years)}"] if years else []
    return f"oj {number}{f' ({released})' if released else ''} · data: {', '.join(data)}"


def _day(number: str) -> str:
    """Return the day that a version was released, empty where the changelog does not say."""
    try:
        text = changelog().read_text("utf-8")
    except OSError:
        return ""
    found = re.search(rf"^## {re.escape(number)} – (\d{{4}}-\d\d-\d\d)$", text, re.MULTILINE)
    return found[1] if found else ""


def _edition(word: str, sources: Iterable[SourceRecord]) -> str:
    """Return the newest year of some sources, and the day they were fetched where that is known."""
    of = list(sources)
    years = [source.year for source in of if source.year]
    fetched = [source.fetched for source in of if source.fetched]
    if not years:
        return ""
    return f"{word} {max(years)}" + (f" (hämtat {max(fetched)})" if fetched else "")
