"""What the guides hold that other steps need: weights, and questions for reflection."""

from dataclasses import dataclass
from pathlib import Path

from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.fields import key
from oj_cli.domain.identification import Weights


@dataclass(frozen=True)
class _Weights:
    lag: float = key("lag", "Tillägg när en lag begär det som indikatorn mäter")
    riktlinje: float = key("riktlinje")
    overenskommelse: float = key("overenskommelse")
    forsamring: float = key("forsamring")


@dataclass(frozen=True)
class Guide:
    """A guide: its weights for putting indicators in order, and a question for each theme."""

    id: str = key("guide")
    name: str = key("namn")
    weights: _Weights = key("vikter")
    reflections: dict[str, str] = key("reflektion")

    def as_weights(self) -> Weights:
        """Return the weights in the words of the domain."""
        w = self.weights
        return Weights(w.lag, w.riktlinje, w.overenskommelse, w.forsamring)


def read_guide(folder: Path, name: str = "fyra-steg") -> Guide:
    """Read a guide. Raises FileFault, with file and line, if it is missing or wrong."""
    return read_model(Guide, read_yaml(folder / f"{name}.yaml"), "Guiden")
