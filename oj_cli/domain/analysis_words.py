"""The analysis's own words as they are read."""

from oj_cli.domain.analysis import EventKind, EvidenceKind, Gender, Supports, TargetGroup

EVENT_WORDS: dict[EventKind, str] = {
    "organisation": "organisation",
    "personal": "personal",
    "metod": "metod",
    "lag": "lag",
    "reform": "reform",
    "annat": "annat",
}
EVIDENCE_WORDS: dict[EvidenceKind, str] = {
    "annan_oj": "annan öppen jämförelse",
    "nyckeltal": "nyckeltal",
    "egen_statistik": "egen statistik",
    "brukarundersokning": "brukarundersökning",
    "brukarrevision": "brukarrevision",
    "hearing": "hearing",
    "inventering": "inventering",
    "klagomal": "klagomål och synpunkter",
    "lex_sarah": "lex Sarah",
    "ivo_tillsyn": "tillsyn av IVO",
    "ej_verkstallda_beslut": "ej verkställda beslut",
    "kollegiegranskning": "kollegiegranskning",
    "avvikelser": "avvikelser",
    "egen_bedomning": "verksamhetens egen bedömning",
    "annat": "annat",
}
SUPPORT_WORDS: dict[Supports, str] = {
    "stodjer": "stödjer",
    "motsager": "motsäger",
    "oklart": "oklart",
}
TARGET_WORDS: dict[TargetGroup, str] = {
    "barn": "barn",
    "unga": "unga",
    "vuxna": "vuxna",
    "aldre": "äldre",
}
GENDER_WORDS: dict[Gender, str] = {"kvinnor": "kvinnor", "man": "män"}
