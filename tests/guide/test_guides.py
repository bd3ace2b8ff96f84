"""The shipped guides are whole: they can be walked, and they ask all that they are made from."""

from pathlib import Path
from typing import get_args

import pytest

from oj_cli import api
from oj_cli.api.loading import read_priorities
from oj_cli.catalogue import load_priorities
from oj_cli.domain.analysis import Supports
from oj_cli.domain.errors import FileFault
from oj_cli.domain.guide import Guide, Question, below
from oj_cli.guide.content import NO_GUIDES, Library
from oj_cli.store import open_store
from oj_cli.workspace import guides_folder

ENTRIES = {entry.id: entry for entry in api.open(Path(__file__).parent).guides().entries}


def guide(name: str) -> Guide:
    return Library(guides_folder()).find(name)


def questions(name: str) -> dict[str, Question]:
    """Return the questions of a guide by their way: `val.motiv`."""
    return {
        ".".join([*(g.id for g in around), q.id]): q
        for around, q in below(guide(name).questions)
        if q.kind != "grupp"
    }


def test_the_guides_are_there_and_whole() -> None:
    assert sorted(ENTRIES) == [
        "egenkontroll",
        "fyra-steg",
        "mal-och-uppfoljning",
        "plan",
        "samverkansplan",
    ]
    assert [e.faults for e in ENTRIES.values()] == [()] * 5
    assert not NO_GUIDES & set(ENTRIES)


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_a_guide_helps_at_every_step(name: str) -> None:
    assert all(step.introduction for step in guide(name).steps)
    for way, question in questions(name).items():
        assert question.text.endswith("?"), way
        assert question.help or question.example or way.endswith((".datum", ".sort")), way
        assert " och när " not in question.text.lower(), f"{way} asks two things at once"
        assert "när och hur" not in question.text.lower(), f"{way} asks two things at once"


def test_the_plan_gives_a_good_and_a_bad_example_of_each_answer() -> None:
    for way, question in questions("plan").items():
        assert question.example is not None, way
        assert question.example.good != question.example.bad
        assert question.example.why, way


def test_the_four_steps_ask_all_of_the_printed_guide() -> None:
    """Pages 20 and 21 of the county report, sentence by sentence."""
    asked = questions("fyra-steg")
    wanted = {
        # step 1: results, differences, groups, areas, other areas, choose
        "skillnader": "text",
        "utvecklas": "tema",
        "flera_verksamheter": "text",
        "val.valj": "tema",
        # step 2: other comparisons, key figures and costs, inventory, revision or survey
        "andra_jamforelser.visar": "text",
        "nyckeltal.visar": "text",
        "kostnader.visar": "text",
        "inventering.visar": "text",
        "brukarrost.visar": "text",
        # step 3: comparable years, others' development, what changed, when and how
        "utveckling.slutsats": "text",
        "utveckling_andra": "text",
        "forandringar": "flerval",
        "handelser.vad": "text",
        "handelser.datum": "tidpunkt",
        "handelser.hur": "text",
        # step 4: what to develop, goals, activities, who, when, cost, reached, followed up
        "slutsatser.vad": "text",
        "mal.mal": "text",
        "mal.aktiviteter.vad": "text",
        "mal.aktiviteter.ansvarig": "text",
        "mal.aktiviteter.klart": "datum",
        "mal.aktiviteter.kostnad": "tal",
        "mal.senast": "datum",
        "mal.foljs_upp": "datum",
        "mal.hur": "text",
    }
    assert {way: asked[way].kind for way in wanted} == wanted
    groups = " ".join(asked["skillnader"].reflection)
    for group in ("riket", "länet", "invånargrupp", "kommungrupp", "fem grupper", "tio"):
        assert group in groups
    assert "IFO" in (asked["andra_jamforelser.visar"].help or "")
    assert "Brukarrevision" in asked["brukarrost.sort"].choices
    changes = " ".join(asked["forandringar"].choices)
    for word in ("Förutsättningarna", "Organisationen", "Personalen", "Metoder", "Lagar"):
        assert word in changes


def test_each_piece_of_evidence_is_asked_whether_it_supports_the_choice() -> None:
    for group in guide("fyra-steg").questions:
        if group.target == "underlag":
            (asked,) = (q for q in group.questions if q.field == "bedomning")
            assert {asked.written[c] for c in asked.choices} == set(get_args(Supports)), group.id


def test_goals_and_follow_up_ask_on_three_levels_and_share_out_the_work() -> None:
    asked = questions("mal-och-uppfoljning")
    for way in ("styr_nationellt", "styr_regionalt", "styr_lokalt", "varfor_mata", "finns_redan"):
        assert way in asked
    for way in ("mal.brukarnytta", "hinder", "efterfragar", "informeras"):
        assert way in asked
    for way in ("ansvar_planering", "ansvar_genomforande", "ansvar_analys"):
        assert way in asked
    assert {"IT-leverantör", "FoU"} <= set(asked["stod_utifran"].choices)


def test_own_control_asks_all_columns_of_the_printed_plan() -> None:
    asked = questions("egenkontroll")
    fields = {q.field for q in asked.values()}
    assert {
        "plan.enhet",
        "omrade",
        "namndmal",
        "varfor",
        "vad",
        "matt.beskrivning",
        "matt.kalla",
        "uppfoljning.hur",
        "uppfoljning.vem",
        "uppfoljning.aterkommer.varje",
        "uppfoljning.redovisas.till",
    } <= fields
    assert {"mal.stod", "resultat.utfall", "resultat.nasta_steg"} <= set(asked)
    assert any("tertial" in c for c in asked["mal.aterkommer"].choices)


def test_a_plan_of_several_parties_has_an_owner_for_each() -> None:
    asked = questions("samverkansplan")
    assert asked["parter.namn"].field == "namn"
    assert asked["mal.aktiviteter.ansvariga.part"].field == "part"
    assert {"paminnelse", "alla_redovisat", "nasta_period", "period_stammer"} <= set(asked)


def test_every_theme_has_a_question_and_every_step_of_the_order_a_reason() -> None:
    with open_store() as store:
        found = read_priorities(store, guides_folder())
        themes = {theme.id for theme in store.themes().themes}
    assert set(found.reflections) == themes - {"ej-ordnat"}  # what nobody has sorted yet
    kinds = [kind for step in found.order for kind in step.kinds]
    assert kinds == ["lag", "riktlinje", "overenskommelse", "namndmal"]
    assert all(step.why for step in found.order)


def test_what_is_changed_among_the_priorities_holds_at_once(tmp_path: Path) -> None:
    shipped = guides_folder() / "prioritering.yaml"
    with open_store() as store:
        for _ in range(2):  # read, and as it was kept then
            assert store.priorities(shipped) == load_priorities(shipped)
        changed = tmp_path / "prioritering.yaml"
        changed.write_text(shipped.read_text("utf-8").replace("[lag]", "[namndmal]"), "utf-8")
        assert read_priorities(store, tmp_path).order[0].kinds == ("namndmal",)
        assert read_priorities(store, guides_folder()).order[0].kinds == ("lag",)
        changed.unlink()
        with pytest.raises(FileFault, match="finns inte"):
            read_priorities(store, tmp_path)
