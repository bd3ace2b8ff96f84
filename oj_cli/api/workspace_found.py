"""What has been found in a workspace so far, and how faults of files become findings."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from oj_cli.api.check import quality_rules
from oj_cli.api.files import from_here
from oj_cli.documents.decode import PRIVATE
from oj_cli.documents.reader import Where, YamlFile
from oj_cli.domain.errors import FileFault, OjError, UsageFault
from oj_cli.domain.findings import Finding, Level
from oj_cli.domain.local import Settings
from oj_cli.workspace import Workspace, find_workspace

_LINE = re.compile(r"(.*), rad (\d+)")


class Found:
    """What has been found in a workspace. `failed` is why a file could not be made anew."""

    def __init__(self, folder: Path, failed: Mapping[Path, FileFault]) -> None:
        self.folder = folder
        self.failed = failed
        self.findings: list[Finding] = []
        self._told = set[str]()

    def add(
        self,
        rule: str,
        variant: str,
        path: Path,
        line: int | None = None,
        *,
        level: Level | None = None,
        **values: object,
    ) -> None:
        """Add what a rule says of a file, at its own level or another."""
        of, where = quality_rules()[rule], str(from_here(path))
        self.findings.append(of.finding(variant, values, level, file=where, line=line))

    def fault(self, fault: OjError, path: Path) -> None:
        """Add a fault of a file, a finding for each of its lines; once, however often it is met."""
        path, line = place_of(fault, path)
        message = " ".join((fault.message, *fault.details))
        lines = fault.values.get("lines") or [(line, message)]
        for n, said in lines:
            key = f"{path} {n} {said}"
            if key not in self._told and said != PRIVATE:  # told with all other such lines
                self.add("W01", "fil", path, n, fel=said, atgard=remedy_of(fault))
            self._told.add(key)

    @contextmanager
    def reading(self, path: Path) -> Iterator[None]:
        """Add what is wrong with a file that cannot be read."""
        try:
            yield
        except FileFault as fault:
            self.fault(fault, path)

    @contextmanager
    def naming(self, file: YamlFile, where: Where) -> Iterator[None]:
        """Add what is named in a place of a file and does not exist."""
        try:
            yield
        except UsageFault as fault:
            self.add(
                *("W04", "namn", file.path, file.line(where)),
                fel=fault.message,
                atgard=remedy_of(fault),
            )
        except FileFault:
            return  # of the data, and told there

    def workspace(self) -> Workspace:
        """Return the workspace, with settings that say nothing where they cannot be read."""
        try:
            return find_workspace(self.folder) or Workspace(self.folder, Settings())
        except FileFault:
            return Workspace(self.folder, Settings())


def place_of(fault: OjError, path: Path) -> tuple[Path, int | None]:
    """Return the file and line that a fault names, else the file that was asked for."""
    place = _LINE.fullmatch(fault.place or "")
    return (Path(place[1]), int(place[2])) if place else (Path(fault.place or path), None)


def remedy_of(fault: OjError) -> str:
    """Return what to do about a fault, in sentences."""
    said = [h if h[:1].isupper() else f"Skriv {h}" for h in fault.hints]
    return " ".join(s if s[-1] in ".?!" or s == said[-1] else f"{s} ." for s in said)
