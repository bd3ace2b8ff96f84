"""An analyst asks `oj` from Python where the kommuner of a län fall behind in LSS.

For each kommun of a län: on how many of the LSS units' indicators it is under riket, on how many
clearly so and on how many perhaps by chance, and the theme that stands first. Unlike figures are
counted and have no mean. Run it with `python examples/analys.py Dalarna`.
"""

import sys

import pandas as pd

from oj_cli import api

AREA = "lss-enheter"


def behind(oj: api.Oj, lan: str) -> pd.DataFrame:
    """Return a row for each kommun with values, the one that is clearly behind on most first."""
    rows = []
    for kommun in oj.kommuner(filters=api.Filters(lan=lan)).to_frame()["kommun"]:
        try:
            found = oj.identify(kommun, area=AREA).to_frame()
        except api.UsageFault:  # a kommun that did not take part
            continue
        judged = found.dropna(subset=["skillnad"])
        verdicts = judged["bedomning"]
        rows.append(
            {
                "kommun": kommun,
                "indikatorer": len(judged),
                "under riket": int((judged["skillnad"] < 0).sum()),
                "tydligt": int((verdicts == "tydlig_svaghet").sum()),
                "kan vara slump": int((verdicts == "osakert").sum()),
                "första tema": judged["tema"].iloc[0],
            }
        )
    order = ["tydligt", "kan vara slump"]
    return pd.DataFrame(rows).sort_values(order, ascending=False, ignore_index=True)


if __name__ == "__main__":
    print(behind(api.open(), sys.argv[1] if len(sys.argv) > 1 else "Dalarna").to_string())
