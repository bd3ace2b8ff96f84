import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DEMO = Path(__file__).with_name("demo.py")
_LEFT_OUT = {"COLUMNS", "NO_COLOR", "TERM", "OJ_MAL", "PYTHONIOENCODING", "PYTHONUTF8"}


@dataclass(frozen=True)
class Ran:
    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def talk(self) -> str:
        return self.err.decode()


def environment(**settings: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in _LEFT_OUT and not k.startswith("LC_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **settings}


def start(*command: str, stdout: Any = subprocess.PIPE, **settings: str) -> Ran:
    done = subprocess.run(
        [sys.executable, *command],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=environment(**settings),
        cwd=ROOT,
        check=False,
    )
    return Ran(done.returncode, done.stdout or b"", done.stderr)


@pytest.fixture
def oj() -> Callable[..., Ran]:
    """Run the demo app as a user would: `oj("identify", "Leksand", COLUMNS="120")`."""
    return partial(start, str(DEMO))


@pytest.fixture
def python() -> Callable[..., Ran]:
    """Run code in a fresh interpreter."""
    return partial(start, "-c")


@pytest.fixture(scope="session")
def demo() -> ModuleType:
    spec = importlib.util.spec_from_file_location("oj_ui_demo", DEMO)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def call(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the demo app in this process: faster, where streams do not matter."""
    from oj_cli.terminal.program import run

    def start(*args: str) -> Ran:
        code = run(demo.app, args)
        said = capsys.readouterr()
        return Ran(code, said.out.encode(), said.err.encode())

    return start
