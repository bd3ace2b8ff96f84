"""`oj data template`: the sheet that a kommun fills its answers in before it reports them."""

from pathlib import Path
from typing import Annotated

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    AreaOption,
    KommunOption,
    OverwriteOption,
    TodayOption,
    option,
    year_option,
)
from oj_cli.domain.swedish import counted
from oj_cli.domain.wording import shell_word
from oj_cli.terminal.streams import say


def template(
    kommun: KommunOption = None,
    omrade: AreaOption = None,
    ar: Annotated[
        int | None,
        year_option("Vilket år svaren ska gälla. Annars året efter det senaste med svar."),
    ] = None,
    output: Annotated[
        Path | None, option("FIL", "Bladets namn: slutar på .xlsx eller .csv.", "-o", "--output")
    ] = None,
    ersatt: OverwriteOption = False,
    idag: TodayOption = None,
) -> None:
    """Gör ett blad att fylla i svaren på före inrapporteringen.

    Bladet har en rad för varje fråga, med vad den gäller och en lista att välja svar i.
    Kontrollera det sedan med oj check data --fore-inrapportering FIL.
    """
    path, n = open_oj(idag).write_answer_sheet(
        output, kommun=kommun, area=omrade, year=ar, replace=ersatt
    )
    say(f"Skrev {path} med {counted(n, 'fråga', 'frågor')}.")
    check = f"oj check data --fore-inrapportering {shell_word(str(path))}"
    say(f"Fyll i svaren, och kontrollera dem: {check}")
