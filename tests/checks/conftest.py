"""Made-up områden, written as tables of answers, and the made-up workspace of two years.

PÅHITTADE UPPGIFTER FÖR PROV: the answers say nothing about any kommun.
"""

import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import build

from oj_cli.analysis.matrix import Matrix, Published
from oj_cli.analysis.prose.check import check_passages
from oj_cli.analysis.prose.facts import Facts
from oj_cli.analysis.prose.words import Lexicon
from oj_cli.analysis.quality.data import AreaData, Case, Where
from oj_cli.api.check import load_facts, quality_rules, text_words
from oj_cli.documents.decode import Fault, decode
from oj_cli.domain.answers import Answer
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Kommun, Register, short_lan
from oj_cli.domain.prose import Passage, TextReport
from oj_cli.domain.quality import QualityRules
from oj_cli.store import open_store

Answers = Mapping[int, Mapping[str, Mapping[str, str]]]
"""Year, indicator, kommun: answer."""


@pytest.fixture(scope="session")
def register() -> Register:
    with open_store() as store:
        return store.register(population_before=2022)


@pytest.fixture(scope="session")
def rules() -> QualityRules:
    return quality_rules()


def catalogue(indicators: Mapping[str, Mapping[str, Any]], area: str = "prov") -> Catalogue:
    """A catalogue of ja/nej questions; each has a name made of its id unless it says otherwise."""
    faults: list[Fault] = []
    made = decode(
        Catalogue,
        {
            "omrade": area,
            "namn": f"Påhittat {area}",
            "kort": area.capitalize(),
            "utgivare": "Ingen",
            "svarande": "kommun",
            "kvalitetsomraden": [{"id": "k", "namn": "Kvalitet"}],
            "indikatorer": [
                {
                    "id": id,
                    "namn": f"Frågan {id}",
                    "kort": id,
                    "kvalitetsomrade": "k",
                    "grupp": "Grupp",
                    "tema": "vard",
                    "typ": "ja_nej",
                    "riktning": "hogre",
                    "roll": "kvalitet",
                    "definition": "Påhittad.",
                    **more,
                }
                for id, more in indicators.items()
            ],
        },
        faults,
    )
    assert made is not None, faults
    return made


def matrix(of: Catalogue, year: Mapping[str, Mapping[str, str]], register: Register) -> Matrix:
    """One year's answers as a matrix; a share is written `{"lan 20": "27"}`."""
    named = {name for row in year.values() for name in row if " " not in name or name[0].isupper()}
    named -= {n for n in named if n.split()[0] in ("lan", "riket")}
    columns = tuple(sorted(register.find_kommun(n).code for n in named))
    answers: dict[str, dict[str, str]] = {id: {} for id in of.by_id}
    values: dict[str, dict[str, float]] = {id: {} for id in of.by_id}
    published = {}
    for id, row in year.items():
        for name, said in row.items():
            kind, _, unit = name.partition(" ")
            if kind in ("lan", "riket"):
                published[id, kind, unit or "riket"] = Published(float(said))
            elif said in list(Answer):
                answers[id][register.find_kommun(name).code] = said
            else:
                values[id][register.find_kommun(name).code] = float(said)
    return Matrix(columns, answers, values, published)


@pytest.fixture
def omrade(register: Register) -> Callable[..., AreaData]:
    """Make an område of `{id: more keys}` and `{year: {id: {kommun: answer}}}`."""

    def make(
        indicators: Mapping[str, Mapping[str, Any]], answers: Answers, area: str = "prov"
    ) -> AreaData:
        of = catalogue(indicators, area)
        years = {y: matrix(of, rows, register) for y, rows in answers.items()}
        newest = max(answers)
        places = {
            (i, "kommun", code): Where("prov.csv", line=n + 1)
            for n, i in enumerate(of.by_id)
            for code in years[newest].kommuner
        }
        return AreaData(of, newest, years, places, register, register.edition(newest))

    return make


@pytest.fixture
def leksand(register: Register) -> Kommun:
    return register.find_kommun("Leksand")


@pytest.fixture
def hittar(rules: QualityRules, leksand: Kommun) -> Callable[..., list[tuple[str, Any]]]:
    """Check Leksand, and return (rule, indicator) of what is found, in order."""
    from oj_cli.analysis.quality.check import check_kommun

    def check(area: AreaData, *others: AreaData, kommun: Kommun = leksand) -> list[tuple[str, Any]]:
        case = Case(area, kommun, {o.catalogue.area: o for o in others})
        return [(f.rule, f.fields.get("indikator")) for f in check_kommun(case, rules)]

    return check


@pytest.fixture(scope="session")
def tva_ar(tmp_path_factory: pytest.TempPathFactory, lagg_omrade: Callable[..., None]) -> Path:
    """The made-up data of two years and two områden."""
    return build(tmp_path_factory.mktemp("tva_ar"), lagg_omrade)


@pytest.fixture
def mapp(
    tmp_path: Path, tva_ar: Path, inget_medfoljer: None, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A workspace with the made-up data, and no other; made the current folder."""
    folder = tmp_path / "arbetsmapp"
    folder.mkdir()
    shutil.copytree(tva_ar, folder / "omraden")
    (folder / "oj.yaml").write_text("# inga inställningar\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def facts_of() -> Callable[[str, int, str], Facts]:
    """What is known of the real values of an område and year, for a län or a kommun."""

    @cache
    def load(area: str, year: int, whose: str) -> Facts:
        with open_store() as store:
            register = store.register()
            is_lan = any(short_lan(x.name) == whose for x in register.lan)
            of = register.find_lan(whose) if is_lan else register.find_kommun(whose)
            return load_facts(store, store.catalogue(area), year, of)

    return load


@pytest.fixture(scope="session")
def said_of() -> Callable[..., TextReport]:
    """Check a text, given as its lines."""
    lexicon = Lexicon(text_words())

    def check(facts: Facts, *lines: str) -> TextReport:
        passages = [Passage(line, line=n) for n, line in enumerate(lines, start=1)]
        return check_passages(passages, facts, quality_rules(), lexicon, "provet")

    return check
