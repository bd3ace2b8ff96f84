"""An analyst asks `oj` from Python where the kommuner of a län fall behind in LSS.

For each kommun of a län: on how many of the LSS units' indicators it is under the median of all
kommuner, how far on average (points), and the theme in which it is furthest behind. Run it with
`python examples/analys.py Dalarna`.
"""

import sys

import pandas as pd

from oj_cli import api

AREA = "lss-enheter"


def behind(oj: api.Oj, lan: str) -> pd.DataFrame:
    """Return a row for each kommun with values, the one furthest behind first."""
    rows = []
    for kommun in oj.kommuner(filters=api.Filters(lan=lan)).to_frame()["kommun"]:
        try:
            found = oj.identify(kommun, area=AREA).to_frame()
        except api.UsageFault:  # a kommun that did not take part
            continue
        found = found.dropna(subset=["varde", "riket"])
        found["gap"] = found["varde"] - found["riket"]
        by_theme = found.groupby("tema")["gap"].mean().sort_values()
        rows.append(
            {
                "kommun": kommun,
                "indikatorer": len(found),
                "under medianen": int((found["gap"] < 0).sum()),
                "medel": found["gap"].mean().round(1),
                "svagaste tema": by_theme.index[0],
            }
        )
    return pd.DataFrame(rows).sort_values("medel", ignore_index=True)


if __name__ == "__main__":
    print(behind(api.open(), sys.argv[1] if len(sys.argv) > 1 else "Dalarna").to_string())
