"""The check of a text: each claim is tied to a question, a unit and a year, or is not tested."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from oj_cli.analysis.prose.claims import Claim, UntestedError, claims
from oj_cli.analysis.prose.facts import RIKET, Facts, Unit
from oj_cli.analysis.prose.judging import Verdict, judge, judge_gap, judge_group, judge_names
from oj_cli.analysis.prose.reading import ALONE, Sentence, sentences
from oj_cli.analysis.prose.scope import YEAR, At, Scope, Where, lan_named
from oj_cli.analysis.prose.topics import Topic, Topics
from oj_cli.analysis.prose.units import Units
from oj_cli.analysis.prose.words import Lexicon, number_of, pattern
from oj_cli.domain.answers import Answer
from oj_cli.domain.findings import LEVELS, Finding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import INVANARGRUPPER, invanargrupp_name
from oj_cli.domain.prose import Outside, Passage, Tally, Tested, TextReport, Untested
from oj_cli.domain.quality import QualityRules, Rule
from oj_cli.domain.swedish import listing, number
from oj_cli.domain.wording import area_word

_LONGEST_QUOTE = 300
_MOST_OF_GROUP = 3
_MOST_CLAIMS = 8
_REACH = 3
"""How many sentences without a question of their own go on about the one before."""

_CUT = pattern(r"[,;:]\s|\boch\b|\bsamt\b|\bmen\b|\bmedan\b")
_TURN = pattern(r"[,;:]\s|\bmen\b|\bmedan\b|\boch\b|[()]")
_SUBSET = pattern(r"^\s+(?:som|där|med)\b")
_CLEFT = pattern(r"\b(?:det\s+(?:är|finns)|finns\s+det|är\s+det)\s+(?:\w+\s+)?$")
_WHOLE = pattern(r"\b(?:av|bland)\s+(?:(?:de|dessa|länets|våra|alla)\s+)?$")
_SINCE = pattern(r"\b(?:som|än|med|sedan|från|mot|till)\s+(?:år\s+|öj\s+)?20[0-4]\d\b")
_BUT = pattern(r"\butom\s*$")
_GROUP_BOUNDS = pattern(
    r"grupp\w*\s+(ett|två|tre|fyra|fem|[1-5])\b\W{0,4}(\d{1,3}[ \u00a0]\d{3})\s*(?:[-–]|till)\s*"
    r"(\d{1,3}[ \u00a0]\d{3})"
)
_NOTHING = "meningen har inget tal, mängdord eller kommunnamn som kan prövas"
_NO_QUESTION = "det går inte att se vilken fråga meningen handlar om"


@dataclass(frozen=True)
class _Context:
    """What the sentences before were about: a question or some, and a group of questions."""

    topic: Topic = Topic()
    group: Topic = Topic()
    since: int = 0
    paragraph: int = -1


def check_passages(
    passages: Sequence[Passage], facts: Facts, rules: QualityRules, lexicon: Lexicon, year_by: str
) -> TextReport:
    """Return what came of each claim of a document.

    `year_by` says where the year comes from if neither sentence nor heading names it.
    """
    check = _Check(sentences(passages), facts, lexicon, year_by)
    findings = [_finding(t, rules[t.rule]) for t in check.tested if t.rule]
    findings += [f for s in check.inside for f in _group_bounds(s, rules["D41"])]
    findings.sort(key=lambda f: (LEVELS.index(f.level), f.line or 0))
    return TextReport(
        tuple(findings), tuple(check.tested), tuple(check.untested), tuple(check.outside)
    )


class _Check:
    """The check of one text, made from its first sentence to its last."""

    def __init__(
        self, text: Sequence[Sentence], facts: Facts, lexicon: Lexicon, year_by: str
    ) -> None:
        self.sentences, self.facts, self.lexicon = text, facts, lexicon
        self.year_by, self.area = year_by, area_word(facts.data.catalogue)
        self.units = Units(facts, lexicon)
        self.by_id = facts.data.catalogue.by_id
        names = (*facts.own_words, *(k.name for k in facts.data.register.kommuner))
        self.topics = Topics(facts.data.catalogue, facts.asked, lexicon, " ".join(names))
        self.topics.learn([s.text for s in text])
        only = (facts.data.catalogue.area,)
        self.own_area = [lexicon.areas[k] for k, of in lexicon.belongs.items() if of == only]
        self.inside: list[Sentence] = []
        self.tested: list[Tested] = []
        self.untested: list[Untested] = []
        self.outside: list[Outside] = []
        scope, context = Scope(facts, lexicon), _Context()
        for n, s in enumerate(self.sentences):
            own, group = self.topics.find(s.text), self.topics.of_group(s.text)
            where = scope.at(s, bool(own.ids or group.ids))
            context = _after(context, n, s, own, group)
            last = self.outside[-1] if self.outside else None
            if where.outside is None:
                self.inside.append(s)
                self._sentence(n, s, where, own, context)
            elif last and replace(last, sentences=1) == where.outside:
                self.outside[-1] = replace(last, sentences=last.sentences + 1)
            else:
                self.outside.append(where.outside)

    def _sentence(self, n: int, s: Sentence, where: Where, own: Topic, context: _Context) -> None:
        found = claims(s.text, self.lexicon, self.units.names)

        def left(said: str, why: str) -> None:
            here = Untested(_quote(s.text), said, why, line=s.line, label=s.label)
            self.untested.append(here)

        if not found and not s.level:
            if self.lexicon.has("andra_rakne", s.text):
                left(s.text, "hur många gånger något har gjorts finns inte i data")
            else:
                left("", _NOTHING)
        gaps = (s.text[a.end : b.start].strip(" −–+") for a, b in pairwise(found))
        if len(found) > _MOST_CLAIMS or not all(gaps):
            left(_quote(s.text), "det är eller liknar en tabell")
            return
        last = self.sentences[max(n - 1, 0)]
        before = last.text if n and last.paragraph == s.paragraph else ""
        near = " ".join(other.text for other in self.sentences[max(n - 1, 0) : n + 2])
        for claim in found:
            at = At(s, before, near, claim, found, where)
            try:
                self.tested.append(self._test(at, own, context))
            except UntestedError as why_not:
                left(s.text[claim.start : claim.end], str(why_not))

    def _test(self, at: At, own: Topic, context: _Context) -> Tested:
        """Return what came of a claim. Raises UntestedError if it cannot be tied to all."""
        part = self._part(at)
        self._is_fact(at, part)
        topic, by = self._question(at, part, own, context)
        asked = [self.by_id[id] for id in topic.ids]
        near = " ".join([at.before, at.text, *(h.text for h in at.where.headings)])
        is_survey = asked[0].kind == "numerisk" and self.own_area
        if is_survey and not any(words.search(near) for words in self.own_area):
            raise UntestedError(f"det sägs inte att det gäller {self.area}")
        year, year_by = self._year(at, part)
        unit, unit_by = self.units.of(at, asked[0])
        if at.claim.kind in ("riktning", "skillnad", "namn") and year != self.facts.year:
            raise UntestedError("jämförelser prövas bara för det år texten gäller")
        whole = topic.group and (self.lexicon.has("hel_grupp", part) or "helt" in part)
        if whole:
            n_yes = 0 if self.lexicon.has("nekar", part) else len(asked)
            verdict = judge_group(at.claim, len(self._all_of(asked, n_yes)))
        else:
            verdict = self._verdict(at, asked, unit, year)
        if isinstance(verdict, str):
            raise UntestedError(verdict)
        outcome, rule = verdict
        if outcome == "fel" and self.lexicon.has("forklarat", at.near):
            raise UntestedError("texten säger själv att svaren är felrapporterade")
        gap = at.claim.kind in ("riktning", "skillnad")
        units = [unit, RIKET] if gap else [unit]
        return Tested(
            quote=_quote(at.text),
            said=at.text[at.claim.start : at.claim.end],
            outcome=outcome,
            rule=None if outcome == "stammer" else rule,
            indicators=topic.ids,
            question=topic.group or asked[0].name,
            unit=unit.name,
            year=year,
            data=self._data(at.claim, asked, units, year, bool(whole)),
            place=self.facts.place(asked[0].id, units) if year == self.facts.year else "",
            by=f"frågan i {by}, vem i {unit_by}, år i {year_by}",
            line=at.sentence.line,
            label=at.sentence.label,
        )

    # --- what a claim is tied to --------------------------------------------------------

    def _is_fact(self, at: At, part: str) -> None:
        """Raise UntestedError for what is no statement on the answers of the year."""
        claim, before, after = at.claim, at.text[: at.claim.start], at.text[at.claim.end :]
        if claim.kind == "annat":
            raise UntestedError(claim.word)
        if at.text.endswith("?"):
            raise UntestedError("det är en fråga")
        is_of_some = _SUBSET.match(after) and not _CLEFT.search(before)
        if claim.kind in ("antal", "mangd") and (
            is_of_some or (claim.of is None and _WHOLE.search(before))
        ):
            raise UntestedError("talet är de kommuner som något annat räknas av")
        reasons = [why for why, words in self.lexicon.near.items() if words.search(part)]
        reasons += [why for why, words in self.lexicon.anywhere.items() if words.search(at.text)]
        lan = lan_named(self.facts.data.register.lan, at.text)
        reasons += [f"det gäller {x.name}" for x in lan if x != self.facts.lan]
        if reasons:
            raise UntestedError(reasons[0])

    def _question(self, at: At, part: str, own: Topic, context: _Context) -> tuple[Topic, str]:
        """Return what a claim is about: by its part of the sentence, all of it, or those before."""
        if at.claim.word.startswith("respektive"):
            two = [self.topics.find(p) for p in re.split(r"\boch\b|,", at.text[: at.claim.start])]
            if len(two) > 1 and two[-1].id and two[-2].id and two[-1].id != two[-2].id:
                return two[int(at.claim.word[-1]) - 2], "meningen"
        here = self.topics.find(part)
        if here.ids:
            return self._one(here, part, "meningen")
        possible = [(own, "meningen"), (self.topics.of_group(at.text), "meningen")]
        if at.claim.kind != "namn" and (at.claim.kind != "riktning" or len(at.found) == 1):
            possible += [(context.topic, "meningen före"), (context.group, "stycket")]
            possible += [
                (topic, f"rubriken på {h.spot}")
                for h in reversed(at.where.headings)
                if (h.level < ALONE or h.paragraph >= at.sentence.paragraph - 1)
                and (topic := self.topics.find(h.text)).id
            ]
        for topic, by in possible:
            if topic.ids:
                return self._one(topic, part, by)
        raise UntestedError(_NO_QUESTION)

    def _one(self, topic: Topic, part: str, by: str) -> tuple[Topic, str]:
        """Return a topic of one question or one group, if all words of the part belong to it."""
        if topic.id is None and topic.group is None:
            names = [f"”{self.by_id[id].short}”" for id in topic.ids[:4]]
            raise UntestedError(f"flera frågor passar: {listing(names)}")
        unknown = [f"”{word}”" for word in self.topics.unknown(part, topic.ids)]
        if unknown:
            about = topic.group or self.by_id[topic.ids[0]].short
            raise UntestedError(f"{listing(unknown[:4])} hör inte till ”{about}”")
        return topic, f"{by} ({listing(topic.words)})"

    def _part(self, at: At) -> str:
        """Return the part of a sentence that a claim stands in, cut between it and the others."""
        text, claim = at.text, at.claim
        start = text.rfind(";", 0, claim.start) + 1
        end = text.find(";", claim.end) if ";" in text[claim.end :] else len(text)
        for other in at.found:
            if other.end <= claim.start and (cut := self._cut(text, other.end, claim.start)):
                start = max(start, cut)
            elif other.start >= claim.end and (cut := self._cut(text, claim.end, other.start)):
                end = min(end, cut)
        return text[start:end]

    def _cut(self, text: str, start: int, end: int) -> int | None:
        """Return the last place to cut between two claims, not within what one question says."""
        for m in reversed([*_CUT.finditer(text, start, end)]):
            before, after = (re.findall(r"\w+", t) for t in (text[: m.start()], text[m.end() :]))
            both = [self.lexicon.stem(word) for word in (*before[-1:], *after[:1])]
            if m[0] != "och" or not self.topics.has_together(both):
                return m.start()
        return None

    def _year(self, at: At, part: str) -> tuple[int, str]:
        for text in (part, at.text):
            years = {int(y) for y in YEAR.findall(_SINCE.sub(" ", text))}
            if len(years) == 1:
                return years.pop(), "meningen"
            if years:
                raise UntestedError("meningen nämner flera år")
            if self.lexicon.has("ar_fore", text):
                return self.facts.year - 1, "meningen (året före)"
        by = at.where.year_by
        return self.facts.year, f"rubriken på {by.spot}" if by else self.year_by

    # --- whether it agrees --------------------------------------------------------------

    def _verdict(self, at: At, asked: Sequence[Indicator], unit: Unit, year: int) -> Verdict:
        claim, text = at.claim, at.text
        clause, is_own = self._clause(text, claim)
        meant = self._meant(clause, claim, text)
        is_unsure = not is_own and self.lexicon.has("nekar", text)
        if claim.kind in ("riktning", "skillnad"):
            degree = next((d for d in ("lite", "mycket") if self.lexicon.has(d, clause)), "")
            turned, word = self.units.is_turned(text, claim), self.units.direction(text, claim)
            if not word or turned is None or meant != Answer.JA:
                return "det går inte att se vad som jämförs"
            return judge_gap(self.facts, replace(claim, word=word), asked, unit, turned, degree)
        if claim.kind == "namn":
            if any(c.kind in ("andel", "varde", "riktning", "skillnad") for c in at.found):
                return "kommuner vid namn prövas inte tillsammans med andelar"
            if is_unsure or len(asked) > 1:
                return "det går inte att se om de har det eller saknar det"
            but = _BUT.search(text[: claim.start]) is not None
            stretch = text[text.rfind(";", 0, claim.start) + 1 :].partition(";")[0]
            only = self.lexicon.has("bara", stretch) or (
                but and re.search(r"\b(?:alla|samtliga)\b", text[: claim.start], re.I) is not None
            )
            every = [m[1] for m in self.units.names.finditer(stretch)] if self.units.names else []
            named = every if only and not but else claim.names
            if but and meant != Answer.DELVIS:
                meant = Answer.JA if meant == Answer.NEJ else Answer.NEJ
            return judge_names(self.facts, named, asked[0], meant, only)
        if len(asked) > _MOST_OF_GROUP:
            return "det gäller en hel grupp av frågor"

        def says_who(t: Tally) -> bool:
            counted_on = re.search(rf"(?:\bav|/)\s*(?:de\s+)?{t.n}\b", at.near)
            return counted_on is not None or self.lexicon.has("svarande", at.near)

        possible = {meant, Answer.JA, Answer.NEJ} if is_unsure else {meant}
        verdicts = {
            judge(self.facts, claim, i, unit, year, one, says_who)
            for i in asked
            for one in possible
        }
        return verdicts.pop() if len(verdicts) == 1 else "det går inte att se vad som menas"

    def _clause(self, text: str, claim: Claim) -> tuple[str, bool]:
        """Return the part of a sentence with a claim and its verb, and if the verb is its own.

        Cut at commas, och, men: 11 kommuner har det, fyra saknar det. Without a verb of its own
        it has that of the part before, or after.
        """
        borders = [m.span() for m in _TURN.finditer(text)]
        starts, ends = [0, *(b for _, b in borders)], [*(a for a, _ in borders), len(text)]
        parts = list(zip(starts, ends, strict=True))
        own = [n for n, (a, b) in enumerate(parts) if a < claim.end and b > claim.start]
        here = text[parts[own[0]][0] : parts[own[-1]][1]]
        if self.lexicon.has("verb", here):
            return here, True
        others = [*reversed(parts[: own[0]]), *parts[own[-1] + 1 :]]
        verbal = (text[a:b] for a, b in others if self.lexicon.has("verb", text[a:b]))
        return f"{here} {next(verbal, '')}", False

    def _meant(self, clause: str, claim: Claim, text: str) -> Answer:
        """Return which answer a claim is about: who has something, lacks it or partly has it."""
        rest = clause.replace(text[claim.start : claim.end], " ", 1)
        denials = self.lexicon["nekar"].findall(self.lexicon["nekar_inte"].sub(" ", rest))
        if self.lexicon.has("ej_aktuellt", text) and claim.kind != "andel" and claim.of is None:
            raise UntestedError("det gäller dem som svarat ej aktuellt")
        if len(denials) > 1:
            raise UntestedError("meningen nekar två gånger")
        if self.lexicon.has("delvis", clause):
            return Answer.DELVIS
        return Answer.NEJ if denials else Answer.JA

    def _all_of(self, asked: Sequence[Indicator], n_yes: int) -> list[str]:
        """Return the kommuner that have so many JA on some questions."""
        yes = [set(self.facts.said_by(i.id, "JA")) for i in asked]
        return [k for k in self.facts.members.values() if sum(k in of for of in yes) == n_yes]

    def _data(
        self,
        claim: Claim,
        asked: Sequence[Indicator],
        units: Sequence[Unit],
        year: int,
        whole: bool,
    ) -> str:
        """Return in words what is known."""
        if whole:
            all_yes, no_yes = (self._all_of(asked, n) for n in (len(asked), 0))
            every, none = (listing(of) or "ingen kommun" for of in (all_yes, no_yes))
            return f"JA på alla {len(asked)} frågor har {every}, på ingen {none}"
        if claim.kind == "namn":
            return f"JA har {listing(self.facts.said_by(asked[0].id, 'JA')) or 'ingen kommun'}"
        texts = [listing([self.facts.text(i, u, year) for u in units]) for i in asked]
        return "; ".join(texts[:_MOST_OF_GROUP])


def _after(before: _Context, n: int, s: Sentence, own: Topic, group: Topic) -> _Context:
    """Return what is being spoken of once a sentence has been read."""
    now = before
    if s.paragraph != now.paragraph:
        now = replace(now, topic=Topic(), paragraph=s.paragraph)
    if group.ids:
        now = replace(now, group=group)
    elif (own.id and own.id not in now.group.ids) or n - now.since > 2 * _REACH:
        now = replace(now, group=Topic())
    if own.ids or group.ids:
        is_list = own.id is None and bool(set(own.ids) & set(now.group.ids))
        return replace(now, topic=now.group if is_list else own if own.ids else group, since=n)
    return now if n - now.since <= _REACH else replace(now, topic=Topic())


def _finding(t: Tested, rule: Rule) -> Finding:
    place = f" ({t.place})" if t.place else ""
    values = {"sager": t.said, "fraga": t.question, "ar": t.year, "data": t.data}
    return rule.finding(
        t.outcome,
        values | {"kalla": place, "bundet": t.by},
        "fel" if t.outcome == "fel" else "varn",
        line=t.line,
        subject=t.label,
        quote=t.quote,
        fields={"indikatorer": list(t.indicators), "ar": t.year},
    )


def _group_bounds(s: Sentence, rule: Rule) -> Iterator[Finding]:
    """Yield wrong bounds of an invånargrupp, which are the same in every område."""
    for m in _GROUP_BOUNDS.finditer(s.text):
        group = int(number_of(m[1]))
        low, high = (int(number_of(m[n])) for n in (2, 3))
        right_low, right_high = INVANARGRUPPER[group]
        if low != right_low or right_high is None or high - right_high not in (0, 1):
            values = {"fran": number(low), "till": number(high), "grupp": group}
            values |= {"ratt": invanargrupp_name(group)}
            quote = _quote(s.text)
            yield rule.finding("granser", values, line=s.line, subject=s.label, quote=quote)


def _quote(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
