"""Words that readers do not know, that no longer hold, or that are spelt in two ways: group K."""

import re
from collections import defaultdict
from collections.abc import Iterator

from oj_cli.documents.reader import Where
from oj_cli.plan.check.checked import Checked, Group
from oj_cli.plan.check.rules import Hit, Outdated
from oj_cli.plan.coach.words import load_words

check = Group()

_ABBREVIATION = re.compile(r"(?<![\w/-])[A-ZÅÄÖ]{2,6}(?![\w])(?!/)")
_EXPLAINED = re.compile(r"\(([A-ZÅÄÖ]{2,6})\)|(?<![\w])([A-ZÅÄÖ]{2,6}) \((?=\w+ )")
_WORD = re.compile(r"(?<!\w)[^\W\d_]{3,6}(?!\w)")
_ENDING = r"(?:s|et|en|ets|ens)?"
_CODES = (
    *("schema", "id", "part", "diarienummer", "diarienr"),
    *("eget", "indikator", "typ", "koppling"),
)
"""Keys whose values are codes and registration numbers, not running text."""


@check("K01")
def _unexplained(plan: Checked) -> Iterator[Hit]:
    # Told at the first place. `samordnad individuell plan (SIP)` explains, anywhere
    known = set(plan.words.known_abbreviations)
    for _, text in plan.texts:
        known.update(one or other for one, other in _EXPLAINED.findall(text))
    for where, text in _running(plan):
        for word in _ABBREVIATION.findall(text):
            if word not in known:
                known.add(word)  # told once
                yield Hit("okand", where, {"ord": word})


_IN_COMMITMENTS = {"lag": "atagande", "oklar": "oklar"}


@check("K02")
def _outdated(plan: Checked) -> Iterator[Hit]:
    # What was right while the plan applied is right: told at the first place
    day = min(plan.last or plan.around.today, plan.around.today)
    for name in plan.words.outdated:
        is_early = plan.last is not None and plan.last < name.since
        if not (is_early if name.kind == "tidig" else name.since <= day):
            continue
        pattern = re.compile(_as_written(name), re.I if name.kind != "namn" else 0)
        for where, text in plan.texts:
            found = None if _is_edition(where) else pattern.search(text)
            if found:
                yield Hit(name.kind, where, {"ord": found[0], "nytt": name.now}, quote=text)
                break
        for said in plan.around.commitments if name.kind in _IN_COMMITMENTS else ():
            if found := pattern.search(said):
                words = {"lofte": said, "ord": found[0], "nytt": name.now}
                yield Hit(_IN_COMMITMENTS[name.kind], ("mal",), words)


def _as_written(name: Outdated) -> str:
    word = re.escape(name.word).replace(r"\ ", r"\s+")
    if name.word.islower() and name.kind == "namn":
        word = f"[{name.word[0]}{name.word[0].upper()}]{word[1:]}"
    if name.kind == "oklar":  # with its number it is clear
        law, chapter = rf"{word}s?(?!\w)", r"\d+\s+(?:[a-z]\s+)?kap\."
        return (
            rf"(?<!\w){law}\s+{chapter}|{chapter}\s+\d+\s+(?:[a-z]\s+)?§\s+{law}(?!\s*\(?\d{{4}})"
        )
    if name.kind == "lank":
        return rf"(?<![\w-])(?:www\.)?{word}(?!\w)"
    return rf"(?<!\w){word}{_ENDING}(?!\w)"


@check("K03")
def _inconsistent(plan: Checked) -> Iterator[Hit]:
    # `vll` and `VLL`; `ESL` and `ELS`
    forms: defaultdict[str, dict[str, Where]] = defaultdict(dict)
    for where, text in _running(plan):
        for word in _WORD.findall(text):
            forms[word.upper()].setdefault(word, where)
    shouted = {w: f[w] for w, f in forms.items() if w in f}
    for word, where in shouted.items():
        others = [form for form in forms[word] if form != word]
        if others and not _is_ordinary(word):
            yield Hit("versaler", where, {"ord": ", ".join([word, *others])})
    by_letters: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for word in sorted(shouted):
        by_letters[(word[0], *sorted(word))].append(word)
    for one, *others in by_letters.values():
        for other in others:
            yield Hit("omkastade", shouted[other], {"ord": f"{one} och {other}"})


def _is_ordinary(word: str) -> bool:
    """Tell whether an abbreviation may also be a small word: `NÄR` in a heading."""
    known = load_words()
    small = (*known.before_noun, *known.adverbials, *known.verbs, *known.clause_words)
    return word.lower() in (*small, *known.pronouns, *known.modals)


def _is_edition(where: Where) -> bool:
    """Tell whether a text names a comparison group, as `SKL 2011` does for ever."""
    return where[:2] == ("plan", "jamforelsegrupp")


def _running(plan: Checked) -> Iterator[tuple[Where, str]]:
    """Yield the texts that people read, in order; not codes."""
    for where, text in plan.texts:
        if not where or where[-1] in _CODES or _is_edition(where):
            continue
        if any(k in ("parter", "gjort") for k in where) and where[-1] not in ("namn",):
            continue
        yield where, text
