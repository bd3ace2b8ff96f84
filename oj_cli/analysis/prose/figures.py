"""Findings about figures: against each other, and against the data."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from oj_cli.analysis.prose.statements import MOST_MEANT, Reading, Statement
from oj_cli.analysis.prose.verdicts import Verdict, fits, quantity, verdict
from oj_cli.analysis.prose.wording import finding, of_text, quote
from oj_cli.analysis.prose.words import pattern
from oj_cli.domain.findings import Finding, Level
from oj_cli.domain.prose import Facts, Tally, Unchecked
from oj_cli.domain.quality import QualityRules
from oj_cli.domain.swedish import counted, listing, number, percent

_HIDDEN_PART = 20
"""Percent of the group that is left unsaid before it is more than advice to say it."""

_SAME = pattern(
    r"\bdvs\b|\bd\.v\.s|\bdet vill säga\b|\balltså\b|\bvilket (?:innebär|motsvarar|är|ger)\b|"
    r"\bmotsvarar|[(=]"
)
_APART = pattern(r"\boch\b|\bmedan\b|\bmen\b|\bsamt\b|jämfö")
_NEXT_SAME = pattern(r"^\W*(?:dvs|d\.v\.s|det vill säga|det motsvarar|alltså)")
_SHORT_WAY = 25
_EXPLAINED = pattern(
    r"\bi praktiken\b|\binrapporter|\bfelrapporter|\bfelaktig|\bi verkligheten\b|\brättelse"
)
_SAYS_WHO = pattern(
    r"\b(?:ej|inte) aktuell|\bEA\b|\b(?:har|som) svarat\b|\bsvarande\b|\bbesvarat\b|\bbortfall"
)
_ALL_OF_IT = pattern(r"\bhelt\b")


class Figures:
    """The figures of one text, tried one by one."""

    def __init__(self, reading: Reading, facts: Facts, rules: QualityRules) -> None:
        self.reading = reading
        self.facts = facts
        self.rules = rules
        self.n_tried = 0
        self.n_agree = 0
        self.unchecked: list[Unchecked] = []
        self.backed: set[tuple[int, tuple[str, ...]]] = set()
        """Paragraph and questions of which a share, not of none or all, has agreed."""

    def findings(self) -> list[Finding]:
        """Return what is wrong; what was tried and agreed, and what was left, is kept."""
        found: list[Finding] = []
        settled: set[int] = set()
        for a, b in self._pairs():
            contradiction = self._contradiction(a, b)
            if contradiction is not None:
                found.append(contradiction)
                settled |= {id(a), id(b)}
                self.n_tried += 2
        for statement in self.reading.statements:
            if id(statement) not in settled:
                found += self._try(statement)
        return found

    # --- against each other -----------------------------------------------------------

    def _pairs(self) -> Iterator[tuple[Statement, Statement]]:
        """Yield a number of kommuner and a percentage that say the same thing twice."""
        statements = [
            s
            for s in sorted(self.reading.statements, key=lambda s: (s.sentence, s.claim.start))
            if s.claim.base == "kommuner" and s.claim.whose == "egen" and not s.claim.past
        ]
        for a, b in pairwise(statements):
            one, other = (a, b) if a.claim.kind != "andel" else (b, a)
            if one.claim.kind not in ("brak", "antal") or other.claim.kind != "andel":
                continue
            if self._says_the_same(a, b):
                yield one, other

    def _says_the_same(self, a: Statement, b: Statement) -> bool:
        sentences = self.reading.sentences
        if a.sentence == b.sentence:
            between = sentences[a.sentence].text[a.claim.end : b.claim.start]
            if _SAME.search(between):
                return a.claim.clause == b.claim.clause
            return len(between) <= _SHORT_WAY and not _APART.search(between)
        return (
            b.sentence == a.sentence + 1
            and sentences[a.sentence].paragraph == sentences[b.sentence].paragraph
            and _NEXT_SAME.search(sentences[b.sentence].text) is not None
        )

    def _contradiction(self, count: Statement, other: Statement) -> Finding | None:
        n, of, share_claim = count.claim.value, count.claim.of, other.claim
        sizes = [of] if of else list(range(max(int(n), 1), self.facts.group.size + 1))
        if any(fits(share_claim, 100 * n / size) for size in sizes):
            return None
        denominator = of or self.facts.group.size
        share = 100 * n / denominator
        values = {
            "antal": number(n),
            "av": number(denominator),
            "andel": percent(share),
            "sager": share_claim.said,
            "data": " ".join(self._tally_text(id) for id in count.topic.ids[:MOST_MEANT]),
        }
        found = self._finding(
            "D07",
            "antal",
            values,
            count,
            antal=n,
            av=denominator,
            andel_i_texten=share_claim.value,
            andel_av_antalet=round(share, 2),
        )
        return replace(found, message=found.message.rstrip())

    # --- against the data --------------------------------------------------------------

    def _try(self, s: Statement) -> Iterator[Finding]:
        claim = s.claim
        if claim.base == "annat" or (claim.base == "okant" and claim.kind == "andel"):
            return
        if claim.kind == "mangd" and self._is_about_a_group(s):
            yield from self._of_a_group(s)
            return
        why = self._why_not(s)
        if why:
            if claim.kind != "mangd" and (s.topic or claim.kind in ("andel", "brak")):
                self._leave(s, why)
            return
        tallies = self._tallies(s)
        if not tallies:
            if s.topic and claim.kind != "mangd":
                self._leave(s, "uppgifter för det året eller den gruppen finns inte i data")
            return
        verdicts = {id: verdict(claim, tally) for id, tally in tallies.items()}
        known = {id: v for id, v in verdicts.items() if v is not Verdict.UNKNOWN}
        if not known:
            return
        agrees = Verdict.AGREES in known.values()
        if agrees and (claim.kind, claim.whose) == ("andel", "egen") and 0 < claim.value < 100:
            self.backed.add(self._context(s))
        sure = s.topic.sure or self._context(s) in self.backed
        if not agrees and (not sure or (s.inherited and claim.kind == "antal")):
            if claim.kind != "mangd":
                self._leave(s, "det är osäkert vilken fråga meningen handlar om")
            return
        self.n_tried += 1
        yield from self._judge(s, known, tallies)

    def _context(self, s: Statement) -> tuple[int, tuple[str, ...]]:
        return self.reading.sentences[s.sentence].paragraph, s.topic.ids

    def _why_not(self, s: Statement) -> str | None:
        if s.claim.whose == "annan":
            return "det gäller en grupp som inte prövas"
        if not s.topic:
            return "det går inte att se vilken fråga meningen handlar om"
        if len(s.topic.ids) > MOST_MEANT:
            return "meningen kan handla om flera frågor"
        return None

    def _tallies(self, s: Statement) -> dict[str, Tally]:
        """Return what is known of each question, for whom and when the figure is about."""
        facts = self.facts
        if s.claim.past:
            if s.claim.whose == "riket":
                return {}
            known_then = {id: self._then(s, id) for id in s.topic.possible}
            return {id: tally for id, (_, tally) in known_then.items() if tally}
        known = facts.riket if s.claim.whose == "riket" else facts.own
        return {id: known[id] for id in s.topic.possible if id in known}

    def _then(self, s: Statement, id: str) -> tuple[int, Tally | None]:
        """Return the year before that a figure is about, and what is known of it."""
        years = self.facts.before.get(id, {})
        year = s.claim.year or max(years, default=0)
        return year, years.get(year)

    def _judge(
        self, s: Statement, verdicts: Mapping[str, Verdict], tallies: Mapping[str, Tally]
    ) -> Iterator[Finding]:
        """Judge by the question that fits best: a figure is wrong only if no reading is right."""
        best = min(verdicts.values(), key=list(Verdict).index)
        ids = [id for id, v in verdicts.items() if v is best]
        if best is Verdict.DIFFERS:
            ids = [id for id in ids if id in s.topic.ids] or ids[:1]
        claim = s.claim
        if best is Verdict.AGREES:
            self.n_agree += 1
            if claim.kind == "andel" and claim.whose == "egen" and not claim.past:
                yield from self._hidden(s, ids[0], tallies[ids[0]])
            return
        if best is Verdict.HIDES:
            self.n_agree += 1
            if not self._says_who(s, tallies[ids[0]]):
                yield self._hides(s, "alla", ids[0], tallies[ids[0]])
            return
        if claim.kind == "mangd":
            level: Level | None = "fel" if best is Verdict.DIFFERS else None
            yield self._against(s, "D03", "skiljer", ids, level)
        elif best is Verdict.OTHER_BASE:
            rule = "D01" if claim.kind == "andel" else "D08"
            yield self._against(s, rule, "annan_namnare", ids, "rad")
        else:
            yield self._against(s, "D08" if claim.kind == "antal" else "D01", "skiljer", ids, None)

    def _against(
        self, s: Statement, rule: str, variant: str, ids: list[str], level: Level | None
    ) -> Finding:
        """Return what does not agree; only advice where the text itself explains it."""
        data = self._data(s, ids)
        if _EXPLAINED.search(self.reading.around(s.sentence)):
            data += " Texten kan ha förklarat skillnaden."
            level = "rad"
        elif s.claim.past and (level or self.rules[rule].level) == "fel":
            level = "varn"
        fields = {"indikatorer": ids, "varde_i_texten": s.claim.value or s.claim.word}
        values = {"sager": s.claim.said, "data": data}
        return self._finding(rule, variant, values, s, level, **fields)

    def _hidden(self, s: Statement, id: str, t: Tally) -> Iterator[Finding]:
        """Find a share that is right of those that answered, who are not all and not named."""
        if not t.is_counted or t.n == t.size or self._says_who(s, t):
            return
        is_much = 100 * (t.size - t.n) >= _HIDDEN_PART * t.size
        yield self._hides(s, "andel", id, t, "varn" if is_much else "rad")

    def _says_who(self, s: Statement, t: Tally) -> bool:
        """Return whether the text says itself how many a figure is counted on."""
        around = self.reading.around(s.sentence)
        counted_on = rf"(?:av|/)\s*{t.n}\b|\b{t.n}\s+(?:svar\b|kommuner\s+(?:har\s+)?svarat)"
        return _SAYS_WHO.search(around) is not None or re.search(counted_on, around) is not None

    def _hides(
        self, s: Statement, variant: str, id: str, t: Tally, level: Level | None = None
    ) -> Finding:
        values = {"sager": s.claim.said, "n": t.n, "av": t.size, "data": self._tally_text(id)}
        fields = {"indikatorer": [id], "n_svar": t.n, "n_kommuner": t.size}
        return self._finding("D02", variant, values, s, level, **fields)

    # --- quantifiers over a group of questions -------------------------------------------

    def _is_about_a_group(self, s: Statement) -> bool:
        """Return whether it is about all questions of a group: rutiner på alla områden."""
        whole = s.claim.every or (s.claim.negated and _ALL_OF_IT.search(s.clause) is not None)
        groups = {self.facts.catalogue.by_id[id].group for id in s.topic.ids}
        return whole and len(s.topic.ids) >= MOST_MEANT and len(groups) == 1

    def _of_a_group(self, s: Statement) -> Iterator[Finding]:
        group = self.facts.catalogue.by_id[s.topic.ids[0]].group
        ids = [i.id for i in self.facts.catalogue if i.group == group and i.id in self.facts.own]
        names = sorted({name for id in ids for name in self.facts.answers.get(id, {})})
        yes = {name: sum(self.facts.answers[id].get(name) == "JA" for id in ids) for name in names}
        wanted = 0 if s.claim.negated else len(ids)
        who = [name for name, n in yes.items() if n == wanted]
        if len(names) < self.facts.group.size:
            return
        self.n_tried += 1
        found = quantity(s.claim.word, len(who), len(names), self.facts.group.size)
        if found is Verdict.AGREES:
            self.n_agree += 1
            return
        names_of = f" ({listing(who)})" if who else ""
        values = {
            "sager": s.claim.said,
            "vilka": counted(len(who), "kommun", "kommuner") + names_of,
            "n": len(ids),
            "grupp": group,
        }
        variant = "ingen_fraga" if s.claim.negated else "alla_fragor"
        level: Level | None = "fel" if found is Verdict.DIFFERS else None
        yield self._finding("D03", variant, values, s, level, indikatorer=ids, kommuner=who)

    # --- words ---------------------------------------------------------------------------

    def _data(self, s: Statement, ids: list[str]) -> str:
        """Return what is known of each question that may be meant, in sentences."""
        if s.claim.whose == "riket":
            shares = {id: self.facts.riket[id].share or 0 for id in ids}
            return " ".join(f"Riket, ”{self._name(id)}”: {percent(shares[id])}." for id in ids)
        return " ".join(self._tally_text(id, s if s.claim.past else None) for id in ids)

    def _tally_text(self, id: str, past: Statement | None = None) -> str:
        year, then = self._then(past, id) if past else (0, None)
        when = f" {year}" if then else ""
        return f"Svaren{when} på ”{self._name(id)}”: {of_text(then or self.facts.own[id])}."

    def _name(self, id: str) -> str:
        return self.facts.catalogue.by_id[id].name

    def _leave(self, s: Statement, why: str) -> None:
        sentence = self.reading.sentences[s.sentence]
        found = Unchecked(quote(sentence.text), why, sentence.line, sentence.label)
        if found not in self.unchecked:
            self.unchecked.append(found)

    def _finding(
        self,
        rule: str,
        variant: str,
        values: Mapping[str, object],
        s: Statement,
        level: Level | None = None,
        **fields: object,
    ) -> Finding:
        fields = {"omrade": self.facts.catalogue.area, "ar": self.facts.year, **fields}
        sentence = self.reading.sentences[s.sentence]
        return finding(self.rules[rule], variant, values, sentence, level, **fields)
