"""What a source gives of an område."""

from oj_cli.domain.immutable import immutable


@immutable
class Coverage:
    """What a source gives of an område: first and last year, and how many of each."""

    source: str
    area: str
    first_year: int
    last_year: int
    rows: int
    indicators: int
    units: int
