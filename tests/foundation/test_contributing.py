"""What CONTRIBUTING names exists, and its rooms are those that imports are held to."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PLACES = sorted(set(re.findall(r"`((?:oj_cli|tests|guides|examples|\.ci)/[\w./-]*)`", TEXT)))
NAMES = re.findall(r"`(\w+)` (?:of|in) `(oj_cli/[\w/]+\.py)`", TEXT)


def test_it_names_places() -> None:
    assert len(PLACES) > 50
    assert len(NAMES) > 3


def test_what_it_names_exists() -> None:
    assert [place for place in PLACES if not (ROOT / place).exists()] == []
    texts = {place: (ROOT / place).read_text(encoding="utf-8") for _, place in NAMES}
    assert [n for n, place in NAMES if not re.search(rf"\b{n}\b", texts[place])] == []


def test_every_room_is_drawn() -> None:
    rooms = {p.name for p in (ROOT / "oj_cli").iterdir() if (p / "__init__.py").is_file()}
    assert {room for room in rooms if f"{room}/" not in TEXT} == set()


def test_an_area_from_a_csv_in_five_minutes(
    oj: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = TEXT.partition("## An område from a CSV")[2].partition("\n## ")[0]
    blocks = re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL)
    assert [kind for kind, _ in blocks] == ["csv", "sh", "yaml", "sh"]
    monkeypatch.chdir(tmp_path)
    area = tmp_path / "prov/omraden/trygghet-hemma"
    for kind, text in blocks:
        if kind == "csv":
            Path("svar.csv").write_text(text, encoding="utf-8")
        elif kind == "yaml":
            path = area / "katalog.yaml"
            begun = path.read_text("utf-8")
            path.write_text(begun.replace("indikatorer:\n", text, 1), encoding="utf-8")
        else:
            for line in text.replace(" && ", "\n").splitlines():
                program, *words = shlex.split(line)
                if program == "cd":
                    monkeypatch.chdir(*words)
                else:
                    ran = oj(*words)
                    assert (program, ran.code) == ("oj", 0), ran.err
    asked = ("identify", "--kommun", "Leksand", "--omrade", area.name, "--format", "json")
    found = oj(*asked).json
    assert {r["indikator"]: r["svar"] or r["varde"] for r in found["resultat"]} == {
        "rutin_fall": "NEJ",
        "trygghet": 62.5,
    }

    shipped = tmp_path / "omraden"
    shutil.copytree(ROOT / "oj_cli/omraden", shipped)
    shutil.copytree(area, shipped / area.name)
    monkeypatch.setattr("oj_cli.workspace.OMRADEN", shipped)
    monkeypatch.chdir(tmp_path)
    ran = oj(*asked)
    assert ran.json["resultat"] == found["resultat"]
    assert ran.json["kalla"][0]["inlast"] is None  # it comes with oj
