"""What codes and crosses mean: the file itself first, then the user, then last year's layout."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from made_workbooks import WORDS, new, save
from published_dalarna import ANSWERS, INDICATORS, KOMMUNER, TRUTH

from oj_cli.store import open_store

Oj = Callable[..., Any]
ASKED = INDICATORS[:3]
NAMES = [name for _, name in KOMMUNER]
ONE_IS_YES = {"JA": 1, "NEJ": 0}
ONE_IS_NO = {"JA": 0, "NEJ": 1}


def workbook(
    path: Path,
    year: int,
    how: dict[str, Any],
    above: Sequence[str] = (),
    endings: Sequence[str] = ("", "", ""),
    crosses: Sequence[str] = (),
) -> Path:
    """Three questions; `above` stands over them, `crosses` are kommuner with an X."""
    book, sheet = new("Resultat")
    sheet.append([f"Socialpsykiatri {year}"])
    for text in above:
        sheet.append([text])
    sheet.append(["Kommun", *(i.heading + e for i, e in zip(ASKED, endings, strict=True))])
    for name in NAMES:
        answers = [how[ANSWERS[i.id, name]] for i in ASKED]
        sheet.append([name, *(["X"] * 3 if name in crosses else answers)])
    return save(book, path, f"{year}.xlsx")


def stored(folder: Path, year: int) -> dict[tuple[str, str], str]:
    with open_store(folder) as store:
        ids = [r.id for r in store.sources() if r.imported]
        rows = [r for id in ids for r in store.rows("socialpsykiatri", source=id).itertuples()]
    return {(str(r.indicator), str(r.unit)): str(r.answer) for r in rows if r.year == year}


def lose_values(folder: Path, oj: Oj) -> None:
    """Take away what is made of the kept files: the next command reads them again."""
    values = folder / "omraden" / "socialpsykiatri" / "varden.db"
    values.unlink()
    assert oj("data", "list").code == 0
    assert values.is_file()


TRUE = {k: v for k, v in TRUTH.items() if k[0] in {i.id for i in ASKED}}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"endings": [" (Ja=1, Nej=0)"] * 3}, {"endings": [" (Ja=0, Nej=1)"] * 3}),
        ({"above": ["1=Ja, 0=Nej"]}, {"above": ["0=Ja, 1=Nej"]}),
        ({"above": ["1 = Ja, 0 = Nej, tom cell = bortfall"]}, {"endings": [" (Ja=0, Nej=1)"] * 3}),
    ],
)
def test_a_scale_that_is_turned_is_read_as_the_new_file_says(
    first: dict[str, Any], then: dict[str, Any], arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    got = oj("data", "import", str(workbook(tmp_path, 2020, ONE_IS_YES, **first)))
    assert got.code == 0, got.err
    got = oj("data", "import", str(workbook(tmp_path, 2021, ONE_IS_NO, **then)))
    assert got.code == 0, got.err
    assert stored(arbetsmapp, 2020) == stored(arbetsmapp, 2021) == TRUE
    assert "VARN I19. Koderna betyder något annat än förra gången" in got.out
    assert "0 är JA i filen men NEJ i layouten" in " ".join(got.out.split())


def test_what_one_heading_says_of_its_codes_holds_for_no_other(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = workbook(tmp_path, 2020, ONE_IS_YES, endings=[" (Ja=1, Nej=0)", "", ""])
    got = oj("data", "import", str(path))
    assert got.code == 2
    assert "Vad betyder ”0” och ”1” i 1 kolumn (C)? Filen förklarar det inte." in got.err


def test_a_cross_among_words_is_asked_about_once_and_kept_in_the_layout(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = workbook(tmp_path, 2020, WORDS, crosses=["Orsa"])
    got = oj("data", "import", str(path))
    assert got.code == 2
    assert "- Vad betyder ”X” i 3 kolumner (B, C, D)? Filen förklarar det inte." in got.err
    assert "Lägg till --kod X=BORTFALL eller ett av de andra svaren." in got.err
    assert "I06" not in got.out
    assert oj("data", "import", str(path), "--kod", "X=BORTFALL").code == 0
    following = workbook(tmp_path, 2021, WORDS, crosses=["Mora"])
    got = oj("data", "import", str(following))
    assert got.code == 0, got.err
    assert stored(arbetsmapp, 2020)["socialjour", "2034"] == "BORTFALL"
    assert stored(arbetsmapp, 2021)["socialjour", "2062"] == "BORTFALL"


def test_marks_mean_what_the_file_says_beside_words_and_numbers(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat 2021")
    sheet.append(["Kommun", "Öppen verksamhet", "Antal dagar till beslut"])
    for n, name in enumerate(NAMES):
        mark = {0: "X", 1: "..", 2: "x"}.get(n)
        sheet.append([name, mark or ("Ja" if n % 2 else "Nej"), mark or 10 + n / 4])
    sheet.append([])
    sheet.append(["EA = Ej aktuellt, X = bortfall, .. = uppgift saknas, x = sekretess"])
    path = save(book, tmp_path, "nytt.xlsx")
    got = oj(
        "data",
        "import",
        str(path),
        "--nytt-omrade",
        "Fritid",
        "--nya",
        "kvalitet",
        "--bedom",
        "ingen",
    )
    assert got.code == 0, got.err
    with open_store(arbetsmapp) as store:
        (id,) = (r.id for r in store.sources() if r.imported)
        rows = store.rows("fritid", source=id)
    said = rows.groupby("unit")["answer"].unique()
    assert [list(said[code]) for code, _ in KOMMUNER[:3]] == [
        ["BORTFALL"],
        ["BORTFALL"],
        ["SEKRETESS"],
    ]


def test_the_user_says_only_what_the_file_does_not(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat")
    sheet.append(["Socialpsykiatri 2020. 1=Ja, 0=Nej"])
    sheet.append(["Kommun", *(i.heading for i in ASKED)])
    for name in NAMES:
        sheet.append(
            [name, *(9 if name == "Orsa" else ONE_IS_YES[ANSWERS[i.id, name]] for i in ASKED)]
        )
    path = save(book, tmp_path, "nio.xlsx")
    got = oj("data", "import", str(path))
    assert got.code == 2
    assert "Vad betyder ”9” i 3 kolumner (B, C, D)? Filen förklarar det inte." in got.err
    assert oj("data", "import", str(path), "--kod", "9=EA").code == 0
    expected = {k: "EA" if k[1] == "2034" else v for k, v in TRUE.items()}
    assert stored(arbetsmapp, 2020) == expected


def test_only_what_the_layout_does_not_know_is_asked(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = workbook(tmp_path, 2020, WORDS, crosses=["Orsa"])
    assert oj("data", "import", str(path), "--kod", "X=BORTFALL").code == 0
    path = workbook(tmp_path, 2021, {"JA": 1, "NEJ": 2}, crosses=["Orsa"])
    got = oj("data", "import", str(path))
    assert got.code == 2
    assert "Vad betyder ”1” och ”2” i 2 kolumner (B, C)?" in got.err
    assert oj("data", "import", str(path), "--kod", "1=JA,2=NEJ").code == 0
    expected = {k: "BORTFALL" if k[1] == "2034" else v for k, v in TRUE.items()}
    assert stored(arbetsmapp, 2021) == expected


def test_a_scale_that_no_one_can_guess_is_asked_for_in_words(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat")
    sheet.append(["Socialpsykiatri 2020"])
    sheet.append(["Kommun", *(i.heading for i in ASKED)])
    for n, name in enumerate(NAMES):
        sheet.append([name, *(1 + (n + k) % 4 for k in range(3))])
    path = save(book, tmp_path, "fyra.xlsx")
    got = oj("data", "import", str(path))
    assert got.code == 2
    assert "Skriv till exempel 1=JA,2=NEJ,3=DELVIS,4=EA, eller tal för tal." in got.out
    assert oj("data", "import", str(path), "--kod", "1=JA,2=NEJ,3=EA,4=BORTFALL").code == 0
    assert set(stored(arbetsmapp, 2020).values()) == {"JA", "NEJ", "EA", "BORTFALL"}


def test_a_kept_file_is_read_again_as_the_user_said_and_not_as_it_says_itself(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = workbook(tmp_path, 2020, ONE_IS_YES, endings=[" (Ja=0, Nej=1)"] * 3)
    said = [f for column in "BCD" for f in ("--kod", f"{column}:1=JA,0=NEJ")]
    assert oj("data", "import", str(path), *said).code == 0
    assert stored(arbetsmapp, 2020) == TRUE
    lose_values(arbetsmapp, oj)
    assert stored(arbetsmapp, 2020) == TRUE


def test_the_layout_that_a_source_was_read_by_is_told_with_its_version(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    def layouts() -> list[tuple[str | None, int | None]]:
        with open_store(arbetsmapp) as store:
            found = [r for r in store.sources() if r.imported]
        return [(r.layout, r.layout_version) for r in found]

    assert oj("data", "import", str(workbook(tmp_path, 2020, WORDS))).code == 0
    assert layouts() == [("socialpsykiatri-2020", 1)]
    more = workbook(tmp_path, 2020, WORDS, crosses=["Mora"])
    assert oj("data", "import", str(more), "--kod", "X=EA", "--ersatt").code == 0
    assert layouts() == [("socialpsykiatri-2020", 2)]
    assert "version: 2" in (arbetsmapp / "layouter" / "socialpsykiatri-2020.yaml").read_text(
        "utf-8"
    )
    lose_values(arbetsmapp, oj)
    assert layouts() == [("socialpsykiatri-2020", 2)]
    told = " ".join(oj("explain", "socialjour", "--kommun", "Mora").out.split())
    assert "layouten socialpsykiatri-2020, version 2." in told
