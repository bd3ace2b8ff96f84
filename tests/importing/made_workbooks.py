"""Workbooks of every layout that is known, made from the real answers of Dalarna 2016.

Each maker writes one file and returns it with the flags that must be said of it. Run as a script
with a folder to look at them.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from published_dalarna import ANSWERS, INDICATORS, KOMMUNER, SHARES, Asked

Maker = Callable[[Path], "Made"]
MAKERS: dict[str, Maker] = {}

WORDS = {"JA": "Ja", "NEJ": "Nej", "DELVIS": "Delvis", "EA": "Ej aktuellt"}
TITLE = "Öppna jämförelser 2016 – stöd till personer med psykisk funktionsnedsättning"
SOURCE = "Källa: Socialstyrelsen, öppna jämförelser"


@dataclass
class Made:
    """A workbook: the file, the flags it needs, and what else must come out of it."""

    path: Path
    flags: tuple[str, ...] = ()
    has_shares: bool = False
    others: dict[tuple[str, str], int] = field(default_factory=dict)
    """Other units, as (kind, key), with how many results each has."""
    other_years: tuple[int, ...] = ()


def maker(function: Maker) -> Maker:
    MAKERS[function.__name__] = function
    return function


def answers_of(name: str, how: dict[str, Any], asked: Sequence[Asked] = INDICATORS) -> list[Any]:
    return [how[ANSWERS[i.id, name]] for i in asked]


def shares_of(unit: str, asked: Sequence[Asked] = INDICATORS) -> list[float]:
    return [float(SHARES[i.id, unit]) for i in asked]


def new(title: str) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def save(book: openpyxl.Workbook, folder: Path, name: str) -> Path:
    path = folder / name
    book.save(path)
    return path


def group_header(sheet: Worksheet, row: int, first: int, texts: Sequence[str]) -> None:
    """Write texts in a row, equal neighbours merged."""
    start = 0
    for n in range(1, len(texts) + 1):
        if n == len(texts) or texts[n] != texts[start]:
            sheet.cell(row, first + start, texts[start])
            if n - start > 1:
                sheet.merge_cells(
                    start_row=row, end_row=row, start_column=first + start, end_column=first + n - 1
                )
            start = n


@maker
def koder_i_rader(folder: Path) -> Made:
    """Kommunkod and name in two columns, one heading."""
    book, sheet = new("Resultat")
    sheet.append([TITLE])
    sheet.append([])
    sheet.append(["Kommunkod", "Kommun", *(i.heading for i in INDICATORS)])
    for code, name in KOMMUNER:
        sheet.append([code, name, *answers_of(name, WORDS)])
    sheet.append([])
    sheet.append([SOURCE])
    return Made(save(book, folder, "resultat.xlsx"))


@maker
def bara_koder_som_tal(folder: Path) -> Made:
    """Codes as numbers without names; codes of län 01 have lost their zero."""
    book, sheet = new("Data")
    sheet.append(["K-kod", *(i.heading for i in INDICATORS)])
    for code, name in KOMMUNER:
        sheet.append([int(code), *answers_of(name, WORDS)])
    for code in (114, 115, 117, 305, 680, 980):
        sheet.append([code, *["Nej"] * len(INDICATORS)])
    others = {("kommun", f"{c:04}"): 37 for c in (114, 115, 117, 305, 680, 980)}
    return Made(save(book, folder, "socialpsykiatri 2016.xlsx"), others=others)


@maker
def bara_namn_som_de_blir_i_pdf(folder: Path) -> Made:
    """Names only, with broken words, soft hyphens, odd spaces and wrong case."""
    written = {
        "Avesta": "Av esta",
        "Ludvika": "Ludv ika",
        "Älvdalen": "Älv\u00addalen",
        "Falun": "FALUN",
        "Leksand": "Leksands\u00a0kommun",
        "Malung-Sälen": "Malung\u2011Sälen",
        "Mora": " Mora\u00a0",
        "Orsa": "orsa",
    }
    broken = {
        "Aktuell rutin för samordning med våld i nära relationer": (
            "Aktuell rutin för samordning med v åld i nära relationer"
        ),
    }
    book, sheet = new("Blad1")
    sheet.append(["Socialpsykiatri 2016"])
    headings = [broken.get(i.heading, i.heading).replace(" för ", " för\u00a0") for i in INDICATORS]
    sheet.append(["", *headings])
    for _, name in KOMMUNER:
        sheet.append([written.get(name, name), *answers_of(name, WORDS)])
    return Made(save(book, folder, "ur-pdf.xlsx"))


@maker
def kommuner_i_kolumner(folder: Path) -> Made:
    """As tables 2 and 3 of the county report: kommuner, riket and län across."""
    book, sheet = new("Tabell 2")
    sheet.append(["Tabell 2. Helhetssyn och samordning, öppna jämförelser 2016"])
    sheet.append(["Gul cell = Delvis, grå cell = Ej aktuellt (EA), vit cell = Bortfall"])
    sheet.append(["", "", *(name for _, name in KOMMUNER), "Riket %", "Dalarnas län %"])
    last = ""
    for i in INDICATORS:
        row: list[Any] = ["" if i.group == last else i.group, i.heading]
        row += [ANSWERS[i.id, name] for _, name in KOMMUNER]
        sheet.append([*row, SHARES[i.id, "riket"], SHARES[i.id, "20"]])
        last = i.group
    return Made(save(book, folder, "tabell.xlsx"), has_shares=True)


@maker
def kodade_kommuner_i_kolumner(folder: Path) -> Made:
    """Kommuner across with the code above the name."""
    book, sheet = new("Resultat 2016")
    sheet.append(["", *(code for code, _ in KOMMUNER)])
    sheet.append(["Indikator", *(name for _, name in KOMMUNER)])
    for i in INDICATORS:
        sheet.append([i.heading, *(WORDS[ANSWERS[i.id, name]] for _, name in KOMMUNER)])
    return Made(save(book, folder, "vridet.xlsx"))


@maker
def socialstyrelsens_husstil(folder: Path) -> Made:
    """Front sheets, two merged rows of headings, code and name in one cell, RIKET last."""
    book, front = new("Innehållsförteckning")
    front.append(["Innehållsförteckning"])
    for name in ("Mer information", "Om statistiken", "Definitioner och mått"):
        front.append([name])
        book.create_sheet(name).append([name])
    definitions = book["Definitioner och mått"]
    for i in INDICATORS:
        definitions.append([i.heading, "Andelen kommuner som svarar ja."])
    sheet = book.create_sheet("Tabell 1")
    sheet.append(["Tabellen har 37 kolumner och en rad för varje kommun."])
    sheet.append([TITLE])
    sheet.append(["Open comparisons of support, 2016"])
    sheet.append(["Kommun"])
    sheet.append([None, *(i.heading for i in INDICATORS)])
    group_header(sheet, 4, 2, [i.group for i in INDICATORS])
    sheet.merge_cells("A4:A5")
    sheet.append(["Region Dalarna", *shares_of("20")])
    for code, name in KOMMUNER:
        sheet.append([f"{code} {name.lower().capitalize()}", *answers_of(name, WORDS)])
    sheet.append(["RIKET", *shares_of("riket")])
    sheet.append([SOURCE])
    sheet.append([])
    sheet.freeze_panes = "B6"
    return Made(save(book, folder, "2016-6-7931-tabeller.xlsx"), has_shares=True)


@maker
def i_bostavsordning(folder: Path) -> Made:
    """Group titles in row 1, headings in row 3, summaries and riket before the kommuner."""
    book, sheet = new("Indikatorer i bostavsordning")
    group_header(sheet, 1, 4, [f"A{n}. {i.group}" for n, i in enumerate(INDICATORS)])
    headings = [i.heading.replace(" ", "\u00a0", 1) for i in INDICATORS]
    for column, text in enumerate(["K-kod", "Kommunnamn", "Folkmängd", *headings], 1):
        sheet.cell(3, column, text)
    sheet.append([None, "Min – Max", None, *["0 – 100"] * len(INDICATORS)])
    sheet.append([None, "Rikets värde", 9_851_017, *shares_of("riket")])
    sheet.append([])
    sheet.append([None, "Kommun"])
    for n, (code, name) in enumerate(KOMMUNER):
        if n in (0, 8):
            sheet.append([None, "Dalarnas län"])
        sheet.append([int(code), name, 10_000 + n, *answers_of(name, WORDS)])
    return Made(save(book, folder, "oj-socialpsykiatri-2016.xlsx"))


@maker
def numrerade_rubriker(folder: Path) -> Made:
    """As enhetsundersökningen: three rows above, numbered headings, columns about the unit."""
    book, sheet = new("Socialpsykiatri, kommuner")
    for text in (TITLE, "Sorteringsbar tabell", ""):
        sheet.append([text])
    headings = [f"{n}{'a' if n % 4 == 0 else ''}. {i.heading}" for n, i in enumerate(INDICATORS, 1)]
    sheet.append(["Kommun-/stadsdels-kod", "Kommunnamn", "Regiform", "Kommungrupp 2011", *headings])
    for code, name in KOMMUNER:
        sheet.append([code, name, "Kommunal", "9", *answers_of(name, WORDS)])
    for code, name in (("018014", "Stockholm, Farsta"), ("018001", "Stockholm, Kista-Husby")):
        sheet.append([code, name, "Kommunal", "1", *["Ja, för alla"] * len(INDICATORS)])
    others = {("stadsdel", "0180-farsta"): 37, ("stadsdel", "0180-kista-husby"): 37}
    return Made(save(book, folder, "enheter.xlsx"), others=others)


CODES_210 = {"JA": 2, "DELVIS": 1, "NEJ": 0, "EA": "."}


@maker
def koder_med_forklaring_i_rubriken(folder: Path) -> Made:
    """2/1/0 and 1/0, each explained in its heading."""
    with_partly = {i.id for i in INDICATORS if any(
        ANSWERS[i.id, name] == "DELVIS" for _, name in KOMMUNER)}  # fmt: skip
    book, sheet = new("Resultat")
    sheet.append([TITLE])
    sheet.append(["Kommun", *(
        f"{i.heading}, (Ja=2, Delvis=1, Nej=0)" if i.id in with_partly
        else f"{i.heading} (Ja=1, Nej=0)" for i in INDICATORS)])  # fmt: skip
    one_zero = {"JA": 1, "NEJ": 0, "EA": "."}
    for _, name in KOMMUNER:
        coded = [
            (CODES_210 if i.id in with_partly else one_zero)[ANSWERS[i.id, name]]
            for i in INDICATORS
        ]
        sheet.append([name, *coded])
    return Made(save(book, folder, "kodat.xlsx"))


@maker
def koder_med_forklaring_pa_eget_blad(folder: Path) -> Made:
    """1/2/3/4 explained in a list on another sheet, one row each."""
    book, info = new("Information")
    info.append(["Så läser du filen"])
    info.append(["Kod", "Betydelse"])
    for code, word in ((1, "Ja"), (2, "Nej"), (3, "Delvis"), (4, "Ej aktuellt"), ("X", "Bortfall")):
        info.append([code, word])
    sheet = book.create_sheet("Resultat 2016")
    sheet.append(["Kommunkod", *(i.heading for i in INDICATORS)])
    codes = {"JA": 1, "NEJ": 2, "DELVIS": 3, "EA": 4}
    for code, name in KOMMUNER:
        sheet.append([code, *answers_of(name, codes)])
    sheet.append(["0114", *["X"] * len(INDICATORS)])
    return Made(save(book, folder, "kodlista.xlsx"), others={("kommun", "0114"): 37})


@maker
def koder_utan_forklaring(folder: Path) -> Made:
    """1/0 and 2/1/0 that nothing explains: must be said by flags."""
    book, sheet = new("Resultat")
    sheet.append([TITLE])
    sheet.append(["Kommun", *(i.heading for i in INDICATORS)])
    codes = {"JA": 2, "DELVIS": 1, "NEJ": 0, "EA": "EA"}
    for _, name in KOMMUNER:
        sheet.append([name, *answers_of(name, codes)])
    flags = ("--kod", "2=JA,1=DELVIS,0=NEJ")
    return Made(save(book, folder, "okodat.xlsx"), flags)


@maker
def andelar_med_procentformat(folder: Path) -> Made:
    """Shares of riket and län shown as percent, in cells that hold parts of 1."""
    book, sheet = new("Kommun, län, riket")
    sheet.append([TITLE])
    sheet.append(["Kod", "Namn", *(i.heading for i in INDICATORS)])
    for unit, code, name in (("riket", "00", "Riket"), ("20", "20", "Dalarnas län")):
        sheet.append([code, name, *(s / 100 for s in shares_of(unit))])
        for cell in sheet[sheet.max_row][2:]:
            cell.number_format = "0%"
    for code, name in KOMMUNER:
        sheet.append([code, name, *answers_of(name, WORDS)])
    return Made(save(book, folder, "procent.xlsx"), has_shares=True)


@maker
def andelar_som_delar_av_ett(folder: Path) -> Made:
    """Shares of riket as 0.53 without any format, of the län as the text `53 %`."""
    book, sheet = new("Resultat")
    sheet.append([TITLE])
    sheet.append(["Namn", *(i.heading for i in INDICATORS)])
    for _, name in KOMMUNER:
        sheet.append([name, *answers_of(name, WORDS)])
    sheet.append(["Dalarnas län", *(f"{s:.0f} %" for s in shares_of("20"))])
    sheet.append(["Riket", *(s / 100 for s in shares_of("riket"))])
    sheet.append(["Medel", *[0.5] * len(INDICATORS)])
    return Made(save(book, folder, "delar.xlsx"), has_shares=True)


OPPOSITE = {"JA": "Nej", "NEJ": "Ja", "DELVIS": "Ja", "EA": "Ja"}


@maker
def ar_sida_vid_sida(folder: Path) -> Made:
    """Three years under each indicator, its heading merged above them."""
    book, sheet = new("Resultat")
    sheet.append(["Öppna jämförelser av socialpsykiatri"])
    years = (2014, 2015, 2016)
    sheet.append(["Kommun", *[None] * 3 * len(INDICATORS)])
    sheet.append([None, *years * len(INDICATORS)])
    group_header(sheet, 2, 2, [i.heading for i in INDICATORS for _ in years])
    for _, name in KOMMUNER:
        row: list[Any] = [name]
        for i in INDICATORS:
            answer = ANSWERS[i.id, name]
            row += [None, OPPOSITE[answer], WORDS[answer]]
        sheet.append(row)
    return Made(save(book, folder, "over-tid.xlsx"), other_years=(2015,))


@maker
def ar_i_rubriken(folder: Path) -> Made:
    """The year in each heading: `Socialjour 2015`, `Socialjour 2016`."""
    book, sheet = new("Resultat")
    sheet.append(["Kommun", *(f"{i.heading} {y}" for y in (2015, 2016) for i in INDICATORS)])
    for _, name in KOMMUNER:
        sheet.append([name, *answers_of(name, OPPOSITE), *answers_of(name, WORDS)])
    return Made(save(book, folder, "socialpsykiatri.xlsx"), other_years=(2015,))


@maker
def ar_pa_egna_blad(folder: Path) -> Made:
    """A sheet for each year, and a hidden copy of one."""
    book, first = new("2015")
    for sheet, how in ((first, OPPOSITE), (book.create_sheet("2016"), WORDS)):
        sheet.append(["Kommun", *(i.heading for i in INDICATORS)])
        for _, name in KOMMUNER:
            sheet.append([name, *answers_of(name, how)])
    hidden = book.create_sheet("2016 kopia")
    hidden.append(["Kommun", *(i.heading for i in INDICATORS)])
    hidden.append(["Leksand", *["Nej"] * len(INDICATORS)])
    hidden.append(["Mora", *["Nej"] * len(INDICATORS)])
    hidden.sheet_state = "hidden"
    return Made(save(book, folder, "socialpsykiatri.xlsx"), other_years=(2015,))


@maker
def ett_blad_per_tabell(folder: Path) -> Made:
    """The report's tables on a sheet each, some turned, headings shortened or with hyphens."""
    book, info = new("Om tabellerna")
    info.append(["Tabellerna kommer ur länsrapporten 2016. Kontakt: Region Dalarna."])
    groups = list(dict.fromkeys(i.group for i in INDICATORS))
    for n, group in enumerate(groups, 1):
        asked = [i for i in INDICATORS if i.group == group]
        sheet = book.create_sheet(f"Tabell {n}")
        sheet.append([f"Tabell {n}. {group} 2016"])
        if n % 2:
            sheet.append(["Kommun", *(i.heading.replace("alkohol-", "alkohol-\n") for i in asked)])
            for _, name in KOMMUNER:
                sheet.append([name, *answers_of(name, WORDS, asked)])
        else:
            sheet.append([group, *(name for _, name in KOMMUNER)])
            for i in asked:
                sheet.append([i.heading, *(ANSWERS[i.id, name] for _, name in KOMMUNER)])
    return Made(save(book, folder, "lansrapport.xlsx"), ("--omrade", "socialpsykiatri"))


@maker
def tabeller_under_varandra(folder: Path) -> Made:
    """All tables in one sheet, one below the other, each with its own heading and sums."""
    book, sheet = new("Resultat")
    sheet.append([TITLE])
    for start in range(0, len(INDICATORS), 9):
        asked = INDICATORS[start : start + 9]
        sheet.append([])
        sheet.append([f"Tabell {start // 9 + 1}"])
        sheet.append(["Kommun", *(i.heading for i in asked)])
        for _, name in KOMMUNER:
            sheet.append([name, *answers_of(name, WORDS, asked)])
        sheet.append(["Riket %", *shares_of("riket", asked)])
        sheet.append(["Dalarnas län %", *shares_of("20", asked)])
        sheet.append(["Antal ja", *[sum(ANSWERS[i.id, k] == "JA" for _, k in KOMMUNER)
                                    for i in asked]])  # fmt: skip
    return Made(save(book, folder, "alla.xlsx"), has_shares=True)


@maker
def tre_rubrikrader(folder: Path) -> Made:
    """Område, group and indicator in three rows, carried on without merged cells."""
    book, sheet = new("Resultat")
    sheet.append([TITLE])
    groups = [i.group for i in INDICATORS]
    areas = ["Tillgänglighet"] * 5 + ["Helhetssyn"] * 10 + ["Kunskap"] * 22
    for texts in (areas, groups):
        shown = ["" if n and texts[n - 1] == t else t for n, t in enumerate(texts)]
        sheet.append(["", "", *shown])
    sheet.append(["Kod", "Kommun", *(i.heading for i in INDICATORS)])
    for code, name in KOMMUNER:
        sheet.append([code, name, *answers_of(name, WORDS)])
    return Made(save(book, folder, "tre-rader.xlsx"))


@maker
def sant_och_falskt(folder: Path) -> Made:
    """Ticked boxes: true and false, words where neither fits."""
    book, sheet = new("Resultat")
    sheet.append([TITLE])
    sheet.append(["Kommun", *(i.heading for i in INDICATORS)])
    how = {"JA": True, "NEJ": False, "DELVIS": "Delvis", "EA": "EA"}
    for _, name in KOMMUNER:
        sheet.append([name, *answers_of(name, how)])
    return Made(save(book, folder, "kryss.xlsx"))


def _csv(folder: Path, name: str, delimiter: str, encoding: str, lead: Sequence[str]) -> Path:
    lines = [*lead, delimiter.join(["Kommun", *(f'"{i.heading}"' for i in INDICATORS)])]
    for code, kommun in KOMMUNER:
        lines.append(delimiter.join([f"{code} {kommun}", *answers_of(kommun, WORDS)]))
    comma = "." if delimiter == "," else ","
    shares = [f"{s:.1f}".replace(".", comma) for s in shares_of("riket")]
    lines.append(delimiter.join(["00 Riket", *shares]))
    path = folder / name
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


@maker
def csv_fran_excel(folder: Path) -> Made:
    """Semicolons, decimal commas, cp1252: what a Swedish Excel saves."""
    return Made(_csv(folder, "oj2016.csv", ";", "cp1252", ["Socialpsykiatri 2016", ""]))


@maker
def csv_med_tabb(folder: Path) -> Made:
    """Tabs, UTF-8 with a byte order mark."""
    return Made(_csv(folder, "socialpsykiatri_2016.txt", "\t", "utf-8-sig", []))


@maker
def stadsdelar_och_bortfall(folder: Path) -> Made:
    """Stadsdelar and socialförvaltningar among the kommuner, all marks for no answer."""
    book, sheet = new("Resultat 2016")
    sheet.append(["Kod", "Kommun/stadsdel", *(i.heading for i in INDICATORS)])
    for code, name in KOMMUNER:
        sheet.append([code, name, *answers_of(name, WORDS)])
    sheet.append(["0180", "Stockholm", *["-"] * 37])
    sheet.append(["0180", "Enskede-Årsta-Vantörs stadsdelsförvaltning", *["Ja"] * 37])
    sheet.append(["0180", "Norrmalm", *["Nej"] * 37])
    sheet.append(["1480", "Göteborg", *[None] * 37])
    sheet.append(["1480", "Socialförvaltningen Hisingen", *[".."] * 37])
    sheet.append(["1480", "Socialförvaltning Centrum", *["Uppgift saknas"] * 37])
    sheet.append(["", "Totalt", *[None] * 37])
    others = {
        ("kommun", "0180"): 37,
        ("stadsdel", "0180-enskede-arsta-vantor"): 37,
        ("stadsdel", "0180-norrmalm"): 37,
        ("kommun", "1480"): 37,
        ("stadsdel", "1480-hisingen"): 37,
        ("stadsdel", "1480-centrum"): 37,
    }
    return Made(save(book, folder, "delar-av-kommuner.xlsx"), others=others)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    for name, make in MAKERS.items():
        (target / name).mkdir(parents=True, exist_ok=True)
        print(name, make(target / name).path)
