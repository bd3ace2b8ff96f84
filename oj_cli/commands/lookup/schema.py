"""`oj schema`: the JSON Schema of a user's files, for editors that complete and check."""

from typing import Annotated

import typer

from oj_cli.commands.output import OutputOption, show
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import listing

KINDS = (
    "plan",
    "analys",
    "installningar",
    "ataganden",
    "rattelser",
    "guide",
    "katalog",
    "layout",
    "kommentarer",
)


def schema(
    slag: Annotated[
        str, typer.Argument(metavar="SLAG", help=f"Vilken sorts fil: {listing(KINDS, 'eller')}.")
    ],
    output: OutputOption = None,
) -> None:
    """Skriv ut JSON-schemat för en sorts fil.

    Med schemat kan en textredigerare fylla i nycklar och säga till om fel medan du skriver.
    """
    from oj_cli.presentation.document import Document

    show(Document(title=slag, payload=find(slag)), "json", output, "standard", False)


def workspace_files() -> dict[str, str]:
    """Return the schemas of a workspace's own files, by name: editors find them offline."""
    import json

    return {
        f"{kind}.schema.json": json.dumps(find(kind), ensure_ascii=False, indent=2) + "\n"
        for kind in KINDS
        if kind not in ("katalog", "layout")
    }


def find(kind: str) -> dict[str, object]:
    """Return the schema of one kind of file. Raises UsageFault for a kind that there is not."""
    from oj_cli.documents.schema import json_schema
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.comments import Comments
    from oj_cli.domain.guide import Guide
    from oj_cli.domain.indicators import Catalogue
    from oj_cli.domain.local import Corrections, Promises, Settings
    from oj_cli.domain.plan import Plan
    from oj_cli.sources.layout.model import Layout

    models: dict[str, tuple[type, str]] = {
        "plan": (Plan, "En handlingsplan, steg 4: filerna i mappen planer"),
        "analys": (Analysis, "Lokal analys, steg 1 till 3: filerna i mappen analys"),
        "installningar": (Settings, "Arbetsmappens inställningar: oj.yaml"),
        "ataganden": (Promises, "Vad kommunen har lovat: ataganden.yaml"),
        "rattelser": (Corrections, "Svar som kommunen vet blev fel: rattelser.yaml"),
        "guide": (Guide, "En guide: steg och frågor"),
        "layout": (Layout, "Hur ett slags kalkylblad läses: filerna i mappen layouter"),
        "katalog": (Catalogue, "En indikatorkatalog för ett område"),
        "kommentarer": (Comments, "Kommentarer till en rapport, se oj report comments"),
    }
    if kind not in models:
        raise UsageFault(
            f"Det finns inget schema för ”{kind}”.", hints=(f"Skriv {listing(KINDS, 'eller')}.",)
        )
    model, about = models[kind]
    return json_schema(model, f"oj: {kind}", about)
