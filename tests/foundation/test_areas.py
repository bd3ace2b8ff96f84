"""Områden as folders: each loads, one that is wrong is said, and none has to do with another."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.catalogue import load_catalogue, load_sources
from oj_cli.domain.indicators import Themes
from oj_cli.store import Store, open_store
from oj_cli.workspace import OMRADEN

Oj = Callable[..., Any]
KEPT = ".kompilerat"
FOLDERS = sorted(p.name for p in OMRADEN.iterdir() if p.is_dir() and not p.name.startswith("."))
ASKED = ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json")


@pytest.fixture(scope="session")
def once_compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the områden that come with oj, in which all is compiled."""
    root = tmp_path_factory.mktemp("kompilerade") / "medfoljer"
    shutil.copytree(OMRADEN, root, ignore=shutil.ignore_patterns(KEPT))
    everything(root)
    return root


@pytest.fixture
def rot(once_compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of them of the test's own, in their place: only what it changes is compiled anew."""
    root = tmp_path / "medfoljer"
    shutil.copytree(once_compiled, root)
    monkeypatch.setattr("oj_cli.workspace.OMRADEN", root)
    return root


@pytest.fixture
def few(rot: Path) -> Path:
    """Those of `rot` that a handful of tests need, where each compiles them all."""
    for name in {*FOLDERS} - {"socialpsykiatri", "lss-enheter", "nyckeltal"}:
        shutil.rmtree(rot / name)
    return rot


def contents(root: Path) -> dict[str, tuple[bytes, int]]:
    """Return each file's bytes and when it was changed, but for what is compiled."""
    files = (p for p in root.rglob("*") if p.is_file() and KEPT not in p.parts)
    return {str(p.relative_to(root)): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def replace(path: Path, old: str, new: str) -> int:
    """Replace the first such text in a file; return the number of its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


# ---------------------------------------------------------------- each folder


def has_values(area: str) -> bool:
    files = {path.name for path in (OMRADEN / area).iterdir()}
    assert {"kalla.yaml", "varden.db"} <= files or not {"kalla.yaml", "varden.db"} & files
    return "varden.db" in files


@pytest.mark.parametrize("area", FOLDERS)
def test_every_folder_loads(area: str, store: Store, themes: Themes) -> None:
    catalogue = store.catalogue(area)
    assert catalogue.area == area
    assert catalogue == load_catalogue(OMRADEN / area / "katalog.yaml", themes)
    assert store.heads[area].name == catalogue.name
    if not has_values(area):  # the publisher's file is not here; it says what to search for
        assert catalogue.origin is not None
        assert catalogue.origin.way == "fil"
        assert catalogue.origin.words
        assert not store.years(area)
        return
    assert store.sources_in(OMRADEN / area) == load_sources(OMRADEN / area / "kalla.yaml").sources
    assert store.years(area)
    assert {c.indicator for c in store.columns(area, gender=None)} <= set(catalogue.by_id)


def test_there_is_no_other_folder(store: Store) -> None:
    assert sorted(store.folders) == sorted(store.heads) == FOLDERS
    assert {*store.areas(), *store.areas("nyckeltal")} == set(FOLDERS)
    assert store.is_shipped


# ---------------------------------------------------------------- what is wrong is said


WRONG = [
    ("katalog.yaml", "utgivare: Soc", "utgivaren: Soc", "Menade du ”utgivare”?", "försök igen"),
    ("katalog.yaml", "    tema: ", "    theme: ", "Menade du ”tema”?", "försök igen"),
    ("katalog.yaml", "riktning: hogre", "riktning: upp", "inte ”upp”", "försök igen"),
    ("kalla.yaml", "titel: ", "titeln: ", "Menade du ”titel”?", "försök igen"),
    ("kalla.yaml", "lasarversion: 1", "lasarversion: ett", "ett heltal", "försök igen"),
    ("kalla.yaml", "  - id: ", "  - id: &a ", "& eller *", "Skriv ut"),
]


@pytest.mark.parametrize(("name", "old", "new", "says", "remedy"), WRONG)
@pytest.mark.parametrize("whose", ["oj", "workspace"])
def test_what_is_wrong_in_a_folder_is_said_with_its_line(
    rot: Path,
    leksand: Path,
    oj: Oj,
    whose: str,
    name: str,
    old: str,
    new: str,
    says: str,
    remedy: str,
) -> None:
    folder = rot / "socialpsykiatri"
    if whose == "workspace":
        folder = Path(shutil.copytree(folder, leksand / "omraden/socialpsykiatri"))
    assert oj(*ASKED).code == 0  # so that all is compiled
    line = replace(folder / name, old, new)
    ran = oj(*ASKED)
    assert (ran.code, ran.out) == (3, "")
    said = " ".join(ran.err.split())
    assert "Traceback" not in said
    assert f"{folder / name}" in said
    assert f"rad {line}" in said.lower()
    assert says in said
    assert remedy in said
    ran = oj("identify", "--omrade", "alla", "--format", "json")
    if whose == "workspace":  # what is the user's own stops nothing but its område
        areas = {area["omrade"] for area in json.loads(ran.out)["omraden"]}
        assert "lss-enheter" in areas
        assert "socialpsykiatri" not in areas
        assert str(Path("omraden/socialpsykiatri", name)) in ran.err
        assert remedy in " ".join(ran.err.split())
    assert ran.code == (0 if whose == "workspace" else 3)
    replace(folder / name, new, old)
    assert oj(*ASKED).code == 0


def test_what_is_wrong_in_the_themes_is_said_with_its_line(
    rot: Path, leksand: Path, oj: Oj
) -> None:
    assert oj(*ASKED).code == 0
    line = replace(rot / "teman.yaml", "namn: ", "name: ")
    ran = oj(*ASKED)
    assert (ran.code, ran.out) == (3, "")
    assert "Traceback" not in ran.err
    assert str(rot / "teman.yaml") in ran.err
    assert f"Rad {line}: Nyckeln ”name” finns inte här. Menade du ”namn”?" in ran.err
    assert "försök igen" in ran.err


def test_a_theme_that_is_gone_is_said_of_the_indicators_that_have_it(
    rot: Path, leksand: Path, oj: Oj
) -> None:
    assert oj(*ASKED).code == 0  # catalogues are compiled, and follow the themes all the same
    replace(rot / "teman.yaml", "id: kontakt", "id: kontakter")
    ran = oj(*ASKED)
    assert ran.code == 3
    assert "Temat ”kontakt” finns inte. Menade du ”kontakter”?" in ran.err


@pytest.mark.parametrize(
    ("lay", "says"),
    [
        ({"eget/kalla.yaml": "kallor: []\n"}, "katalog.yaml"),
        ({"eget/katalog.yaml": ""}, "katalog.yaml"),
        ({"eget/katalog.yaml": b"\xff\xfe\x00"}, "katalog.yaml"),
    ],
)
def test_a_folder_that_is_no_area_is_said_and_left_out(
    rot: Path, leksand: Path, oj: Oj, put: Callable[..., Path], lay: dict[str, Any], says: str
) -> None:
    without = oj(*ASKED)
    for name, content in lay.items():
        put(f"leksand/omraden/{name}", content)
    ran = oj(*ASKED)
    assert (ran.code, ran.out) == (0, without.out)
    assert "Traceback" not in ran.err
    assert f"omraden/eget/{says}" in ran.err


def test_a_folder_by_another_name_than_its_area_is_said(rot: Path, leksand: Path, oj: Oj) -> None:
    (rot / "lss-enheter").rename(rot / "lss")
    ran = oj(*ASKED)
    assert ran.code == 3
    assert "Katalogen gäller området lss-enheter, men mappen heter lss." in " ".join(
        ran.err.split()
    )


def test_what_is_no_area_is_passed_by(rot: Path) -> None:
    (rot / "anteckningar.txt").write_text("x", encoding="utf-8")
    (rot / "tom").mkdir()
    shutil.copytree(rot / "lss-enheter", rot / ".gammalt")
    with open_store() as store:
        assert sorted(store.folders) == FOLDERS


# ---------------------------------------------------------------- none has to do with another


def answers(oj: Oj, area: str) -> Any:
    ran = oj(*ASKED, "--omrade", area)
    assert ran.code == 0, ran.err
    return ran.json


def lay(root: Path, like: str, area: str) -> Path:
    """Lay an område that is like another but for its name."""
    folder = Path(shutil.copytree(root / like, root / area))
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    text = (folder / "katalog.yaml").read_text(encoding="utf-8")
    for key, value in (("omrade", like), ("namn", ""), ("kort", "")):
        start = text.index(f"\n{key}: {value}") + 1
        end = text.index("\n", start)
        text = f"{text[:start]}{key}: {area}{text[end:]}"
    (folder / "katalog.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("whose", ["oj", "workspace"])
def test_a_folder_more_or_less_changes_no_other(
    rot: Path, leksand: Path, oj: Oj, whose: str
) -> None:
    own = leksand / "omraden"
    own.mkdir()
    said, files = answers(oj, "socialpsykiatri"), contents(rot)
    new = lay(rot, "lss-enheter", "prov")
    if whose == "workspace":
        new = Path(shutil.move(new, own / "prov"))
    assert answers(oj, "socialpsykiatri") == said
    assert answers(oj, "prov")["resultat"] == answers(oj, "lss-enheter")["resultat"]
    shutil.rmtree(new)
    assert oj(*ASKED, "--omrade", "prov").code == 2
    assert answers(oj, "socialpsykiatri") == said
    assert contents(rot) == files
    assert contents(own) == {}
    shutil.rmtree(rot / "lss-enheter")
    assert answers(oj, "socialpsykiatri") == said
    with open_store() as store:
        assert sorted(store.heads) == [a for a in FOLDERS if a != "lss-enheter"]
    assert contents(rot) == {n: c for n, c in files.items() if not n.startswith("lss-enheter/")}


# ---------------------------------------------------------------- what is compiled


def everything(root: Path) -> dict[str, Any]:
    """Return all that the YAML files of a folder of områden say, through a store."""
    with Store([root]) as store:
        return {
            "teman": store.themes(),
            "utgavor": store.register().editions,
            "huvuden": dict(store.heads),
            **{area: store.catalogue(area) for area in store.heads},
            **{str(f): store.sources_in(f) for [f] in store.folders.values()},
        }


def compiled(root: Path) -> list[Path]:
    return sorted(p for p in root.rglob(f"{KEPT}/*") if p.is_file())


def test_what_is_compiled_says_what_the_yaml_says(rot: Path) -> None:
    for path in compiled(rot):
        path.unlink()
    from_yaml = everything(rot)
    files = compiled(rot)
    n_with_values = sum(map(has_values, FOLDERS))
    assert len(files) == 2 + 2 * len(FOLDERS) + n_with_values  # themes, editions; head and so on
    times = [p.stat().st_mtime_ns for p in files]
    assert everything(rot) == from_yaml
    assert [p.stat().st_mtime_ns for p in compiled(rot)] == times


def test_what_is_compiled_is_read_while_nothing_has_changed(
    rot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(rot)

    def refuse(path: Path, *_: object) -> None:
        pytest.fail(f"{path} was read, though nothing had changed")

    for name in ("catalogue.load_catalogue", "catalogue.load_sources", "catalogue.load_themes"):
        monkeypatch.setattr(f"oj_cli.{name}", refuse)
    monkeypatch.setattr("oj_cli.documents.reader.read_yaml", refuse)
    assert everything(rot) == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("socialpsykiatri/katalog.yaml", "namn: Lättläst svenska", "namn: Lättläst text"),
        ("socialpsykiatri/kalla.yaml", "titel: Öppna", "titel: Nya öppna"),
        ("teman.yaml", "namn: ", "namn: Nytt om "),
        ("kommungrupper.yaml", "namn: Storstäder", "namn: De största"),
    ],
)
def test_what_is_changed_is_read_anew(few: Path, name: str, old: str, new: str) -> None:
    before = everything(few)
    replace(few / name, old, new)
    after = everything(few)
    assert after != before
    assert after == everything(few)
    replace(few / name, new, old)
    assert everything(few) == before


def damage(content: bytes) -> dict[str, bytes]:
    head, _, data = content.partition(b"\n")
    return {
        "empty": b"",
        "cut": content[: len(content) // 2],
        "other": b"\x00\xff" * 100,
        "no head": data,
        "no data": head,
        "nothing in it": head + b"\n{}",
        "a list": head + b"\n[]",
        "older": b"0 " + content.partition(b" ")[2],
        "changed": content.replace(b'"namn":"', b'"namn":"X', 1).replace(
            b'"titel":"', b'"titel":"X', 1
        ),
    }


@pytest.mark.parametrize("kind", damage(b""))
def test_what_is_damaged_is_made_anew(few: Path, kind: str) -> None:
    whole = everything(few)
    files = {path: path.read_bytes() for path in compiled(few)}
    for path, content in files.items():
        path.write_bytes(damage(content)[kind])
    assert everything(few) == whole
    assert {path: path.read_bytes() for path in compiled(few)} == files


def test_a_place_where_nothing_can_be_kept_does_no_harm(few: Path, leksand: Path, oj: Oj) -> None:
    said = answers(oj, "socialpsykiatri")
    for folder in {path.parent for path in compiled(few)}:
        shutil.rmtree(folder)
        folder.write_text("en fil i vägen", encoding="utf-8")  # nobody may make a folder here
    before = contents(few)
    assert answers(oj, "socialpsykiatri") == said
    assert contents(few) == before
    assert compiled(few) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("is_kept", [True, False])
def test_a_place_that_is_read_only_does_no_harm(
    rot: Path, leksand: Path, oj: Oj, is_kept: bool
) -> None:
    said = answers(oj, "socialpsykiatri") if is_kept else None
    replace(rot / "teman.yaml", "namn: ", "namn: Nytt om ")
    places = [rot, *(p for p in rot.rglob("*") if p.is_dir())]
    for place in places:
        place.chmod(0o555)
    try:
        before = contents(rot)
        again = answers(oj, "socialpsykiatri")
        assert said is None or again["resultat"] == said["resultat"]
        assert contents(rot) == before
    finally:
        for place in places:
            place.chmod(0o755)


def test_a_workspace_compiles_its_own_beside_its_own(rot: Path, leksand: Path, oj: Oj) -> None:
    own = leksand / "omraden"
    own.mkdir()
    shutil.move(lay(rot, "lss-enheter", "prov"), own / "prov")
    answers(oj, "prov")
    assert {p.parent.parent for p in compiled(leksand)} == {own / "prov"}
    line = replace(own / "prov/katalog.yaml", "    tema: ", "    theme: ")
    assert f"Rad {line}" in oj(*ASKED, "--omrade", "prov").err
