"""What `oj` found out about itself, as lines to paste into a mail."""

from oj_cli.domain.doctor import STATE_WORDS, SelfTest
from oj_cli.domain.swedish import listing
from oj_cli.presentation.document import Document
from oj_cli.presentation.parts import bullets, compose, item, note, section, strong


def document(found: SelfTest) -> Document:
    """Return a line for each thing that was tried, with what to do below it."""
    bad = [
        f"{n} {STATE_WORDS[state]}"
        for state in ("fel", "varn")
        if (n := sum(probe.state == state for probe in found.probes))
    ]
    lines = (
        item(f"{STATE_WORDS[probe.state]} {probe.what}: {probe.said}", *probe.remedies)
        for probe in found.probes
    )
    asks_not = "Nätet prövas bara med oj doctor --nat."
    return compose(
        "Självtest",
        found.version,
        strong(f"Hittade {listing(bad)}." if bad else "Allt fungerar."),
        sections=[section("Prövat", bullets(lines), note("" if found.with_network else asks_not))],
    )
