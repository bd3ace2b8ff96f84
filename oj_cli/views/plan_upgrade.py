"""What changes in a plan when it is upgraded, line by line."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from oj_cli.domain.plan import SCHEMA
from oj_cli.domain.swedish import counted
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Table,
)

_COLUMNS = tuple(Column(k, k) for k in ("rad", "var", "ar"))


def document(path: Path, old: bytes, new: bytes, backup: Path | None) -> Document:
    """Return what is different; `backup` is where the old one is kept, None if not written."""
    changes = list(_changes(_lines(old), _lines(new)))
    written = backup is not None and bool(changes)
    blocks: list[Block] = [Paragraph(_summary(len(changes), written), "strong")]
    if changes:
        blocks.append(Bullets(tuple(_item(change) for change in changes)))
        if written:
            blocks.append(Paragraph(f"Planen som den var finns i {backup}."))
        line = f"oj plan check {path}" if written else f"oj plan upgrade {path}"
        gives = "kontrollera planen" if written else "gör ändringarna"
        blocks.append(Commands((Command(line, gives),)))
    return Document(
        title=f"Uppgradering av {path.name}",
        lead=tuple(blocks),
        data=Table(_COLUMNS, tuple(changes)),
        payload={
            "schema": "oj-uppgradering/1",
            "fil": str(path),
            "till": SCHEMA,
            "skriven": written,
            "andringar": changes,
        },
    )


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8-sig", "replace").splitlines()


def _summary(count: int, written: bool) -> str:
    if not count:
        return f"Planen har redan schema {SCHEMA}. Inget behöver ändras."
    done = "är ändrade" if written else "skulle ändras"
    return f"{counted(count, 'rad', 'rader')} {done} till schema {SCHEMA}."


def _changes(old: list[str], new: list[str]) -> Iterator[dict[str, Cell]]:
    """Yield each line that differs: its number in the new text, what was and what is there."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for n in range(max(i_end - i, j_end - j)):
            yield {
                "rad": j + n + 1,
                "var": old[i + n] if i + n < i_end else None,
                "ar": new[j + n] if j + n < j_end else None,
            }


def _item(change: dict[str, Cell]) -> Item:
    was, now = change["var"], change["ar"]
    if was is not None and now is not None and str(was).strip() == str(now).strip():
        return Item(f"Rad {change['rad']}", (f"Bara indraget: {str(now).strip()}",))
    said = (
        *((f"Var: {str(was).strip()}",) if was is not None else ()),
        *((f"Är: {str(now).strip()}",) if now is not None else ()),
    )
    return Item(f"Rad {change['rad']}", said)
