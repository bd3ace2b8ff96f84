"""An område whose catalogue was written by hand is in every command as one that comes with oj."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from independent import values

from oj_cli import api
from oj_cli.api.importing import apply_import, prepare_import
from oj_cli.workspace import OMRADEN

Oj = Callable[..., Any]
OWN = "vart-eget"
SHIPPED = {
    "socialpsykiatri": ("sip_rutin", "arbete"),
    "lss-enheter": ("boende_rutin_vald", "skydd"),
}
"""Områden that come with oj, with an indicator and a theme that Leksand may choose in each."""

HEADING = "area,year,indicator,unit,unit_kind,gender,answer,value,n_yes,n"
APART = {
    "kallor", "redovisat_i", "redovisat_plats", "andra_kallor",  # where values come from
    "omrade", "samma_tema", "andra_omraden",  # which område it is, and which others there are
}  # fmt: skip

ASKED = (
    ("identify", "--alla"),
    ("identify", "--jamfor-med", "lan"),
    ("compare", "--indicator", "{indicator}", "--lan", "Dalarna"),
    ("trend",),
    ("trend", "--indicator", "{indicator}"),
    ("explain", "{indicator}"),
    ("peers", "--indicator", "{indicator}"),
    ("peers", "--tema", "{theme}"),
)
GOAL = {
    "--mal": "Minst 8 av 10 vet vem som håller ihop deras stöd senast 2027-12-31.",
    "--typ": "brukarmal",
    "--matt": "Andel ja på fråga 7",
    "--matt-kalla": "Enkäten",
    "--utgangslage": "41",
    "--malvarde": "80 %",
    "--senast": "2027-12-31",
    "--aktivitet": "Utse en samordnare för varje person",
    "--ansvarig": "Enhetschef",
    "--klart": "2027-03-31",
    "--foljs-upp": "2027-06-30, 2027-12-31",
    "--giltig-fran": "2027-01-01",
    "--giltig-till": "2027-12-31",
    "--ansvarigt-organ": "Socialnämnden",
    "--titel": "Plan",
}


def workspace(folder: Path) -> Path:
    folder.mkdir()
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=SHIPPED)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A shipped område, and a workspace whose own has its questions and its values."""
    shipped = request.param
    folder = workspace(tmp_path_factory.mktemp("eget") / shipped)
    own = folder / "omraden" / OWN
    own.mkdir(parents=True)
    text = (OMRADEN / shipped / "katalog.yaml").read_text("utf-8")
    text, n = re.subn(f"^omrade: {shipped}$", f"omrade: {OWN}", text, flags=re.MULTILINE)
    assert n == 1
    (own / "katalog.yaml").write_text(text, "utf-8")
    found = {
        (r.year, r.indicator, r.unit, r.kind, r.gender): (r.answer, r.value, r.n_yes, r.n)
        for r in values.blocks(OMRADEN / shipped / "varden.db")
    }
    table = folder / "varden.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADING.split(","))
        writer.writerows([OWN, *what, *said] for what, said in found.items())
    session = api.open(folder, today=None)
    ready = prepare_import(session, table, [("--omrade", [OWN])])
    assert apply_import(session, ready).n == len(found)
    return shipped, folder


def told(found: Any) -> Any:
    """Return an answer without what differs as it should."""
    if isinstance(found, dict):
        return {
            key: told(value)
            for key, value in found.items()
            if key not in APART
            and not (key == "kalla" and not isinstance(value, str))
            and not (key == "plats" and isinstance(value, str))
        }
    return [told(value) for value in found] if isinstance(found, list) else found


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_what_is_asked_of_it_has_the_same_answer(
    asked: tuple[str, ...], both: Any, oj: Oj, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, folder = both
    monkeypatch.chdir(folder)
    indicator, theme = SHIPPED[shipped]
    words = [word.format(indicator=indicator, theme=theme) for word in asked]
    own, other = (oj(*words, "--omrade", area, "--format", "json") for area in (OWN, shipped))
    assert (own.code, other.code) == (0, 0), own.err
    assert told(own.json) == told(other.json)
    assert len(str(told(own.json))) > 1000


def test_the_four_steps_go_alike(
    both: Any, oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Choosing, what to complement, the plan, and the report, in a workspace each."""
    shipped, folder = both
    indicator, theme = SHIPPED[shipped]
    monkeypatch.setenv("OJ_IDAG", "2026-11-25")
    gone = []
    for area in (OWN, shipped):
        place = workspace(tmp_path / area)
        if area == OWN:
            for name in ("omraden", "data"):
                shutil.copytree(folder / name, place / name)
        monkeypatch.chdir(place)
        chosen = oj(
            "identify", "--omrade", area, "--valj", f"{theme},{indicator}", "--motiv", "Ja."
        )
        assert chosen.code == 0, chosen.err
        suggested = oj("complement", "suggest", "--format", "json")
        goal = [word for pair in GOAL.items() for word in pair]
        made = oj("plan", "new", "--indikatorer", indicator, *goal, "--id", "plan", "--no-input")
        assert made.code == 0, made.err
        assert oj("plan", "check", "plan", "--format", "json").code == 0
        outcome = oj("plan", "outcome", "plan", "--format", "json")
        assert oj("report", "kommun", "--omrade", area, "-o", "profil.html").code == 0
        gone.append(
            {
                "choice": analysis(place, area),
                "suggested": told(suggested.json),
                "plan": (place / "planer" / "plan.yaml").read_text("utf-8").replace(area, ""),
                "outcome": outcome.out.replace(area, ""),
                "report": [
                    re.sub(rf"--omrade {area}\b", "", said)
                    for said in said_in(place / "profil.html")
                ],
            }
        )
    for what, own in gone[0].items():
        assert own == gone[1][what], what


def analysis(folder: Path, area: str) -> list[str]:
    """Return the lines of the analysis that do not say where figures come from."""
    [path] = (folder / "analys").glob("*.yaml")
    text = path.read_text("utf-8").replace(area, "")
    return re.sub(r"^ +kalla:.*(\n {10}.*)*\n", "", text, flags=re.MULTILINE).splitlines()


def said_in(page: Path) -> list[str]:
    """Return the texts of a page up to its sources, without their credits."""
    text = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", page.read_text("utf-8"))
    # a picture breaks a long credit into lines
    text = re.sub(r"(?s)<text[^>]*>Egen bearbetning((?!</svg>).)*</svg>", "", text)
    lines = [line.strip() for line in re.sub("<[^>]+>", "\n", text).splitlines()]
    lines = [line for line in lines if line and not line.startswith(("Källa:", "Egen bearbetning"))]
    return lines[: len(lines) - lines[::-1].index("Källor") - 1]


def test_none_is_called_what_stands_for_all_of_them(
    oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = workspace(tmp_path / "mapp")
    monkeypatch.chdir(place)
    (place / "svar.csv").write_text("Kommun;Vet vem\nLeksand;Ja\nMora;Nej\n", "utf-8")
    fetched = "--kolada", "N31807", "--nytt-omrade", "ALLA"
    for asked in (
        ("data", "new", " Alla "),
        ("data", "import", "svar.csv", "--nytt-omrade", "Alla", "--ar", "2025", "--no-input"),
        ("data", "fetch", *fetched, "--torrkorning", "--no-input"),
    ):
        said = oj(*asked)
        assert said.code == 2
        assert "”alla”" in said.err
        assert not (place / "omraden" / "alla").exists()
    assert oj("data", "new", "Trygghet").code == 0
    made = place / "omraden" / "trygghet" / "katalog.yaml"
    text = made.read_text("utf-8").replace("omrade: trygghet", "omrade: alla")
    made.write_text(text, "utf-8")
    made.parent.rename(made.parent.with_name("alla"))
    said = oj("identify")
    assert said.code == 0
    assert "”alla”" in said.err
    line = text.splitlines().index("omrade: alla") + 1
    assert f"Rad {line}:" in said.err
