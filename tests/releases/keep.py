"""Keep a workspace as this version of oj makes it: `python tests/releases/keep.py 1.0.0`.

That is done once for each release. What is kept is never changed: `test_releases.py` opens a copy
of it with the newest version, which must give the figures that stand beside it.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEPT = Path(__file__).with_name("kept")
AREA = "trygghet-hemma"
TODAY = "2022-11-21"
ANSWERS = {  # Fallrutin and Andel som är trygga, by year
    2020: "Leksand;NEJ;60\nMora;NEJ;68\nFalun;JA;70\nRättvik;JA;66\nOrsa;NEJ;64,5\n",
    2022: "Leksand;NEJ;52,5\nMora;JA;70\nFalun;JA;71\nRättvik;JA;69\nOrsa;DELVIS;67\n",
}
PLAN = """\
guide: plan
titel: Trygga hemma 2023
giltighet_fran: 2023-01-01
giltighet_till: 2023-12-31
ansvarigt_organ: Socialnämnden
processagare: Kvalitetsutvecklare
mal:
  - indikatorer: [trygghet-hemma/andel_som_ar_trygga]
    mal: Minst 60 procent är trygga hemma senast 2023-12-31. I dag är det 52,5 procent.
    typ: brukarmal
    malgrupp: Personer med hemtjänst
    malvarde: 60
    senast: 2023-12-31
    orsaker: [Ingen frågar vad som oroar]
    aktiviteter:
      - vad: Fråga alla som har hemtjänst vad som oroar dem.
        ansvarig: Enhetschef hemtjänst
        start: 2023-02-01
        klart: 2023-06-30
"""
MADE = (
    "init . --kommun Leksand",
    "data import 2020.csv --nytt-omrade 'Trygghet hemma' --ar 2020 --nya kvalitet --bedom forslag"
    " --no-input",
    f"data import 2022.csv --omrade {AREA} --ar 2022 --no-input",
    f"identify --omrade {AREA} --valj andel_som_ar_trygga --motiv 'Färre är trygga än 2020.'",
    "complement add --typ hearing --kalla Brukarrådet --visar 'Fler oroar sig' --datum 2022-10"
    f" --galler andel_som_ar_trygga --bedomning stodjer --omrade {AREA}",
    "plan new --id trygga-2023 --svarsfil svar.yaml --utkast --no-input",
    "plan followup trygga-2023 --mal M1 --varde 55 --datum 2022-11-20 --no-input",
)
_KEYS = ("svar", "varde", "andel", "median", "kvartil_1", "kvartil_3", "n_ja", "n_svar")


def oj(folder: Path, *words: str) -> str:
    """Run a command in a folder; return what it says."""
    ran = subprocess.run(
        [sys.executable, "-m", "oj_cli", *words],
        cwd=folder,
        env={**os.environ, "OJ_IDAG": TODAY},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 1), f"{words}: {ran.stderr}"
    return ran.stdout


def make(folder: Path) -> None:
    """Make the workspace."""
    for year, rows in ANSWERS.items():
        text = f"Kommun;Fallrutin;Andel som är trygga\n{rows}"
        (folder / f"{year}.csv").write_text(text, encoding="utf-8")
    (folder / "svar.yaml").write_text(PLAN, encoding="utf-8")
    for line in MADE:
        oj(folder, *shlex.split(line))


def figures(ask: Callable[..., Any]) -> dict[str, Any]:
    """Return what a workspace says, in numbers and codes; `ask` runs a command there."""
    of = ("--omrade", AREA)
    identify = ask("identify", *of)
    trend = ask("trend", "--indicator", "andel_som_ar_trygga", *of)
    findings = ask("plan", "check", "trygga-2023")["fynd"]
    [goal] = ask("plan", "outcome", "trygga-2023")["mal"]
    own = goal["eget_matt"]
    return {
        "identify": {
            r["indikator"]: {
                "eget": _known(r),
                **{name: _known(of) for name, of in r["jamforelser"].items()},
            }
            for r in identify["resultat"]
        },
        "trend": {
            s["id"]: {str(p["ar"]): _known(p) for p in s["punkter"]} for s in trend["serier"]
        },
        "check": sorted({f["regel"] for f in findings}),
        "outcome": {
            "matt": [own[key] for key in ("lage", "utgangslage", "malvarde")],
            "varden": [[p["datum"], p["varde"]] for p in own["parter"]],
            "svar": [[o["da"]["varde"], o["nu"]["varde"]] for o in goal["oppna_jamforelser"]],
        },
    }


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {key: data[key] for key in _KEYS if data.get(key) is not None}


if __name__ == "__main__":
    kept = KEPT / sys.argv[1]
    with tempfile.TemporaryDirectory() as place:
        make(Path(place))
        found = figures(lambda *words: json.loads(oj(Path(place), *words, "--format", "json")))
        for lock in Path(place).rglob("*.lock"):
            lock.write_bytes(b"")  # who made it, and on which computer
        shutil.make_archive(str(kept), "zip", place)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    Path(f"{kept}.json").write_text(f"{text}\n", encoding="utf-8")
