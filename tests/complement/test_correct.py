"""A local correction stands beside the published answer everywhere, and replaces it nowhere."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.domain.local import Correction
from oj_cli.workspace import find_workspace

SKAL = "Ombud finns genom avtal med en granne."
ASKED = ("complement", "correct", "case_management", "--svar", "ja", "--skal", SKAL)


def corrections() -> tuple[Correction, ...]:
    workspace = find_workspace()
    assert workspace is not None
    return workspace.corrections


def test_it_is_kept_changed_and_taken_away(oj: Callable[..., Any], leksand: Path) -> None:
    (leksand / "rattelser.yaml").write_text("# Våra rättelser.\n", encoding="utf-8")
    ran = oj(*ASKED)
    assert ran.code == 0, ran.err
    assert "Publicerat: NEJ. Er rättelse: JA." in ran.err
    one = Correction("socialpsykiatri/case_management", 2016, "JA", SKAL)
    assert corrections() == (one,)
    oj("complement", "correct", "sip_rutin", "--svar", "DELVIS", "--skal", "Den är gammal.")
    oj(*ASKED[:4], "EA", "--skal", "Gäller inte oss.")
    assert [(c.indicator[16:], c.answer) for c in corrections()] == [
        ("case_management", "EA"),
        ("sip_rutin", "DELVIS"),
    ]
    ran = oj("complement", "correct", "case_management", "--ta-bort")
    assert ran.code == 0, ran.err
    assert [c.answer for c in corrections()] == ["DELVIS"]
    assert (leksand / "rattelser.yaml").read_text(encoding="utf-8").startswith("# Våra rättelser.")
    assert oj("complement", "correct", "case_management", "--ta-bort").code == 2


def test_the_list_is_made_where_there_is_none(oj: Callable[..., Any], leksand: Path) -> None:
    assert oj(*ASKED).code == 0
    assert len(corrections()) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("case_management",), "Det saknas --svar (vad som borde ha stått) och --skal (varför)"),
        (("case_management", "--svar", "kanske", "--skal", "x"), "JA, NEJ, DELVIS eller EA"),
        (("case_management", "--svar", "NEJ", "--skal", "x"), "redan NEJ"),
        (("case_management", "--svar", "JA", "--skal", "x", "--ar", "2015"), "inga svar för 2015"),
        (("boende_handledning", "--svar", "JA", "--skal", "x"), "inget svar att rätta"),
        (("case_managment", "--svar", "JA", "--skal", "x"), "Menade du"),
    ],
)
def test_what_is_refused(
    oj: Callable[..., Any], leksand: Path, asked: tuple[str, ...], said: str
) -> None:
    ran = oj("complement", "correct", *asked)
    assert ran.code == 2
    assert said in ran.err.replace("\n", " ")
    assert not (leksand / "rattelser.yaml").exists()


SHOWN = [
    (("identify", "--alla"), "Er egen rättelse säger JA"),
    (("explain", "case_management"), "Er egen rättelse för 2016: JA"),
    (("compare", "--indicator", "case_management", "--lan", "Dalarna"), "NEJ (rättelse: JA)"),
    (
        ("compare", "--kvalitetsomrade", "kunskapsbaserad", "--lan", "Dalarna"),
        "kommunen anger JA",
    ),
    (("peers", "--indicator", "case_management"), "NEJ (rättelse: JA)"),
    (("peers", "--tema", "vard", "--omrade", "socialpsykiatri"), "NEJ (rättelse: JA)"),
    (("trend", "--indicator", "case_management"), "rättat: JA"),
]


@pytest.mark.parametrize(("asked", "said"), SHOWN, ids=lambda x: " ".join(x) if x[0] else "")
def test_it_is_shown_beside_the_published_answer(
    oj: Callable[..., Any], leksand: Path, asked: tuple[str, ...], said: str
) -> None:
    before = oj(*asked).out
    assert said not in before
    oj(*ASKED)
    ran = oj(*asked)
    assert ran.code == 0, ran.err
    text = " ".join(ran.out.split())
    assert said in text
    assert "NEJ" in text


@pytest.mark.parametrize("asked", [a for a, _ in SHOWN], ids=" ".join)
def test_no_share_and_no_answer_changes(
    oj: Callable[..., Any], leksand: Path, asked: tuple[str, ...]
) -> None:
    def numbers(data: Any) -> Any:
        if isinstance(data, dict):
            hidden = {"rattelser", "skal", "bedomning", "avstand", "atagande", "omraden"}
            return {k: numbers(v) for k, v in data.items() if k not in hidden}
        return [numbers(x) for x in data] if isinstance(data, list) else data

    def in_order(data: Any) -> Any:
        if "resultat" in data:  # a doubtful answer stands elsewhere in the list
            data["resultat"].sort(key=lambda r: r["indikator"])
        return data

    before = in_order(numbers(oj(*asked, "--format", "json").json))
    oj(*ASKED)
    assert in_order(numbers(oj(*asked, "--format", "json").json)) == before


def test_in_csv_it_has_a_column_of_its_own(oj: Callable[..., Any], leksand: Path) -> None:
    asked = ("compare", "--indicator", "case_management", "--format", "csv")
    assert "rattelse" not in oj(*asked).out
    oj(*ASKED)
    rows = {r["kommun"]: r for r in csv.DictReader(io.StringIO(oj(*asked).out))}
    assert rows["Leksand"]["case_management"] == "NEJ"
    assert rows["Leksand"]["case_management_rattelse"] == "JA"
    assert rows["Mora"]["case_management_rattelse"] == ""


def test_it_is_the_own_kommuns_alone(oj: Callable[..., Any], leksand: Path) -> None:
    """Mora has answered too, and has said nothing of any correction."""
    oj(*ASKED)
    assert (
        "rättelse"
        not in oj("identify", "--kommun", "Mora", "--omrade", "socialpsykiatri", "--alla").out
    )
    assert "rättelse" not in oj("explain", "case_management", "--kommun", "Mora").out
    assert "rättat" not in oj("trend", "--indicator", "case_management", "--kommun", "Mora").out


def test_promises_are_the_own_kommuns_alone(oj: Callable[..., Any], leksand: Path) -> None:
    (leksand / "ataganden.yaml").write_text(
        "ataganden:\n  - typ: riktlinje\n    namn: riktlinjerna 2011\n    kalla: Dnr 2015/1\n"
        "    prioritet: 2\n"
        "    indikatorer: [socialpsykiatri/kompetensplan]\n",
        encoding="utf-8",
    )
    said = "Ni har lovat detta (riktlinjerna 2011, prioritet 2)."
    for name in ("Leksand", "Mora"):
        found = oj(
            "identify", "--kommun", name, "--omrade", "socialpsykiatri", "--format", "json"
        ).json["resultat"]
        one = next(r for r in found if r["indikator"] == "kompetensplan")
        assert one["svar"] == "NEJ"
        assert (said in [s["text"] for s in one["skal"]]) == (name == "Leksand")


def test_a_county_sees_what_its_kommuner_have_promised_beside_how_many_do_it(
    oj: Callable[..., Any], dalarna: Path
) -> None:
    (dalarna / "ataganden.yaml").write_text(
        "ataganden:\n  - typ: overenskommelse\n    namn: länets handslag\n"
        "    kalla: Länsnätverket, § 41\n    fran: 2016\n"
        "    indikatorer: [socialpsykiatri/kompetensplan, lss-enheter/dv_handledning]\n",
        encoding="utf-8",
    )
    said = " ".join(oj("identify").out.split())
    assert "- Länets handslag (Länsnätverket, § 41) Aktuell samlad plan för personalens" in said
    assert "inom socialpsykiatri: 5 av 15 kommuner svarar JA." in said
    (kept,) = oj("identify", "--format", "json").json["ataganden"]
    assert kept["namn"] == "länets handslag"
    numeric = " ".join(oj("identify", "--omrade", "lss-enheter").out.split())
    assert "handledning har erbjudits: kommunernas median är" in numeric
    other = oj("identify", "--lan", "Gävleborg", "--omrade", "lss-enheter")
    assert other.code == 0, other.err
    assert "handslag" not in other.out


def test_a_county_keeps_its_kommuners_corrections_by_name(
    oj: Callable[..., Any], dalarna: Path
) -> None:
    """As in the county report of 2016: one kommun had reported personligt ombud wrongly."""
    asked = ("complement", "correct", "personligt_ombud", "--kommun", "Älvdalen", "--svar", "JA")
    assert oj(*asked, "--skal", "Ombud finns.").code == 0
    assert corrections()[0].kommun == "Älvdalen"
    before = oj("identify", "--format", "json").json
    one = next(i for i in before["resultat"] if i["indikator"] == "personligt_ombud")
    assert before["rattelser"][0]["kommun"] == "Älvdalen"
    ran = oj("identify")
    assert "Älvdalen" in ran.out.split("Rättelser")[1].split("Så är det räknat")[0]
    assert "publicerat NEJ, kommunen anger JA" in " ".join(ran.out.split())
    (dalarna / "rattelser.yaml").unlink()
    after = oj("identify", "--format", "json").json
    assert next(i for i in after["resultat"] if i["indikator"] == "personligt_ombud") == one


def test_a_county_must_say_whose_it_is(oj: Callable[..., Any], dalarna: Path) -> None:
    (dalarna / "rattelser.yaml").write_text(
        "rattelser:\n  - {indikator: socialpsykiatri/sip_rutin, ar: 2016, svar: JA, skal: Fel.}\n",
        encoding="utf-8",
    )
    ran = oj("identify")
    assert ran.code == 0
    assert "Rättelser" not in ran.out
    assert "rattelser.yaml, rad 2: ingen kommun är sagd" in " ".join(ran.err.split())
