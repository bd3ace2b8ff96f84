"""Cells that name a kommun, a stadsdel, a län or riket, however they are written."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.domain.kommuner import Register
from oj_cli.sources.layout.text import clean, slug, squash
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.store import open_store


def _register() -> Register:
    with open_store() as store:
        return store.register()


REGISTER = _register()
FINDER = UnitFinder(REGISTER, word_lists())


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("Leksand", ("kommun", "2029")),
        ("LEKSANDS KOMMUN", ("kommun", "2029")),
        ("0114 Upplands väsby", ("kommun", "0114")),
        ("Upplands Väsby (0114)", ("kommun", "0114")),
        ("0114", ("kommun", "0114")),
        ("114", ("kommun", "0114")),
        (114.0, ("kommun", "0114")),
        (2029.0, ("kommun", "2029")),
        ("Av esta", ("kommun", "2084")),
        ("Älv\u00addalen", ("kommun", "2039")),
        ("alvdalen", ("kommun", "2039")),
        (" Mora\u00a0", ("kommun", "2062")),
        ("Malung", ("kommun", "2023")),
        ("Habo", ("kommun", "0643")),
        ("Håbo", ("kommun", "0305")),
        ("Örebro", ("kommun", "1880")),
        ("Örebro län", ("lan", "18")),
        ("Region Örebro län", ("lan", "18")),
        ("Region Dalarna", ("lan", "20")),
        ("Dalarnas län %", ("lan", "20")),
        ("20 Dalarnas län", ("lan", "20")),
        ("0020", ("lan", "20")),
        ("Västra Götalandsregionen", ("lan", "14")),
        ("Sörmlands län", ("lan", "04")),
        ("Riket", ("riket", "riket")),
        ("00 Riket", ("riket", "riket")),
        ("Rikets värde", ("riket", "riket")),
        ("RIKET %", ("riket", "riket")),
        ("0000", ("riket", "riket")),
        ("Stockholm, Farsta", ("stadsdel", "0180-farsta")),
        ("Stockholm - Farsta", ("stadsdel", "0180-farsta")),
        ("Hägersten-Liljeholmens stadsdelsförvaltning", ("stadsdel", "0180-hagersten-liljeholmen")),
        ("20 Region Dalarna totalt", ("lan", "20")),
        ("0180 Farsta", ("stadsdel", "0180-farsta")),
        ("018014", ("stadsdel", "0180-14")),
        ("Socialförvaltningen Hisingen", ("stadsdel", "1480-hisingen")),
        ("Göteborg Centrum", ("stadsdel", "1480-centrum")),
        ("Stockholm, hela staden", ("kommun", "0180")),
    ],
)
def test_units(cell: str | float, unit: tuple[str, str]) -> None:
    place = FINDER.find(cell)
    assert place is not None
    assert place.unit == unit


@pytest.mark.parametrize(
    "cell",
    ["Kommun", "K-kod", "9999", 9999.0, 12.5, "0114 Nacka", "Ja", "", "1=Ja, 0=Nej", "14 svar"],
)
def test_what_names_no_unit(cell: str | float) -> None:
    assert FINDER.find(cell) is None


@pytest.mark.parametrize("cell", ["20,5", "20.5", "114,5", "12,5 %", "-3,0"])
def test_a_number_with_decimals_names_no_unit(cell: str) -> None:
    assert FINDER.find(cell) is None


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Medel", "sammanfattning"),
        ("Min – Max", "sammanfattning"),
        ("Antal ja", "sammanfattning"),
        ("Kommungrupp C7", "sammanfattning"),
        ("Källa: Socialstyrelsen", "anmarkning"),
        ("* uppgift saknas", "anmarkning"),
    ],
)
def test_rows_that_are_left_out(cell: str, kind: str) -> None:
    place = FINDER.find(cell)
    assert place is not None
    assert (place.kind, place.is_unit) == (kind, False)


def test_every_kommun_and_lan_is_known_by_name_and_code() -> None:
    for kommun in REGISTER.kommuner:
        for cell in (kommun.name, kommun.name.upper(), kommun.code, float(kommun.code),
                     f"{kommun.code} {kommun.name}", f"{kommun.name} kommun"):  # fmt: skip
            place = FINDER.find(cell)
            assert place is not None
            assert place.unit == ("kommun", kommun.code)
    for lan in REGISTER.lan:
        place = FINDER.find(lan.name)
        assert place is not None
        assert place.unit == ("lan", lan.code)


def test_every_former_code_says_what_it_became() -> None:
    former = word_lists().former
    assert len(former) > 40
    for code in former:
        place = FINDER.find(code.code)
        assert place is not None
        assert place.former == code
        assert REGISTER.by_code[code.became].name == code.name
        assert code.code not in REGISTER.by_code


def noise(name: str) -> Iterator[st.SearchStrategy[str]]:
    """Ways in which a name is spoilt on its way through Word, PDF and Excel."""
    for n in range(1, len(name)):
        yield st.just(f"{name[:n]}\u00ad{name[n:]}")
        yield st.just(f"{name[:n]} {name[n:]}")
    yield st.just(f"\u00a0{name}  ")


@given(st.sampled_from([k.name for k in REGISTER.kommuner]), st.data())
def test_a_name_survives_what_programs_do_to_it(name: str, data: st.DataObject) -> None:
    spoilt = data.draw(st.one_of(*noise(name)))
    place = FINDER.find(spoilt)
    assert place is not None
    assert REGISTER.by_code[place.key].name == name


@given(st.text(max_size=40))
def test_any_text_can_be_asked_about(text: str) -> None:
    FINDER.find(text)
    assert clean(clean(text)) == clean(text)
    assert squash(squash(text)) == squash(text)
    assert slug(text).isascii()
