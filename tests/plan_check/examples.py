"""Examples for each rule: what breaks it and what is near and keeps it, as plans are written."""

import datetime
from typing import Any

from oj_cli.domain.local import Promise
from oj_cli.plan.check.checked import Broken

from .conftest import Edit

PROMISE = Promise("namndmal", "nämndens mål om SIP", "SN § 1", ("socialpsykiatri/ledsagning",))
GOAL_1 = (
    "Minst 8 av 10 brukare med stöd från både kommun och region vet hur de får en samordnad"
    " individuell plan (SIP) senast 2027-12-31"
)
BLOCK_MEASURE_1 = r"re:    matt:\n      beskrivning: andel ja.*?senast: 2027-12-31\n"
ACTIVITIES_2 = r"re:    aktiviteter:\n      - id: A1\n        vad: Införa.*?forandring_kr: 0}\n"
MORE_IN_MARCH = (
    "".join(
        f"      - {{id: X{day}, vad: Trycka, klart: 2027-03-0{day}, ansvarig: "
        "[{funktion: Enhetschef boendestöd, part: kommun}]}\n"
        for day in (1, 2)
    )
    + "      - id: A2"
)
FOLLOW_UP_2 = r"re:    uppfoljning:\n      aterkommer.*?boendestödets möten\n"

Broken_by = tuple[str, str, tuple[Edit, ...], dict[str, Any]]


def by(rule: str, variant: str, *edits: Edit, **around: Any) -> Broken_by:
    return rule, variant, edits, around


BREAKS: list[Broken_by] = [
    # F: the file
    by("F01", "varde", ("typ: brukarmal", "typ: brukarmål")),
    by("F01", "varde", ("status: beslutad", "status: pågående")),
    by("F01", "varde", ("n: 31", "n: NO")),
    by("F01", "varde", ("n: 31", "n: 08")),
    by("F01", "varde", ("datum: 2026-12-10", "datum: 2026-02-30")),
    by("F02", "nyckel", ("  - id: M1\n    mal:", "  - mal:")),
    by("F02", "nyckel", ("namn: Orsa kommun, ", "")),
    by("F03", "nyckel", ("varfor: Få", "varför: Få")),
    by("F03", "nyckel", ("    malgrupp: vuxna som", "    egen_rad: hej\n    malgrupp: vuxna som")),
    by("F04", "saknas", ("schema: oj-plan/1\n", "")),
    by("F05", "mal", ("- id: M2", "- id: m1")),
    by("F05", "aktivitet", ("- id: A2", "- id: A1")),
    by("F05", "part", ("{id: region, namn", "{id: kommun, namn")),
    # M: the goal
    by("M01", "saknas", (f"    mal: {GOAL_1}\n", "")),
    by("M01", "saknas", (GOAL_1, "ATT GÖRA")),
    by(
        "M02",
        "aktivitet",
        ("re:mal: Personer.*?ärendena", "mal: Vi ska införa klagomålshantering"),
        ("    typ: processmal\n", ""),
    ),
    by("M03", "matt", (BLOCK_MEASURE_1, "")),
    by("M03", "beskrivning", ("      beskrivning: andel ja på fråga 7\n", "")),
    by("M03", "kalla", ("      kalla: egen brukarenkät\n", "")),
    by("M04", "utgangslage", ("      utgangslage: {varde: 41, n: 37, datum: 2026-11-20}\n", "")),
    by("M04", "malvarde", ("malvarde: 80", "malvarde: ATT GÖRA")),
    by("M04", "malvarde_olast", ("malvarde: 80", "malvarde: y")),
    by("M04", "utgangslage_olast", ("varde: 41", "varde: x")),
    by("M04", "bada", ("varde: 41, ", ""), ("      malvarde: 80\n", "")),
    by("M05", "oka", ("malvarde: 80", "malvarde: 35")),
    by("M05", "minska", ("riktning: oka", "riktning: minska")),
    by("M06", "saknas", ("      malvarde: 80\n      senast: 2027-12-31\n", "      malvarde: 80\n")),
    by("M06", "olast", ("80\n      senast: 2027-12-31", "80\n      senast: 2027-02-30")),
    by("M06", "olast", ("80\n      senast: 2027-12-31", "80\n      senast: hösten 2027")),
    by("M06", "efter", ("80\n      senast: 2027-12-31", "80\n      senast: 2028-06-30")),
    by("M06", "fore", ("80\n      senast: 2027-12-31", "80\n      senast: 2026-06-30")),
    by("M07", "malvarde", ("malvarde: 80", "malvarde: 75")),
    by("M07", "malvarde", ("malvarde: 80", "malvarde: 79")),  # one percentage point is another
    by("M07", "utgangslage", ("i minst 90 procent", "från 55 till 90 procent")),
    by("M07", "datum", ("senast 2027-12-31\n", "senast 2027-10-31\n")),
    by("M07", "datum", ("senast 2027-12-31\n", "hösten 2028\n")),
    by("M08", "saknas", ("typ: brukarmal", "typ: processmal")),
    by("M09", "ord", ("i minst 90 procent av ärendena", "vid behov"), ("malvarde: 90\n", "\n")),
    by("M10", "lang", (GOAL_1, f"{GOAL_1} {'och får det stöd som de behöver varje vecka ' * 2}")),
    by("M10", "tva", (GOAL_1, "Brukare ska veta vad en plan är och anhöriga ska känna sig trygga")),
    by("M11", "saknas", ("    malgrupp: vuxna som beviljas boendestöd\n", "")),
    by("M11", "alla", ("malgrupp: vuxna som beviljas boendestöd", "malgrupp: Alla")),
    by("M12", "fa", ("n: 37", "n: 9")),
    by("M12", "ja_nej", ("varde: 41, n: 37, ", "varde: 0, "), ("malvarde: 80", "malvarde: 100")),
    by(
        "M13",
        "saknas",
        (
            "enhet: procent\n      riktning: oka\n      utgangslage: {varde: 62",
            "enhet: dagar\n      riktning: oka\n      utgangslage: {varde: 62",
        ),
    ),
    by("M14", "procent", ("malvarde: 80", "malvarde: 800")),
    by("M14", "procent", ("varde: 55, n: 31", "varde: -5, n: 31")),
    by(
        "M15", "aktivitet", ("re:mal: Personer.*?ärendena", "mal: Vi ska införa klagomålshantering")
    ),
    by("M16", "antal", ("beskrivning: andel ja på fråga 7", "beskrivning: Antal ja på fråga 7")),
    by("M17", "svar", ("malvarde: 80", "malvarde: 50")),  # 9 points of 37 answers: z 0.69
    by("M17", "svar", ("varde: 41, n: 37", "varde: 80, n: 37"), ("malvarde: 80", "malvarde: 90")),
    by(
        "M17",
        "rorelse",
        ("varde: 41, n: 37", "varde: 41, rorelse: 8"),
        ("malvarde: 80", "malvarde: 50"),  # 9 of 8 / 0.6745: z 0.76
    ),
    # A: activities
    by("A01", "saknas", (ACTIVITIES_2, "")),
    by(
        "A02",
        "ansvarig",
        ("        ansvarig: [{funktion: Enhetschef boendestöd, part: kommun}]\n", ""),
    ),
    by(
        "A02", "funktion", ("[{funktion: Enhetschef boendestöd, part: kommun}]", "[{part: kommun}]")
    ),
    by(
        "A02",
        "ansvarig",
        ("{funktion: Enhetschef boendestöd, part: kommun}]", "{funktion: ATT GÖRA}]"),
    ),
    by("A03", "saknas", ("        klart: 2027-03-31\n", "")),
    by("A03", "olast", ("klart: 2027-03-31", "klart: i mars")),
    by("A03", "bakvant", ("klart: 2027-03-31", "klart: 2027-01-02")),
    by("A03", "efter", ("klart: 2027-03-31", "klart: 2028-03-31")),
    by("A03", "fore", ("klart: 2027-02-28", "klart: 2026-02-28")),
    by("A03", "start_fore", ("start: 2027-01-15", "start: 2026-10-15")),
    by("A04", "forkortning", ("funktion: Enhetschef myndighet, part", "funktion: LSG, part")),
    by(
        "A04",
        "grupp",
        ("funktion: Enhetschef myndighet, part", "funktion: Berörda verksamheter, part"),
    ),
    by("A04", "grupp", ("funktion: Enhetschef myndighet, part", "funktion: Gruppcheferna, part")),
    by(
        "A04",
        "grupp",
        ("funktion: Enhetschef myndighet, part", "funktion: Arbetsgruppen för barn och unga, part"),
    ),
    by(
        "A04",
        "flera",
        ("funktion: Enhetschef myndighet, part", "funktion: Enhetschef och jurist, part"),
    ),
    by(
        "A04",
        "flera",
        ("funktion: Vårdenhetschef öppenvård, part: region", "funktion: Samordnare, part: kommun"),
    ),
    by("A04", "brukare", ("funktion: Enhetschef myndighet, part", "funktion: Brukaren, part")),
    by(
        "A05",
        "okand",
        (
            "funktion: Vårdenhetschef öppenvård, part: region",
            "funktion: Vårdenhetschef, part: landsting",
        ),
    ),
    by("A05", "okand", ("2027-06-30, part: region", "2027-06-30, part: mora")),
    by(
        "A05",
        "saknas",
        ("funktion: Enhetschef myndighet, part: kommun", "funktion: Enhetschef myndighet"),
    ),
    by(
        "A06",
        "saknas",
        ('        kostnad: {forandring_kr: 15000, period: "2027", finansiering: ram}\n', ""),
    ),
    by("A06", "saknas", ("forandring_kr: 15000", "forandring_kr: ATT GÖRA")),
    by(
        "A07",
        "borjan",
        ("re:vad: Införa[^\n]*", "vad: Fortsätta utvecklingsarbetet med hälsa och livsstil"),
    ),
    by("A07", "borjan", ("re:vad: Införa[^\n]*", "vad: Arbeta med bemötande")),
    by("A07", "borjan", ("re:vad: Införa[^\n]*", "vad: Fortsatt dialog under 2027")),
    by("A07", "borjan", ("re:vad: Införa[^\n]*", "vad: Arbeta för en ökad samsyn")),
    by(
        "A08",
        "antal",
        ("klart: 2027-09-30", "klart: 2027-03-15"),
        (
            "re:      - id: A2",
            MORE_IN_MARCH,
        ),
    ),
    by("A09", "skal", ("        skal: Bladet blev klart först i november.\n", "")),
    by("A09", "sluta", ("      - id: A1\n", "      - id: A1\n        slag: sluta\n")),
    by("A10", "vad", ("        vad: Gå igenom bladet med alla brukare vid nästa möte\n", "")),
    # U: following up
    by("U01", "saknas", ("      nar: [2027-06-30, 2027-12-31]\n", "")),
    by("U01", "saknas", (FOLLOW_UP_2, "")),
    by("U01", "olast", ("nar: [2027-06-30, 2027-12-31]", "nar: [2027-06-30, vid årsbokslut]")),
    by("U01", "efter", ("nar: [2027-06-30, 2027-12-31]", "nar: [2027-06-30, 2028-04-30]")),
    by("U01", "fore", ("nar: [2027-06-30, 2027-12-31]", "nar: [2026-06-17, 2027-12-31]")),
    by("U02", "fore", ("nar: [2027-06-30, 2027-12-31]", "nar: [2027-06-30]")),
    by("U03", "hur", ("      hur: uttag ur verksamhetssystemet\n", "")),
    by("U03", "kalla", ("kalla: verksamhetssystemet", "kalla: verksamhetssystemet, oklart när")),
    by("U03", "finns_fran", ("malvarde: 80", "malvarde: 80\n      finns_fran: 2027-07-01")),
    by("U04", "saknas", ("re:    utfall:\n      - {datum: 2027-04-30.*", "")),
    by("U04", "saknas", today=datetime.date(2028, 1, 15)),
    by("U05", "saknas", ("re:      - {datum: 2027-06-30, part: region[^\n]*\n", "")),
    by(
        "U06", "varde", ("part: kommun, varde: 55, n: 31, ", "part: kommun, larde: Rutiner finns, ")
    ),
    by(
        "U07",
        "beslut",
        ("bedomning: pa_vag, beslut: fortsatt}\n  - id", "bedomning: pa_vag}\n  - id"),
    ),
    by("U07", "nasta", today=datetime.date(2028, 1, 15)),
    by("U08", "aterkoppling", ("      aterkoppling: boendestödets möten\n", "")),
    by("U08", "redovisas", ("      redovisas: {till: Socialnämnden}\n", "")),
    by("U09", "skal", ("varde: 71, n: 14, bedomning: pa_vag", "bedomning: ej_genomford")),
    by("U10", "framtid", ("datum: 2027-04-30", "datum: 2027-08-30")),
    # P: the plan
    by("P01", "giltighet", ("  giltighet: {fran: 2027-01-01, till: 2027-12-31}\n", "")),
    by("P01", "giltighet", (", till: 2027-12-31}", "}")),
    by("P01", "olast", ("till: 2027-12-31", "till: 2027-13-31")),
    by("P01", "bakvand", ("till: 2027-12-31", "till: 2026-12-31")),
    by("P01", "status", ("  status: beslutad\n", "")),
    by("P01", "organ", ("  ansvarigt_organ: Socialnämnden\n", "")),
    by("P01", "mal", ("re:mal:\n  - id: M1.*", "mal: []\n")),
    by("P02", "saknas", ("  diarienummer: SN 2026/112\n", "")),
    by("P02", "saknas", (', paragraf: "§ 114"', "")),
    by("P03", "titel", ("Handlingsplan socialpsykiatri 2027", "Handlingsplan 2026-2027")),
    by("P03", "titel", ("till: 2027-12-31}", "till: 2028-12-31}")),
    by(
        "P03",
        "nasta",
        ("  - id: M2", "    nasta_period: [{vad: Ny plan för 2027–2028 fastställs}]\n  - id: M2"),
    ),
    by(
        "P04",
        "mal",
        ("  - id: M2", "".join(f"  - {{id: X{n}}}\n" for n in range(4)) + "  - id: M2"),
    ),
    by(
        "P04",
        "aktiviteter",
        ("      - id: A2", "".join(f"      - {{id: X{n}}}\n" for n in range(4)) + "      - id: A2"),
    ),
    by("P05", "saknas", chosen={"vardag": ("socialpsykiatri/ledsagning",)}),
    by("P05", "analys", unread_analysis="leksand-socialpsykiatri-2016"),
    by("P06", "saknas", broken=(Broken(PROMISE, "socialpsykiatri/ledsagning", 2016),)),
    by("P07", "utgava", ("SKR 2023, C8, 38 kommuner", "C8")),
    by("P07", "fa", ("SKR 2023, C8, 38 kommuner", "SKR 2023, C8 i länet, 3 kommuner")),
    by("P08", "okand", indicators=frozenset({"socialpsykiatri/ledsagning"})),
    by("P09", "gamla", ("n: 37, datum: 2026-11-20}", "n: 37}")),
    # S: persons
    by("S01", "person", ("varfor: Få", 'varfor: "Ärendet 850709-9805 visar det. Få" #')),
    by("S01", "samordning", ("# En plan som håller", "# 19701063-2391 En plan som håller")),
    by("S02", "epost", ("processagare: Kvalitetsutvecklare", "processagare: anna@leksand.se")),
    by(
        "S02",
        "telefon",
        ("processagare: Kvalitetsutvecklare", "processagare: Utvecklare, 0247-800 00"),
    ),
    by("S02", "namn", ("funktion: Enhetschef myndighet", "funktion: Anna Karlsson")),
    by("S02", "namn", ("vem: Kvalitetsutvecklare", "vem: enhetschef Per-Olof Ek")),
    by("S03", "text", ("varfor: Få brukare", "varfor: 3 brukare")),
    by("S03", "text", ("varfor: Få brukare", "varfor: I dag är det 2. Brukare")),
    by(
        "S03",
        "varde",
        (
            "enhet: procent\n      riktning: oka\n      utgangslage: {varde: 62",
            "enhet: personer\n      riktning: oka\n      utgangslage: {varde: 62",
        ),
        ("varde: 71, n: 14", "varde: 2, n: 14"),
    ),
    by("S03", "n", ("varde: 71, n: 14", "varde: 71, n: 4")),
    # K: language
    by("K01", "okand", ("varfor: Få", "varfor: LSG säger att få")),
    by("K02", "namn", ("varfor: Få", "varfor: SKL skriver att få")),
    by("K02", "lag", ("varfor: Få", "varfor: Enligt 3 kap. 3 § SoL (2001:453) ska få")),
    by("K02", "oklar", ("varfor: Få", "varfor: Enligt 5 kap. 8 § SoL ska få")),
    by("K02", "oklar", commitments=("Socialtjänstlagen 3 kap. 4 §, lagen",)),
    by(
        "K02",
        "tidig",
        ("varfor: Få", "varfor: Enligt socialtjänstlagen (2025:400) ska få"),
        ("till: 2027-12-31}", "till: 2018-12-31}"),
    ),
    by("K02", "atagande", commitments=("SoL 2001, 3 kap. 3 §, nämnden",)),
    by("K02", "lank", ("varfor: Få", "varfor: Se www.skl.se/handbok. Få")),
    by("K03", "versaler", ("varfor: Få", "varfor: Enligt sip-kollen har få")),
    by(
        "K03",
        "omkastade",
        ("varfor: Få", "varfor: Få kan ESL (ett självständigt liv). Få kan ELS."),
    ),
]

KEEPS: list[Broken_by] = [
    by("F03", "", ("varfor: Få", "orsaker: [för få frågar]\n    varfor: Få")),
    by(
        "M02", "", ("re:mal: Personer.*?ärendena", "mal: Vi ska införa klagomålshantering")
    ),  # typ is set
    by(
        "M02",
        "",
        ("re:mal: Personer.*?ärendena", "mal: God kvalitet"),
        ("    typ: processmal\n", ""),
    ),
    by("M04", "", ("riktning: oka", "riktning: behall"), ("      malvarde: 80\n", "")),
    by("M05", "", ("riktning: oka", "riktning: behall"), ("malvarde: 80", "malvarde: 41")),
    by("M06", "", ("80\n      senast: 2027-12-31", "80\n      senast: 2027-01-01")),
    by("M07", "", ("i minst 90 procent", "jämfört med 2025 i minst 90 procent")),
    by("M07", "", ("i minst 90 procent", "från 62 till 90 procent")),
    by("M08", "", ("    typ: brukarmal\n", "")),  # the coach sees that it is one
    by("M09", "", ("i minst 90 procent av ärendena", "vid behov")),  # it has a target
    by("M10", "", ("re:mal: Personer.*?ärendena", "mal: Brukare ska vara trygga och nöjda")),
    by("M12", "", ("n: 37", "n: 20")),
    by("M15", "", ("re:mal: Personer.*?ärendena", "mal: God kvalitet")),  # unclear is no activity
    by("M16", "", ("beskrivning: andel ja på", "beskrivning: antal ja av alla som svarat på")),
    by(
        "M16",
        "",
        ("beskrivning: andel ja på fråga 7", "beskrivning: andelen, inte antalet, på fråga 7"),
    ),
    by("A02", "", ("Vårdenhetschef öppenvård", "Samordnare")),
    by("A03", "", ("start: 2027-01-15", "start: 2027-03-31")),
    by("A04", "", ("Enhetschef myndighet, part", "Gruppchef för arbetsgruppen, part")),
    by(
        "A04",
        "",
        ("Enhetschef myndighet, part", "Enhetschef med stöd av sociala kvalitetsenheten, part"),
    ),
    by("A04", "", ("Enhetschef myndighet, part", "Medicinskt ansvarig sjuksköterska, part")),
    by("A04", "", ("Enhetschef myndighet, part", "MAS, part")),
    by("A06", "", ("forandring_kr: 15000", "forandring_kr: 0")),
    by("A07", "", ("re:vad: Införa[^\n]*", "vad: Se över rutinen för nya beslut")),
    by("A07", "", ("re:vad: Införa[^\n]*", "vad: Utveckla en modell för brukarrevision")),
    by("A07", "", ("re:vad: Införa[^\n]*", "vad: Utveckla ett digitalt stöd för egen planering")),
    by("A07", "", ("re:vad: Införa[^\n]*", "vad: Öka antalet platser från 10 till 14")),
    by("U01", "", ("nar: [2027-06-30, 2027-12-31]", "nar: [2027-06-30, 2028-03-31]")),
    by("U02", "", ("nar: [2027-06-30, 2027-12-31]", "nar: [2027-06-30, 2027-09-30]")),
    by(
        "U03",
        "",
        ("kalla: verksamhetssystemet", "kalla: oklart"),
        ("re:vad: Införa[^\n]*", "vad: Ta fram en enkät"),
    ),
    by("U03", "", ("malvarde: 80", "malvarde: 80\n      finns_fran: 2027-06-30")),
    by("U04", "", today=datetime.date(2027, 6, 30)),  # the day itself is not over
    by(
        "U05",
        "",
        ("re:      - {datum: 2027-06-30, part: region[^\n]*\n", ""),
        today=datetime.date(2027, 6, 30),
    ),
    by(
        "U05",
        "",
        ("nar: [2027-06-30, 2027-12-31]", "aterkommer: {varje: halvar}"),
        ("re:      - {datum: 2027-06-30, part: region[^\n]*\n", ""),
        today=datetime.date(2027, 6, 29),
    ),  # the first half year is not over
    by(
        "U06",
        "",
        ("part: kommun, varde: 55, n: 31, bedomning: pa_vag", "part: kommun, bedomning: inte_matt"),
    ),
    by(
        "U07",
        "",
        ("beslut: fortsatt}\n  - id", "beslut: avsluta}\n  - id"),
        today=datetime.date(2027, 12, 30),
    ),
    by(
        "U09", "", ("varde: 71, n: 14, bedomning: pa_vag", "bedomning: ej_genomford, skal: sjukdom")
    ),
    by("P02", "", ("status: beslutad", "status: utkast"), ("  diarienummer: SN 2026/112\n", "")),
    by("P03", "", ("Handlingsplan socialpsykiatri 2027", "Handlingsplan socialpsykiatri")),
    by(
        "P03",
        "",
        ("  - id: M2", "    nasta_period: [{vad: Ny plan för 2028–2029 fastställs}]\n  - id: M2"),
    ),
    by("P05", "", chosen={"vard": ("socialpsykiatri/sip_rutin", "socialpsykiatri/ledsagning")}),
    by("P09", "", ("n: 37, datum: 2026-11-20}", "n: 37}"), ("ar: 2016", "ar: 2024")),
    by("P06", "", broken=(Broken(PROMISE, "socialpsykiatri/sip_rutin", 2016),)),
    by("P08", "", indicators=frozenset({"socialpsykiatri/sip_rutin"})),
    by("S01", "", ("varfor: Få", "varfor: 850709-9806 är inget nummer. Få")),  # the check digit
    by("S01", "", ("varfor: Få", "varfor: 851309-9805. Få")),  # there is no month 13
    by("S01", "", ("varfor: Få", "varfor: organisationsnummer 212000-0167. Få")),
    by("S02", "", ("diarienummer: SN 2026/112", "diarienummer: SOCN 2026/243-750")),
    by("S02", "", ("funktion: Enhetschef myndighet", "funktion: Samordnare Region Dalarna")),
    by("S02", "", ("funktion: Enhetschef myndighet", "funktion: Chef för vuxna i Norra Dalarna")),
    by("S02", "", ("funktion: Enhetschef myndighet", "funktion: Samordnare i Upplands Väsby")),
    by(
        "S02",
        "",
        ("funktion: Enhetschef myndighet", "funktion: Enhetschef Individ- och familjeomsorgen"),
    ),
    by("S03", "", ("varfor: Få brukare", "varfor: Minst 3 brukare")),
    by("S03", "", ("varfor: Få brukare", "varfor: 29,2 personer per 10 000. Brukare")),
    by("S03", "", ("varfor: Få brukare", "varfor: 2 personer per 10 000. Brukare")),
    by("S03", "", ("varfor: Få brukare", "varfor: Rutiner finns, i dag är det 2. Brukare")),
    by(
        "S03",
        "",
        ("varfor: Få brukare", "varfor: Ett barn har rätt att komma till tals. 12 brukare"),
    ),
    by("S03", "", ("varde: 71, n: 14", "varde: 71, n: 5")),
    by("K01", "", ("varfor: Få", "varfor: Samverkansgruppen (LSG) säger att LSG når få")),
    by("K01", "", ("SKR 2023, C8, 38 kommuner", "SKL 2011, 38 kommuner")),
    by("K02", "", ("SKR 2023, C8, 38 kommuner", "SKL 2011, 38 kommuner")),  # an edition's name
    by("K02", "", ("varfor: Få", "varfor: Enligt SOSFS 2011:9 ska få")),
    by("K02", "", ("varfor: Få", "varfor: Enligt 5 kap. 8 § SoL (2025:400) ska få")),
    by(
        "K02",
        "",
        ("varfor: Få", "varfor: SKL:s handbok. Få"),
        ("till: 2027-12-31}", "till: 2018-12-31}"),
    ),
    by("K03", "", ("varfor: Få", "varfor: NÄR och när. Få")),
]
