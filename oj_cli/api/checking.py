"""From the store to what the checks ask for. Imports pandas: import it in a command's body."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from oj_cli.analysis.matrix import build_matrix
from oj_cli.analysis.prose.facts import lan_facts
from oj_cli.analysis.quality.data import AreaData, conflicts, places
from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.findings import SwitchedOff
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Lan, Register
from oj_cli.domain.prose import Facts, TextReport
from oj_cli.domain.quality import Checked, QualityRules
from oj_cli.store import Store
from oj_cli.workspace import DATA_FOLDER


def load_area_data(store: Store, catalogue: Catalogue, year: int, register: Register) -> AreaData:
    """Return an område up to a year, with where that year's results stand, to be checked."""
    rows = store.rows(catalogue.area)
    rows = rows[rows["year"] <= year]
    sources = {s.id: s for s in store.sources(rows["source"].unique())}
    ids = tuple(catalogue.by_id)
    years = sorted({year, *map(int, rows["year"].unique())})
    of_year = rows[rows["year"] == year]
    return AreaData(
        catalogue,
        year,
        {y: build_matrix(rows[rows["year"] == y], ids) for y in years},
        places(of_year, sources),
        register,
        register.edition(year),
        conflicts=conflicts(of_year, sources),
    )


def load_lan_facts(store: Store, catalogue: Catalogue, year: int, lan: Lan) -> Facts:
    """Return what a text about a län's kommuner is checked against: see `prose.check_text`."""
    register = store.register(population_before=year)
    data = load_area_data(store, catalogue, year, register)
    return lan_facts(data.years, catalogue, year, lan, register)


def load_quality_rules() -> QualityRules:
    """Return the rules that data are checked by."""
    return read_model(QualityRules, read_yaml(DATA_FOLDER / "kontroller.yaml"), "Kontrollerna")


Found = TypeVar("Found", Checked, TextReport)


def without_rules(found: Found, off: Sequence[SwitchedOff]) -> Found:
    """Return what was found but for the rules that are switched off."""
    ids = {rule.rule for rule in off}
    if not ids:
        return found
    findings = tuple(f for f in found.findings if f.rule not in ids)
    if isinstance(found, TextReport):
        return replace(found, findings=findings)
    return replace(
        found,
        findings=findings,
        by_kommun={
            code: tuple(f for f in of if f.rule not in ids) for code, of in found.by_kommun.items()
        },
        to_verify=tuple(v for v in found.to_verify if not set(v.rules) <= ids),
    )
