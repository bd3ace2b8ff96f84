"""The coach's answers: the known traps, the reasons, and that no text can break it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oj_cli.plan.coach.judging import judge
from oj_cli.plan.coach.sentence import Sentence
from oj_cli.plan.coach.words import kind_of, load_words

QUESTION = load_words().questions["battre"]

quick = settings(deadline=None, database=None, derandomize=True)
TRAPS = [
    # deponents look passive
    ("Ungdomar i familjehem trivs", "mal"),
    ("Boende ska kunna umgås med vem de vill", "mal"),
    ("Den enskilde känns trygg", "mal"),
    # an adjective that ends as an infinitive does
    ("Nöjda brukare", "mal"),
    ("Trygga boende", "mal"),
    # an internal word as the object of a user
    ("Barn ska inte behöva byta handläggare", "mal"),
    ("Brukare känner till sin genomförandeplan", "mal"),
    # a measurable sentence about one's own work
    ("Bättre behandlingsplanering", "aktivitet"),
    ("90 procent av personalen ska ha gått utbildningen", "aktivitet"),
    ("Vi ska ha kortare genomsnittlig väntetid från ansökan till verkställd insats", "aktivitet"),
    # change verbs are judged by what changes
    ("Öka tryggheten hos de boende", "mal"),
    ("Öka personalens kunskap om autism", "aktivitet"),
    ("Minska antalet återfall från 20 till 10", "mal"),
    # who somebody is, is not what is done
    ("Personer som har utsatts för våld känner sig trygga hemma", "mal"),
    ("Människor med psykisk funktionsnedsättning ska ha samma möjligheter som andra", "mal"),
    ("Placerade ungas hälsa är lika god som andras", "mal"),
    ("Andelen avhysta familjer halveras", "mal"),
    ("Placerade barn ska följas upp varje kvartal", "aktivitet"),
    ("Ta fram en rutin för personer som har utsatts för våld", "aktivitet"),
    # staff are to change how many users, or halve what they wait for: rather a question
    ("Kommunen ska minska andelen barn som placeras om", "oklart"),
    ("Socialtjänsten ska halvera väntetiden till 2027", "oklart"),
    ("Vi ska öka antalet utbildade boendestödjare", "aktivitet"),
    # the subject follows the verb
    ("Under 2027 ska vi starta ett brukarråd", "aktivitet"),
    ("Under 2027 ska 8 av 10 brukare veta vem de kan ringa", "mal"),
    ("Det ska finnas en handlingsplan", "aktivitet"),
    # a goal in the opening
    ("Målet är att fler får ett eget arbete", "oklart"),
    ("Vi vill att äldre ska slippa vara ensamma", "mal"),
    # vague
    ("Rätt stöd i rätt tid", "oklart"),
    ("Samverkan", "oklart"),
    ("", "oklart"),
    ("…", "oklart"),
]


@pytest.mark.parametrize(("text", "verdict"), TRAPS)
def test_traps(text: str, verdict: str) -> None:
    assert judge(text).bedomning == verdict


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Minst 8 av 10 brukare ska uppge att de är trygga 2027", "brukarmal"),
        ("Minst 95 procent av besluten ska vara verkställda inom tre månader 2027", "processmal"),
        ("Alla som ringer får svar samma dag", "processmal"),
        ("Färre återfall", "brukarmal"),
    ],
)
def test_kind_of_goal(text: str, kind: str) -> None:
    assert judge(text).typ == kind


def test_the_question_asks_for_what_the_goal_lacks() -> None:
    assert judge("Nöjda brukare").fraga == "Hur mycket ska det bli, vad är det i dag, och till när?"
    assert judge("80 procent av brukarna är nöjda").fraga == "Till när ska det vara nått?"
    assert judge("80 procent av brukarna är nöjda senast 2027-12-31").fraga is None
    assert judge("Ta fram en rutin").fraga == QUESTION
    assert judge("God kvalitet").fraga == QUESTION


def test_the_reason_names_the_word_that_decided() -> None:
    assert "”Upprätta”" in judge("Upprätta en rutin för SIP").skal
    assert "”Personalen”" in judge("Personalen ska gå en utbildning").skal
    assert "”Handlingsplan”" in judge("Handlingsplan mot våld finns").skal
    assert "”revideras”" in judge("Huset revideras").skal


def test_dates_and_frequencies_are_no_amounts() -> None:
    for text in ("senast 2027-12-31", "den 3 mars 2027", "två gånger per år", "unga 16–24 år"):
        assert not Sentence(text).counted, text
    for text in ("20 %", "9 av 10", "från 3 till 5", "var tionde", "inom 30 dagar", "2,5 procent"):
        assert Sentence(text).counted, text


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("enhetscheferna", "utforare"),
        ("målgruppen", "brukare"),
        ("arbetsgruppen", "utforare"),
        ("brukarna", "brukare"),
        ("föräldrarnas", "brukare"),
        ("personal", "utforare"),
        ("personer", "brukare"),
        ("kartläggning", "handling"),
        ("förutsättningar", ""),
        ("samverkansavtalet", "internt"),
        ("handläggningstiden", "tjanst"),
        ("område", ""),
        ("plan", "internt"),
        ("planerar", ""),
    ],
)
def test_nouns_are_known_by_their_last_part(word: str, kind: str) -> None:
    assert kind_of(word) == kind


def test_the_lists_are_few_and_hold_no_word_twice() -> None:
    words = load_words()
    nouns = [*words.users, *words.staff, *words.internal, *words.service, *words.benefit]
    assert len(nouns) == len(set(nouns))
    assert len(nouns) < 220


@quick
@given(st.text(max_size=200))
@example("att att att")
@example("ska")
@example("leder till att leder till att leder till att x")
@example("det ska")
@example("som som som")
@example("1 2 3")
@example("gånger gånger")
def test_no_text_breaks_it(text: str) -> None:
    said = judge(text)
    assert said.skal
    assert (said.typ is not None) == (said.bedomning == "mal")
    assert said.bedomning == "mal" or said.fraga == QUESTION


VOCABULARY = sorted(
    {w for text, _ in TRAPS for w in text.split()} | {"som", "att", "ska", "inte", "leder till att"}
)


@quick
@given(st.lists(st.sampled_from(VOCABULARY), max_size=14))
def test_no_order_of_words_breaks_it(words: list[str]) -> None:
    text = " ".join(words)
    assert judge(text) == judge(f"  {text}\n")
