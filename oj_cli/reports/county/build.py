"""Put the county report together, section by section."""

from oj_cli.domain.wording import area_word
from oj_cli.presentation.document import Document, Fact, Section
from oj_cli.reports.county.basis import basis, sorting_keys
from oj_cli.reports.county.kommuner import kommun_by_kommun
from oj_cli.reports.county.learning import learning, mirrored, to_discuss
from oj_cli.reports.county.material import CountyMaterial
from oj_cli.reports.county.results import results
from oj_cli.reports.county.summary import summary
from oj_cli.reports.development import development
from oj_cli.reports.glossary import SECTION_ID
from oj_cli.reports.method import how_counted, sources
from oj_cli.reports.words import slug


def county_report(material: CountyMaterial) -> Document:
    """Return the county report, not yet finished."""
    found = material.found
    sections = (
        summary(material),
        basis(material),
        sorting_keys(material),
        results(material),
        development(material.trend, material.charts, found.lan.name),
        mirrored(material),
        learning(material),
        kommun_by_kommun(material),
        to_discuss(material),
        how_counted(material.is_numeric, found.catalogue, found.year, material.edition),
        Section("Ordlista", id=SECTION_ID),
        sources(material.sources),
    )
    return Document(
        id=slug(f"lansrapport {found.lan.name} {found.catalogue.area} {found.year}"),
        title=f"Öppna jämförelser {found.year}: {area_word(found.catalogue)} i {found.lan.name}",
        subtitle=f"Länsrapport. {found.catalogue.name}",
        date=material.today.isoformat(),
        facts=(
            Fact("Län", found.lan.name),
            Fact("Område", found.catalogue.name),
            Fact("Jämförelsens år", str(found.year)),
            Fact("Kommuner i rapporten", f"{len(material.rows)} av {len(found.kommuner)}"),
            Fact("Rapporten gjord", material.today.isoformat()),
        ),
        sections=tuple(s for s in sections if s is not None),
        has_contents=True,
    )
