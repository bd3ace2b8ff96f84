"""A user's own folder: settings, corrections and promises, and what is wrong in their files."""

from pathlib import Path
from typing import Any

import pytest


def one(found: Any, indicator: str) -> Any:
    return next(r for r in found["resultat"] if r["indikator"] == indicator)


def words(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- settings


def test_settings_stand_in_for_flags_left_out(oj: Any, mapp: Any) -> None:
    mapp.write("oj.yaml", "kommun: mora\nomrade: lss\n")
    found = oj("identify", "--format", "json").json
    assert (found["kommun"]["namn"], found["omrade"]) == ("Mora", "lss")
    assert oj("peers", "--tema", "inflytande", "--format", "json").json["omrade"] == "lss"
    assert oj("explain", "ips", "--format", "json").json["kommun"]["namn"] == "Mora"
    quality = ("compare", "--kvalitetsomrade", "Trygghet", "--format", "json")
    assert oj(*quality).json["omrade"] == "lss"


def test_a_flag_wins_over_the_setting(oj: Any, mapp: Any) -> None:
    mapp.write("oj.yaml", "kommun: Mora\nomrade: lss\n")
    asked = ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json")
    found = oj(*asked).json
    assert (found["kommun"]["namn"], found["omrade"]) == ("Leksand", "socialpsykiatri")


def test_a_folder_of_a_lan_gives_the_needs_of_the_lan(oj: Any, mapp: Any) -> None:
    mapp.write("oj.yaml", "lan: '20'\n")
    assert oj("identify", "--format", "json").json["lan"]["namn"] == "Dalarnas län"
    other = ("identify", "--lan", "Halland", "--omrade", "socialpsykiatri", "--format", "json")
    assert oj(*other).json["lan"]["namn"] == "Hallands län"
    kommun = ("identify", "--kommun", "Mora", "--omrade", "socialpsykiatri", "--format", "json")
    assert oj(*kommun).json["kommun"]["namn"] == "Mora"
    mapp.write("oj.yaml", "lan: Dalarna\nkommun: Orsa\n")  # the nearer of the two
    assert oj("identify", "--format", "json").json["kommun"]["namn"] == "Orsa"


def test_the_folder_is_found_from_below(
    oj: Any, mapp: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapp.write("oj.yaml", "kommun: Mora\n")
    below = mapp.path / "analys" / "2022"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert oj("identify", "--format", "json").json["kommun"]["namn"] == "Mora"


def test_a_folder_without_data_of_its_own_uses_the_shipped_and_says_so(
    oj: Any, tom_mapp: Any
) -> None:
    tom_mapp.write("oj.yaml", "kommun: Leksand\n")
    ran = oj("identify")
    assert ran.out.startswith("Leksand: hela socialtjänsten")
    assert "Inga egna uppgifter är inlästa." in " ".join(ran.out.split())


def test_data_of_ones_own_are_not_said_to_be_shipped(oj: Any, mapp: Any) -> None:
    for asked in (
        ("identify", "--kommun", "Mora", "--omrade", "socialpsykiatri"),
        ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"),
        ("compare", "--indicator", "ips"),
        ("peers", "--indicator", "ips", "--kommun", "Mora"),
        ("explain", "ips", "--kommun", "Mora"),
    ):
        assert "följer med oj" not in oj(*asked).out


# ---------------------------------------------------------------- corrections


CORRECTION = """\
rattelser:
  - indikator: socialpsykiatri/ips
    ar: 2022
    svar: JA
    skal: IPS har funnits sedan 2020.
  - indikator: socialpsykiatri/uppsokande
    ar: 2021
    svar: JA
    skal: Gäller ett annat år.
  - indikator: socialpsykiatri/brukarrad
    ar: 2022
    svar: NEJ
    skal: Rådet är nedlagt.
"""


def test_a_corrected_answer_is_to_be_checked_and_stays_as_it_was(oj: Any, mapp: Any) -> None:
    mapp.write("rattelser.yaml", CORRECTION)
    found = oj(
        "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json"
    ).json
    ips, brukarrad = one(found, "ips"), one(found, "brukarrad")
    assert (ips["svar"], ips["bedomning"], ips["avstand"]) == ("NEJ", "kontrollera", None)
    text = "Er egen rättelse säger JA: IPS har funnits sedan 2020."
    assert ips["skal"] == [{"kod": "rattelse", "text": text}]
    assert (brukarrad["svar"], brukarrad["bedomning"]) == ("JA", "kontrollera")
    assert ips["jamforelser"]["lan"]["n_ja"] == 3  # the share is not corrected either


def test_a_correction_of_another_year_changes_nothing(oj: Any, mapp: Any) -> None:
    mapp.write("rattelser.yaml", CORRECTION)
    found = oj(
        "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json"
    ).json
    assert one(found, "uppsokande")["bedomning"] == "saknas"
    before = oj("identify", "--kommun", "Leksand", "--ar", "2021", "--format", "json").json
    assert one(before, "uppsokande")["bedomning"] == "kontrollera"


def test_a_corrected_answer_leaves_its_theme(oj: Any, mapp: Any) -> None:
    mapp.write("rattelser.yaml", CORRECTION)
    themes = oj(
        "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json"
    ).json["utvecklingsomraden"]
    [arbete] = [t for t in themes if t["tema"] == "arbete"]
    assert (arbete["indikatorer"], arbete["n_svar"]) == (["overenskommelse_af"], 1)


def test_explain_shows_the_correction_beside_the_answer(oj: Any, mapp: Any) -> None:
    mapp.write("rattelser.yaml", CORRECTION)
    ran = oj("explain", "ips", "--kommun", "Leksand")
    answers = ran.out.split("Kommunens svar")[1].split("Jämförelser")[0]
    assert "- 2022: NEJ" in answers
    assert "- Er egen rättelse för 2022: JA\n  IPS har funnits sedan 2020." in answers
    found = oj("explain", "ips", "--kommun", "Leksand", "--format", "json").json
    assert [(a["ar"], a["svar"]) for a in found["svar"]] == [(2022, "NEJ"), (2021, "JA")]
    assert found["rattelser"] == [
        {
            "indikator": "socialpsykiatri/ips",
            "ar": 2022,
            "svar": "JA",
            "skal": "IPS har funnits sedan 2020.",
            "kommun": None,
        }
    ]
    csv = oj("explain", "ips", "--kommun", "Leksand", "--format", "csv").out
    assert "rattelse,Leksand,2022,JA" in csv


# ---------------------------------------------------------------- promises


def kinds(result: Any) -> list[str]:
    """Return the kinds of commitment behind a result, in their order."""
    of = ("lag", "riktlinje", "overenskommelse", "namndmal")
    return [r["kod"] for r in result["skal"] if r["kod"] in of]


def promise(kind: str, indicator: str, years: str = "") -> str:
    return (
        f"ataganden:\n  - typ: {kind}\n    namn: nämndens plan 2022\n    kalla: Dnr 2022/17\n"
        f"    indikatorer: [{indicator}]\n{years}"
    )


@pytest.mark.parametrize(
    ("kind", "indikator", "skal"),
    [
        # brukarrad in Säter has no commitment in the catalogue
        ("lag", "brukarrad", ["lag"]),
        ("riktlinje", "brukarrad", ["riktlinje"]),
        ("overenskommelse", "brukarrad", ["overenskommelse"]),
        ("namndmal", "brukarrad", ["namndmal"]),
        # beside what the catalogue asks for, the strongest first
        ("lag", "uppsokande", ["lag", "lag"]),
        ("riktlinje", "ips", ["riktlinje", "riktlinje"]),
        ("namndmal", "overenskommelse_af", ["overenskommelse", "namndmal", "namndmal"]),
        ("namndmal", "uppsokande", ["lag", "namndmal"]),
    ],
)
def test_a_promise_is_said_and_orders_by_its_kind(
    oj: Any, mapp: Any, kind: str, indikator: str, skal: list[str]
) -> None:
    mapp.write("ataganden.yaml", promise(kind, f"socialpsykiatri/{indikator}"))
    kommun = "Säter" if indikator == "brukarrad" else "Vansbro"
    result = one(
        oj("identify", "--kommun", kommun, "--omrade", "socialpsykiatri", "--format", "json").json,
        indikator,
    )
    assert kinds(result) == skal
    assert result["atagande"] == skal[0]
    assert "Ni har lovat detta (nämndens plan 2022)." in [r["text"] for r in result["skal"]]


@pytest.mark.parametrize(
    ("years", "applies"),
    [("", True), ("    fran: 2022\n    till: 2022\n", True), ("    till: 2021\n", False)],
)
def test_a_promise_holds_for_its_years(oj: Any, mapp: Any, years: str, applies: bool) -> None:
    mapp.write("ataganden.yaml", promise("namndmal", "socialpsykiatri/brukarrad", years))
    result = one(
        oj("identify", "--kommun", "Säter", "--omrade", "socialpsykiatri", "--format", "json").json,
        "brukarrad",
    )
    assert ("namndmal" in kinds(result)) is applies


def test_two_promises_are_both_said(oj: Any, mapp: Any) -> None:
    one_more = promise("overenskommelse", "socialpsykiatri/brukarrad").partition("\n")[2]
    text = promise("namndmal", "socialpsykiatri/brukarrad") + one_more
    mapp.write("ataganden.yaml", text.replace("plan 2022", "plan A", 1))
    result = one(
        oj("identify", "--kommun", "Säter", "--omrade", "socialpsykiatri", "--format", "json").json,
        "brukarrad",
    )
    assert sum("Ni har lovat detta" in r["text"] for r in result["skal"]) == 2


def test_a_promise_about_a_ja_adds_nothing(oj: Any, mapp: Any) -> None:
    mapp.write("ataganden.yaml", promise("lag", "socialpsykiatri/brukarrad"))
    found = oj(
        "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json"
    ).json
    assert [r["kod"] for r in one(found, "brukarrad")["skal"]] == ["ovanligt"]


def test_explain_shows_the_promise_with_its_source(oj: Any, mapp: Any) -> None:
    mapp.write("ataganden.yaml", promise("namndmal", "socialpsykiatri/ips", "    till: 2021\n"))
    said = words(oj("explain", "ips", "--kommun", "Leksand").out)
    assert (
        "Nämndens mål, ert eget löfte: nämndens plan 2022. Gäller inte 2022. Källa: Dnr 2022/17."
    ) in said


# ---------------------------------------------------------------- what is wrong in the files


WRONG: list[tuple[str, str, tuple[str, ...]]] = [
    ("oj.yaml", "kommun: Leksand\nomrde: lss\n", ("omrde", "Menade du ”omrade”?", "ad 2")),
    ("oj.yaml", "- Leksand\n", ("Här ska stå nycklar", "ad 1")),
    ("oj.yaml", "kommun: Leksand\nkommun: Mora\n", ("står två gånger", "ad 2")),
    ("oj.yaml", "kommun: 'Leksand\n", ("avslutas aldrig", "rad ")),
    ("oj.yaml", "# bara ett namn som inte finns\nkommun: Leksnd\n", ("Menade du Leksand", "ad 2")),
    ("oj.yaml", "kommun: Leksand\nomrade: ls\n", ("Det finns inget område", "ad 2")),
    ("oj.yaml", "lan: Dalrna\n", ("inget län", "Dalarna", "ad 1")),
    ("rattelser.yaml", "rattelser:\n  - indikator: socialpsykiatri/ips\n", ("”ar” saknas", "ad 2")),
    ("rattelser.yaml", CORRECTION.replace("JA", "KANSKE", 1), ("KANSKE", "ad 4")),
    ("rattelser.yaml", CORRECTION.replace("2022", "i år", 1), ("ett heltal", "ad 3")),
    ("ataganden.yaml", promise("lagg", "socialpsykiatri/ips"), ("lagg", "ad 2")),
    ("ataganden.yaml", "ataganden: nej\n", ("en lista", "ad 1")),
]


@pytest.mark.parametrize(("name", "text", "said"), WRONG)
def test_a_fault_in_a_file_is_told_with_file_and_line(
    oj: Any, mapp: Any, name: str, text: str, said: tuple[str, ...]
) -> None:
    mapp.write("oj.yaml", "kommun: Leksand\n")
    mapp.write(name, text)
    ran = oj("identify")
    assert (ran.code, ran.out) == (3, "")
    assert str(mapp.path / name) in ran.err
    for words_said in said:
        assert words_said in words(ran.err), ran.err


def test_a_list_that_cannot_be_read_stops_only_what_needs_it(oj: Any, mapp: Any) -> None:
    mapp.write("oj.yaml", "kommun: Leksand\n")
    mapp.write("ataganden.yaml", "ataganden: [")
    for asked in (["indicators"], ["kommuner"], ["compare", "--indicator", "ips"]):
        assert oj(*asked).code == 0
    assert oj("identify").code == 3


def test_what_names_an_indicator_that_there_is_not_is_told_and_left_out(oj: Any, mapp: Any) -> None:
    mapp.write("oj.yaml", "kommun: Leksand\n")
    asked = ("identify", "--omrade", "socialpsykiatri", "--format", "json")
    without = oj(*asked).json
    mapp.write("ataganden.yaml", promise("lag", "socialpsykiatri/ipss"))
    wrong = CORRECTION.replace("/", "/x").replace("svar: JA", "svar: JA\n    kommun: Lksand", 1)
    mapp.write("rattelser.yaml", wrong)
    ran = oj(*asked)
    assert (ran.code, ran.json) == (0, without)
    said = words(ran.err)
    assert "ataganden.yaml, rad 5: det finns ingen indikator" in said
    assert "Menade du socialpsykiatri/ips?" in said
    assert "rattelser.yaml, rad 2: det finns ingen indikator" in said
    assert "ingen kommun som heter ”Lksand”" in said


@pytest.mark.parametrize("asked", [("identify",), ("status",), ("complement", "list")])
def test_whose_the_workspace_is_cannot_be_misspelt(
    oj: Any, mapp: Any, asked: tuple[str, ...]
) -> None:
    for wrong, right in (("kommun: Leksnd", "Leksand"), ("lan: Dalrna", "Dalarna")):
        mapp.write("oj.yaml", f"# en rad först\n{wrong}\n")
        ran = oj(*asked)
        assert (ran.code, ran.out) == (3, "")
        assert right in ran.err
        assert f"{mapp.path / 'oj.yaml'}, rad 2" in ran.err


def test_all_faults_are_told_at_once(oj: Any, mapp: Any) -> None:
    mapp.write("rattelser.yaml", "rattelser:\n  - svar: KANSKE\n    skal: ''\n")
    ran = oj("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri")
    assert ran.code == 3
    assert "har 4 fel" in ran.err
    for key in ("indikator", "ar", "KANSKE", "tom"):
        assert key in ran.err


def test_a_file_that_is_not_utf_8(oj: Any, mapp: Any) -> None:
    (mapp.path / "oj.yaml").write_bytes("kommun: Leksand\n# åtgärd\n".encode("latin-1"))
    ran = oj("identify")
    assert (ran.code, ran.out) == (3, "")
    assert "UTF-8" in ran.err
    assert "rad 2" in ran.err


def test_an_empty_file_is_no_fault(oj: Any, mapp: Any) -> None:
    for name in ("oj.yaml", "rattelser.yaml", "ataganden.yaml"):
        mapp.write(name, "")
    ran = oj("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri")
    assert ran.code == 0, ran.err


def test_files_without_a_workspace_are_not_read(oj: Any, tmp_path: Path) -> None:
    (Path.cwd() / "rattelser.yaml").write_text("trasig: [")
    assert oj("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri").code == 0


@pytest.mark.parametrize("typed", [("init", "--no-input"), ("--no-input", "init")], ids=" ".join)
def test_nobody_is_asked_whom_it_is_about_with_no_input(
    oj: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("oj_cli.terminal.prompts.is_terminal", lambda stream: True)
    ran = oj(*typed)
    assert ran.code == 2
    assert "oj init --kommun" in ran.err
    assert list(tmp_path.iterdir()) == []
