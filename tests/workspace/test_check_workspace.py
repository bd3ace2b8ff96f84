"""`oj check workspace`: every fault is found where it is, and mended as it says."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oj_cli.app import run
from oj_cli.documents.locks import locked
from oj_cli.domain.errors import FileFault
from oj_cli.store import open_store
from oj_cli.store.verifying import verify
from oj_cli.workspace import OMRADEN

Oj = Callable[..., Any]
EXAMPLE = Path(__file__).parents[2] / "examples" / "leksand-2016"
ANSWERS = "Kommun;Fallrutin\nLeksand;NEJ\nMora;JA\nFalun;JA\nOrsa;EA\n"
ORIGINAL = f"data/original/{hashlib.sha256(ANSWERS.encode()).hexdigest()[:12]}-svar.csv"
AREA = "omraden/trygghet"
PLAN, ANALYSIS = "planer/arbete-2017.yaml", "analys/leksand-socialpsykiatri-2016.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an analysis, a plan and an område that was imported."""
    folder = tmp_path_factory.mktemp("mall") / "arbete"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder.parent)
        assert run(["init", "arbete", "--kommun", "Leksand"]) == 0
        patch.chdir(folder)
        for name in ("analys", "planer"):
            shutil.copytree(EXAMPLE / name, name, dirs_exist_ok=True)
        Path("../svar.csv").write_text(ANSWERS, encoding="utf-8")
        flags = ("--nytt-omrade", "Trygghet", "--ar", "2026", "--nya", "kvalitet")
        given = ["data", "import", "../svar.csv", *flags, "--bedom", "forslag", "--no-input"]
        assert run(given) == 0
        book = openpyxl.Workbook()
        book.active.append(["Folkmängden i Sveriges kommuner"])
        book.active.append(["Kommun", "2030", "2031"])
        for name in ("Leksand", "Mora", "Rättvik", "Orsa", "Falun"):
            book.active.append([name, 51_234, 61_234])
        book.save("../folk.xlsx")
        assert run(["data", "import", "../folk.xlsx", "--no-input"]) == 0
        with open_store(folder) as store:  # what was last read is kept
            store.sources()
    return folder


@pytest.fixture
def arbete(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, made the current folder."""
    shutil.copytree(made, tmp_path / "arbete")
    shutil.copy(made.parent / "svar.csv", tmp_path)
    monkeypatch.chdir(tmp_path / "arbete")
    return tmp_path / "arbete"


def found(oj: Oj, *flags: str) -> list[tuple[str, str, int | None]]:
    """Return rule, file and line of all that is found; the exit code tells whether any is FEL."""
    result = oj("check", "workspace", "--format", "json", *flags)
    said = json.loads(result.out)
    assert said["schema"] == "oj-fynd/1"
    assert result.code == int(said["antal"]["fel"] > 0), result.err
    assert all(f["atgard"] and f["varfor"] for f in said["fynd"])
    return [(f["regel"], f["fil"].replace("\\", "/"), f["rad"]) for f in said["fynd"]]


def change(name: str, old: str, new: str) -> None:
    path = Path(name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def add(name: str, text: str) -> None:
    with Path(name).open("a", encoding="utf-8") as file:
        file.write(text)


def rows(folder: Path) -> tuple[str, Any]:
    with open_store(folder) as store:
        people = store.register(2032).population_before("2029", 2032)
        return str(store.rows("trygghet", gender=None).to_csv()), people


def cut(name: str, at: int) -> None:
    path = Path(name)
    path.write_bytes(path.read_bytes()[:at])


def test_a_whole_workspace_has_nothing_to_mend(arbete: Path, oj: Oj) -> None:
    assert found(oj) == []
    said = json.loads(oj("check", "workspace", "--format", "json").out)
    assert (said["kallor"], said["resultat"], said["mapp"]) == (2, 4, str(arbete))


LOSSES: dict[str, tuple[Callable[[], Any], str]] = {
    "values gone": (Path(AREA, "varden.db").unlink, f"{AREA}/varden.db"),
    "values cut": (lambda: cut(f"{AREA}/varden.db", 9000), f"{AREA}/varden.db"),
    "values of no version": (lambda: cut(f"{AREA}/varden.db", 10), f"{AREA}/varden.db"),
    "catalogue gone": (Path(AREA, "katalog.yaml").unlink, f"{AREA}/katalog.yaml"),
    "list gone": (Path(AREA, "kalla.yaml").unlink, f"{AREA}/kalla.yaml"),
    "population of no year": (
        lambda: Path("omraden/folkmangd.csv").write_text("code,x\n2029,1\n", "utf-8"),
        "omraden/folkmangd.csv",
    ),
    "population cut": (lambda: cut("omraden/folkmangd.csv", 25), "omraden/folkmangd.csv"),
    "population gone": (Path("omraden/folkmangd.csv").unlink, "omraden/folkmangd.csv"),
    "list of population gone": (Path("omraden/kalla.yaml").unlink, "omraden/kalla.yaml"),
}


OFTEN = ("values cut", "catalogue gone", "list of population gone")


@pytest.mark.parametrize(
    "loss", [pytest.param(x, marks=() if x in OFTEN else pytest.mark.slow) for x in LOSSES]
)
def test_what_is_lost_is_made_anew_by_the_command_that_is_named(
    arbete: Path, oj: Oj, loss: str
) -> None:
    before = rows(arbete)
    assert before[1] == (2031, 61_234)
    lose, where = LOSSES[loss]
    lose()
    said = oj("check", "workspace", "--format", "json").json
    (lost,) = [f for f in said["fynd"] if f["regel"] == "W02"]
    assert (lost["fil"].replace("\\", "/"), said["antal"]["fel"]) == (where, 1)
    assert lost["atgard"].startswith("oj check workspace --laga ")
    assert found(oj, "--laga") == []
    assert rows(arbete) == before


def test_what_a_killed_program_left_is_told_and_removed(arbete: Path, oj: Oj) -> None:
    left, held = "planer/.a.yaml.1-0123abcd.tmp", "planer/.b.yaml.1-ab01cd23.tmp"
    for name in (left, held, "planer/.min.tmp"):
        Path(name).touch()
    assert found(oj) == [("W09", left, None), ("W09", held, None)]
    with ThreadPoolExecutor(1) as another:
        writer = locked(Path("planer/b.yaml"))
        another.submit(writer.__enter__).result()
        assert found(oj, "--laga") == [("W09", held, None)]
        another.submit(writer.__exit__, None, None, None).result()
    assert found(oj, "--laga") == []
    assert [path.name for path in Path("planer").glob(".*")] == [".min.tmp"]


def test_values_are_never_made_of_a_file_that_was_changed(arbete: Path, oj: Oj) -> None:
    change(ORIGINAL, "Mora;JA", "Mora;NEJ")
    Path(AREA, "varden.db").unlink()
    assert found(oj) == [("W03", ORIGINAL, None), ("W02", f"{AREA}/varden.db", None)]
    told = oj("check", "workspace", "--laga").out
    assert "oj data remove trygghet-2026" in told
    assert not Path(AREA, "varden.db").exists()
    assert oj("data", "remove", "trygghet-2026", "--ja").code == 0
    flags = ("--omrade", "trygghet", "--ar", "2026", "--nya", "kvalitet", "--bedom", "forslag")
    assert oj("data", "import", "../svar.csv", *flags, "--no-input").code == 0
    assert [f for f in found(oj) if f[0] != "W07"] == []


def test_a_lost_original_and_a_lost_recipe_are_told(arbete: Path, oj: Oj) -> None:
    recipe = "data/original/trygghet-2026.yaml"
    Path(recipe).unlink()
    assert found(oj) == [("W03", recipe, None)]
    Path(ORIGINAL).unlink()
    assert found(oj) == [("W03", ORIGINAL, None)]


def test_one_broken_file_hides_no_other(arbete: Path, oj: Oj) -> None:
    Path("oj.yaml").write_text("kommun: Leksand\nkommmun: Mora\n", "utf-8")
    Path("rattelser.yaml").write_text(
        "rattelser:\n  - indikator: socialpsykiatri/sip_rutin\n    ar: 2016\n    svar: KANSKE\n"
        "    skal: fel\n",
        "utf-8",
    )
    Path("ataganden.yaml").write_text(
        "ataganden:\n  - typ: lag\n    namn: a\n    kalla: b\n"
        "    indikatorer: [socialpsykiatri/sip_rutinen]\n",
        "utf-8",
    )
    add(f"{AREA}/katalog.yaml", "\tx: 1\n")
    add("layouter/trygghet-2026.yaml", "hittepa: 1\n")
    shutil.copy(PLAN, "planer/annan.yaml")
    change("planer/annan.yaml", "analys: leksand", "analys: leksaand")
    change("planer/annan.yaml", "socialpsykiatri/ips_supp", "socialpsykiatri/ips_sapp")
    change(PLAN, "mal:", "mal: [")
    change(ANALYSIS, "  - tema: arbete", "  - tema: arbette")
    change(ANALYSIS, "indikator: ips_supported_employment", "indikator: ips_supported")
    lines = {name: Path(name).read_text("utf-8").splitlines() for name in (ANALYSIS, PLAN)}
    layout = len(Path("layouter/trygghet-2026.yaml").read_text("utf-8").splitlines())
    told = found(oj)
    catalogue = len(Path(AREA, "katalog.yaml").read_text("utf-8").splitlines())
    assert {f for f in told if f[1] != PLAN} == {
        ("W01", "oj.yaml", 2),
        ("W01", "rattelser.yaml", 4),
        ("W01", f"{AREA}/katalog.yaml", catalogue),
        ("W01", "layouter/trygghet-2026.yaml", layout),
        ("W04", "ataganden.yaml", 5),
        ("W04", ANALYSIS, lines[ANALYSIS].index("  - tema: arbette") + 1),
        ("W04", ANALYSIS, lines[ANALYSIS].index("      - indikator: ips_supported") + 1),
        ("P05", "planer/annan.yaml", 25),
        ("P08", "planer/annan.yaml", 38),
    }
    assert [f[0] for f in told if f[1] == PLAN] == ["W01"]


def test_strangers_and_personnummer_are_told_and_never_shown(arbete: Path, oj: Oj) -> None:
    number = "19121212-1212"
    add(ANALYSIS, f"# {number}\n")
    line = len(Path(ANALYSIS).read_text("utf-8").splitlines())
    add("planer/arbete-2017.yaml.bak", f"# {number}\n")
    Path(".oj/historik").mkdir(parents=True, exist_ok=True)
    add(".oj/historik/000001-1", f"# {number}\n")
    add("anteckning.txt", "hej\n")
    add("analys/x.yml", "a: 1\n")
    add("planer/lista.xlsx", "")
    add("atagande.yaml", "ataganden: []\n")
    add("scheman/plan.schema.json", " ")
    assert sorted(found(oj)) == [
        ("W05", ".oj/historik/000001-1", 1),
        ("W05", ANALYSIS, line),
        ("W05", "planer/arbete-2017.yaml.bak", 1),
        ("W06", "analys/x.yml", None),
        ("W06", "atagande.yaml", None),
        ("W06", "planer/lista.xlsx", None),
        ("W07", "anteckning.txt", None),
        ("W08", "scheman/plan.schema.json", None),
    ]
    told = oj("check", "workspace").out
    assert "1212-1212" not in told
    assert "Ska den heta ataganden.yaml?" in told
    assert "W08" not in {rule for rule, _, _ in found(oj, "--laga")}


def test_outside_a_workspace_it_says_how_to_make_one(oj: Oj) -> None:
    result = oj("check", "workspace")
    assert (result.code, "oj init" in result.err) == (2, True)


CHANGES = (
    "UPDATE block SET answer = answer || x'00' WHERE head = 1",
    "UPDATE line SET head = x'00' WHERE unit = 1",
    "UPDATE head SET year = 2025",
    "UPDATE coverage SET rows = rows + 1",
    "UPDATE coverage SET counts = 'x'",
    "UPDATE summary SET n = n + 1",
    "UPDATE source SET key = 'annan'",
    "DELETE FROM line WHERE unit = 1",
)


@pytest.mark.parametrize("sql", CHANGES)
def test_any_change_of_a_file_of_values_is_noticed(arbete: Path, sql: str) -> None:
    path = Path(AREA, "varden.db")
    assert verify(path) == 4
    db = sqlite3.connect(path)
    assert db.execute(sql).rowcount > 0
    db.commit()
    db.close()
    with pytest.raises(FileFault):
        verify(path)


def test_all_that_comes_with_oj_is_as_it_was_written() -> None:
    assert sum(verify(path) for path in OMRADEN.glob("*/varden.db")) == 1_254_031
