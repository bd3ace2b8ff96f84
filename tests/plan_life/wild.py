"""Plans of every shape that the model allows, also unfinished and odd ones."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from oj_cli.documents.dumper import dump
from oj_cli.documents.files import Document
from oj_cli.documents.reader import parse_yaml
from oj_cli.plan.files import PlanFile, plan_of

DAYS = st.integers(0, 1500).map(lambda n: (date(2026, 1, 1) + timedelta(n)).isoformat())
EXTREMES = st.sampled_from(["0001-01-01", "0001-01-20", "2028-02-29", "9999-12-31", "9999-01-01"])
TODO = st.just("ATT GÖRA: bestäm")
VALUES = st.integers(0, 1000).map(lambda n: n / 10)


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


OUTCOMES = st.lists(
    some(
        datum=DAYS,
        part=st.sampled_from(["k", "r"]),
        varde=VALUES,
        n=st.integers(0, 99),
        bedomning=st.sampled_from(["nadd", "samre", "inte_matt"]),
        beslut=st.sampled_from(["fortsatt", "avsluta"]),
    ),
    max_size=4,
)
ACTIVITY = st.fixed_dictionaries(
    {},
    optional={
        "vad": st.text("abåäö:# -", min_size=1).filter(str.strip),
        "start": DAYS,
        "klart": DAYS | TODO,
        "status": st.sampled_from(["planerad", "pagar", "klar", "ej_genomford"]),
        "kostnad": st.just({"forandring_kr": 5000}) | TODO,
        "egen": st.just("x"),
    },
)
GOAL = some(
    mal=st.just("Fler får svar 2027"),
    parter=st.sampled_from([["k"], ["k", "r"], []]),
    matt=TODO
    | some(
        riktning=st.sampled_from(["oka", "minska", "behall"]),
        malvarde=VALUES | TODO,
        utgangslage=TODO | some(varde=VALUES, datum=DAYS),
        delmal=st.lists(some(varde=VALUES, datum=DAYS), max_size=2),
        senast=DAYS | TODO,
    ),
    aktiviteter=st.lists(ACTIVITY, max_size=4) | TODO,
    utfall=OUTCOMES | TODO,
    nasta_period=st.lists(
        st.fixed_dictionaries({"vad": st.just("mer")}, optional={"klart": DAYS}), max_size=2
    ),
    uppfoljning=TODO
    | some(
        nar=st.lists(DAYS, max_size=3),
        aterkommer=st.just({"varje": "kvartal", "fran": "2027-02-28"}),
        redovisas=st.just({"till": "Nämnden", "nar": ["2027-02-28"]}) | TODO,
    ),
    eget=st.just({"a": [1, None]}),
)
PLANS = st.fixed_dictionaries(
    {
        "plan": st.fixed_dictionaries(
            {"id": st.sampled_from(["p-2027", "p"])},
            optional={
                "giltighet": TODO | some(fran=st.just("2027-01-01"), till=st.just("2027-12-31")),
                "parter": st.just([{"id": "k", "namn": "K"}, {"id": "r", "namn": "R"}]),
                "beslut": st.just({"instans": "Nämnden"}),
            },
        ),
        "mal": st.lists(GOAL, max_size=4),
    }
)


def numbered(data: Any) -> Any:
    data = {"schema": "oj-plan/1", **data}
    for n, goal in enumerate(data["mal"]):
        goal["id"] = f"M{n}"
        if isinstance(goal.get("aktiviteter"), list):
            goal["aktiviteter"] = [{"id": f"A{k}", **a} for k, a in enumerate(goal["aktiviteter"])]
    return data


def plan_file(data: Any) -> PlanFile:
    """Return plain data as a plan that has been read."""
    raw = dump(data).encode()
    return plan_of(Document(raw, parse_yaml(raw, Path("p.yaml"))))


def extreme(data: Any, rng: Any) -> Any:
    """Return a plan in which some of the days are far away."""
    if isinstance(data, dict):
        return {k: extreme(v, rng) for k, v in data.items()}
    if isinstance(data, list):
        return [extreme(v, rng) for v in data]
    is_day = isinstance(data, str) and len(data) == 10 and data[4] == data[7] == "-"
    far = ["0001-01-01", "0001-01-20", "2028-02-29", "9999-01-01", "9999-12-31"]
    return rng.choice(far) if is_day and rng.random() < 0.3 else data
