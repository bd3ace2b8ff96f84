"""Catalogues: a fault is told with its line, and what is looked up is found however it is typed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from oj_cli.catalogue import load_catalogue, load_themes
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.lookup import find_indicator, find_quality_area, find_theme
from oj_cli.domain.swedish import fold

GOOD = """\
omrade: prov
namn: Ett provområde
kort: Prov
utgivare: Socialstyrelsen
svarande: kommun
kvalitetsomraden:
  - {id: tillgang, namn: Tillgänglighet}
  - {id: trygghet, namn: Trygghet}
ataganden:
  - id: lagen
    typ: lag
    namn: En lag
    kort: en lag
    kalla: SFS
    rackvidd: Alla
    fran: 2002
    till: 2024
    lan: ['01', 20]
indikatorer:
  - id: forsta
    namn: Den första
    kort: Första
    kvalitetsomrade: tillgang
    grupp: A
    tema: kontakt
    typ: ja_nej
    riktning: hogre
    roll: kvalitet
    definition: Om något finns.
    ataganden: [lagen]
    speglar: [annat/fraga, prov/andra]
  - id: andra
    namn: Den andra
    kort: Andra
    kvalitetsomrade: trygghet
    grupp: A
    tema: kontakt
    typ: numerisk
    enhet: procent
    riktning: lagre
    roll: kvalitet
    definition: Hur mycket.
    forsta_ar: 2016
    sista_ar: 2016
"""

BROKEN = """\
omrade: prov
namn: Ett provområde
kort: Prov
utgivare: Socialstyrelsen
svarande: kommun
kvalitetsomraden:
  - {id: tillgang, namn: Tillgänglighet}
  - {id: tillgang, namn: Trygghet}  # FEL Kvalitetsområdet ”tillgang” står två gånger
ataganden:
  - id: lagen
    typ: lag
    namn: En lag
    kort: en lag med ett namn som är alldeles för långt  # FEL Högst 40 tecken
    kalla: SFS
    rackvidd: Alla
    fran: 2024
    till: 2002  # FEL före det första
    lan:
      - Dalarna  # FEL ”Dalarna” är ingen länskod
      - 1  # FEL ”1” är ingen länskod
  - id: lagen  # FEL Åtagandet ”lagen” står två gånger
    typ: lag
    namn: En lag
    kort: en lag
    kalla: SFS
    rackvidd: Alla
indikatorer:
  - id: forsta
    namn: Den första
    kort: Det här ryms inte i kolumnen  # FEL Högst 24 tecken
    kvalitetsomrade: tilgang  # FEL Kvalitetsområdet ”tilgang” finns inte. Menade du ”tillgang”?
    grupp: A
    tema: kontakten  # FEL Temat ”kontakten” finns inte. Menade du ”kontakt”?
    typ: ja_nej
    riktning: hogre
    roll: kvalitet
    definition: Om något finns.
    ataganden: [lagarna]  # FEL Åtagandet ”lagarna” finns inte.
    speglar:
      - fraga  # FEL Skriv område/indikator.
      - annat/fraga
      - prov/tredje  # FEL Indikatorn ”tredje” finns inte.
    kolada: U1
  - id: andra
    namn: Den andra
    kort: Andra
    kvalitetsomrade: tillgang
    grupp: A
    tema: kontakt
    typ: numerisk
    enhet: null  # FEL En numerisk indikator måste ha en enhet.
    riktning: lagre
    roll: kvalitet
    definition: Hur mycket.
    forsta_ar: 2016
    sista_ar: 2015  # FEL Sista året är före det första.
    antal_svar: svarande  # FEL Indikatorn ”svarande” finns inte.
    svarsfrekvens: forst  # FEL Indikatorn ”forst” finns inte. Menade du ”forsta”?
    syskon:
      - forsta
      - fjarde  # FEL Indikatorn ”fjarde” finns inte.
      - prov/femte  # FEL Indikatorn ”femte” finns inte.
      - annat/sjatte
    skala: koder
    koder: {}  # FEL skala: koder och koder hör ihop
    relevans: -1  # FEL kan inte vara under noll
    kolada: U1  # FEL Kolada-id ”U1” står två gånger.
  - id: forsta  # FEL Indikatorn ”forsta” står två gånger.
    namn: Den tredje
    kort: Andra  # FEL Kortnamnet ”Andra” står två gånger.
    kvalitetsomrade: tillgang
    grupp: A
    tema: kontakt
    typ: ja_nej
    riktning: ingen
    roll: bakgrund
    definition: Något annat.
"""


def test_a_good_catalogue_is_read(put: Callable[..., Path], themes: Themes) -> None:
    catalogue = load_catalogue(put("prov/katalog.yaml", GOOD), themes)
    assert list(catalogue.by_id) == ["forsta", "andra"]
    assert catalogue.commitments[0].lan == ("01", "20")


def test_a_catalogue_lies_in_the_folder_of_its_area(
    put: Callable[..., Path], themes: Themes
) -> None:
    path = put("annat/katalog.yaml", GOOD)
    with pytest.raises(FileFault, match="området prov, men mappen heter annat") as caught:
        load_catalogue(path, themes)
    assert caught.value.place == str(path)


def test_all_faults_are_told_together_each_on_its_line(
    put: Callable[..., Path], themes: Themes
) -> None:
    expected = [
        (n, line.partition("# FEL ")[2])
        for n, line in enumerate(BROKEN.splitlines(), 1)
        if "# FEL " in line
    ]
    path = put("prov.yaml", BROKEN)
    with pytest.raises(FileFault) as caught:
        load_catalogue(path, themes)
    fault = caught.value
    assert fault.place == str(path)
    assert fault.message == f"Indikatorkatalogen har {len(expected)} fel."
    said = list(fault.details)
    assert [s.partition(":")[0] for s in said] == [f"Rad {n}" for n, _ in expected]
    assert [words for s, (_, words) in zip(said, expected, strict=True) if words not in s] == []


def test_a_unit_that_is_left_out_is_told_at_its_indicator(
    put: Callable[..., Path], themes: Themes
) -> None:
    with pytest.raises(FileFault) as caught:
        load_catalogue(put("prov.yaml", GOOD.replace("    enhet: procent\n", "")), themes)
    line = GOOD.splitlines().index("  - id: andra") + 1
    assert caught.value.details == (f"Rad {line}: En numerisk indikator måste ha en enhet.",)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("typ: ja_nej", "typ: ja/nej", "Här ska stå ja_nej eller numerisk, inte ”ja/nej”."),
        ("riktning: hogre", "riktning: högre", "inte ”högre”"),
        ("    definition: Hur mycket.\n", "", "Nyckeln ”definition” saknas."),
        ("tema: kontakt", "theme: kontakt", "Nyckeln ”theme” finns inte här. Menade du ”tema”?"),
    ],
)
def test_the_shape_is_checked_too(
    put: Callable[..., Path], themes: Themes, old: str, new: str, says: str
) -> None:
    with pytest.raises(FileFault) as caught:
        load_catalogue(put("prov.yaml", GOOD.replace(old, new, 1)), themes)
    assert any(says in line for line in caught.value.details)


def test_a_theme_may_stand_once(put: Callable[..., Path]) -> None:
    theme = "  - {id: a, namn: A, beskrivning: Om a.}\n"
    with pytest.raises(FileFault) as caught:
        load_themes(put("teman.yaml", f"teman:\n{theme}{theme}"))
    assert caught.value.details == ("Rad 3: Temat ”a” står två gånger.",)


@pytest.mark.parametrize("content", ["", "teman:\n", "- a\n"])
def test_an_empty_list_of_themes_is_a_fault(put: Callable[..., Path], content: str) -> None:
    with pytest.raises(FileFault):
        load_themes(put("teman.yaml", content))


def test_shipped_catalogues_have_what_the_design_promises(
    catalogues: dict[str, Catalogue], themes: Themes
) -> None:
    used = {i.theme for c in catalogues.values() for i in c}
    assert used <= {t.id for t in themes.themes}
    assert [c.area for c in catalogues.values() if not c.indicators] == ["oj-halsovard"]
    assert all(i.kind == "numerisk" for i in catalogues["lss-enheter"])
    # what there are answers to is found by its id alone; the publisher's own areas may share ids
    with_values = [c for c in catalogues.values() if not c.area.startswith("oj-")]
    ids = [i.id for c in with_values for i in c]
    assert len(set(ids)) == len(ids)
    assert all(id.isascii() for id in ids)


# ---------------------------------------------------------------- looking up


def spellings(catalogue: Catalogue, indicator: Indicator) -> list[str]:
    plain = str.maketrans("åäöÅÄÖé", "aaoAAOe")
    given = [
        indicator.id,
        f"{catalogue.area.upper()}/{indicator.id.upper()}",
        f" {indicator.name.upper()} ",
        indicator.name.translate(plain),
        indicator.short.lower(),
        f"{catalogue.area}/{indicator.short}",
    ]
    return [*given, indicator.kolada.lower()] if indicator.kolada else given


def test_every_indicator_is_found_however_it_is_typed(catalogues: dict[str, Catalogue]) -> None:
    every = [catalogues["socialpsykiatri"], catalogues["lss-enheter"]]
    lost = [
        text
        for c in every
        for i in c
        for text in spellings(c, i)
        if find_indicator(text, every) != (c, i)
    ]
    assert lost == []


def test_a_name_with_a_slash_is_not_taken_for_an_area(catalogues: dict[str, Catalogue]) -> None:
    every = [catalogues["socialpsykiatri"], catalogues["lss-enheter"]]
    assert find_indicator("dv: alkohol/droger", every)[1].short == "DV: alkohol/droger"
    assert find_indicator("lss-enheter/DV: alkohol/droger", every)[0].area == "lss-enheter"


def other(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue as if it were another område's."""
    return Catalogue(
        "annat",
        "Annat",
        "Annat",
        catalogue.publisher,
        catalogue.respondent,
        catalogue.quality_areas,
        catalogue.indicators,
    )


def test_one_id_in_two_areas_is_ambiguous(catalogues: dict[str, Catalogue]) -> None:
    first = catalogues["socialpsykiatri"]
    both = [first, other(first)]
    with pytest.raises(UsageFault) as caught:
        find_indicator("SIP-rutin", both)
    said = caught.value
    assert "socialpsykiatri/sip_rutin eller annat/sip_rutin" in said.message
    assert said.hints == ("Skriv till exempel socialpsykiatri/sip_rutin.",)
    assert find_indicator("annat/sip_rutin", both)[0].area == "annat"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("sip_rutn", "Menade du sip_rutin"),
        ("samordning", "Se dem: oj indicators samordning"),
        ("SIP", "sip_rutin"),
        ("socialpsykiatri/sip_rutn", "Menade du sip_rutin"),
        ("saknas/sip_rutin", "Menade du sip_rutin"),
        ("qqqqqqq", "oj indicators"),
        ("", "oj indicators"),
        ("/", "oj indicators"),
        ("lss-enheter/", "oj indicators"),
        ("...", "oj indicators"),
    ],
)
def test_an_unknown_indicator_has_suggestions(
    catalogues: dict[str, Catalogue], text: str, hint: str
) -> None:
    every = [catalogues["lss-enheter"], catalogues["socialpsykiatri"]]
    with pytest.raises(UsageFault) as caught:
        find_indicator(text, every)
    assert f"”{text}”" in caught.value.message
    assert any(hint in h for h in caught.value.hints)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "text", ["helhetssyn-samordning", "Helhetssyn och samordning", "HELHETSSYN", "helh"]
)
def test_a_quality_area_is_found(catalogues: dict[str, Catalogue], text: str) -> None:
    found = find_quality_area(text, catalogues["socialpsykiatri"])
    assert found == "helhetssyn-samordning"


def test_every_quality_area_and_theme_is_found_without_its_accents(
    catalogues: dict[str, Catalogue], themes: Themes
) -> None:
    for catalogue in catalogues.values():
        for id, name in catalogue.quality_area_names.items():
            assert {find_quality_area(t, catalogue) for t in (id, name, fold(name))} == {id}
    for theme in themes.themes:
        assert {find_theme(t, themes) for t in (theme.id, theme.name, fold(theme.name))} == {
            theme.id
        }


@pytest.mark.parametrize("text", ["", "xyz", "t"])
def test_an_unknown_or_ambiguous_quality_area_lists_them(
    catalogues: dict[str, Catalogue], text: str
) -> None:
    with pytest.raises(UsageFault) as caught:
        find_quality_area(text, catalogues["socialpsykiatri"])
    assert "Trygghet och säkerhet" in caught.value.hints[0]


@pytest.mark.parametrize("text", ["", "xyz", "vägen till"])
def test_an_unknown_or_ambiguous_theme_lists_them(themes: Themes, text: str) -> None:
    with pytest.raises(UsageFault) as caught:
        find_theme(text, themes)
    assert "bostad" in caught.value.hints[0]
    assert find_theme("vägen till b", themes) == "bostad"
