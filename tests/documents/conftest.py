"""The tests of documents share scripts that also run by themselves."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
