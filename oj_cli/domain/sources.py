"""Where results come from."""

from dataclasses import dataclass

from oj_cli.domain.fields import key


@dataclass(frozen=True)
class SourceRecord:
    """One file or API answer that results were read from.

    `sha256` is of the bytes that were read. `fetched` is an ISO date, None where it is
    not known. `reader` and `reader_version` say what read it, `layout` and `layout_version` by
    which description of its columns. `imported` is the ISO date it came into the workspace, and
    `original` the name under which the workspace keeps the file; None for what comes with `oj`.
    """

    id: str = key("id")
    title: str = key("titel")
    publisher: str = key("utgivare")
    year: int | None = key("ar")
    file: str = key("fil", "Filnamn eller webbadress")
    sha256: str = key("sha256")
    fetched: str | None = key("hamtad")
    licence: str | None = key("villkor")
    reader: str = key("lasare")
    reader_version: int = key("lasarversion")
    credit: str = key("kallhanvisning", "Så ska källan anges under det som räknats fram här")
    remark: str | None = key("anmarkning", default=None)
    layout: str | None = key("layout", "Beskrivningen som filen lästes efter", default=None)
    layout_version: int | None = key("layoutversion", default=None)
    imported: str | None = key("inlast", "Vilken dag, ÅÅÅÅ-MM-DD", default=None)
    original: str | None = key("original", "Filens namn i data/original", default=None)

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with `oj`, and nobody has imported it."""
        return self.imported is None
