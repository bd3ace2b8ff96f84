"""From öppna jämförelser to improvement: the four steps of local analysis as a tool."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("oj-cli")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0"
