"""Swedish words as the check of a text needs them: stems, numerals, and the word kommun."""

import re
from functools import lru_cache

_NUMERALS = """
    noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton
    sjutton arton nitton tjugo
"""
NUMERALS = {word: n for n, word in enumerate(_NUMERALS.split())} | {"ett": 1}

NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMERALS, key=len, reverse=True))})"
KOMMUN = r"(?:[a-zåäö]*kommun(?:er(?:na)?s?|ens?)?)"
OWNER = (
    r"(?:(?:av|de|dessa|våra|alla|samtliga|länets|regionens|svarande|deltagande|övriga|"
    r"[A-ZÅÄÖ][\wåäö-]*s)\s+){0,3}"
)

_ALL_ENDINGS = "arnas ernas ornas arna erna orna ens ets en et er ar or na a e s"
_ENDINGS = tuple(_ALL_ENDINGS.split())
_SHORTEST = 4
_JOINING = """
    alla andra att av bara bland bör de dem den denna deras dess det detta där därför dessa då eller
    en enda endast enligt ett finns fler flera för från få får gäller genom ha har hos hur här i
    inte inom is jämfört jämföra kan kommer kommun kommunen kommuner kommunerna kommunernas
    kommunens man med medan mellan men mer mest minst mot mycket någon något några när och också
    om på procent riket rikets samt samtliga ska som sådan så säger till under upp uppger ut utan
    vad var vara vid vilka vilken vilket våra vår än är år även ej anger dvs helhet länet läns
    personer person arbeta arbetar arbetade arbetat
"""
FUNCTION_WORDS = frozenset(_JOINING.split())
_OF_HAVING = """
    arbetar arbeta bedriver bedrivs bekräfta bekräftar erbjuda erbjuder erbjuds erbjudit
    finnas fanns förekommer gett given ger göra gör görs gjorts genomfört genomförts
    genomför hade haft infört innebär motsvarar redovisar säga sig svara svarar svarat uppge
    uppgett saknar saknas saknade använda används använder åren året andel andelen antal
    antalet insatsen insatser metoden metod detta nu därmed numera idag ungefär cirka knappt
    drygt nästan ökat ökar ökade ökning minskat minskar minskade minskning sjunkit stigit
    förbättrats försämrats inrättats inrättat införts infördes börjat ja nej delvis
    nationellt ligger ges motsvarande var varje
"""
"""Words that say that something is there, or is counted, and not what it is."""
_WORD = re.compile(r"[^\W\d_]+")
_WORK_WITH = re.compile(r"\barbet\w*\s+(?:aktivt\s+)?(?:med|för|kring)\b", re.IGNORECASE)
"""Work with something says that it is done; what is worked with follows."""


def pattern(text: str) -> re.Pattern[str]:
    """Return a pattern that finds its words in any case."""
    return re.compile(text, re.IGNORECASE)


def number_of(text: str) -> int:
    """Return the number that digits or a numeral say."""
    return int(text) if text.isdigit() else NUMERALS[text.lower()]


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word in lower case without its endings, so that its forms are alike."""
    word = word.lower()
    changed = True
    while changed:
        changed = False
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)]
                changed = True
                break
    return word


def contents(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about."""
    return frozenset(
        s for s in stems(text) if s not in _HAVING and "kommun" not in s and len(s) > 1
    )


def stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, but for those that join the others."""
    words = _WORD.findall(_WORK_WITH.sub(" ", text))
    return frozenset(stem(w) for w in words if w.lower() not in FUNCTION_WORDS)


_HAVING = frozenset(stem(w) for w in (*_OF_HAVING.split(), *NUMERALS))
