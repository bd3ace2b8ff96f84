"""`oj data new`: an område of one's own, by hand or by the import, used as a shipped one."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.domain.indicators import Catalogue
from oj_cli.store import open_store

Oj = Callable[..., Any]
AREA = "trygghet-hemma"
ANSWERS = """\
Kommun;Rutin för att förebygga fall;Andel som känner sig trygga hemma
Leksand;NEJ;62,5
Mora;JA;70
Falun;JA;71
Rättvik;JA;69
Orsa;JA;80,5
Älvdalen;EA;81
"""


def begun(folder: Path, oj: Oj, name: str = "Trygghet hemma") -> Path:
    ran = oj("data", "new", name)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert f"oj data import FIL --omrade {AREA}" in ran.err
    return folder / "omraden" / AREA / "katalog.yaml"


def catalogue(folder: Path) -> Catalogue:
    with open_store(folder) as store:
        return store.catalogue(AREA)


@pytest.fixture
def svar(leksand: Path) -> str:
    (leksand / "svar.csv").write_text(ANSWERS, encoding="utf-8")
    return "svar.csv"


def test_a_new_area_is_valid_at_once_and_empty(leksand: Path, oj: Oj) -> None:
    path = begun(leksand, oj)
    found = catalogue(leksand)
    assert (found.area, found.name, found.short) == (AREA, "Trygghet hemma", "Trygghet hemma")
    assert found.indicators == ()
    assert [p.name for p in path.parent.iterdir() if p.name != ".kompilerat"] == ["katalog.yaml"]
    assert "$" not in path.read_text("utf-8").replace("$schema", "")


UNTOUCHED = [
    ("identify",),
    ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"),
    ("compare", "--indicator", "sip_rutin"),
    ("peers", "--tema", "arbete"),
    ("explain", "sip_rutin"),
    ("trend",),
    ("indicators", "rutin"),
    ("kommuner",),
    ("status",),
    ("check", "data"),
    ("data", "export", "--omrade", "socialpsykiatri"),
    ("report", "comments", "--lan", "Dalarna", "--no-input"),
    ("guide", "--lista"),
    ("complement", "list"),
]


def test_an_empty_area_changes_what_no_other_command_says(leksand: Path, oj: Oj) -> None:
    before = [oj(*asked) for asked in UNTOUCHED]
    begun(leksand, oj)
    assert [oj(*asked) for asked in UNTOUCHED] == before
    assert AREA in oj("data", "list").out  # among those that wait for answers
    assert oj("report", "kommun", "-o", "profil", "--format", "html").code == 0
    assert oj("identify", "--valj", "arbete", "--motiv", "Vi svarar nej på tre.").code == 0
    assert oj("complement", "suggest").code == 0


@pytest.mark.parametrize("command", ["identify", "trend", "peers --tema trygghet", "check data"])
def test_an_empty_area_itself_says_that_it_is_empty(leksand: Path, oj: Oj, command: str) -> None:
    begun(leksand, oj)
    ran = oj(*command.split(), "--omrade", AREA)
    assert (ran.code, ran.out) == (2, "")
    assert "inga svar i trygghet hemma" in ran.err


def test_the_examples_are_valid_when_uncommented_and_take_the_answers(
    leksand: Path, oj: Oj, svar: str
) -> None:
    path = begun(leksand, oj)
    before, _, examples = path.read_text("utf-8").partition("indikatorer:\n")
    uncommented = re.sub(r"(?m)^#(?=   )", "", examples)
    path.write_text(f"{before}indikatorer:\n{uncommented}", encoding="utf-8")
    assert [i.kind for i in catalogue(leksand)] == ["ja_nej", "numerisk"]
    # the remarks at each key too
    keys = before.replace("# anmarkning", "anmarkning").replace("# hor_till", "hor_till")
    keys = keys.replace("# kommer_fran", "kommer_fran")
    path.write_text(f"{keys}indikatorer:\n{uncommented}", encoding="utf-8")
    assert catalogue(leksand).origin is not None

    assert oj("data", "import", svar, "--omrade", AREA, "--ar", "2026").code == 0
    found = oj("identify", "--omrade", AREA, "--format", "json").json
    assert {r["indikator"]: r["svar"] or r["varde"] for r in found["resultat"]} == {
        "rutin_fall": "NEJ",
        "trygghet": 62.5,
    }
    assert "NEJ" in oj("explain", "rutin_fall").out
    assert (
        "62,5"
        in oj("trend", "--indicator", "trygghet", "--format", "csv", "--csv-dialect", "svensk").out
    )


def test_an_import_writes_the_questions_where_they_belong(leksand: Path, oj: Oj, svar: str) -> None:
    path = begun(leksand, oj)
    before = path.read_text("utf-8")
    asked = ("data", "import", svar, "--omrade", AREA, "--ar", "2026")
    assert oj(*asked, "--nya", "kvalitet", "--bedom", "forslag").code == 0
    head, _, examples = before.partition("indikatorer:\n")
    after = path.read_text("utf-8")
    assert after.startswith(f"{head}indikatorer:\n  - id: rutin_for_att_forebygga_fall\n")
    assert after.endswith(examples)
    assert [i.direction for i in catalogue(leksand)] == ["hogre", "hogre"]
    assert oj("identify", "--omrade", AREA).code == 0


def test_what_is_changed_in_the_catalogue_holds_at_the_next_command(
    leksand: Path, oj: Oj, svar: str
) -> None:
    path = begun(leksand, oj)
    asked = ("data", "import", svar, "--omrade", AREA, "--ar", "2026")
    assert oj(*asked, "--nya", "kvalitet", "--bedom", "forslag").code == 0
    text = path.read_text("utf-8").replace("namn: Trygghet hemma", "namn: Trygg på äldre dagar")
    path.write_text(text.replace("riktning: hogre", "riktning: ingen"), encoding="utf-8")
    said = oj("indicators", "--omrade", AREA).out
    assert "Trygg på äldre dagar" in said
    found = oj("identify", "--omrade", AREA, "--format", "json").json
    assert {r["bedomning"] for r in found["resultat"]} <= {"bakgrund", "inget_svar"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Trygghet hemma", ("finns redan", "katalog.yaml", f"--omrade {AREA}")),
        ("trygghet-hemma", ("finns redan",)),
        ("Socialpsykiatri", ("finns redan", "--omrade socialpsykiatri")),
        ("nyckeltal", ("finns redan",)),
        ("…", ("går det inte att göra ett namn", "Trygghet hemma")),
        ("Con", ("”Con”", "går det inte att göra ett namn")),
        ("", ("går det inte att göra ett namn",)),
    ],
)
def test_what_is_there_or_has_no_name_is_refused(
    leksand: Path, oj: Oj, name: str, said: tuple[str, ...]
) -> None:
    path = begun(leksand, oj)
    before = path.read_bytes()
    ran = oj("data", "nytt", name)
    assert (ran.code, ran.out) == (2, "")
    for words in said:
        assert words in ran.err
    assert path.read_bytes() == before
    assert [p.name for p in path.parents[1].iterdir() if p.name != ".kompilerat"] == [AREA]


def test_outside_a_workspace_one_is_told_to_make_one(oj: Oj) -> None:
    ran = oj("data", "new", "Trygghet hemma")
    assert ran.code == 2
    assert "oj init MAPP" in ran.err
    assert not Path("omraden").exists()


def test_a_name_with_signs_of_yaml_is_kept_as_it_is(leksand: Path, oj: Oj) -> None:
    assert oj("data", "new", "trygghet:  #hemma ”nu”").code == 0
    with open_store(leksand) as store:
        assert store.catalogue("trygghet-hemma-nu").name == "Trygghet: #hemma ”nu”"


def test_editors_find_the_schema(tmp_path: Path, oj: Oj, monkeypatch: pytest.MonkeyPatch) -> None:
    assert oj("init", str(tmp_path / "arbete"), "--kommun", "Leksand").code == 0
    monkeypatch.chdir(tmp_path / "arbete")
    path = begun(tmp_path / "arbete", oj)
    first = path.read_text("utf-8").splitlines()[0]
    assert (path.parent / first.partition("$schema=")[2]).is_file()


SURVEY = """\
Kommun;År;Andel som känner sig trygga hemma (%);Väntetid till hjälp (dagar)
Leksand;2021;82;12
Leksand;2023;78,5;15
Leksand;2026;74;19
"""


def test_a_survey_of_one_kommun_with_a_row_for_each_year(leksand: Path, oj: Oj) -> None:
    begun(leksand, oj)
    (leksand / "enkat.csv").write_text(SURVEY, encoding="utf-8")
    flags = ("--omrade", AREA, "--nya", "kvalitet", "--bedom", "forslag")
    ran = oj("data", "import", "enkat.csv", *flags)
    assert ran.code == 0, ran.err
    assert "2 nya" in ran.out  # each once, not once for each year
    by_id = catalogue(leksand).by_id
    trygga, days = by_id
    assert [by_id[id].unit for id in (trygga, days)] == ["procent", "dagar"]
    with open_store(leksand) as store:
        found = {
            (c.year, c.indicator): value
            for c in store.columns(AREA)
            for _, _, value, *_ in c.results()
        }
        (record,) = store.sources({c.source for c in store.columns(AREA)})
    assert found == {
        (2021, trygga): 82, (2023, trygga): 78.5, (2026, trygga): 74,
        (2021, days): 12, (2023, days): 15, (2026, days): 19,
    }  # fmt: skip
    assert (record.title, record.credit) == ("enkat.csv", "Egen bearbetning")

    step1 = oj("identify", "--omrade", AREA)
    assert "Inget går att bedöma: ingen jämförelse räknas" in step1.out
    assert f"oj trend --kommun Leksand --omrade {AREA}" in step1.out
    chosen = oj("identify", "--omrade", AREA, "--valj", "trygghet", "--motiv", "Färre är trygga")
    assert chosen.code == 0, chosen.err
    (analysis,) = (leksand / "analys").glob("*trygghet-hemma-2026.yaml")
    text = analysis.read_text("utf-8")
    assert "varde: 74" in text
    assert "riket:" not in text  # that would be the kommun itself


def test_a_single_kommun_without_the_heading_is_no_table(leksand: Path, oj: Oj) -> None:
    (leksand / "brev.csv").write_text("Från;Antal sidor\nLeksand;3\n", encoding="utf-8")
    ran = oj("data", "import", "brev.csv", "--omrade", "lss-enheter", "--ar", "2022")
    assert ran.code != 0
    assert "namnger inga kommuner" in ran.out


def test_how_many_answered_is_never_taken_for_kommuner(leksand: Path, oj: Oj) -> None:
    """120 and 131 may be read as kommunkoder, but not below Antal svar."""
    begun(leksand, oj)
    table = leksand / "egen.csv"
    rows = [
        "Kommun;År;Trygg hemma, andel (%);Antal svar",
        "Leksand;2024;71;120",
        "Leksand;2025;78;128",
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    said = ("--omrade", AREA, "--nya", "kvalitet", "--bedom", "forslag", "--no-input")
    assert oj("data", "import", str(table), *said).code == 0
    own = oj("trend", "--indicator", f"{AREA}/trygg_hemma_andel", "--format", "json")
    assert own.code == 0, own.err
    assert '"varde": 78' in own.out or "78.0" in own.out


@pytest.mark.parametrize("heading", ["Antal svar", "Antal som svarat", "n"])
def test_a_row_for_each_question_says_how_many_answered(
    leksand: Path, oj: Oj, heading: str
) -> None:
    begun(leksand, oj)
    rows = [
        f"Kommun;År;Fråga;Andel;{heading}",
        "Leksand;2024;Andel som trivs hemma;62,5;48",
        "Leksand;2024;Andel som är trygga;80;45",
    ]
    (leksand / "egen.csv").write_text("\n".join(rows), encoding="utf-8")
    said = ("--omrade", AREA, "--nya", "kvalitet", "--bedom", "forslag", "--no-input")
    assert oj("data", "import", "egen.csv", *said).code == 0
    given = csv.DictReader(oj("data", "export", "--omrade", AREA).out.splitlines())
    assert {(row["value"], row["n"]) for row in given} == {("62.5", "48"), ("80.0", "45")}
