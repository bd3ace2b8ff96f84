"""How a field of a model is named and explained in the user's YAML."""

from dataclasses import field
from typing import Any


def key(name: str, help: str = "", **kwargs: Any) -> Any:
    """Declare a dataclass field with its Swedish YAML key and a sentence that explains it.

    Further arguments go to `dataclasses.field`; a field with a default may be left out
    of the YAML.
    """
    return field(metadata={"key": name, "help": help}, **kwargs)
