"""How `identify` puts indicators in order, and what it asks: `guides/prioritering.yaml`."""

from dataclasses import dataclass

from oj_cli.domain.fields import key


@dataclass(frozen=True)
class Weights:
    """Points that are added to the gap; each at most once for an indicator."""

    lag: float = key("lag", "När en lag begär det som indikatorn mäter")
    riktlinje: float = key("riktlinje")
    overenskommelse: float = key("overenskommelse", "Överenskommelse eller nämndmål, en gång")
    forsamring: float = key("forsamring")


@dataclass(frozen=True)
class Priorities:
    """The weights, and a question for reflection by theme."""

    weights: Weights = key("vikter")
    reflections: dict[str, str] = key("reflektion", "Tema och fråga")
