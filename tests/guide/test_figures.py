"""The figures beside a guide's questions: what one needs to know to answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from oj_cli import api
from oj_cli.api.complement import suggestions
from oj_cli.api.guide_figures import Figures
from oj_cli.api.open_analysis import catalogues_of
from oj_cli.domain.analysis import SCHEMA, Analysis, Chosen, Frozen
from oj_cli.domain.complement import Neighbour
from oj_cli.domain.guide import Shown
from oj_cli.domain.identification import CLEAR
from oj_cli.domain.logs import OpenAnalysis
from oj_cli.presentation.console import Terminal
from oj_cli.presentation.document import Document
from oj_cli.presentation.screen import render
from oj_cli.views.guide import beside_sections, theme_label
from oj_cli.views.suggest import key_figure_blocks

AGREEMENTS = ("overenskommelse_arbetsformedlingen", "overenskommelse_forsakringskassan")


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def shown(figures: Figures, *wanted: Shown) -> str:
    """Return what is shown, as one line: how it is broken is not the matter here."""
    sections = beside_sections(figures.beside(wanted))
    text = render(Document("", sections=sections), Terminal(width=100)) if sections else ""
    return " ".join(text.replace("\u00a0", " ").split())


def analysis(
    theme: str | None, *indicators: str, kommun: str | None = "Leksand", area: str | None = None
) -> Analysis:
    frozen = tuple(Frozen(id) for id in indicators)
    chosen = (Chosen(theme, indicators=frozen),) if theme else ()
    lan = None if kommun else "Dalarna"
    return Analysis(SCHEMA, area or "socialpsykiatri", 2016, kommun, lan, chosen=chosen)


def of(analysis: Analysis, *, silent: bool = False) -> Figures:
    return Figures(api.open(), analysis, silent=silent)


def test_the_weak_themes_come_first_as_in_step_1() -> None:
    themes = of(analysis(None)).themes()
    weak = [id for id, theme in themes.items() if any(v in CLEAR for v in theme.verdicts)]
    assert list(themes)[: len(weak)] == weak
    leading = list(api.open().identify("Leksand", area="socialpsykiatri").leading)
    assert weak[: len(leading)] == leading
    assert len(themes) > len(weak)  # the others can be chosen too
    assert list(of(analysis(None), silent=True).themes()) == list(themes)
    assert theme_label(themes["arbete"]) == "Vägen till arbete (3 av 4 svaga)"
    of_lan = of(analysis(None, kommun=None)).themes()
    assert of_lan.keys() == themes.keys()
    assert theme_label(of_lan["vardag"]) == "Stöd i vardagen (1 av 2 svaga, 1 osäker)"


def test_every_theme_that_can_be_chosen_on_the_map_has_something_weak() -> None:
    figures = of(analysis(None, area="alla"))
    themes = figures.themes()
    assert "halsa" in themes  # where nothing is clear, but two may be weak
    assert "information" not in themes
    assert len(figures.complete({"tema": "halsa"})["indikatorer"]) == 2


def test_what_stands_beside_is_what_the_commands_show() -> None:
    of_kommun, of_lan = of(analysis(None)), of(analysis(None, kommun=None))
    weak = shown(of_kommun, "prioritet", "jamforelser")  # nothing is chosen: the same, once
    assert weak.count("Krav i socialtjänstlagen (2001:453).") == 1
    assert "--alla" not in weak
    assert "3. Vägen till arbete – JA på 1 av 4 Saknas: IPS" in shown(of_kommun, "omraden")
    assert "1. Stöd i vardagen – sämre än riket på 2 av 2" in shown(of_lan, "omraden")
    assert "Skyddade uppgifter" not in shown(of_lan, "prioritet")  # whole names
    assert "skyddade personuppgifter 0 % 0 av 14 21 % tydligt svagt" in shown(of_lan, "prioritet")
    of_map = of(analysis(None, area="alla"))
    assert "Lätt att få kontakt: socialpsykiatri (1 av 3) och" in shown(of_map, "omraden")
    assert "i något tema" in shown(of(analysis(None, kommun=None, area="lss-brukare")), "prioritet")


def test_key_figures_stand_beside_the_question_of_them_and_kolada_is_named() -> None:
    figures = of(analysis("vardag", kommun="Ydre", area="lss-brukare"))
    text = shown(figures, "nyckeltal")
    assert "Invånare med insatser enligt LSS 2016 0,5 % 0,7 %" in text  # Ydre, and riket
    assert text.endswith("Källa: Kolada.")
    assert "kronor" not in text
    costs = shown(figures, "kostnader")
    assert "Kostnad för boende enligt LSS, kronor per invånare 2016 792,9 2 695" in costs
    assert costs.endswith("Källa: Kolada.")
    assert "Invånare med" not in costs


def test_where_only_neighbours_have_values_that_is_said() -> None:
    mine = analysis("arbete", "ips_supported_employment")
    with api.open().data() as store:
        asked, themes = catalogues_of(store, mine), store.themes()
        found = suggestions(store, OpenAnalysis(mine, asked, themes))
        falun = store.register().find_kommun("Falun")
    [area] = found.areas
    lacking = [replace(f, own=None, neighbours=(Neighbour(falun, 3.0),)) for f in area.figures]
    without = replace(found, areas=(replace(area, figures=tuple(lacking)),))
    [said] = key_figure_blocks(without, costs=False)
    assert "grannar" in said
    assert "oj complement suggest" in said
    partly = replace(found, areas=(replace(area, figures=(*lacking[1:], area.figures[0])),))
    assert "grannar" not in str(key_figure_blocks(partly, costs=False))


def test_medians_of_a_lan_are_not_said_to_be_koladas() -> None:
    text = shown(of(analysis("vardag", "esl", kommun=None)), "kostnader")
    assert text.endswith("Egen bearbetning av data från Kolada.")


def test_the_same_theme_in_another_omrade_stands_beside_the_question_of_it() -> None:
    text = shown(of(analysis("kompetens", "kompetensplan")), "andra_jamforelser")
    assert "Kompetens och uppföljning i LSS-enheter 2022: inget är tydligt svagt." in text


def test_what_users_of_the_same_verksamhet_say_comes_first() -> None:
    text = shown(of(analysis("vardag", area="lss-enheter")), "andra_jamforelser")
    places = [text.index(f"Stöd i vardagen i {name} 2022") for name in ("LSS-brukare", "hemtjänst")]
    assert places == sorted(places)
    assert "Ett självständigt liv (ESL): NEJ, i riket 50 % har det." in text


def test_how_it_went_is_said_of_others_too_and_in_kommuner() -> None:
    text = shown(of(analysis("arbete", *AGREEMENTS)), "trend")
    assert text.count("Dalarnas län: från 6 till 4 av 15 kommuner 2015–2016.") == 2


def test_a_break_is_said_and_the_years_before_it_are_not_joined() -> None:
    text = shown(of(analysis("kontakt", "uppsokande_verksamhet")), "trend")
    assert "Riket: varierar mellan 25 och 36 % 2016–2022, senast 25 %." in text
    assert "Jämför inte före och efter 2016: ny insamlingsmetod 2016." in text
    assert "41" not in text


def test_every_kommun_has_key_figures_and_a_theme_without_any_is_asked_without() -> None:
    text = shown(of(analysis("arbete", kommun="Lund")), "nyckeltal")
    assert "Invånare med ekonomiskt bistånd någon gång under året 2016 3,1 % 4,1 %" in text
    figures = of(analysis("bostad", kommun="Lund"))
    assert shown(figures, "nyckeltal", "kostnader") == ""
