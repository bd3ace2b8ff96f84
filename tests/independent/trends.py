"""What `oj trend` says of chance, computed a second time: plain Python, nothing of the product."""

import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import NormalDist
from typing import Any

from independent import shipped, values

Entry = dict[str, Any]
NORMAL = NormalDist()


class Area:
    """An område read from its files: catalogue, and values by indicator, gender, year, kommun."""

    def __init__(self, area: str) -> None:
        folder = shipped.OMRADEN / area
        catalogue = shipped.read_yaml(folder / "katalog.yaml")
        self.indicators: dict[str, Entry] = {i["id"]: i for i in catalogue["indikatorer"]}
        self.surveys: dict[str, Entry] = {s["id"]: s for s in catalogue.get("undersokningar", [])}
        self.values: dict[tuple[str, str], dict[int, dict[str, float]]] = defaultdict(dict)
        self.riket: dict[tuple[str, int], float] = {}
        for r in values.blocks(folder / "varden.db"):
            if r.value is None:
                continue
            if r.kind == "kommun":
                of = self.values[r.indicator, r.gender].setdefault(r.year, {})
                of[r.unit] = float(r.value)
            elif r.kind == "riket" and r.gender == "T":
                self.riket[r.indicator, r.year] = float(r.value)

    def is_judged(self, id: str) -> bool:
        entry = self.indicators[id]
        return bool(entry["roll"] == "kvalitet" and entry["riktning"] != "ingen")

    def is_percent(self, id: str) -> bool:
        return str(self.indicators[id].get("enhet", "")).startswith("procent")

    def own(self, id: str, kommun: str, year: int, gender: str = "T") -> float | None:
        return self.values[id, gender].get(year, {}).get(kommun)

    def run(self, id: str, kommun: str) -> list[tuple[int, float]]:
        """Return (year, value) of the newest comparable years."""
        known = [(y, of[kommun]) for y, of in sorted(self.values[id, "T"].items()) if kommun in of]
        first = max(
            (
                b["fran"]
                for b in self.indicators[id].get("brott", [])
                if known and b["fran"] <= known[-1][0]
            ),
            default=0,
        )
        return [(y, v) for y, v in known if y >= first]

    def better(self, id: str, change: float) -> float:
        return -change if self.indicators[id]["riktning"] == "lagre" else change

    # --- how many, and how far beyond chance

    def n(self, id: str, kommun: str, year: int) -> tuple[int | None, str]:
        """Return how many answered, and where that comes from."""
        entry = self.indicators[id]
        if "antal_svar" in entry:
            n = self.own(entry["antal_svar"], kommun, year)
            return (int(n), "publicerad") if n else (None, "okand")
        if "undersokning" not in entry:
            return None, "okand"
        shares = {
            math.floor(v + 0.5)
            for i in self.indicators.values()
            if i.get("undersokning") == entry["undersokning"] and self.is_percent(i["id"])
            if (v := self.own(i["id"], kommun, year)) is not None
        }
        for least in range(1, 201):
            if shares <= {math.floor(100 * k / least + 0.5) for k in range(least + 1)}:
                return least, "minst"
        return None, "okand"

    def nearest_n(self, id: str, kommun: str, year: int) -> int | None:
        """Return how many answered in the nearest year of which that is published."""
        counts = self.values[self.indicators[id].get("antal_svar", ""), "T"]
        known = sorted((abs(y - year), y) for y, of in counts.items() if of.get(kommun))
        return int(counts[known[0][1]][kommun]) if known else None

    def rate(self, id: str, kommun: str, year: int) -> float | None:
        entry = self.indicators[id]
        return self.own(entry["svarsfrekvens"], kommun, year) if "svarsfrekvens" in entry else None

    def survey(self, id: str) -> Entry:
        return self.surveys.get(self.indicators[id].get("undersokning", ""), {})

    def spread(self, id: str) -> float:
        return float(self.survey(id).get("spridning", 1.3))

    def z(self, id: str, kommun: str, a: tuple[int, float], b: tuple[int, float]) -> float | None:
        """Return how far a share rose: two proportions, None where that cannot be told."""
        n1, n2 = (self.n(id, kommun, y)[0] or self.nearest_n(id, kommun, y) for y, _ in (a, b))
        rates = [r for y, _ in (a, b) if (r := self.rate(id, kommun, y)) is not None]
        if n1 is None or n2 is None or any(r < 30 for r in rates):
            return None
        if self.survey(id).get("skiljer") is False:
            return None
        p = min(max((a[1] * n1 + b[1] * n2) / (n1 + n2), 1.0), 99.0) / 100
        spread = self.spread(id)
        return (b[1] - a[1]) / 100 / math.sqrt(spread * p * (1 - p) * (1 / n1 + 1 / n2))

    def movement(self, id: str, kommun: str) -> str:
        """Return the word for a kommun's share over the years."""
        run = self.run(id, kommun)
        if len(run) < 2:
            return "ett_ar" if run else "inget_ar"
        pairs = list(pairwise(run))
        if all(math.floor(a[1] + 0.5) == math.floor(b[1] + 0.5) for a, b in pairs):
            return "oforandrat"
        zs = [self.z(id, kommun, a, b) for a, b in [*pairs, (run[0], run[-1])]]
        up = any(z is not None and z >= 1.959964 for z in zs)
        down = any(z is not None and z <= -1.959964 for z in zs)
        first, last = (math.floor(share + 0.5) for _, share in (run[0], run[-1]))
        if (up and last <= first) or (down and last >= first):
            return "varierar"
        if up or down:
            return ("okar" if up else "minskar") if len(run) > 2 else "andrat"
        return "gar_inte_att_saga" if None in zs else "ingen_tydlig"

    def clear(self, kommun: str, year: int) -> dict[str, bool | None]:
        """Return by id whether the change since the last comparable year is clear."""
        found: dict[str, bool | None] = {}
        families: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
        for id in filter(self.is_judged, self.indicators):
            run = self.run(id, kommun)
            if len(run) < 2 or run[-1][0] != year or not self.is_percent(id):
                continue
            a, b = run[-2:]
            if math.floor(a[1] + 0.5) == math.floor(b[1] + 0.5):
                found[id] = False
                continue
            z = self.z(id, kommun, a, b)
            found[id] = None
            if z is not None:
                name = self.indicators[id].get("undersokning", "")
                families[name].append((id, self.better(id, z), abs(b[1] - a[1])))
        for family in families.values():
            rates = [self.rate(id, kommun, year) for id, _, _ in family]
            low = any(r is not None and r < 50 for r in rates)
            held = set()
            for sign in (1, -1):
                held |= holds([NORMAL.cdf(sign * z) for _, z, _ in family], 0.0125 if low else 0.03)
            for place, (id, _, size) in enumerate(family):
                run = self.run(id, kommun)[-2:]
                least = any(self.n(id, kommun, y)[1] == "minst" for y, _ in run)
                floor = self.indicators[id].get("relevans", 10 if least else 3)
                found[id] = place in held and size >= floor
        return found

    # --- the next time

    def expected(self, id: str, kommun: str) -> tuple[float, float, float] | None:
        """Return the value and the ends that are expected the next time."""
        every = self.values[id, "T"]
        known = sorted(y for y in sorted(every)[-4:] if len(every[y]) >= 30)
        breaks = [b["fran"] for b in self.indicators[id].get("brott", [])]
        used = [y for y in known if not any(y < b <= known[-1] for b in breaks)]
        if len(used) < 2 or any(kommun not in every[y] for y in used[-2:]):
            return None
        if len(every[used[-1]].keys() & every[used[-2]].keys()) < 30:
            return None
        middle = {y: statistics.median(every[y].values()) for y in used}
        gap = {y: {k: v - middle[y] for k, v in every[y].items()} for y in used}

        def apart(lag: int, only: set[str] | None = None) -> list[float]:
            return [
                (gap[a][k] - gap[b][k]) ** 2 / 2
                for a, b in zip(used, used[lag:], strict=False)
                for k in gap[a]
                if k in gap[b] and (only is None or k in only)
            ]

        products = [gap[a][k] * gap[b][k] for a, b in pairwise(used) for k in gap[a] if k in gap[b]]
        lasting = max(statistics.fmean(products), 0)
        like = self._like(id, kommun)
        near = apart(1, like)
        noise = statistics.fmean(near if len(near) >= 30 else apart(1))
        mine = [gap[y][kommun] for y in used[-3:] if kommun in gap[y]]
        kept = lasting / (lasting + noise / len(mine)) if lasting else 0
        drift, ahead = 0.0, used[-1] - used[-2]
        if len(used) > 2:
            years = [
                c - b
                for a, b, c in zip(used, used[1:], used[2:], strict=False)
                for k in gap[a]
                if k in gap[c]
            ]
            more = statistics.fmean(apart(2)) - statistics.fmean(apart(1))
            drift = max(2 * more / statistics.fmean(years), 0)
        moves = sum((middle[b] - middle[a]) ** 2 for a, b in pairwise(used)) / (used[-1] - used[0])
        if self.is_percent(id):
            moves = max(moves, 2.5**2)
        variance = lasting * (1 - kept) + max(noise - drift / 2, 0) + ahead * (drift + moves)
        figure, half = middle[used[-1]] + kept * statistics.fmean(mine), 1.959964 * variance**0.5
        low, high = figure - half, figure + half
        if self.is_percent(id):
            return (*(min(max(v, 0), 100) for v in (figure, low, high)),)  # type: ignore[return-value]  # three
        return figure, low, high

    def _like(self, id: str, kommun: str) -> set[str]:
        answered = self.values[self.indicators[id].get("antal_svar", ""), "T"]
        sizes = answered[max(answered)] if answered else inhabitants(self.newest())
        if not sizes.get(kommun):
            return set()
        by = {k: abs(math.log(v / sizes[kommun])) for k, v in sizes.items() if v > 0}
        order = sorted(by, key=lambda k: (by[k], k))
        return set(order[: max(30, len(order) // 4)])

    def newest(self) -> int:
        judged = [id for id in self.indicators if self.is_judged(id)]
        return max(y for id in judged for y in self.values[id, "T"])

    # --- women and men

    def share_of_women(self, survey: str, kommun: str, year: int) -> float | None:
        """Return w of T = w·K + (1 − w)·M, by least squares; None where it does not fit."""
        items = []
        for i in self.indicators.values():
            if i.get("undersokning") == survey and self.is_percent(i["id"]):
                three = [self.own(i["id"], kommun, year, g) for g in "TKM"]
                if None not in three:
                    items.append(three)
        squares = sum((k - m) ** 2 for _, k, m in items)  # type: ignore[operator]  # no None
        if len(items) < 3 or squares < 1 / 6 / 0.1**2:
            return None
        w = sum((t - m) * (k - m) for t, k, m in items) / squares  # type: ignore[operator]  # same
        off = [abs(t - w * k - (1 - w) * m) for t, k, m in items]  # type: ignore[operator]  # same
        return float(w) if max(off) <= 1 and 0 < w < 1 else None


@cache
def inhabitants(before: int) -> dict[str, float]:
    """Return the newest number of inhabitants before a year, by kommunkod."""
    found = {}
    for code, years in shipped.read_population().items():
        known = [y for y in years if y < before]
        if known:
            found[code] = float(years[max(known)])
    return found


def holds(chances: Sequence[float], rate: float) -> set[int]:
    """Return which findings hold: Benjamini and Hochberg, from the largest p downwards."""
    order = sorted(range(len(chances)), key=lambda n: chances[n])
    for size in range(len(order), 0, -1):
        if chances[order[size - 1]] <= rate * size / len(order):
            return set(order[:size])
    return set()


@cache
def area(name: str) -> Area:
    return Area(name)
