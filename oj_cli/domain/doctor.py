"""What `oj` found out about itself and the computer that it runs on."""

from typing import ClassVar, Literal

from oj_cli.domain.encoding import Listed, Records, Taken, key, records_of
from oj_cli.domain.immutable import immutable

State = Literal["ok", "varn", "fel"]
STATE_WORDS: dict[State, str] = {"ok": "OK", "varn": "VARN", "fel": "FEL"}


@immutable
class Probe:
    """One thing that was tried: what it is, how it went, what was seen and what to do."""

    what: str = key("prov")
    state: State = key("lage")
    said: str = key("svar")
    remedies: tuple[str, ...] = key("atgarder", default=())

    COLUMNS: ClassVar[dict[str, Taken]] = {
        "prov": "what",
        "lage": "state",
        "svar": "said",
        "atgard": lambda probe: " ".join(probe.remedies) or None,
    }


@immutable
class SelfTest(Listed):
    """All that was tried, in the order it was. `version` is what `oj --version` says."""

    version: str = key("version")
    probes: tuple[Probe, ...] = key("prov")
    with_network: bool = key("nat")

    SCHEMA: ClassVar = "oj-doctor/1"

    @property
    def has_faults(self) -> bool:
        """Whether anything is wrong."""
        return any(probe.state == "fel" for probe in self.probes)

    def records(self) -> Records:
        """Return a row for each thing that was tried."""
        return records_of(self.probes, Probe.COLUMNS)
