"""What commands have written, and what is taken back of it."""

from oj_cli.domain.history import Done, History, TakenBack, Touched
from oj_cli.domain.swedish import counted, some
from oj_cli.presentation.document import Column, Document
from oj_cli.presentation.parts import bullets, commands, compose, note, table, wide

_BACK = {
    "skapad": "tas bort: kommandot gjorde den",
    "andrad": "blir som den var före kommandot",
    "borttagen": "läggs tillbaka",
}
_AGAIN_BACK = {"skapad": "görs igen", "andrad": "ändras igen", "borttagen": "tas bort igen"}
_WHAT = {"skapad": "ny", "andrad": "ändrad", "borttagen": "borttagen"}
_AGAIN = ("oj undo --gor-om", "gör om det som senast togs tillbaka")
_MOST = 3
_MOST_FILES = 12


def undo_document(found: TakenBack) -> Document:
    """Return a command that is or shall be taken back, with what becomes of each file."""
    done = found.command
    if found.again:
        title = "Gjort om" if found.is_done else "Det här görs om"
        after = [("oj undo", "ta tillbaka det en gång till")]
    else:
        title = "Taget tillbaka" if found.is_done else "Det här tas tillbaka"
        after = [("oj undo", "ett steg till bakåt"), _AGAIN]
    becomes = _AGAIN_BACK if found.again else _BACK
    files = [f"{f.path} {becomes[f.what]}" for f in done.files[:_MOST_FILES]]
    more = len(done.files) - len(files)
    if not files:
        files = [
            "Inget är kvar att göra om." if found.again else "Allt är redan som det var förut."
        ]
    return compose(
        title,
        f"{_called(done)}, {done.time}",
        bullets([*files, f"och {counted(more, 'fil', 'filer')} till"] if more else files),
        commands(*after) if found.is_done else "",
    )


def history_document(found: History) -> Document:
    """Return the commands that have written here."""
    columns = (Column("När"), wide("Kommando", 3), wide("Filer", 3))
    rows = [
        (
            d.time,
            f"{_called(d)}{' (taget tillbaka)' if d.is_undone else ''}",
            some([_said(f) for f in d.files], _MOST),
        )
        for d in found.commands
    ]
    return compose(
        "Vad kommandona har skrivit",
        table(columns, rows),
        note("" if rows else "Inget kommando har skrivit något här."),
        commands(("oj undo", "ta tillbaka det senaste"), _AGAIN) if rows else "",
    )


def _called(done: Done) -> str:
    return done.command or "Ett program som använder oj"


def _said(file: Touched) -> str:
    return f"{file.path} ({_WHAT[file.what]})"
