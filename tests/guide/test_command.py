"""`oj guide` without a terminal: flags, answers file, what is missing, and the lists."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.analysis_file.file import read_analysis
from oj_cli.documents.reader import read_yaml
from oj_cli.guide.content import NO_GUIDES
from oj_cli.workspace import guides_folder

from .conftest import ANSWERS, DAY, contents
from .small import TEXT

Run = Callable[..., Any]
ANALYSIS = "analys/leksand-socialpsykiatri-2016.yaml"


def test_without_a_workspace_it_says_how_to_make_one(oj: Run) -> None:
    ran = oj("guide", "--svarsfil", str(ANSWERS))
    assert ran.code == 2
    assert "Svaren sparas i en arbetsmapp, och här finns ingen." in ran.err
    assert "oj init MAPP --kommun Leksand" in ran.err


def test_without_terminal_and_answers_it_says_how_to_give_them(mapp: Path, oj: Run) -> None:
    ran = oj("guide")
    assert ran.code == 2
    assert "Det finns ingen terminal att fråga i" in ran.err
    assert "oj guide --mall" in ran.err
    assert "oj guide --svarsfil svar.yaml" in ran.err
    assert list((mapp / "analys").iterdir()) == []  # nothing was made


def test_a_missing_answer_names_the_flag_and_the_key(mapp: Path, oj: Run) -> None:
    ran = oj("guide", "--motiv", "Därför")
    assert ran.code == 2
    assert "Flagga --valj, nyckel val.valj i svarsfilen." in ran.err
    assert list((mapp / "analys").iterdir()) == []


def test_a_half_plan_is_refused_and_written_as_a_draft_when_that_is_asked_for(
    mapp: Path, oj: Run
) -> None:
    mal = "Minst 8 av 10 vet vem som håller ihop deras stöd senast 2017-12-31."
    flags = ("--valj", "vard", "--motiv", "Därför", "--mal", mal, "--idag", DAY)
    ran = oj("guide", *flags)
    assert ran.code == 2
    assert "Flagga --matt, nyckel mal.matt i svarsfilen." in ran.err
    assert "--malvarde" not in ran.err  # the sentence says it
    assert "Med --utkast skrivs planen ändå" in ran.err
    assert not list((mapp / "planer").glob("*.yaml"))
    ran = oj("guide", *flags, "--utkast")
    assert ran.code == 0, ran.err
    (plan,) = (mapp / "planer").glob("*.yaml")
    text = plan.read_text(encoding="utf-8")
    places = text.count("ATT GÖRA:")
    assert places >= 9
    assert f"På {places} ställen i den står det ATT GÖRA." in ran.err


def test_without_a_plan_the_first_three_steps_are_enough(mapp: Path, oj: Run) -> None:
    ran = oj("guide", "--valj", "vard", "--motiv", "Därför", "--idag", DAY)
    assert ran.code == 0, ran.err
    assert not list((mapp / "planer").glob("*.yaml"))
    (chosen,) = read_analysis(mapp / ANALYSIS).analysis.chosen
    assert (chosen.theme, chosen.why, str(chosen.date)) == ("vard", "Därför", DAY)
    frozen = {f.indicator: f for f in chosen.indicators}
    known = frozen["case_management"]  # 10 of 15 in Dalarna, 35 percent in riket: printed
    assert (known.answer, known.lan_yes, known.lan_n, known.riket) == ("NEJ", 10, 15, 35.0)
    assert "oj plan new" in ran.err


def test_one_flag_is_not_the_whole_guide(mapp: Path, oj: Run) -> None:
    ran = oj("guide", "--valj", "vard", "--motiv", "Därför", "--idag", DAY)
    assert "Klart" not in ran.err
    said = re.search(r"(\d+) frågor är inte besvarade än, (.*)\. Nästa är: (.*)", ran.err)
    assert said is not None
    assert said[3] == "Stämmer siffrorna, så vitt ni vet?"
    by_step = {int(s): int(n) for n, s in re.findall(r"(\d+) i steg (\d)", said[2])}
    assert sum(by_step.values()) == int(said[1])
    assert by_step[1] == 1  # the area and its motive are answered, of three
    assert set(by_step) == {1, 2, 3, 4}
    assert re.search(r"Skriv sedan:\s+oj guide\n", ran.err)
    kept = read_yaml(mapp / ANALYSIS).data["svar"]["fyra-steg"]
    assert "klar" not in kept
    assert kept["fortsatt_vid"] == "stammer"
    assert re.search(r"oj guide\s+fortsätt", oj("status").out)


def test_a_plan_that_was_written_for_the_analysis_is_not_asked_for_again(
    mapp: Path, oj: Run
) -> None:
    flags = ("--valj", "vard", "--motiv", "Därför", "--idag", DAY)
    assert re.search(r"\d+ i steg 4", oj("guide", *flags).err)
    plan = ("--svarsfil", str(ANSWERS.with_name("leksand-plan.yaml")), "--idag", DAY)
    assert oj("plan", "new", "--id", "annan-2017", *plan).code == 0
    ran = oj("guide", *flags)
    assert re.search(r" och 1 i steg 4\.", ran.err)  # only the conclusions
    assert "oj plan check annan-2017" in ran.err
    ran = oj("status")
    assert re.search(r"oj plan check annan-2017\s+se vad som saknas i utkastet", ran.out)
    ran = oj("guide", "--mal", "Färre ska behöva vänta länge", "--idag", DAY)
    assert "Planen annan-2017 är redan skriven." in ran.err
    own = oj("guide", "--guide", "egenkontroll", "--utkast", "--enhet", "Boendestöd", "--idag", DAY)
    assert own.code == 0, own.err
    assert len(list((mapp / "planer").glob("*.yaml"))) == 2  # another plan, of another kind


def test_a_guide_is_done_when_the_file_answers_or_skips_all(mapp: Path, oj: Run) -> None:
    ran = oj("guide", "--svarsfil", str(ANSWERS), "--idag", DAY)
    assert "Klart: Guide i fyra steg." in ran.err
    assert "inte besvarad" not in ran.err
    assert read_yaml(mapp / ANALYSIS).data["svar"]["fyra-steg"]["klar"] == DAY
    evidence = {e.kind: e.supports for e in read_analysis(mapp / ANALYSIS).analysis.evidence}
    assert evidence == {"nyckeltal": "motsager", "brukarundersokning": "stodjer"}
    assert "oj guide" not in oj("status").out


def test_a_flag_goes_before_the_file_and_the_file_before_what_was_saved(
    mapp: Path, oj: Run
) -> None:
    oj(
        "guide",
        "--valj",
        "vard",
        "--motiv",
        "Därför",
        "--skillnader",
        "sparat",
        "--samlad-bild",
        "sparad",
        "--idag",
        DAY,
    )
    file = mapp / "svar.yaml"
    file.write_text("skillnader: fil\nsamlad_bild: fil\nutveckling_andra: fil\n", encoding="utf-8")
    ran = oj("guide", "--svarsfil", "svar.yaml", "--samlad-bild", "flagga", "--idag", DAY)
    assert ran.code == 0, ran.err
    svar = read_yaml(mapp / ANALYSIS).data["svar"]["fyra-steg"]
    assert svar["skillnader"] == "fil"
    assert svar["samlad_bild"] == "flagga"
    assert svar["utveckling_andra"] == "fil"
    (chosen,) = read_analysis(mapp / ANALYSIS).analysis.chosen
    assert (chosen.theme, chosen.why) == ("vard", "Därför")  # saved, and still there


def test_twice_the_same_changes_nothing(mapp: Path, oj: Run) -> None:
    assert oj("guide", "--svarsfil", str(ANSWERS), "--idag", DAY).code == 0
    before = contents(mapp)
    ran = oj("guide", "--svarsfil", str(ANSWERS), "--idag", DAY)
    assert ran.code == 0
    assert "är redan skriven" in ran.err
    assert contents(mapp) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("skilnader: x\n", "Rad 1: Frågan ”skilnader” finns inte i guiden. Menade du"),
        ("val:\n  - valj: hus\n", "Rad 2: valj: Det finns inget tema ”hus”."),
        ("val: vard\n", "Rad 1: val: Här ska stå en lista med svar för varje gång."),
        (
            "val: [{valj: vard}, {valj: arbete}, {valj: bostad}, {valj: vardag}]\n",
            "Rad 1: val: Här får stå högst 3 av dem.",
        ),
        (
            "handelser:\n  - vad: x\n    datum: 2016-13\n",
            "Rad 3: datum: ”2016-13” är ingen tidpunkt",
        ),
        ("mal:\n  - senast: 2017-02-30\n", "är inget datum som finns"),
        ("guide: egenkontroll\n", "hör till guiden ”egenkontroll”, inte till fyra-steg"),
        ("# inget\n", "Svarsfilen har inga svar."),
        ("- a\n", "Här ska stå frågornas id"),
        ("a: [\n", "inte giltig YAML"),
    ],
)
def test_a_wrong_answers_file_is_told_with_line_and_reason(
    mapp: Path, oj: Run, text: str, said: str
) -> None:
    (mapp / "svar.yaml").write_text(text, encoding="utf-8")
    ran = oj("guide", "--svarsfil", "svar.yaml")
    assert ran.code == 3
    assert said in ran.err
    assert "svar.yaml" in ran.err
    assert list((mapp / "analys").iterdir()) == []


def test_answers_that_contradict_each_other_are_refused(mapp: Path, oj: Run) -> None:
    text = ANSWERS.read_text(encoding="utf-8")
    text = text.replace("malvarde: 80", "malvarde: 30").replace(
        "klart: 2017-03-31", "klart: 2017-01-01"
    )
    (mapp / "svar.yaml").write_text(text, encoding="utf-8")
    ran = oj("guide", "--svarsfil", "svar.yaml", "--idag", DAY)
    assert ran.code == 2
    assert "Svaren går inte ihop. Inget är sparat." in ran.err
    assert "målvärdet 30 är inte högre än utgångsläget 41" in ran.err
    assert "2017-01-01 är före 2017-01-15" in ran.err
    assert list((mapp / "analys").iterdir()) == []


def test_a_broken_analysis_is_told_of_and_left_as_it_is(mapp: Path, oj: Run) -> None:
    assert oj("guide", "--svarsfil", str(ANSWERS), "--idag", DAY).code == 0
    path = mapp / ANALYSIS
    broken = path.read_text(encoding="utf-8").replace("svar:\n", "svar\n")
    path.write_text(broken, encoding="utf-8")
    ran = oj("guide", "--svarsfil", str(ANSWERS), "--idag", DAY)
    assert ran.code == 3
    assert "rad" in ran.err
    assert path.read_text(encoding="utf-8") == broken


def test_a_plan_that_was_thrown_away_is_asked_for_again(mapp: Path, oj: Run) -> None:
    assert oj("guide", "--svarsfil", str(ANSWERS), "--idag", DAY).code == 0
    (plan,) = (mapp / "planer").glob("*.yaml")
    before = plan.read_bytes()
    plan.unlink()
    assert oj("guide", "--svarsfil", str(ANSWERS), "--idag", DAY).code == 0
    assert plan.read_bytes() == before


def test_the_guides_are_listed_a_broken_one_with_line_and_reason(mapp: Path, oj: Run) -> None:
    folder = mapp / "guides"
    folder.mkdir()
    (folder / "liten.yaml").write_text(TEXT, encoding="utf-8")
    (folder / "trasig.yaml").write_text(TEXT.replace("typ: tal", "typ: tall"), encoding="utf-8")
    line = 1 + TEXT[: TEXT.index("typ: tal")].count("\n")
    ran = oj("guide", "--lista")
    assert ran.code == 0
    assert re.search(r"liten\s+En liten guide\s+\d+\s+er arbetsmapp", ran.out)
    assert "Guider som inte går att läsa" in ran.out
    assert f"Rad {line}: Här ska stå" in ran.out
    payload = json.loads(oj("guide", "--lista", "--format", "json").out)
    assert payload["schema"] == "oj-guider/1"
    names = [g["guide"] for g in payload["guider"] if not g["fel"]]
    assert {"fyra-steg", "mal-och-uppfoljning", "egenkontroll", "samverkansplan"} <= set(names)
    ran = oj("guide", "--guide", "trasig", "--valj", "x")
    assert ran.code == 3
    assert f"Rad {line}: Här ska stå" in ran.err


def test_a_guide_of_ones_own_is_walked_like_any_other(mapp: Path, oj: Run) -> None:
    (mapp / "guides").mkdir()
    (mapp / "guides" / "liten.yaml").write_text(TEXT, encoding="utf-8")
    ran = oj("guide", "--guide", "liten", "--farg", "röd", "--varfor", "för", "--hande", "Ny chef",
             "--handelser-datum", "2015", "--idag", DAY)  # fmt: skip
    assert ran.code == 0, ran.err
    analysis = read_analysis(mapp / ANALYSIS).analysis
    assert [e.text for e in analysis.events] == ["Ny chef"]
    assert analysis.answers["liten"]["farg"] == "Röd"


@pytest.mark.parametrize("name", ["fyra-steg", "egenkontroll", "plan", "samverkansplan"])
def test_the_questions_are_listed_with_flag_and_key(oj: Run, name: str) -> None:
    payload = json.loads(oj("guide", "--guide", name, "--fragor", "--format", "json").out)
    flags = [q["flagga"] for q in payload["fragor"]]
    assert len(set(flags)) == len(flags)
    assert all(f.startswith("--") for f in flags)
    shown = oj("guide", "--guide", name, "--fragor").out
    assert all(flag in shown for flag in flags)


@pytest.mark.parametrize(
    "name", ["fyra-steg", "mal-och-uppfoljning", "egenkontroll", "plan", "samverkansplan"]
)
def test_the_template_is_an_answers_file_once_it_is_filled_in(
    mapp: Path, oj: Run, name: str
) -> None:
    assert oj("guide", "--guide", name, "--mall", "-o", "svar.yaml").code == 0
    text = (mapp / "svar.yaml").read_text(encoding="utf-8")
    assert text == oj("guide", "--guide", name, "--mall").out
    data = read_yaml(mapp / "svar.yaml").data
    listed = json.loads(oj("guide", "--guide", name, "--fragor", "--format", "json").out)
    for question in listed["fragor"]:
        found: Any = data
        for key in question["nyckel"].split("."):
            found = found[0] if isinstance(found, list) else found
            assert key in found, question["nyckel"]
            found = found[key]
        assert found is None


def test_an_analysis_of_a_lan_is_walked_too(
    tmp_path: Path, oj: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert oj("init", ".", "--lan", "Dalarna").code == 0
    ran = oj("guide", "--valj", "arbete", "--motiv", "Länet är efter riket", "--idag", DAY)
    assert ran.code == 0, ran.err
    analysis = read_analysis(tmp_path / "analys/dalarna-socialpsykiatri-2016.yaml").analysis
    assert analysis.lan == "Dalarna"
    assert analysis.chosen[0].indicators
    assert all(f.answer is None for f in analysis.chosen[0].indicators)


def test_which_analysis_is_meant_can_be_said(mapp: Path, oj: Run) -> None:
    assert oj("guide", "--valj", "vard", "--motiv", "Därför", "--idag", DAY).code == 0
    ran = oj("guide", "--kommun", "mora", "--valj", "arbete", "--motiv", "Därför", "--idag", DAY)
    assert ran.code == 0, ran.err
    names = sorted(p.name for p in (mapp / "analys").glob("*.yaml"))
    assert names == ["leksand-socialpsykiatri-2016.yaml", "mora-socialpsykiatri-2016.yaml"]
    shutil.rmtree(mapp / "analys")
    assert oj("guide", "--kommun", "Moora", "--valj", "arbete").code == 2


def test_a_copy_of_a_guide_is_ones_own_to_change(mapp: Path, oj: Run) -> None:
    ran = oj("guide", "--guide", "egenkontroll", "--kopiera")
    assert ran.code == 0, ran.err
    path = mapp / "guides" / "egenkontroll.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../scheman/guide.schema.json\n")
    path.write_text(text.replace("namn: Egenkontroll", "namn: Vår kontroll"), encoding="utf-8")
    ran = oj("guide", "--guide", "egenkontroll", "--kopiera")
    assert ran.code == 2
    assert "skrivs inte över" in ran.err
    listed = json.loads(oj("guide", "--lista", "--format", "json").out)["guider"]
    names = {g["guide"]: (g["namn"], g["varifran"]) for g in listed}
    assert names["egenkontroll"] == ("Vår kontroll", "er arbetsmapp")


def test_the_shipped_guides_fit_the_schema_that_editors_use(oj: Run) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(oj("schema", "guide").out)
    for path in guides_folder().glob("*.yaml"):
        if path.stem in NO_GUIDES:  # with a model of their own
            continue
        jsonschema.validate(read_yaml(path).data, schema)


def test_a_plan_with_gaps_in_its_parties_is_a_plan_all_the_same(mapp: Path, oj: Run) -> None:
    (mapp / "svar.yaml").write_text(
        "parter: [{namn: Leksands kommun}, {kort: regionen}]\n"
        "mal: [{mal: Färre ska behöva berätta samma sak två gånger}]\n",
        encoding="utf-8",
    )
    run = ("guide", "--guide", "samverkansplan", "--svarsfil", "svar.yaml", "--idag", DAY)
    ran = oj(*run)
    assert ran.code == 2
    assert "nyckel parter.kort i svarsfilen" in ran.err
    ran = oj(*run, "--utkast")
    assert ran.code == 0, ran.err
    (path,) = (mapp / "planer").glob("*.yaml")
    data = read_yaml(path).data
    assert [p["id"] for p in data["plan"]["parter"]] == ["part1", "regionen"]
    assert data["plan"]["parter"][1]["namn"] == "ATT GÖRA: partens hela namn"


def test_the_same_area_is_not_chosen_twice(mapp: Path, oj: Run) -> None:
    (mapp / "svar.yaml").write_text(
        "val: [{valj: vard, motiv: a}, {valj: vard, motiv: b}]\n", encoding="utf-8"
    )
    ran = oj("guide", "--svarsfil", "svar.yaml", "--idag", DAY)
    assert ran.code == 2
    assert "val.valj: Det har ni redan svarat." in ran.err


OWN_FLAGS = ("--guide", "--svarsfil", "--utan-siffror", "--format", "-o", "--no-color", "--debug")


@pytest.mark.parametrize(
    ("command", "guide", "flags"),
    [
        (("guide", "--guide", "egen"), "egen", (*OWN_FLAGS, "--help", "--kommun")),
        (("plan", "new"), "plan", ("--analys", "--id", "--utkast", "--debug")),
    ],
)
def test_no_question_takes_a_flag_that_the_command_has_itself(
    mapp: Path, oj: Run, command: tuple[str, ...], guide: str, flags: tuple[str, ...]
) -> None:
    questions = [f"{{id: q{n}, fraga: A, typ: text, flagga: {f}}}" for n, f in enumerate(flags)]
    path = mapp / "guides" / f"{guide}.yaml"
    path.parent.mkdir()
    head = f"guide: {guide}\nnamn: Egen\nsteg:\n  - id: ett\n    namn: Ett\n    fragor:\n"
    path.write_text(head + "".join(f"      - {question}\n" for question in questions))
    ran = oj(*command, "--fragor")
    assert ran.code == 3
    for flag in flags:
        assert f"{flag} betyder något annat" in ran.err or f"”{flag}” ska börja med" in ran.err


def test_what_an_area_gives_and_takes_is_kept_and_shown_where_the_choice_is_made(
    mapp: Path, oj: Run
) -> None:
    area = "val:\n  - valj: arbete\n    motiv: Löftet\n    nytta: {}\n    insats: 1\n"
    for nytta, code in ((4, 3), (3, 0)):
        Path("svar.yaml").write_text(area.format(nytta), encoding="utf-8")
        ran = oj("guide", "--svarsfil", "svar.yaml", "--idag", DAY)
        assert ran.code == code, ran.err
    [chosen] = read_analysis(mapp / ANALYSIS).analysis.chosen
    assert (chosen.benefit, chosen.effort) == (3, 1)
    ran = oj("identify", "--omrade", "socialpsykiatri", "--valj", "bostad", "--motiv", "Nästa")
    assert "Nytta för brukaren 3 av 3, insats 1 av 3." in ran.out


def test_what_a_lan_has_chosen_lands_in_the_omraden_that_it_belongs_to(
    tmp_path: Path, oj: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert oj("init", ".", "--lan", "Dalarna").code == 0
    Path("svar.yaml").write_text(
        "guide: fyra-steg\ngrupp: Grupp 1\nval:\n  - {valj: arbete, motiv: Efter riket}\n"
        "  - {valj: trygghet, motiv: Otrygga i boendet}\n"
        "valts_bort:\n  - {vantar: vard, vantar_motiv: Till hösten}\n"
        "  - {vantar: kompetens, vantar_motiv: Sedan}\n",  # worst in lss-enheter: nothing chosen
        encoding="utf-8",
    )
    ran = oj("guide", "--svarsfil", "svar.yaml", "--no-input", "--idag", DAY)
    assert ran.code == 0, ran.err
    found = {path.stem: read_analysis(path).analysis for path in Path("analys").glob("*.yaml")}
    assert set(found) == {"dalarna-socialpsykiatri-2016", "dalarna-sarskilt-boende-2022"}
    work, safe = found["dalarna-socialpsykiatri-2016"], found["dalarna-sarskilt-boende-2022"]
    assert [c.theme for c in work.chosen] == ["arbete"]
    assert [s.what for s in work.set_aside] == ["vard", "kompetens"]
    assert [c.theme for c in safe.chosen] == ["trygghet"]
    assert safe.answers["fyra-steg"]["grupp"] == "Grupp 1"
    assert "oj guide --omrade sarskilt-boende" in ran.err


def test_the_answers_of_a_kommun_and_of_the_lan_of_its_name_are_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oj: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    assert oj("init", ".", "--kommun", "Uppsala").code == 0
    for flag, theme in (("--lan", "egen-plan"), ("--kommun", "kompetens")):
        whose = (flag, "Uppsala", "--omrade", "lss-enheter")
        ran = oj("guide", *whose, "--valj", theme, "--motiv", "Därför")
        assert ran.code == 0
        assert f"  oj guide {' '.join(whose)}\n" in ran.err  # what goes on with just this one
        (name,) = re.findall(r"analys/(.+)\.yaml", ran.err)
        assert f"  oj plan new --analys {name}\n" in ran.err
    found = [read_analysis(path).analysis for path in sorted(tmp_path.glob("analys/*.yaml"))]
    assert {a.lan: [c.theme for c in a.chosen] for a in found} == {
        "Uppsala": ["egen-plan"],
        None: ["kompetens"],
    }
