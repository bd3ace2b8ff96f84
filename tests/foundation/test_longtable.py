"""Tables with one result per row: every fault with its row, every value with its source."""

import gzip
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from oj_cli.sources.longtable import described_tables, read_description, read_table

from oj_cli.domain.answers import ROW_COLUMNS
from oj_cli.domain.errors import FileFault
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Register
from oj_cli.domain.sources import SourceRecord

DESCRIPTION = """\
id: prov
titel: En provtabell
utgivare: Provkommunen
fil: prov.csv
omrade: socialpsykiatri
kallhanvisning: Egen bearbetning
layout:
  indikator: indikator
  enhet: enhet
"""
ALL = "  ar_kolumn: ar\n  kon: kon\n  svar: svar\n  varde: varde\n  antal_ja: ja\n  antal: n\n"
HEAD = "indikator,enhet,ar,kon,svar,varde,ja,n"
Reader = Callable[..., tuple[SourceRecord, pd.DataFrame]]


@pytest.fixture
def table(put: Callable[..., Path], catalogues: dict[str, Catalogue], register: Register) -> Reader:
    """Read a table: its rows under HEAD, or the whole of it; and its layout."""

    def read(content: str | bytes, layout: str = ALL, **replaced: str) -> Any:
        put("prov.csv", content)
        text = DESCRIPTION + layout
        for key, value in replaced.items():
            text = text.replace(f"{key}: ", f"{key}: {value} #", 1)
        description = read_description(put("prov.yaml", text))
        folder = put("prov.yaml", text).parent
        return read_table(description, folder, catalogues["socialpsykiatri"], register)

    return read


def rows(table: Reader, *lines: str, layout: str = ALL) -> pd.DataFrame:
    return table("\n".join([HEAD, *lines, ""]), layout)[1]


def refused(table: Reader, content: str | bytes, layout: str = ALL) -> FileFault:
    with pytest.raises(FileFault) as caught:
        table(content, layout)
    fault = caught.value
    assert "prov.csv" in str(fault.place)
    assert fault.hints
    return fault


def faults(table: Reader, *lines: str) -> list[str]:
    fault = refused(table, "\n".join([HEAD, *lines, ""]))
    assert fault.message == f"Tabellen har {len(fault.details)} fel."
    return list(fault.details)


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
    record, found = table(content, "  ar: 2016\n  svar: svar\n")
    assert record.sha256 == hashlib.sha256(content).hexdigest()
    assert (record.id, record.file, record.publisher) == ("prov", "prov.csv", "Provkommunen")
    assert (record.reader, record.fetched) == ("longtable", None)
    assert found["year"].tolist() == [2016]
    assert found["gender"].tolist() == ["T"]


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
def test_a_unit_that_is_none_or_several(table: Reader, text: str) -> None:
    [said] = faults(table, f"sip_rutin,{text},2016,T,JA,,,")
    assert said == f"Rad 2: Enheten ”{text}” finns inte (1 gång)."


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
        ("..", None),
        ("", None),
        ("  ", None),
    ],
)
def test_a_number_with_a_point_or_a_comma(table: Reader, text: str, value: float | None) -> None:
    [found] = rows(table, f"sip_rutin,2029,2016,T,JA,{text},,")["value"]
    assert (None if pd.isna(found) else found) == value


@pytest.mark.parametrize(
    "text",
    ["inf", "-inf", "nan", "NaN", "x", '"1.234,5"', "0x10", "1_0", "...", "1e400"],
)
def test_what_is_not_a_number_is_told(table: Reader, text: str) -> None:
    [said] = faults(table, f"sip_rutin,2029,2016,T,JA,{text},,")
    quoted = text.strip('"')
    assert said == f"Rad 2: ”{quoted}” är inte ett tal (1 gång)."


@pytest.mark.parametrize("text", ["1.5", "-1", "x", "99999999999999999999"])
def test_a_count_is_a_whole_number_from_nought(table: Reader, text: str) -> None:
    for cells in (f"{text},", f",{text}"):
        [said] = faults(table, f"sip_rutin,2029,2016,T,JA,,{cells}")
        assert said == f"Rad 2: ”{text}” är inte ett antal (1 gång)."


def test_a_spreadsheet_may_write_counts_with_decimals(table: Reader) -> None:
    found = rows(table, "sip_rutin,20,2016,T,,,9.0,15")
    assert (found["n_yes"].tolist(), found["n"].tolist()) == ([9], [15])


@pytest.mark.parametrize("text", ["", "x", "16", "1899", "99999", "2016-2017", "2_016"])
def test_a_year_is_a_year(table: Reader, text: str) -> None:
    [said] = faults(table, f"sip_rutin,2029,{text},T,JA,,,")
    assert said == f"Rad 2: ”{text}” är inget årtal (1 gång)."


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffindikator;enhet;ar;svar;varde\r\nsip_rutin;Älvdalen;2016;JA;12,5\r\n",
        'indikator,enhet,ar,svar,varde\n"sip_rutin","Älvdalen","2016","JA","12,5"\n',
        " indikator , enhet,ar,svar,varde,,\nsip_rutin,Älvdalen,2016,JA,12.5,,\n,,,,\n\n",
        "\n\nindikator,enhet,ar,svar,varde\nsip_rutin,Älvdalen,2016,JA,12.5",
        "extra;indikator;enhet;ar;svar;varde\n;sip_rutin;Älvdalen;2016;JA;12,5\n",
    ],
)
def test_tables_as_spreadsheets_save_them(table: Reader, content: str) -> None:
    layout = "  ar_kolumn: ar\n  svar: svar\n  varde: varde\n  plats: '{enhet}'\n"
    _, found = table(content, layout)
    assert found["locator"].tolist() == ["Älvdalen"]
    assert found[["unit", "answer", "value", "year"]].to_numpy().tolist() == [
        ["2039", "JA", 12.5, 2016]
    ]


def test_kolada_ids_name_the_indicators(
    put: Callable[..., Path], catalogues: dict[str, Catalogue], register: Register
) -> None:
    put("prov.csv", "kpi,enhet,varde\nU28112,0000,84\n")
    text = DESCRIPTION.replace("indikator: indikator", "indikator: kpi\n  indikator_som: kolada")
    path = put("prov.yaml", f"{text}  varde: varde\n  ar: 2022\n")
    _, found = read_table(read_description(path), path.parent, catalogues["lss-enheter"], register)
    assert found["indicator"].tolist() == ["boende_genomforandeplan"]


# ---------------------------------------------------------------- faults


def test_all_faults_are_told_at_once_by_row(table: Reader) -> None:
    assert faults(
        table,
        "sip_rutin,2029,2016,T,JA,,,",
        "sip_rutan,2029,2016,T,JA,,,",
        "",
        "sip_rutin,Leksnd,2016,T,JA,,,",
        "sip_rutin,2031,2016,T,KANSKE,,,",
        "sip_rutan,2034,2016,X,JA,,,",
        "sip_rutin,2029,2016,T,NEJ,x,,",
        "sip_rutin,2039,,T,JA,,5,4",
        "sip_rutin,2021,2016",
        "sip_rutin,2021,2016,T,JA,,,,,x",
    ) == [
        "Rad 3: Indikatorn ”sip_rutan” finns inte (2 gånger).",
        "Rad 5: Enheten ”Leksnd” finns inte (1 gång).",
        "Rad 6: Svaret ”KANSKE” finns inte (1 gång).",
        "Rad 7: Könet ”X” finns inte (1 gång).",
        "Rad 8: ”x” är inte ett tal (1 gång).",
        "Rad 9: Antalet JA är större än antalet svar.",
        "Rad 9: ”” är inget årtal (1 gång).",
        "Rad 10: Raden har 3 celler, rubriken har 8.",
        "Rad 11: Raden har 10 celler, rubriken har 8.",
    ]


def test_an_empty_answer_is_a_fault_and_not_a_guess(table: Reader) -> None:
    said = faults(
        table,
        "sip_rutin,2029,2016,T,,,,",
        "sip_rutin,2031,2016,T,X,,,",
        "sip_rutin,2034,2016,T,X,,,",
        "sip_rutin,2039,2016,T, , ,,",
    )
    assert said == [
        "Rad 2: Svaret saknas.",
        "Rad 3: Svaret ”X” finns inte (2 gånger).",
        "Rad 5: Svaret saknas.",
    ]


def test_a_row_without_a_value_gives_no_result(table: Reader) -> None:
    content = "indikator,enhet,varde\nsip_rutin,2029,\nsip_rutin,2031,5\n"
    _, found = table(content, "  ar: 2016\n  varde: varde\n")
    assert found["value"].tolist() == [5.0]


def test_the_same_result_twice_however_it_is_spelt(table: Reader) -> None:
    assert faults(
        table,
        "sip_rutin,2029,2016,T,JA,,,",
        "sip_rutin,Leksand,2016,T,JA,,,",
        "sip_rutin,leksand,2016,T,NEJ,,,",
    ) == [
        "Rad 3: Samma indikator, enhet, år och kön som på rad 2.",
        "Rad 4: Samma indikator, enhet, år och kön som på rad 2.",
    ]


def test_another_year_or_gender_is_another_result(table: Reader) -> None:
    lines = [f"sip_rutin,2029,{year},{gender},JA,,," for year in (2015, 2016) for gender in "TKM"]
    assert len(rows(table, *lines)) == 6


def test_unknown_names_are_not_called_repeated(table: Reader) -> None:
    said = faults(table, "a,2029,2016,T,JA,,,", "b,2029,2016,T,JA,,,")
    assert [s.partition(": ")[2] for s in said] == [
        "Indikatorn ”a” finns inte (1 gång).",
        "Indikatorn ”b” finns inte (1 gång).",
    ]


def test_many_faults_are_counted_and_the_first_twenty_shown(table: Reader) -> None:
    lines = [f"fel{n},2029,2016,T,JA,,," for n in range(30)]
    fault = refused(table, "\n".join([HEAD, *lines]))
    assert fault.message == "Tabellen har 30 fel."
    assert len(fault.details) == 21
    assert fault.details[0].startswith("Rad 2:")
    assert fault.details[-1] == "… och 10 till"


@pytest.mark.parametrize("column", ["indikator", "enhet", "ar", "kon", "svar", "varde", "ja", "n"])
def test_a_missing_column_is_named_with_those_there_are(table: Reader, column: str) -> None:
    head = (
        HEAD.replace(column, "annat") if column != "n" else "indikator,enhet,ar,kon,svar,varde,ja,m"
    )
    fault = refused(table, f"{head}\nsip_rutin,2029,2016,T,JA,,,\n")
    assert fault.message == f"Tabellen saknar kolumnen {column}."
    assert "enhet" in fault.hints[0] or column == "enhet"


def test_a_column_twice_is_a_fault(table: Reader) -> None:
    fault = refused(table, f"{HEAD},svar\nsip_rutin,2029,2016,T,JA,,,,NEJ\n")
    assert fault.message == "Tabellen har två kolumner som heter svar."


@pytest.mark.parametrize("layout", ["  svar: svar\n", "  svar: svar\n  ar: 99999\n"])
def test_a_table_without_a_year_is_a_fault(table: Reader, layout: str) -> None:
    fault = refused(table, "indikator,enhet,svar\nsip_rutin,2029,JA\n", layout)
    assert "vilket år" in fault.message


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", HEAD, f"{HEAD}\n,,,,\n"])
def test_an_empty_table_is_a_fault(table: Reader, content: str) -> None:
    assert refused(table, content).message == "Tabellen är tom."


def test_another_encoding_is_named_with_its_line(table: Reader) -> None:
    fault = refused(table, f"{HEAD}\nsip_rutin,Rättvik,2016,T,JA,,,\n".encode("latin-1"))
    assert "UTF-8" in fault.message
    assert str(fault.place).endswith("prov.csv, rad 2")


@pytest.mark.parametrize("cell", ['"öppen', '"a"b', '"a" b'])
def test_a_stray_quotation_mark_is_a_fault(table: Reader, cell: str) -> None:
    fault = refused(table, f"{HEAD}\nsip_rutin,2029,2016,T,JA,,,\nsip_rutin,{cell},2016,T,JA,,,\n")
    assert "citattecken" in fault.message
    assert str(fault.place).endswith(", rad 3")


def test_a_file_that_is_missing(
    put: Callable[..., Path], catalogues: dict[str, Catalogue], register: Register
) -> None:
    path = put("prov.yaml", DESCRIPTION + "  ar: 2016\n")
    with pytest.raises(FileFault, match="den finns inte") as caught:
        read_table(read_description(path), path.parent, catalogues["socialpsykiatri"], register)
    assert str(caught.value.place).endswith("prov.csv")


def test_a_description_is_checked_with_its_lines(put: Callable[..., Path]) -> None:
    text = DESCRIPTION.replace("titel:", "titl:") + "  indikator_som: kod\n  ar: i år\n"
    with pytest.raises(FileFault) as caught:
        read_description(put("prov.yaml", text))
    assert caught.value.details == (
        "Rad 1: Nyckeln ”titel” saknas.",
        "Rad 2: Nyckeln ”titl” finns inte här. Menade du ”titel”?",
        "Rad 10: Här ska stå id eller kolada, inte ”kod”.",
        "Rad 11: Här ska stå ett heltal, inte ”i år”.",
    )


def test_descriptions_come_in_the_order_of_their_names(put: Callable[..., Path]) -> None:
    for name in ("b.yaml", "a.yaml", "c.yml", "c.csv"):
        put(name, DESCRIPTION.replace("prov.csv", f"{name}.csv"))
    folder = put("a.yaml", DESCRIPTION).parent
    assert [p.name for p, _ in described_tables(folder)] == ["a.yaml", "b.yaml"]


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
    _, found = table(content, f"  ar: 2016\n  svar: svar\n  plats: '{template}'\n")
    assert found["locator"].tolist() == [locator]


def test_a_locator_counts_rows_as_a_spreadsheet_does(table: Reader) -> None:
    content = 'indikator,enhet,svar,not\n\nsip_rutin,2029,JA,"a\nb"\n,,,\nsip_rutin,2031,NEJ,\n'
    for layout, expected in (("", [3, 5]), ("  plats: rad {rad}\n", ["rad 3", "rad 5"])):
        _, found = table(content, f"  ar: 2016\n  svar: svar\n{layout}")
        assert found["locator"].tolist() == expected


# ---------------------------------------------------------------- large tables


@pytest.fixture
def regular_is_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small tables too be parsed the way that large regular ones are."""
    monkeypatch.setattr("oj_cli.sources.longparse._REGULAR_FROM", 0)


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}\nsip_rutin,0114,2016,T,JA,1.5,,\nips_supported_employment,riket,2015,K,,2,3,4\n",
        f"\ufeff{HEAD}\r\nsip_rutin, 0114 ,2016,T,NEJ,,,\r\n".replace(",", ";"),
        f"{HEAD}\nsip_rutin,0114,2016,T,NA,nan,,\n",
        f"{HEAD}\nsip_rutin,0114,2016,T\n",
        f"{HEAD}\nsip_rutin,0114,2016,T,JA,,,,9\n",
        f"{HEAD}\n\nsip_rutin,0114,2016,T,JA,,,\n,,,,,,,\n\n",
        f'{HEAD}\n"sip_rutin",0114,2016,T,JA,"1,5",,\n',
        f"{HEAD}\nsip_rutin,0114,2016,T,JA,,,\nsip_rutin,0114,2016,T,JA,,,\n",
        f"{HEAD}\nsip_rutin,0114,2016,T,JA,,,\rsip_rutin,2029,2016,T,JA,,,\n",
        f"{HEAD}\n",
        f"{HEAD},svar\nsip_rutin,0114,2016,T,JA,,,,NEJ\n",
    ],
)
def test_a_large_table_is_read_as_a_small_one(
    table: Reader, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    read = []
    for size in (10**9, 0):
        monkeypatch.setattr("oj_cli.sources.longparse._REGULAR_FROM", size)
        try:
            found = table(content)[1]
            read.append(found.astype(object).where(found.notna(), None).to_numpy().tolist())
        except FileFault as fault:
            read.append([fault.message, fault.details, fault.place])
    assert read[0] == read[1]


@pytest.mark.usefixtures("regular_is_any_size")
def test_codes_keep_their_leading_noughts_in_a_large_table(table: Reader) -> None:
    assert rows(table, "sip_rutin,0114,2016,T,JA,,,")["unit"].tolist() == ["0114"]


def test_a_packed_table_is_read(
    put: Callable[..., Path], catalogues: dict[str, Catalogue], register: Register
) -> None:
    content = f"{HEAD}\nsip_rutin,2029,2016,T,JA,,,\n".encode()
    put("prov.csv.gz", gzip.compress(content))
    path = put("prov.yaml", (DESCRIPTION + ALL).replace("fil: prov.csv", "fil: prov.csv.gz"))
    record, found = read_table(
        read_description(path), path.parent, catalogues["socialpsykiatri"], register
    )
    assert found["answer"].tolist() == ["JA"]
    assert record.sha256 != hashlib.sha256(content).hexdigest()  # of the file as it is kept


def test_kinds_of_unit_may_stand_in_a_column(table: Reader) -> None:
    content = "indikator,enhet,slag,svar\nsip_rutin,0180-01,stadsdel,JA\nsip_rutin,20,lan,NEJ\n"
    layout = "  ar: 2016\n  svar: svar\n  enhetsslag: slag\n"
    _, found = table(content, layout)
    assert found[["unit_kind", "unit"]].to_numpy().tolist() == [
        ["stadsdel", "0180-01"],
        ["lan", "20"],
    ]
    fault = refused(table, content.replace("lan,", "ort,"), layout)
    assert "Enheten ”ort 20” finns inte" in fault.details[0]


def test_rows_of_another_area_are_not_read(table: Reader) -> None:
    content = "omrade,indikator,enhet,svar\nsocialpsykiatri,sip_rutin,2029,JA\nlss,annat,2029,NEJ\n"
    _, found = table(content, "  ar: 2016\n  svar: svar\n  omrade: omrade\n")
    assert found["answer"].tolist() == ["JA"]
