"""A small guide with everything in it that a guide can have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide import Guide
from oj_cli.guide.content import Library
from oj_cli.workspace import guides_folder

TEXT = """\
guide: liten
namn: En liten guide
steg:
  - id: ett
    namn: Ett
    fragor:
      - {id: fri, fraga: "Vad som helst?", typ: text}
      - {id: farg, fraga: "Vilken färg?", typ: val, alternativ: [Röd, Grön, Blå], standard: Grön}
      - id: varfor
        fraga: Varför inte grön?
        typ: text
        nar: {fraga: farg, ar: [Röd, Blå]}
        krav: {obligatorisk: true}
      - {id: drag, fraga: "Vilka drag?", typ: flerval, alternativ: [Snabb, "Lugn, och glad", Arg]}
      - {id: vill, fraga: "Vill ni?", typ: ja_nej}
      - {id: dag, fraga: "Vilken dag?", typ: datum}
      - {id: sedan, fraga: "Och sedan?", typ: datum, krav: {inte_fore: dag}}
      - {id: nar, fraga: "När ungefär?", typ: tidpunkt}
      - {id: antal, fraga: "Hur många?", typ: tal, krav: {minst: 0, hogst: 100}}
      - {id: var, fraga: "Var?", typ: kommun}
      - {id: vilka, fraga: "Vilka teman?", typ: tema, flera: true, krav: {hogst: 2}}
  - id: tva
    namn: Två
    fragor:
      - id: handelser
        fraga: Händelse
        typ: grupp
        till: handelser
        upprepa: En händelse till?
        fragor:
          - {id: vad, fraga: "Vad hände?", typ: text, falt: vad, flagga: --hande}
          - {id: datum, fraga: "När hände det?", typ: tidpunkt, falt: datum,
             nar: {fraga: vad}, krav: {obligatorisk: true}}
          - {id: sort, fraga: "Vilken sort?", typ: val, alternativ: [Personal, Lag], falt: typ,
             skrivs: {Personal: personal, Lag: lag}, nar: {fraga: vad}}
          - {id: hur, fraga: "Hur gick det till?", typ: text, falt: hur, nar: {fraga: vad}}
      - id: brukare
        fraga: Brukarna
        typ: grupp
        till: underlag
        fyller: {typ: hearing}
        fragor:
          - {id: visar, fraga: "Vad säger de?", typ: text, falt: visar}
          - {id: kalla, fraga: "När sade de det?", typ: text, falt: kalla, nar: {fraga: visar},
             krav: {obligatorisk: true}}
  - id: tre
    namn: Tre
    fragor:
      - id: lador
        fraga: Låda
        typ: grupp
        upprepa: En låda till?
        krav: {hogst: 3}
        fragor:
          - {id: namn, fraga: "Vad heter lådan?", typ: text}
          - id: saker
            fraga: Sak
            typ: grupp
            upprepa: En sak till?
            fragor:
              - {id: namn, fraga: "Vad heter saken?", typ: text}
              - {id: pris, fraga: "Vad kostar den?", typ: tal, nar: {fraga: namn}}
      - {id: sist, fraga: "Något mer?", typ: text, flera: true}
"""


def guide(text: str = TEXT) -> Guide:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{text.split()[1]}.yaml"
        path.write_text(text, encoding="utf-8")
        return Library(guides_folder()).read(path)


class SmallNames:
    """A few kommuner and themes."""

    _words: dict[str, list[tuple[str, str]]] = {  # noqa: RUF012 - never changed
        "kommun": [("Leksand", "2029"), ("Älvdalen", "2039"), ("Mora", "2062")],
        "tema": [("arbete", "Vägen till arbete"), ("bostad", "Bostad"), ("vard", "Vård")],
        "indikator": [("sip_rutin", "Rutin för SIP")],
    }

    def words(self, kind: str) -> Sequence[tuple[str, str]]:
        return self._words[kind]

    def find(self, kind: str, text: str) -> str:
        for word, about in self._words[kind]:
            if text.casefold() in (word.casefold(), about.casefold()):
                return word
        raise UsageFault(f"Det finns inget som heter ”{text}”.", hints=("Menade du Mora?",))


NAMES: Any = SmallNames()


@dataclass
class Memory:
    """A file that is none; with `is_full` nothing can be saved in it."""

    data: dict[str, Any] = field(default_factory=dict)
    is_full: bool = False

    def read(self) -> dict[str, Any]:
        return self.data

    def update(self, change: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
        if self.is_full:
            raise FileFault("Disken är full.")
        self.data = change(self.data)
        return self.data

    @property
    def answers(self) -> dict[str, Any]:
        found = self.data["analys"]["svar"]["liten"]
        assert isinstance(found, dict)
        return found
