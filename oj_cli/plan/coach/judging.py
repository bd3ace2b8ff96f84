"""The coach's rules, in the order in which they are tried. One that does not fit says nothing."""

from collections.abc import Callable

from oj_cli.domain.coach import GoalKind, Judgement
from oj_cli.plan.coach.sentence import Sentence
from oj_cli.plan.coach.words import first_kind, kind_of, load_words, names_users

QUESTION = "Vad blir bättre, för vem, och hur märks det?"
_HOW_MUCH = "Hur mycket ska det bli, vad är det i dag, och till när?"
_WHEN = "Till när ska det vara nått?"


def judge(sentence: str) -> Judgement:
    """Judge whether a Swedish sentence is a goal or an activity.

    Never raises for any text. `oklart` is an answer too: a goal called an activity does more
    harm than a question.
    """
    read = Sentence(" ".join(sentence.split()))
    if not any(w[0].isalpha() for w in read.words):
        return _unclear("Det står ingen mening här.")
    return next(found for rule in _RULES if (found := rule(read)) is not None)


def _activity(reason: str) -> Judgement:
    return Judgement("aktivitet", None, reason, QUESTION)


def _unclear(reason: str) -> Judgement:
    return Judgement("oklart", None, reason, QUESTION)


def _goal(s: Sentence, reason: str) -> Judgement:
    question = _HOW_MUCH if not s.counted else None if s.dated else _WHEN
    return Judgement("mal", _goal_kind(s), reason, question)


def _goal_kind(s: Sentence) -> GoalKind:
    if any(w in load_words().experience for w in s.words):
        return "brukarmal"
    offered = (s.passive and s.about[0] == "brukare") or any(
        w.startswith("erbjud") for w in s.words
    )
    if s.timed or offered or s.about[0] == "tjanst":
        return "processmal"
    return "brukarmal"


def _too_short(s: Sentence) -> Judgement | None:
    if sum(w[0].isalpha() for w in s.words) > 1:
        return None
    return _unclear("Ett enda ord räcker inte för att se vad som ska bli bättre.")


def _begins_with_verb(s: Sentence) -> Judgement | None:
    """Tell a sentence that begins with what to do; `öka` and the like are judged by what."""
    verb = s.verb_after_opening
    if verb is not None and verb not in load_words().amount_verbs:
        return _activity(f"”{verb}” säger vad ni ska göra, inte vad som blir bättre för någon.")
    if not s.begins_with_verb:
        return None
    words = s.words[1:] if s.words[0] == "att" else s.words
    if words[0] not in load_words().amount_verbs:
        first = words[0].capitalize()
        return _activity(
            f"Meningen börjar med ett verb, ”{first}”. Då säger den vad ni ska göra, "
            "inte vad som blir bättre för någon."
        )
    return _change(s, words[1:])


def _change(s: Sentence, what: tuple[str, ...]) -> Judgement | None:
    kind, word = first_kind(what)
    if kind == "brukare":
        return _goal(s, f"Meningen säger vad som blir annorlunda för ”{word}”.")
    if kind == "nytta" or (kind == "tjanst" and s.counted):
        return _goal(s, f"Det som ska ändras, ”{word}”, är något som brukarna märker.")
    if kind in ("utforare", "internt", "handling"):
        if kind == "handling" and (s.counted or names_users(what)):
            return None
        return _activity(f"Det som ska ändras, ”{word}”, hör till ert eget arbete.")
    return None


def _said_effect(s: Sentence) -> Judgement | None:
    """Judge by what something leads to, if that is a goal in itself."""
    if s.effect is None or s.about[0] == "utforare":
        return None
    found = judge(s.effect)
    return found if found.bedomning == "mal" else None


def _users_say(s: Sentence) -> Judgement | None:
    """Tell what is answered or felt: only people can, and staff were told apart before."""
    if s.verb not in load_words().experience or not s.counted:
        return None
    return _goal(s, f"Meningen säger hur många som ”{s.verb}”.")


def _staff_act(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if s.agent is not None and kind != "brukare":
        kind, word = "utforare", s.agent
    if kind != "utforare" or s.verb is None:
        return None
    if s.verb in load_words().states or any(w in load_words().states for w in s.predicate[:1]):
        return _unclear(f"Meningen beskriver hur ”{word}” är, men inte vad någon märker av det.")
    kinds = {kind_of(w) for w in s.predicate}
    measured = s.counted_after_verb and not s.passive and kinds & {"brukare", "nytta"}
    if measured or (s.changes_share and kinds & {"brukare", "nytta", "tjanst"}):
        return _unclear(
            f"Meningen handlar om vad ”{word}” gör, men nämner något mätbart för brukarna. "
            "Skriv om den med brukarna först."
        )
    return _activity(
        f"”{word.capitalize()}” är den som gör något. Målet är det som brukarna märker."
    )


def _counted_benefit(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if not s.counted or s.expletive:
        return None
    if kind in ("brukare", "nytta", "tjanst"):
        return _goal(s, f"Meningen nämner ”{word}” och hur mycket eller hur snart.")
    seen = next((w for w in s.words if kind_of(w) in ("brukare", "nytta", "tjanst")), None)
    if not kind and seen is not None:
        return _goal(s, f"Meningen nämner ”{seen}” och hur mycket eller hur snart.")
    return None


def _internal_subject(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if kind not in ("internt", "handling"):
        return None
    if (names_users(s.subject) and s.changes_amount) or (kind == "handling" and s.counted):
        return _unclear(
            f"”{word.capitalize()}” kan vara ert eget arbete eller något som brukarna märker."
        )
    return _activity(f"”{word.capitalize()}” är något ni gör eller tar fram, inte en nytta i sig.")


def _done_to_users(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if kind != "brukare" or s.passive is None:
        return None
    if s.negated:
        return _goal(s, f"Meningen säger vad ”{word}” ska slippa.")
    if s.counted:
        return _unclear(f"Det syns inte vad ”{word}” får ut av att något görs.")
    return _activity(f"”{s.passive}” säger vad någon gör med ”{word}”, inte vad de får ut av det.")


def _something_is_done(s: Sentence) -> Judgement | None:
    if s.about[0] or s.passive is None or s.passive in load_words().amount_forms:
        return None
    if s.counted:
        return _unclear(f"Det är mätbart hur ”{s.passive}” går till, men inte vem som märker det.")
    return _activity(f"”{s.passive}” säger att något görs, inte vad som blir bättre för någon.")


def _users_act(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if kind != "brukare" or s.verb is None or s.expletive:
        return None
    return _goal(s, f"Meningen säger vad ”{word}” kan, får, har eller upplever.")


def _benefit_changes(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if kind == "nytta" and s.verb is not None and not s.expletive:
        return _goal(s, f"”{word.capitalize()}” är något som brukarna märker.")
    if not kind and s.verb is not None and s.changes_amount:
        user = next((w for w in s.words if kind_of(w) == "brukare"), None)
        return None if user is None else _goal(s, f"Något ändras för ”{user}”.")
    if s.verb is None and s.changes_amount:
        return _change(s, s.words if s.words[1:2] == ("som",) else s.words[1:])
    return None


def _cannot_tell(s: Sentence) -> Judgement:
    if s.verb is None:
        return _unclear("Meningen saknar verb. Det syns inte vem som ska märka något.")
    return _unclear("Det syns inte för vem något blir bättre, eller hur det märks.")


_RULES: tuple[Callable[[Sentence], Judgement | None], ...] = (
    _too_short,
    _begins_with_verb,
    _said_effect,
    _staff_act,
    _users_say,
    _counted_benefit,
    _benefit_changes,
    _internal_subject,
    _done_to_users,
    _users_act,
    _something_is_done,
    _cannot_tell,
)
