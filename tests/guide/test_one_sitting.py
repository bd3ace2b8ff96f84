"""From an empty folder to a plan that passes its check, on a terminal; what it asks is counted."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from oj_cli.documents.reader import read_yaml

SAID = {
    "Vilket område väljer": "1",
    "Varför väljer ni just": "Två av tre rutiner har fallit bort sedan 2019.",
    "Stämmer siffrorna": "1",
    "Vad vet ni mer om det ni har valt?": "2",
    "Nyckeltalen: vad": "En utredning tog 96 dagar, i länet 71 dagar, Kolada, 2025",
    "Stödjer uppgiften": "1",
    "Hur har era svar ändrats": "Vi har fallit mer än riket sedan 2019.",
    "Vad var det som ändrades, och när": "Två enheter blev en, september 2021",
    "Vad behöver bli bättre": "Den som är rädd vet inte vem som hjälper.",
    "Vad beror det på": "Ingen har i uppgift att fråga",
    "ansvarar politiskt": "Socialnämnden",
    "Vad är det för slags mål": "1",
    "Hur lyder målet": "Minst 32 av 36 i daglig verksamhet är aldrig rädda för något där, senast "
    "2027-12-31. I dag 21.",
    "Stämmer det?": "ja",
    "Vilka gäller målet": "Vuxna i daglig verksamhet",
    "Vad mäter ni": "Antal som svarar aldrig, av alla som svarar på fråga 7",
    "Varifrån kommer värdet": "Brukarundersökningen, oktober varje år",
    "Vad ska ni göra": "Ge alla i personalen en utbildning om våld",
    "Vilken funktion ansvarar": "Enhetschef daglig verksamhet",
    "När börjar ni, och": "februari–juni 2027",
    "Hur många kronor": "40000",
    "Vilka dagar följer": "2027-10-31, 2027-12-31, Kvalitetsutvecklare",
    "Hur vill ni gå vidare": "1",
}


def sit(folder: Path, who: str) -> tuple[int, str]:
    """Walk from `oj` alone; return how many times something was asked, and all that was shown."""
    drop = ("COLUMNS", "LINES", "NO_COLOR")
    env = {k: v for k, v in os.environ.items() if k not in drop}
    env |= {"TERM": "dumb", "LANG": "C.UTF-8", "OJ_IDAG": "2026-11-29", "OJ_ENKLA_FRAGOR": "1"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "oj_cli"],
        env=env,
        cwd=str(folder),
        dimensions=(50, 100),
        encoding="utf-8",
        timeout=60,
        echo=False,
    )
    said, asked, text = {"Vilken kommun gäller": who, **SAID}, 0, ""
    while child.expect(["Svar: ", pexpect.EOF]) == 0:
        text += child.before
        asked += 1
        assert asked < 50, text[-2000:]
        found = max(said, key=child.before.rfind)
        child.sendline(said[found] if found in child.before else "")
    return asked, text + child.before


@pytest.mark.slow
@pytest.mark.parametrize("who", ["Leksand", "Västerås", "Ydre", "Göteborg", "Kiruna", "Dalarna"])
def test_a_plan_that_passes_its_check_takes_at_most_thirty_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oj: Callable[..., Any], who: str
) -> None:
    asked, text = sit(tmp_path, who)
    assert "Planen står i" in text, text[-3000:]
    assert asked <= 30
    told = re.search(r"ungefär (\d+) frågor", text)
    assert told is not None
    assert abs(asked - 1 - int(told[1])) <= 2  # whom it is about is asked before
    assert len([word for word in text.split() if re.search(r"[^\W_]", word)]) <= 2000
    monkeypatch.chdir(tmp_path)
    checked = oj("plan", "check", "--idag", "2026-11-29")
    assert checked.code == 0, checked.out
    assert "FEL" not in checked.out
    assert "VARN" not in checked.out
    (plan,) = (tmp_path / "planer").glob("*.yaml")
    measure = read_yaml(plan).data["mal"][0]["matt"]
    assert (measure["malvarde"], measure["utgangslage"]) == (32, {"varde": 21, "n": 36})
    assert measure["enhet"] == "antal"
