"""Read the guides: what they ask, and what other steps need of them."""

from pathlib import Path

from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import FileFault
from oj_cli.domain.guide import Guide
from oj_cli.domain.identification import Weights

PRIORITIES = "prioritering"


def read_guide(folder: Path, name: str = PRIORITIES) -> Guide:
    """Read a guide. Raises FileFault, with file and line, if it is missing or wrong."""
    return read_model(Guide, read_yaml(folder / f"{name}.yaml"), "Guiden")


def weights(guide: Guide, folder: Path) -> Weights:
    """Return the weights that put indicators in order. Raises FileFault if there are none."""
    w = guide.weights
    if w is None:
        raise FileFault("Guiden saknar vikter.", place=str(folder / f"{guide.id}.yaml"))
    return Weights(w.lag, w.riktlinje, w.overenskommelse, w.forsamring)
