"""The page for the analysis day as a file: its figures, what it may do, and what it takes in."""

import dataclasses
import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from reports.test_html import read

from oj_cli import api
from oj_cli.domain.lan_map import LanMap
from oj_cli.reports.seminar.build import seminar_page
from oj_cli.reports.seminar.data import LETTERS, SeminarMaterial

ANSWERS = """\
guide: fyra-steg
grupp: "Grupp 1"
val:
  - valj: "vard"
    motiv: "Tio av femton har \\"case management\\"."
    nytta: 3
    insats: 1
valts_bort:
  - vantar: "arbete"
    vantar_motiv: "Väntar till hösten."
anteckningar:
  - "Ring Mora."
"""


@pytest.fixture(scope="module")
def oj_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Oj]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("ingen-arbetsmapp"))
        yield api.open(today="2026-11-30")


@pytest.fixture(scope="module")
def material(oj_api: api.Oj) -> SeminarMaterial:
    return oj_api.seminar_material("Blekinge", None)


@pytest.fixture(scope="module")
def the_map(oj_api: api.Oj) -> LanMap:
    return oj_api.lan_map("Blekinge")


@pytest.fixture(scope="module")
def page(material: SeminarMaterial) -> str:
    return seminar_page(material).decode()


def block(page: str) -> Any:
    [text] = re.findall('<script type="application/json" id="data">(.*?)</script>', page)
    return json.loads(text)


def test_every_figure_is_that_of_the_map(the_map: LanMap, page: str) -> None:
    data = block(page)
    verdicts = {letter: word for letter, (word, _) in data["bedomningar"].items()}
    shown = {
        (kommun["kod"], data["omraden"][i["o"]]["id"], i["id"]): (
            i.get("y", {}).get(str(n), i["ar"]),
            i["v"][n],
            verdicts[i["b"][n]],
        )
        for i in data["indikatorer"]
        for n, kommun in enumerate(data["kommuner"])
        if i["v"][n] is not None
    }
    _, rows = the_map.records()
    expected = {
        (r["kod"], r["omrade"], r["indikator"]): (
            r["ar"],
            r["svar"] if r["varde"] is None else r["varde"],
            r["bedomning"],
        )
        for r in rows
    }
    assert len(expected) > 300
    assert shown == expected
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_what_is_shared_is_that_of_the_map(the_map: LanMap, page: str) -> None:
    data = block(page)
    names = [k["namn"] for k in data["kommuner"]]
    found = {d["tema"]: ([names[n] for n in d["kommuner"]], d["av"]) for d in data["delas"]}
    needs = the_map.themes
    assert found == {n.id: ([k.name for k in n.kommuner], n.judged) for n in needs}


def test_it_asks_for_nothing_outside_itself(page: str) -> None:
    assert len(page.encode()) < 400_000
    [policy] = re.findall('Content-Security-Policy" content="(.*?)">', page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        [text] = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(", text)
        assert not re.search(r"\bfetch\(|XMLHttpRequest|@import|url\(", text)
    assert set(re.findall(r"https?://[^\"' ]+", page)) == {"http://www.w3.org/2000/svg"}


def test_names_stay_text(material: SeminarMaterial) -> None:
    trick = '</script><script>alert("x")</script><!--'
    page = seminar_page(dataclasses.replace(material, who=trick)).decode()
    assert page.count("<script") == 2
    assert block(page)["vilka"] == trick


def test_without_script_every_answer_stands_in_a_table(page: str) -> None:
    data, outline = block(page), read(re.sub("(?s)<script.*?</script>", "", page))
    n_areas = len(data["omraden"])
    assert outline.tags.count("table") == outline.tags.count("caption") == n_areas
    assert outline.scopes["col"] == len(data["indikatorer"]) + n_areas
    cells = [text for text in re.findall("<td>(.*?)</td>", page) if text != "–"]
    assert len(cells) == sum(v is not None for i in data["indikatorer"] for v in i["v"])


@pytest.mark.parametrize("asked", [(), ("--lan", "Dalarna", "--kommun", "Mora")])
def test_it_is_of_a_lan_or_a_kommun(oj: Callable[..., Any], asked: tuple[str, ...]) -> None:
    ran = oj("report", "seminarium", *asked)
    assert ran.code == 2
    assert "--lan Dalarna, eller --kommun Leksand" in ran.err


# --- what the page saves -----------------------------------------------------------------------


@pytest.fixture
def leksand(oj: Callable[..., Any], folder: Path) -> Path:
    assert oj("init", "--kommun", "Leksand", "--omrade", "socialpsykiatri").code == 0
    (folder / "svar.yaml").write_text(ANSWERS, encoding="utf-8")
    return folder


def analysis(folder: Path) -> Any:
    [path] = (folder / "analys").glob("*.yaml")
    return yaml.safe_load(path.read_text("utf-8"))


def test_guide_and_identify_take_the_answers_in(oj: Callable[..., Any], leksand: Path) -> None:
    assert oj("identify", "--valj", "svar.yaml").code == 0
    chosen = analysis(leksand)
    assert [(c["tema"], c["motiv"]) for c in chosen["val"]] == [
        ("vard", 'Tio av femton har "case management".')
    ]
    assert [(a["vad"], a["motiv"]) for a in chosen["valts_bort"]] == [
        ("arbete", "Väntar till hösten.")
    ]
    next((leksand / "analys").glob("*.yaml")).unlink()
    assert oj("guide", "--svarsfil", "svar.yaml").code == 0
    walked = analysis(leksand)
    assert (walked["val"], walked["valts_bort"]) == (chosen["val"], chosen["valts_bort"])
    kept = walked["svar"]["fyra-steg"]
    assert (kept["grupp"], kept["anteckningar"]) == ("Grupp 1", ["Ring Mora."])
    assert (walked["val"][0]["nytta"], walked["val"][0]["insats"]) == (3, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("grupp: A\n", "väljer inget område"),
        ("val:\n  - valj: vard\n", "Motiv saknas för vard"),
        (
            "".join(
                ["val:\n"]
                + [f"  - {{valj: {t}, motiv: m}}\n" for t in ("vard", "arbete", "skydd", "bostad")]
            ),
            "högst",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_in_changes_nothing(
    oj: Callable[..., Any], leksand: Path, text: str, said: str
) -> None:
    (leksand / "svar.yaml").write_text(text, encoding="utf-8")
    ran = oj("identify", "--valj", "svar.yaml")
    assert ran.code != 0
    assert said in ran.err
    assert not list((leksand / "analys").glob("*.yaml"))
