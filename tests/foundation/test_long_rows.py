"""Tables with one result per row: every fault with its row, every value with its source."""

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from oj_cli.domain.answers import ROW_COLUMNS
from oj_cli.domain.errors import FileFault
from oj_cli.domain.grid import Workbook
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Register
from oj_cli.sources.layout.model import read_layout
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.longfile import FoundLong, LongFile, long_record, open_table, read_long

LAYOUT = """\
id: prov
titel: En provtabell
utgivare: Provkommunen
kallhanvisning: Egen bearbetning
lang_tabell:
  indikator: indikator
  enhet: enhet
"""
ALL = "  ar_kolumn: ar\n  kon: kon\n  svar: svar\n  varde: varde\n  antal_ja: ja\n  antal: n\n"
HEAD = "indikator,enhet,ar,kon,svar,varde,ja,n"
Reader = Callable[..., FoundLong]


@pytest.fixture
def table(put: Callable[..., Path], catalogues: dict[str, Catalogue], register: Register) -> Reader:
    """Read a table: the whole of it, and the rest of its layout."""
    finder = UnitFinder(register, word_lists())

    def read(
        content: str | bytes,
        layout: str = ALL,
        *,
        name: str = "prov.csv",
        area: str = "socialpsykiatri",
    ) -> FoundLong:
        known = read_layout(put("prov.yaml", LAYOUT + layout))
        file = open_table(put(name, content), [known])
        assert isinstance(file, LongFile)
        return FoundLong(file, read_long(file, [catalogues[area]], finder), area)

    return read


def rows(table: Reader, *lines: str, layout: str = ALL) -> pd.DataFrame:
    found = table("\n".join([HEAD, *lines, ""]), layout)
    assert found.findings == ()
    return found.reading.rows


def refused(table: Reader, content: str | bytes, layout: str = ALL) -> FileFault:
    with pytest.raises(FileFault) as caught:
        table(content, layout)
    fault = caught.value
    assert "prov.csv" in str(fault.place)
    assert fault.hints
    return fault


def faults(table: Reader, *lines: str) -> list[str]:
    found = table("\n".join([HEAD, *lines, ""])).reading.faults
    return [f"Rad {line}: {said}" for line, said in sorted(found)]


# ---------------------------------------------------------------- what is read


def test_a_row_becomes_a_result_row(table: Reader) -> None:
    found = rows(
        table,
        "sip_rutin,Leksand,2016,T,JA,,,",
        "sip_rutin,riket,2016,T,,66.5,193,290",
        'sip_rutin,Dalarnas län,2015,K,,"12,5",,',
    )
    assert list(found.columns) == [c for c in ROW_COLUMNS if c != "source"]
    got = found.astype(object).where(found.notna(), None).to_numpy().tolist()
    area = "socialpsykiatri"
    assert got == [
        [area, 2016, "sip_rutin", "2029", "kommun", "T", "JA", None, None, None, 2],
        [area, 2016, "sip_rutin", "riket", "riket", "T", None, 66.5, 193, 290, 3],
        [area, 2015, "sip_rutin", "20", "lan", "K", None, 12.5, None, None, 4],
    ]


def test_the_record_tells_of_the_bytes_that_were_read(table: Reader) -> None:
    content = b"indikator,enhet,svar\nsip_rutin,2029,JA\n"
    found = table(content, "  ar: 2016\n  svar: svar\n")
    record = long_record(found, "prov-2016")
    assert record.sha256 == hashlib.sha256(content).hexdigest()
    assert (record.id, record.file, record.publisher) == ("prov-2016", "prov.csv", "Provkommunen")
    assert (record.reader, record.year, record.fetched) == ("langtabell", 2016, None)
    assert found.reading.rows["year"].tolist() == [2016]
    assert found.reading.rows["gender"].tolist() == ["T"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2029", ("kommun", "2029")),
        ("Leksand", ("kommun", "2029")),
        ("LEKSAND", ("kommun", "2029")),
        (" leksand ", ("kommun", "2029")),
        ("Älvdalen", ("kommun", "2039")),
        ("alvdalen", ("kommun", "2039")),
        ("A\u0308lvdalen", ("kommun", "2039")),
        ("Malung-Sälen", ("kommun", "2023")),
        ("Habo", ("kommun", "0643")),
        ("HABO", ("kommun", "0643")),
        ("Håbo", ("kommun", "0305")),
        ("håbo", ("kommun", "0305")),
        ("Ha\u030abo", ("kommun", "0305")),
        ("0114", ("kommun", "0114")),
        ("20", ("lan", "20")),
        ("Dalarnas län", ("lan", "20")),
        ("dalarnas lan", ("lan", "20")),
        ("01", ("lan", "01")),
        ("Gotland", ("kommun", "0980")),
        ("Gotlands län", ("lan", "09")),
        ("riket", ("riket", "riket")),
        ("Riket", ("riket", "riket")),
        ("0000", ("riket", "riket")),
        ("114", ("kommun", "0114")),
        ("2029.0", ("kommun", "2029")),
        ("Dalarna", ("lan", "20")),
    ],
)
def test_a_unit_by_code_or_name(table: Reader, text: str, unit: tuple[str, str]) -> None:
    found = rows(table, f"sip_rutin,{text},2016,T,JA,,,")
    assert list(zip(found["unit_kind"], found["unit"], strict=True)) == [unit]


@pytest.mark.parametrize("text", ["Häbo", "Atlantis", "11", "", "2029.5.1"])
def test_a_unit_that_is_none_or_several_is_named_and_left_out(table: Reader, text: str) -> None:
    found = table(f"{HEAD}\nsip_rutin,{text},2016,T,JA,,,\n").reading
    assert found.rows.empty
    [unknown] = found.units
    assert (unknown.text, unknown.line, unknown.n) == (text, 2, 1)


@pytest.mark.parametrize("answer", ["JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS"])
def test_every_answer_is_read(table: Reader, answer: str) -> None:
    assert rows(table, f"sip_rutin,2029,2016,T, {answer} ,,,")["answer"].tolist() == [answer]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("84", 84.0),
        ("84.5", 84.5),
        ('"84,5"', 84.5),
        ("-3", -3.0),
        ("+3", 3.0),
        ("0", 0.0),
        (" 7 ", 7.0),
        ("1e2", 100.0),
        ("1 000", 1000.0),
        ("84 %", 84.0),
        ("", None),
        ("  ", None),
    ],
)
def test_a_number_with_a_point_or_a_comma(table: Reader, text: str, value: float | None) -> None:
    [found] = rows(table, f"sip_rutin,riket,2016,T,JA,{text},,")["value"]
    assert (None if pd.isna(found) else found) == value


@pytest.mark.parametrize(
    "text",
    ["inf", "-inf", "nan", "NaN", "x", '"1.234,5"', "0x10", "1_0", "...", "1e400"],
)
def test_what_is_not_a_number_is_told(table: Reader, text: str) -> None:
    [said] = faults(table, f"sip_rutin,2029,2016,T,JA,{text},,")
    quoted = text.strip('"')
    assert said == f"Rad 2: ”{quoted}” är inte ett tal (1 gång)"


@pytest.mark.parametrize("text", ["1.5", "-1", "x", "99999999999999999999"])
def test_a_count_is_a_whole_number_from_nought(table: Reader, text: str) -> None:
    for cells in (f"{text},", f",{text}"):
        [said] = faults(table, f"sip_rutin,2029,2016,T,JA,,{cells}")
        assert said == f"Rad 2: ”{text}” är inte ett antal (1 gång)"


def test_a_spreadsheet_may_write_counts_with_decimals(table: Reader) -> None:
    found = rows(table, "sip_rutin,20,2016,T,,,9.0,15")
    assert (found["n_yes"].tolist(), found["n"].tolist()) == ([9], [15])


@pytest.mark.parametrize("text", ["", "x", "16", "1899", "99999", "2016-2017", "2_016"])
def test_a_year_is_a_year(table: Reader, text: str) -> None:
    [said] = faults(table, f"sip_rutin,2029,{text},T,JA,,,")
    assert said == f"Rad 2: ”{text}” är inget årtal (1 gång)"


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffindikator;enhet;ar;svar;varde\r\nsip_rutin;Örebro län;2016;JA;12,5\r\n",
        'indikator,enhet,ar,svar,varde\n"sip_rutin","Örebro län","2016","JA","12,5"\n',
        " indikator , enhet,ar,svar,varde,,\nsip_rutin,Örebro län,2016,JA,12.5,,\n,,,,\n\n",
        "\n\nindikator,enhet,ar,svar,varde\nsip_rutin,Örebro län,2016,JA,12.5",
        "extra;indikator;enhet;ar;svar;varde\n;sip_rutin;Örebro län;2016;JA;12,5\n",
    ],
)
def test_tables_as_spreadsheets_save_them(table: Reader, content: str) -> None:
    layout = "  ar_kolumn: ar\n  svar: svar\n  varde: varde\n  plats: '{enhet}'\n"
    found = table(content, layout).reading.rows
    assert found["locator"].tolist() == ["Örebro län"]
    assert found[["unit", "answer", "value", "year"]].to_numpy().tolist() == [
        ["18", "JA", 12.5, 2016]
    ]


def test_kolada_ids_name_the_indicators(table: Reader) -> None:
    layout = "  varde: varde\n  ar: 2022\n  indikator_som: kolada\n"
    found = table("indikator,enhet,varde\nU28112,0000,84\n", layout, area="lss-enheter")
    assert found.reading.rows["indicator"].tolist() == ["boende_genomforandeplan"]


@pytest.mark.parametrize(("mark", "answer"), [("..", "SEKRETESS"), ("-", "BORTFALL"), (".", "EA")])
def test_a_mark_in_the_place_of_a_number_is_an_answer(
    table: Reader, mark: str, answer: str
) -> None:
    content = f"indikator,enhet,varde\nsip_rutin,2029,{mark}\n"
    found = table(content, "  ar: 2016\n  varde: varde\n").reading.rows
    assert found["answer"].tolist() == [answer]
    assert found["value"].isna().all()


# ---------------------------------------------------------------- faults


def test_all_faults_are_told_at_once_by_row(table: Reader) -> None:
    lines = (
        "sip_rutin,2029,2016,T,JA,,,",
        "sip_rutan,2029,2016,T,JA,,,",
        "",
        "sip_rutin,Leksnd,2016,T,JA,,,",
        "sip_rutin,2031,2016,T,KANSKE,,,",
        "sip_rutan,2034,2016,X,JA,,,",
        "sip_rutin,2029,2016,T,NEJ,x,,",
        "sip_rutin,2039,,T,JA,,5,4",
    )
    assert faults(table, *lines) == [
        "Rad 6: Svaret ”KANSKE” finns inte (1 gång)",
        "Rad 7: Könet ”X” finns inte (1 gång)",
        "Rad 8: ”x” är inte ett tal (1 gång)",
        "Rad 9: Antalet JA är större än antalet svar",
        "Rad 9: ”” är inget årtal (1 gång)",
    ]
    found = table("\n".join([HEAD, *lines, ""])).reading
    assert [(u.text, u.line, u.n) for u in found.indicators] == [("sip_rutan", 3, 2)]
    assert [(u.text, u.line, u.n) for u in found.units] == [("Leksnd", 5, 1)]
    assert found.rows["locator"].tolist() == [2]


def test_rows_of_uneven_length_are_refused_with_their_numbers(table: Reader) -> None:
    lines = ("sip_rutin,2029,2016,T,JA,,,", "sip_rutin,2021,2016", "sip_rutin,2,2016,T,JA,,,,,x")
    fault = refused(table, "\n".join([HEAD, *lines]))
    assert fault.message == "Tabellen har 2 fel."
    assert fault.details == (
        "Rad 3: Raden har 3 celler, rubriken har 8.",
        "Rad 4: Raden har 10 celler, rubriken har 8.",
    )


def test_many_uneven_rows_are_counted_and_the_first_twenty_shown(table: Reader) -> None:
    fault = refused(table, "\n".join([HEAD, *["sip_rutin,2029,2016"] * 30]))
    assert fault.message == "Tabellen har 30 fel."
    assert len(fault.details) == 21
    assert fault.details[0].startswith("Rad 2:")
    assert fault.details[-1] == "… och 10 till"


def test_numbers_of_those_who_answer_are_what_the_catalogue_says_they_stand_for(
    table: Reader,
) -> None:
    content = "indikator,enhet,varde\nsip_rutin,2029,1\nsip_rutin,2031,0\nsip_rutin,riket,1\n"
    found = table(content, "  ar: 2016\n  varde: varde\n").reading.rows
    given = found.astype(object).where(found.notna(), None)
    assert given[["unit", "answer", "value"]].to_numpy().tolist() == [
        ["2029", "JA", None],
        ["2031", "NEJ", None],
        ["riket", None, 1.0],  # a share
    ]
    [said] = faults(table, "sip_rutin,2029,2016,T,,2,,")
    assert said == "Rad 2: socialpsykiatri/sip_rutin har talet utanför koderna 1=JA, 0=NEJ"


def test_a_row_without_a_value_gives_no_result(table: Reader) -> None:
    content = "indikator,enhet,varde\nsip_rutin,20,\nsip_rutin,riket,5\n"
    found = table(content, "  ar: 2016\n  varde: varde\n").reading
    assert found.rows["value"].tolist() == [5.0]
    assert found.empty == (2,)


def test_the_same_result_twice_however_it_is_spelt(table: Reader) -> None:
    lines = (
        "sip_rutin,2029,2016,T,JA,,,",
        "sip_rutin,Leksand,2016,T,JA,,,",
        "sip_rutin,leksand,2016,T,NEJ,,,",
    )
    found = table("\n".join([HEAD, *lines, ""]))
    assert found.reading.repeated == ((2, 3, 4),)
    assert len(found.findings) == 1


def test_another_year_or_gender_is_another_result(table: Reader) -> None:
    lines = [f"sip_rutin,2029,{year},{gender},JA,,," for year in (2015, 2016) for gender in "TKM"]
    assert len(rows(table, *lines)) == 6


def test_unknown_names_are_not_called_repeated(table: Reader) -> None:
    lines = ("a,2029,2016,T,JA,,,", "b,2029,2016,T,JA,,,")
    found = table("\n".join([HEAD, *lines, ""])).reading
    assert [u.text for u in found.indicators] == ["a", "b"]
    assert found.repeated == ()


@pytest.mark.parametrize("column", ["indikator", "enhet", "ar", "kon", "svar", "varde", "ja", "n"])
def test_a_table_that_lacks_a_column_is_none_of_the_kind(
    put: Callable[..., Path], column: str
) -> None:
    layout = read_layout(put("prov.yaml", LAYOUT + ALL))
    whole = HEAD.split(",")
    head = ",".join(name for name in whole if name != column)
    without = open_table(put("prov.csv", f"{head}\n{head}\n"), [layout])
    more = open_table(put("prov.csv", f"{HEAD},mer\n{HEAD},mer\n"), [layout])
    assert (type(without), type(more)) == (Workbook, LongFile)


def test_a_column_twice_is_a_fault_if_it_is_read(table: Reader) -> None:
    row = "sip_rutin,2029,2016,T,JA,,,"
    fault = refused(table, f"{HEAD},svar\n{row},NEJ\n")
    assert fault.message == "Tabellen har två kolumner som heter svar."
    assert table(f"{HEAD},mer,mer\n{row},a,b\n").reading.rows["answer"].tolist() == ["JA"]


@pytest.mark.parametrize("content", [HEAD, f"{HEAD}\n,,,,\n"])
def test_an_empty_table_is_a_fault(table: Reader, content: str) -> None:
    assert refused(table, content).message == "Tabellen är tom."


def test_another_encoding_is_read(table: Reader) -> None:
    content = f"{HEAD}\nsip_rutin,Rättvik,2016,T,JA,,,\n"
    assert table(content.encode("cp1252")).reading.rows["unit"].tolist() == ["2031"]


@pytest.mark.parametrize("cell", ['"öppen', '"a"b', '"a" b'])
def test_a_stray_quotation_mark_is_a_fault(table: Reader, cell: str) -> None:
    fault = refused(table, f"{HEAD}\nsip_rutin,2029,2016,T,JA,,,\nsip_rutin,{cell},2016,T,JA,,,\n")
    assert "citattecken" in fault.message
    assert str(fault.place).endswith(", rad 3")


# ---------------------------------------------------------------- locators


@pytest.mark.parametrize(
    ("template", "locator"),
    [
        ("tabell {tabell}, rad {rad}", "tabell 1, rad 2"),
        ("{enhet}: {svar}", "2029: JA"),
        ("{saknas} {rad}", "{saknas} 2"),
        ("{tabell.__class__} {0} {} {{rad}}", "{tabell.__class__} {0} {} {2}"),
        ("{tabell!r} {tabell:>10} {rad[0]}", "{tabell!r} {tabell:>10} {rad[0]}"),
        ("{not}", "{rad} {svar.__class__}"),
        ("utan mall", "utan mall"),
        ("{", "{"),
    ],
)
def test_a_locator_is_filled_from_the_row_and_from_nothing_else(
    table: Reader, template: str, locator: str
) -> None:
    content = "tabell,indikator,enhet,svar,not\n1,sip_rutin,2029,JA,{rad} {svar.__class__}\n"
    layout = f"  ar: 2016\n  svar: svar\n  plats: '{template}'\n"
    found = table(content, layout).reading.rows
    assert found["locator"].tolist() == [locator]


def test_a_locator_counts_rows_as_a_spreadsheet_does(table: Reader) -> None:
    content = 'indikator,enhet,svar,not\n\nsip_rutin,2029,JA,"a\nb"\n,,,\nsip_rutin,2031,NEJ,\n'
    for layout, expected in (("", [3, 5]), ("  plats: rad {rad}\n", ["rad 3", "rad 5"])):
        found = table(content, f"  ar: 2016\n  svar: svar\n{layout}").reading.rows
        assert found["locator"].tolist() == expected


# ---------------------------------------------------------------- ways to write


def test_a_packed_table_is_read(table: Reader) -> None:
    raw = gzip.compress(f"{HEAD}\nsip_rutin,2029,2016,T,JA,,,\n".encode())
    found = table(raw, name="prov.csv.gz")
    assert found.reading.rows["answer"].tolist() == ["JA"]
    assert long_record(found, "prov").sha256 == hashlib.sha256(raw).hexdigest()  # as it is kept


def test_kinds_of_unit_may_stand_in_a_column(table: Reader) -> None:
    content = "indikator,enhet,slag,svar\nsip_rutin,0180-01,stadsdel,JA\nsip_rutin,20,lan,NEJ\n"
    layout = "  ar: 2016\n  svar: svar\n  enhetsslag: slag\n"
    found = table(content, layout).reading.rows
    assert found[["unit_kind", "unit"]].to_numpy().tolist() == [
        ["stadsdel", "0180-01"],
        ["lan", "20"],
    ]
    [unknown] = table(content.replace("lan,", "ort,"), layout).reading.units
    assert unknown.said == ("ort", "20")


def test_rows_of_another_area_are_not_read(table: Reader) -> None:
    content = "omrade,indikator,enhet,svar\nsocialpsykiatri,sip_rutin,2029,JA\nlss,annat,2029,NEJ\n"
    found = table(content, "  ar: 2016\n  svar: svar\n  omrade: omrade\n").reading.rows
    assert found["answer"].tolist() == ["JA"]
