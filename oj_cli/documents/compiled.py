"""Models made from YAML, kept in a form that is read many times faster.

What is kept stands in a file of its own, keyed by the hash of what it was made from and by the keys
of the model: when those change, or what is kept is damaged, it is made anew. It is never more than
a short cut. Where it cannot be kept, as in a place that is read-only, the model is made each time.
"""

import dataclasses
import datetime
import json
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from zlib import crc32

from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import file_fault

T = TypeVar("T")

FORM = 3
"""To be raised when the kept form changes."""


def compiled(model: type[T], kept: Path, sources: Sequence[Path], make: Callable[[], T]) -> T:
    """Return what `make` makes of the sources, from what is kept if they are as they were.

    Raises what `make` raises, and FileFault if a source cannot be read.
    """
    shape: frozenset[str] = _shape(model)  # type: ignore[arg-type]  # a class is hashable
    # what is kept goes along when a folder is renamed, and then it is another's
    made_for = " ".join((sources[0].parent.name, *sorted(shape)))
    key = f"{FORM} {crc32(made_for.encode())} {digest(sources)}"
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        # nothing there, or not what this version keeps: it is made again
        head, _, content = kept.read_bytes().partition(b"\n")
        if head.decode() == f"{key} {crc32(content)}":
            restored: T = _read_once(model, content)  # type: ignore[arg-type]  # a class is hashable
            return restored
    made = make()
    text = json.dumps(_filled(encode(made)), ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        _keep(kept, b"%b %d\n%b" % (key.encode(), crc32(text), text))
    return made


def last_kept(kept: Path) -> Any:
    """Return as plain data what was last kept, whatever has become of its sources; None for none.

    It has the keys of the YAML that it was made from.
    """
    with suppress(OSError, ValueError):
        head, _, content = kept.read_bytes().partition(b"\n")
        if int(head.split()[-1]) == crc32(content):
            return json.loads(content)
    return None


def digest(sources: Iterable[Path]) -> str:
    """Return what tells files' bytes from others. Raises FileFault if one cannot be read.

    That is their sizes and checksums: against mistakes and not malice, since who could change the
    files could as well change what is kept of them.
    """
    found = []
    for path in sources:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise file_fault(error, path, "läsa") from error
        found.append(f"{len(content)}-{crc32(content):08x}")
    return " ".join(found)


def _keep(path: Path, content: bytes) -> None:
    from oj_cli.documents.history import aside
    from oj_cli.documents.writer import write_bytes
    from oj_cli.domain.errors import FileFault

    path.parent.mkdir(exist_ok=True)
    with suppress(FileFault), aside():
        write_bytes(path, content)


def _filled(data: Any) -> Any:
    """Return plain data without what is empty: the model says what a missing key is."""
    if isinstance(data, dict):
        return {k: _filled(v) for k, v in data.items() if v is not None and v != [] and v != {}}
    return [_filled(v) for v in data] if isinstance(data, list) else data


@cache
def _hints(model: type) -> dict[str, Any]:
    return get_type_hints(model)


@cache
def _shape(model: type) -> frozenset[str]:
    """Return the keys of a model and of those in it: another version of `oj` may have others."""
    keys = set[str]()
    for field in dataclasses.fields(model):
        kinds = [_hints(model)[field.name]]
        for kind in kinds:  # those that a kind is made of come after it
            kinds += get_args(kind)
            if dataclasses.is_dataclass(kind):
                keys |= _shape(kind)  # type: ignore[arg-type]  # is_dataclass also admits instances
        keys.add(f"{model.__name__}.{field.metadata.get('key', field.name)}")
    return frozenset(keys)


@lru_cache(128)  # frozen models; who opens several stores through the api reads them once
def _read_once(model: type, content: bytes) -> Any:
    return _restored(model)(json.loads(content))


@cache
def _restored(model: type) -> Callable[[Mapping[str, Any]], Any]:
    """Return what builds a model from the plain data that `compiled` keeps of it.

    It checks nothing: what is kept was checked when it was made. So it passes by the constructor,
    which takes most of the time.
    """
    hints = _hints(model)
    names: dict[str, tuple[str, Callable[[Any], Any] | None]] = {}
    empty: dict[str, Any] = {}
    for field in dataclasses.fields(model):
        names[field.metadata.get("key", field.name)] = (field.name, _reader(hints[field.name]))
        if field.default is not dataclasses.MISSING:
            empty[field.name] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            empty[field.name] = field.default_factory()
        else:
            origin = get_origin(hints[field.name])
            empty[field.name] = () if origin is tuple else {} if origin is dict else None

    def restore(data: Mapping[str, Any]) -> Any:
        made: Any = object.__new__(model)
        fields = made.__dict__
        fields.update(empty)
        for key, value in data.items():
            name, read = names[key]
            fields[name] = value if read is None else read(value)
        return made

    return restore


def _tuple_of(inner: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    return tuple if inner is None else lambda values: tuple(map(inner, values))


def _reader(kind: Any) -> Callable[[Any], Any] | None:
    """Return what reads a value of a kind, None where it is as it stands."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _reader(next(k for k in get_args(kind) if k is not type(None)))
    if origin is tuple:
        return _tuple_of(_reader(get_args(kind)[0]))
    if kind is datetime.date:
        return datetime.date.fromisoformat
    if dataclasses.is_dataclass(kind):
        return _restored(kind)  # type: ignore[arg-type]  # is_dataclass also admits instances
    return None
