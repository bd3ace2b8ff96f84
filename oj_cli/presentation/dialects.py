"""How CSV may be written: every command names the dialects, few write any."""

from typing import Literal

Dialect = Literal["standard", "svensk"]
BOM = "\ufeff"  # by this Excel knows UTF-8
