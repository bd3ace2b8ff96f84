"""Editions and corrections: any order, the same twice, what replaces what, and next year's file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from made_workbooks import SOURCE, WORDS, answers_of, new, save
from published_dalarna import ANSWERS, INDICATORS, KOMMUNER, TRUTH, Asked

from oj_cli import api
from oj_cli.api.importing import answer_import, apply_import, prepare_import
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault
from oj_cli.store import open_store

Oj = Callable[..., Any]
HALF = len(INDICATORS) // 2


def workbook(
    folder: Path,
    name: str,
    asked: Sequence[Asked] = INDICATORS,
    year: int = 2016,
    changed: dict[tuple[str, str], str] | None = None,
    extra: Sequence[str] = (),
) -> Path:
    """The answers to some indicators, with some of them changed and headings added."""
    book, sheet = new("Resultat")
    sheet.append([f"Öppna jämförelser {year}, socialpsykiatri"])
    sheet.append(["Kod", "Kommun", *(i.heading for i in asked), *extra])
    for code, kommun in KOMMUNER:
        row = answers_of(kommun, WORDS, asked)
        for (indicator, of), answer in (changed or {}).items():
            if of == kommun:
                row[[i.id for i in asked].index(indicator)] = answer
        sheet.append([code, kommun, *row, *["Nej"] * len(extra)])
    sheet.append([SOURCE])
    return save(book, folder, name)


def stored(folder: Path, area: str = "socialpsykiatri") -> dict[tuple[str, int, str], str]:
    """All answers that were imported, by indicator, year and unit."""
    with open_store(folder) as store:
        imported = [r.id for r in store.sources() if r.imported]
        rows = [store.rows(area, source=id) for id in imported]
    return {
        (r.indicator, r.year, r.unit): r.answer for of in rows for r in of.itertuples(index=False)
    }


WHOLE = {(indicator, 2016, unit): answer for (indicator, unit), answer in TRUTH.items()}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_files_of_one_edition_in_any_order(
    order: tuple[int, int], arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    halves = (INDICATORS[:HALF], INDICATORS[HALF:])
    for n in order:
        got = oj("data", "import", str(workbook(tmp_path, f"del-{n}.xlsx", halves[n])))
        assert got.code == 0, got.err
    assert stored(arbetsmapp) == WHOLE
    layouts = {p.stem for p in (arbetsmapp / "layouter").glob("*.yaml")}
    assert len(layouts) <= 2


def test_the_same_file_twice_is_recognised(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    path = workbook(tmp_path, "oj.xlsx")
    assert oj("data", "import", str(path), "--idag", "2026-11-20").code == 0
    values = arbetsmapp / "omraden" / "socialpsykiatri" / "varden.db"
    before = values.read_bytes()
    copy = path.rename(tmp_path / "samma under annat namn.xlsx")
    got = oj("data", "import", str(copy), "--idag", "2026-11-21")
    assert got.code == 0
    assert "redan inläst, 2026-11-20" in got.out
    assert values.read_bytes() == before


def test_a_title_above_the_first_heading_is_no_part_of_it(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat")
    sheet.append([None, "Socialpsykiatri 2016"])
    sheet.append([None, "Nr", "Kommun", *(i.heading for i in INDICATORS)])
    for n, (_, name) in enumerate(KOMMUNER, 1):
        sheet.append([None, n, name, *answers_of(name, WORDS)])
    got = oj("data", "import", str(save(book, tmp_path, "fil.xlsx")))
    assert got.code == 0, got.err
    assert stored(arbetsmapp) == WHOLE


def test_the_text_that_excel_calls_unicode(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    lines = [["Kommun", *(i.heading for i in INDICATORS)]]
    lines += [[name, *answers_of(name, WORDS)] for _, name in KOMMUNER]
    path = tmp_path / "socialpsykiatri 2016.txt"
    path.write_text("\n".join("\t".join(line) for line in lines), encoding="utf-16")
    got = oj("data", "import", str(path))
    assert got.code == 0, got.err
    assert stored(arbetsmapp) == WHOLE


CORRECTED = {("socialjour", "Mora"): "Nej", ("bisam", "Säter"): "Delvis"}


def test_a_corrected_edition_only_with_a_flag_and_its_differences_listed(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    assert oj("data", "import", str(workbook(tmp_path, "oj.xlsx"))).code == 0
    new_edition = workbook(tmp_path, "oj-rattad.xlsx", changed=CORRECTED)
    got = oj("data", "import", str(new_edition))
    assert got.code == 2
    assert "--ersatt" in got.err
    assert "2 resultat skulle ändras. Inget är sparat." in " ".join(got.err.split())
    assert "Det här läses in." not in got.out
    assert stored(arbetsmapp) == WHOLE

    shown = oj("data", "import", str(new_edition), "--dry-run", "--ersatt", "--format", "json").json
    assert {(d["enhet"], d["fore"], d["efter"]) for d in shown["andringar"]} == {
        ("Mora", "JA", "NEJ"),
        ("Säter", "NEJ", "DELVIS"),
    }
    assert oj("data", "import", str(new_edition), "--ersatt").code == 0
    now = stored(arbetsmapp)
    assert now[("socialjour", 2016, "2062")] == "NEJ"
    assert {k: v for k, v in now.items() if WHOLE[k] != v}.keys() == {
        ("socialjour", 2016, "2062"),
        ("bisam", 2016, "2082"),
    }
    with open_store(arbetsmapp) as store:
        assert len([r for r in store.sources() if r.imported]) == 1


def test_a_correction_of_a_part_stands_beside_what_it_does_not_touch(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    assert oj("data", "import", str(workbook(tmp_path, "oj.xlsx"))).code == 0
    some = [i for i in INDICATORS if i.id == "socialjour"]
    part = workbook(tmp_path, "bara-socialjour.xlsx", some, changed={("socialjour", "Mora"): "Nej"})
    assert oj("data", "import", str(part), "--ersatt", "--omrade", "socialpsykiatri").code == 0
    found = oj("compare", "--indicator", "socialjour", "--lan", "Dalarna", "--format", "json").json
    assert len(stored(arbetsmapp)) == len(WHOLE)
    assert "NEJ" in str(found)


def test_next_years_file_needs_no_question(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    asked = [i for i in INDICATORS if i.id not in ("socialjour", "bisam")]
    extra = ("Kommunen har brukarråd", "Jour, kvällar och helger")
    flags = ("--nya", "bakgrund", "--matcha", "AM=socialjour")
    first = workbook(tmp_path, "oj-2016.xlsx", asked, 2016, extra=extra)
    assert oj("data", "import", str(first)).code == 2
    assert oj("data", "import", str(first), *flags).code == 0
    second = workbook(tmp_path, "oj-2017.xlsx", asked, 2017, extra=extra)
    got = oj("data", "import", str(second), "--no-input")
    assert got.code == 0, got.err
    assert "efter layouten Socialpsykiatri 2016" in got.out
    answers = stored(arbetsmapp)
    assert {y for _, y, _ in answers} == {2016, 2017}
    for indicator in ("kommunen_har_brukarrad", "socialjour"):
        assert answers[(indicator, 2017, "2029")] == "NEJ"


def test_a_layout_is_lent_to_a_colleague(
    arbetsmapp: Path, oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extra = ("Jour, kvällar och helger",)
    asked = [i for i in INDICATORS if i.id != "socialjour"]
    path = workbook(tmp_path, "oj.xlsx", asked, extra=extra)
    assert oj("data", "import", str(path), "--matcha", "AM=socialjour").code == 0
    [layout] = (arbetsmapp / "layouter").glob("*.yaml")
    other = tmp_path / "annan"
    other.mkdir()
    (other / "oj.yaml").write_text("kommun: Mora\n", encoding="utf-8")
    monkeypatch.chdir(other)
    assert oj("data", "import", str(path)).code == 2
    assert oj("data", "import", str(path), "--layout", str(layout)).code == 0
    assert stored(other) == stored(arbetsmapp)


def test_a_layout_that_names_an_indicator_that_is_not_there_is_told(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    layout = tmp_path / "min.yaml"
    layout.write_text(
        "id: min\ntitel: Min\nomrade: socialpsykiatri\nkolumner:\n"
        "  - rubrik: Socialjour\n    indikator: socialjor\n",
        "utf-8",
    )
    path = workbook(tmp_path, "oj.xlsx", INDICATORS[:3])
    got = oj("data", "import", str(path), "--layout", str(layout))
    assert got.code == 0, got.err
    told = " ".join(got.out.split())
    assert "VARN I23. Layouten säger ”socialjor”, men den indikatorn finns inte." in told
    assert "Menade ni socialjour?" in told
    assert stored(arbetsmapp)["socialjour", 2016, "2062"] == "JA"


def test_new_indicators_stand_in_the_workspace_and_may_be_described(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = workbook(tmp_path, "oj.xlsx", extra=("Kommunen har brukarråd",))
    assert oj("data", "import", str(path), "--nya", "kvalitet", "--bedom", "forslag").code == 0
    entries = arbetsmapp / "omraden" / "socialpsykiatri" / "katalog.yaml"
    text = entries.read_text("utf-8")
    assert "tema: inflytande" in text
    asked = ("--omrade", "socialpsykiatri", "--alla")
    ran = oj("identify", *asked, "--format", "json", "--debug")
    assert ran.code == 0, ran.err
    found = ran.json
    assert "kommunen_har_brukarrad" in {r["indikator"] for r in found["resultat"]}
    assert "ej-ordnat" not in {a["tema"] for a in found["utvecklingsomraden"]}

    entries.write_text(text.replace("tema: inflytande", "tema: kompetens  # rätt"), "utf-8")
    listed = oj("indicators", "brukarråd", "--format", "json").json
    assert "kompetens" in str(listed)

    other = workbook(tmp_path, "mer.xlsx", INDICATORS[:1], 2017, extra=("Kommunen har badhus",))
    flags = ("--nya", "kvalitet", "--bedom", "forslag", "--omrade", "socialpsykiatri")
    assert oj("data", "import", str(other), *flags).code == 0
    assert "tema: kompetens  # rätt" in entries.read_text("utf-8")
    assert "kommunen_har_badhus" in entries.read_text("utf-8")


def test_a_new_area(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    book, sheet = new("Resultat")
    sheet.append(["Fritid 2023"])
    sheet.append(["Kommun", "Ungdomsteam finns", "Andel långvariga ärenden (%)", "Handläggare"])
    for n, (_, name) in enumerate(KOMMUNER):
        sheet.append([name, "Ja" if n % 2 else "Nej", n + 0.5, "okänt"])
    path = save(book, tmp_path, "eb.xlsx")
    flags = ("--nytt-omrade", "Fritid", "--nya", "kvalitet", "--bedom", "forslag")
    got = oj("data", "import", str(path), *flags)
    assert got.code == 0, got.err
    assert "är text, inte svar" in got.out
    found = oj("identify", "--kommun", "Mora", "--omrade", "fritid")
    assert found.code == 0, found.err
    values = stored(arbetsmapp, "fritid")
    assert values[("ungdomsteam_finns", 2023, "2021")] in ("JA", "NEJ")


def test_a_dry_run_writes_nothing(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    got = oj("data", "import", str(workbook(tmp_path, "oj.xlsx")), "--prova")
    assert got.code == 0
    assert "555 resultat" in got.out
    assert [p.name for p in arbetsmapp.iterdir()] == ["oj.yaml"]


def test_all_or_nothing(
    arbetsmapp: Path, oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that cannot be written leaves the catalogue and the layouts as they were."""
    path = workbook(tmp_path, "oj.xlsx", extra=("Kommunen har brukarråd",))
    entries = arbetsmapp / "omraden" / "socialpsykiatri" / "katalog.yaml"
    (arbetsmapp / "data").write_text("en fil i vägen", encoding="utf-8")
    got = oj("data", "import", str(path), "--nya", "kvalitet", "--bedom", "forslag")
    assert got.code == 3
    assert not entries.exists()
    assert list((arbetsmapp / "layouter").glob("*.yaml")) == []
    assert (arbetsmapp / "data").read_text("utf-8") == "en fil i vägen"


def test_the_kept_file_gives_the_same_rows_again(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    from oj_cli.domain.locators import locator_text
    from oj_cli.sources.keeping import recipe_of
    from oj_cli.sources.workbooks import read_kept

    path = workbook(tmp_path, "oj.xlsx", extra=("Kommunen har brukarråd",))
    assert oj("data", "import", str(path), "--nya", "bakgrund").code == 0
    path.unlink()
    with open_store(arbetsmapp) as store:
        [record] = [r for r in store.sources() if r.imported]
        kept = arbetsmapp / "data" / "original" / str(record.original)
        incoming = read_kept(kept, recipe_of(arbetsmapp, record.id), record.file, store)
        before = store.rows("socialpsykiatri", source=record.id)
    keys = ["indicator", "unit", "answer", "locator"]
    places = [locator_text(int(place), incoming.sheets) for place in incoming.rows["locator"]]
    again = incoming.rows.assign(locator=places)
    assert sorted(map(tuple, again[keys].to_numpy())) == sorted(map(tuple, before[keys].to_numpy()))
    assert incoming.record.title == record.title


def test_what_is_shown_is_data_too(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    path = workbook(tmp_path, "oj.xlsx")
    shown = oj("data", "import", str(path), "--dry-run", "--format", "json").json
    assert shown["schema"] == "oj-data-import/2"
    assert shown["enheter"] == {"kommun": 15}
    counts = {s["svar"]: s["antal"] for s in shown["svar"]}
    wanted = {a: list(ANSWERS.values()).count(a) for a in ("JA", "NEJ", "DELVIS", "EA")}
    assert counts == wanted
    table = oj("data", "import", str(path), "--dry-run", "--format", "csv").out
    assert table.splitlines()[0] == "cell,rubrik,indikator,namn,sakerhet,ar,slag,koder"
    assert len(table.splitlines()) == len(INDICATORS) + 1


def test_the_api_prepares_asks_and_writes_without_a_terminal(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = workbook(tmp_path, "oj.xlsx")
    told: list[str] = []
    session = api.open(progress=lambda step: told.append(step.text))
    found = prepare_import(session, path, [("--nya", ["utelamna"])])
    shown = oj("data", "import", str(path), "--dry-run", "--nya", "utelamna", "--format", "json")
    assert encode(found.preview) | {"lage": ""} == shown.json | {"lage": ""}
    assert not found.preview.asked
    written = apply_import(session, found)
    assert written.n == found.preview.n_rows == len(ANSWERS)
    assert session.source(written.source).rows == written.n
    assert prepare_import(session, path).is_there


def test_an_answer_reads_the_file_anew(arbetsmapp: Path, tmp_path: Path) -> None:
    path = tmp_path / "prov.csv"
    path.write_text("Kommun;Helt ny fråga om drakar\nLeksand;Ja\nMora;Nej\n", encoding="utf-8")
    session = api.open()
    found = prepare_import(session, path, [("--nytt-omrade", ["Prov"]), ("--ar", ["2020"])])
    [question] = found.preview.asked
    assert found.plan is None
    with pytest.raises(UsageFault):
        apply_import(session, found)
    found = answer_import(session, found, question.options[0].value)
    assert not found.preview.asked
    assert (apply_import(session, found).n, found.preview.n_rows) == (2, 2)
