"""The coach's rules, in the order in which they are tried. One that does not fit says nothing."""

from collections.abc import Callable
from dataclasses import replace

from oj_cli.domain.coach import Judgement, Verdict
from oj_cli.domain.plan import GoalKind
from oj_cli.plan.coach.sentence import Sentence
from oj_cli.plan.coach.words import first_kind, kind_of, load_words, names_users


def judge(sentence: str) -> Judgement:
    """Judge whether a Swedish sentence is a goal or an activity.

    Never raises for any text. `oklart` is an answer too: a goal called an activity does more
    harm than a question.
    """
    read = Sentence(" ".join(sentence.split()))
    if not any(w[0].isalpha() for w in read.words):
        return _unclear("ingen_mening")
    return next(found for rule in _RULES if (found := rule(read)) is not None)


def _activity(reason: str, word: str | None = "", verb: str = "") -> Judgement:
    return _judgement("aktivitet", reason, word, "battre", verb)


def _unclear(reason: str, word: str | None = "") -> Judgement:
    return _judgement("oklart", reason, word, "battre")


def _goal(s: Sentence, reason: str, word: str | None = "") -> Judgement:
    question = "hur_mycket" if not s.counted else None if s.dated else "nar"
    return replace(_judgement("mal", reason, word, question), typ=_goal_kind(s))


def _judgement(
    verdict: Verdict, reason: str, word: str | None, question: str | None, verb: str = ""
) -> Judgement:
    known = load_words()
    said = known.reasons[reason].format(ord=word, Ord=(word or "").capitalize(), verb=verb)
    return Judgement(verdict, None, said, known.questions[question] if question else None)


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
    return _unclear("ett_ord")


def _begins_with_verb(s: Sentence) -> Judgement | None:
    """Tell a sentence that begins with what to do; `öka` and the like are judged by what."""
    verb = s.verb_after_opening
    if verb is not None and verb not in load_words().amount_verbs:
        return _activity("vad_ni_gor", verb)
    if not s.begins_with_verb:
        return None
    words = s.words[1:] if s.words[0] == "att" else s.words
    if words[0] not in load_words().amount_verbs:
        return _activity("verb_forst", words[0])
    return _change(s, words[1:])


def _change(s: Sentence, what: tuple[str, ...]) -> Judgement | None:
    kind, word = first_kind(what)
    if kind == "brukare":
        return _goal(s, "annorlunda", word)
    if kind == "nytta" or (kind == "tjanst" and s.counted):
        return _goal(s, "marks", word)
    if kind in ("utforare", "internt", "handling"):
        if kind == "handling" and (s.counted or names_users(what)):
            return None
        return _activity("eget_arbete", word)
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
    return _goal(s, "hur_manga", s.verb)


def _staff_act(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if s.agent is not None and kind != "brukare":
        kind, word = "utforare", s.agent
    if kind != "utforare" or s.verb is None:
        return None
    if s.verb in load_words().states or any(w in load_words().states for w in s.predicate[:1]):
        return _unclear("hur_det_ar", word)
    kinds = {kind_of(w) for w in s.predicate}
    measured = s.counted_after_verb and not s.passive and kinds & {"brukare", "nytta"}
    if measured or (s.changes_share and kinds & {"brukare", "nytta", "tjanst"}):
        return _unclear("brukarna_forst", word)
    return _activity("den_som_gor", word)


def _counted_benefit(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if not s.counted or s.expletive:
        return None
    if kind in ("brukare", "nytta", "tjanst"):
        return _goal(s, "hur_mycket", word)
    seen = next((w for w in s.words if kind_of(w) in ("brukare", "nytta", "tjanst")), None)
    if not kind and seen is not None:
        return _goal(s, "hur_mycket", seen)
    return None


def _internal_subject(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if kind not in ("internt", "handling"):
        return None
    if (names_users(s.subject) and s.changes_amount) or (kind == "handling" and s.counted):
        return _unclear("kanske_eget", word)
    return _activity("tas_fram", word)


def _done_to_users(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if kind != "brukare" or s.passive is None or s.passive in load_words().amount_forms:
        return None
    if s.negated:
        return _goal(s, "slipper", word)
    if s.counted:
        return _unclear("far_ut", word)
    return _activity("gors_med", word, s.passive)


def _something_is_done(s: Sentence) -> Judgement | None:
    if s.about[0] or s.passive is None or s.passive in load_words().amount_forms:
        return None
    if s.counted:
        return _unclear("hur_det_gar_till", s.passive)
    return _activity("nagot_gors", s.passive)


def _users_act(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if kind != "brukare" or s.verb is None or s.expletive:
        return None
    return _goal(s, "upplever", word)


def _benefit_changes(s: Sentence) -> Judgement | None:
    kind, word = s.about
    if kind == "nytta" and s.verb is not None and not s.expletive:
        return _goal(s, "nytta", word)
    if not kind and s.verb is not None and s.changes_amount:
        user = next((w for w in s.words if kind_of(w) == "brukare"), None)
        return None if user is None else _goal(s, "andras_for", user)
    if s.verb is None and s.changes_amount:
        return _change(s, s.words if s.words[1:2] == ("som",) else s.words[1:])
    return None


def _cannot_tell(s: Sentence) -> Judgement:
    if s.verb is None:
        return _unclear("inget_verb")
    return _unclear("syns_inte")


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
