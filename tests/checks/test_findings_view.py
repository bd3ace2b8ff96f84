"""How findings look: on a terminal of 80 columns, as CSV and as JSON."""

import json

from oj_cli.domain.encoding import encode
from oj_cli.domain.findings import Finding, Findings, SwitchedOff
from oj_cli.presentation import screen as terminal
from oj_cli.presentation.console import Terminal
from oj_cli.views.findings import findings_document

FOUND = (
    Finding("M09", "varn", "Målet är vagt: ”bättre”.", "Säg hur mycket.", file="p.yaml", line=9),
    Finding(
        "M03",
        "fel",
        "Målet har inget mått.",
        "Lägg till nyckeln matt.",
        "Utan mått går det inte att se om målet nås.",
        "p.yaml",
        12,
        None,
        "mål M1",
        "Vi ska bli bättre",
        {"mal": "M1", "saknas": ["matt"]},
    ),
    Finding("A02", "fel", "Ingen är ansvarig.", "Skriv en funktion.", "Då blir det inte gjort."),
    Finding("A02", "fel", "Ingen leder.", "Skriv en funktion.", "Då blir det inte gjort."),
)


def shown(width: int = 80) -> str:
    document = findings_document(
        "Kontroll av planen",
        Findings(findings=FOUND, switched_off=(SwitchedOff("P04", "vi har sex mål med flit"),)),
        checked="1 mål kontrollerades.",
    )
    return terminal.render(document, Terminal(width, True, False))


def test_the_worst_comes_first_and_each_has_place_reason_and_remedy() -> None:
    text = shown()
    assert text.index("Hittade 3 FEL och 1 VARN.") < text.index("FEL M03") < text.index("VARN M09")
    item = text[text.index("- FEL M03") : text.index("- FEL A02")]
    assert item.splitlines()[:5] == [
        "- FEL M03. Målet har inget mått.",
        "  Plats: p.yaml, rad 12, mål M1",
        "  Text: ”Vi ska bli bättre”",
        "  Varför: Utan mått går det inte att se om målet nås.",
        "  Gör så här: Lägg till nyckeln matt.",
    ]
    assert "P04: vi har sex mål med flit" in text


def test_what_findings_in_a_row_have_in_common_is_said_once() -> None:
    text = shown()
    assert text.count("Gör så här: Skriv en funktion.") == 1
    assert text.index("Ingen leder.") < text.index("Gör så här: Skriv en funktion.")


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (40, 80):
        assert max(map(len, shown(width).splitlines())) <= width


def test_silence_says_what_was_looked_at() -> None:
    document = findings_document(
        "Kontroll", Findings(findings=()), checked="37 svar kontrollerades."
    )
    text = terminal.render(document, Terminal(80, True, False))
    assert "Hittade inget att rätta eller se över." in text
    assert "37 svar kontrollerades." in text


def test_json_holds_the_same_as_the_findings() -> None:
    payload = json.loads(json.dumps(encode(Findings(findings=FOUND))))
    assert payload["schema"] == "oj-fynd/1"
    assert payload["antal"] == {"fel": 3, "varn": 1, "rad": 0}
    assert payload["avstangda"] == []
    assert payload["fynd"][1] == {
        "regel": "M03",
        "niva": "fel",
        "fil": "p.yaml",
        "rad": 12,
        "cell": None,
        "galler": "mål M1",
        "meddelande": "Målet har inget mått.",
        "varfor": "Utan mått går det inte att se om målet nås.",
        "atgard": "Lägg till nyckeln matt.",
        "citat": "Vi ska bli bättre",
        "uppgifter": {"mal": "M1", "saknas": ["matt"]},
    }


def test_csv_has_a_row_for_each_finding() -> None:
    columns, rows = Findings(findings=FOUND).records()
    assert ",".join(columns) == "regel,niva,fil,rad,cell,galler,meddelande,varfor,atgard,citat"
    assert [(row["regel"], row["rad"]) for row in rows] == [
        ("M09", 9),
        ("M03", 12),
        ("A02", None),
        ("A02", None),
    ]
