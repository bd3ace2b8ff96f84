"""`oj check data` as a user runs it, on the real answers and on the made-up workspace."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from independent import shipped, values

from oj_cli.workspace import OMRADEN

Run = Callable[..., Any]
NAMES = {code: kommun.name for code, kommun in shipped.read_kommuner().items()}
REAL = values.blocks(OMRADEN / "socialpsykiatri/varden.db", located=True)


def real_answers() -> dict[str, dict[str, str]]:
    """Indicator, kommun: answer; read without the product."""
    found: dict[str, dict[str, str]] = {}
    for r in REAL:
        if r.answer is not None:
            found.setdefault(r.indicator, {})[NAMES[r.unit]] = r.answer
    return found


def printed_shares() -> dict[str, int]:
    return {
        r.indicator: int(r.value)
        for r in REAL
        if (r.unit, r.year) == ("20", 2016) and r.value is not None
    }


def half_up(share: Fraction) -> int:
    return int(share + Fraction(1, 2))


def test_every_printed_share_of_dalarna_2016_is_recomputed(oj: Run) -> None:
    """The ways of counting fit as often as they did when the report was gone through by hand."""
    (one,) = oj(
        "check", "data", "--lan", "Dalarna", "--omrade", "socialpsykiatri", "--format", "json"
    ).json["kontrollerat"]
    fits = {r["id"]: r["stammer"] for r in one["rakneregler"]}
    assert (one["andelar_omraknade"], fits["var"]) == (37, 37)
    printed, answers = printed_shares(), real_answers()
    assert len(printed) == 37
    expected: Counter[str] = Counter()
    for id, of in answers.items():
        n = Counter(of.values())
        ja, delvis = n["JA"], n["DELVIS"]
        answered = ja + n["NEJ"] + delvis
        ways = {
            "var": Fraction(100 * ja, answered),
            "utan_delvis": Fraction(100 * ja, answered - delvis),
            "delvis_som_ja": Fraction(100 * (ja + delvis), answered),
            "delvis_som_halvt": Fraction(100 * ja + 50 * delvis, answered),
            "med_ea": Fraction(100 * ja, answered + n["EA"]),
            "alla_kommuner": Fraction(100 * ja, 15),
        }
        expected.update(way for way, share in ways.items() if half_up(share) == printed[id])
    assert fits == dict(expected)
    assert (expected["utan_delvis"], expected["delvis_som_ja"], expected["med_ea"]) == (36, 35, 31)


def test_the_real_answers_of_dalarna(oj: Run) -> None:
    ran = oj("check", "data", "--lan", "Dalarna", "--omrade", "socialpsykiatri", "--format", "json")
    assert ran.code == 0  # nothing is FEL
    found = {(f["regel"], f["galler"]) for f in ran.json["fynd"]}
    answers = real_answers()
    alone = {
        ("D19", f"{kommun} 2016, {id}")
        for id, of in answers.items()
        for kommun, said in of.items()
        for others in [[a for k, a in of.items() if k != kommun and a in ("JA", "NEJ", "DELVIS")]]
        if len(others) >= 10
        and (
            (said == "JA" and "JA" not in others)
            or (said in ("NEJ", "DELVIS") and others.count("JA") >= 0.9 * len(others))
        )
    }
    assert {f for f in found if f[0] == "D19"} == alone
    assert ("D19", "Älvdalen 2016, personligt_ombud") in alone  # the report's own known error
    assert {f for f in found if f[0] == "D18"} == {("D18", "Ludvika 2016"), ("D18", "Orsa 2016")}
    assert {f for f in found if f[0] == "D14"} == {
        ("D14", "Malung-Sälen 2016, rutin_skyddade_personuppgifter"),
        ("D14", "Älvdalen 2016, rutin_indikation_vald_vuxen"),
        ("D14", "Malung-Sälen 2016, rutin_samordning_hemloshet"),  # all 7 of its invånargrupp did
    }
    assert {rule for rule, _ in found} == {"D14", "D18", "D19"}


def test_each_finding_names_the_line_of_its_answer(oj: Run) -> None:
    of = ("--kommun", "alvdalen", "--omrade", "socialpsykiatri")
    found = oj("check", "data", *of, "--format", "json").json["fynd"]
    rows = {r.indicator: r for r in REAL if r.unit == "2039"}
    places = [f for f in found if f["rad"]]
    assert places
    for f in places:
        row = rows[f["uppgifter"]["indikator"]]
        assert (row.source, row.answer) == (f["fil"].removesuffix(".csv"), f["uppgifter"]["svar"])
        assert str(row.locator).endswith(f"filen, rad {f['rad']}")


def test_the_made_up_workspace(oj: Run, mapp: Path) -> None:
    ran = oj("check", "data", "--kommun", "Leksand", "--format", "json")
    assert ran.code == 0
    found = [(f["regel"], f["uppgifter"].get("indikator")) for f in ran.json["fynd"]]
    assert found == [
        ("D06", "sip_rutin"),
        ("D10", "personligt_ombud"),
        ("D10", "ips"),
        ("D10", "lattlast"),
        ("D21", "sip_rutin"),
        ("D16", "boendestod_kvall"),
        ("D19", "personligt_ombud"),
        ("D19", "egen_regi"),
        ("D19", "valdsrutin"),
    ]
    assert ran.json["antal"] == {"fel": 0, "varn": 5, "rad": 4}


def test_a_known_correction_is_named(oj: Run, mapp: Path) -> None:
    (mapp / "rattelser.yaml").write_text(
        "rattelser:\n"
        "  - {indikator: socialpsykiatri/ips, ar: 2022, svar: JA, skal: Missförstånd}\n",
        encoding="utf-8",
    )
    found = oj("check", "data", "--kommun", "Leksand", "--format", "json").json["fynd"]
    (ips,) = (f for f in found if f["uppgifter"].get("indikator") == "ips")
    assert ips["meddelande"].endswith("Ni har antecknat rättelsen JA.")


def test_the_year_and_the_omrade_can_be_chosen(oj: Run, mapp: Path) -> None:
    old = oj("check", "data", "--kommun", "Leksand", "--ar", "2021", "--format", "json").json
    assert [k["ar"] for k in old["kontrollerat"]] == [2021, 2021]
    assert not any(f["regel"] in ("D10", "D11", "D12", "D13") for f in old["fynd"])
    one = oj("check", "data", "--kommun", "Leksand", "--omrade", "lss", "--format", "json").json
    assert [k["omrade"] for k in one["kontrollerat"]] == ["lss"]
    # the mirror is told from the side that is looked at
    assert ("D06", "lss") in {(f["regel"], f["uppgifter"]["omrade"]) for f in one["fynd"]}


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ((), 2, "Ange vilken kommun eller vilket län det gäller."),
        (("--kommun", "Leksand", "--lan", "Dalarna"), 2, "inte båda"),
        (("--kommun", "Lexand"), 2, "Menade du Leksand?"),
        (("--kommun", "Leksand", "--ar", "1990"), 2, "har inga svar för 1990"),
        (("--kommun", "Leksand", "--omrade", "xyz"), 2, "inget område"),
    ],
)
def test_wrong_usage(oj: Run, asked: tuple[str, ...], code: int, said: str) -> None:
    ran = oj("check", "data", *asked)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_what_reads_the_screen_and_what_reads_the_file(oj: Run, mapp: Path) -> None:
    text = oj("kontrollera", "data", "--lan", "Dalarna").out
    assert max(map(len, text.splitlines())) <= 90  # only a command to copy may be longer than 80
    assert text.index("Kommuner med fynd") < text.index("VARN D06")
    rows = list(
        csv.DictReader(io.StringIO(oj("check", "data", "--lan", "20", "--format", "csv").out))
    )
    found = oj("check", "data", "--lan", "20", "--format", "json").json
    assert len(rows) == len(found["fynd"]) == sum(found["antal"].values())


def test_a_rule_can_be_left_out_in_the_open(oj: Run, mapp: Path) -> None:
    asked = ("check", "data", "--lan", "Dalarna", "--utan", "D06", "--utan", "D13")
    found = oj(*asked, "--format", "json").json
    assert not {"D06", "D13"} & {f["regel"] for f in found["fynd"]}
    assert [r["regel"] for r in found["avstangda"]] == ["D06", "D13"]
    text = oj(*asked).out
    assert "Avstängda regler" in text
    assert "D06 Speglade" not in text
    assert oj("check", "data", "--lan", "Dalarna", "--utan", "D01").code == 2
