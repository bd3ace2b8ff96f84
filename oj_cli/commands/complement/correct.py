"""`oj complement correct`: a local correction, beside the published answer."""

from dataclasses import replace
from typing import Annotated, Literal

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    IndicatorArgument,
    KommunOption,
    SearchedAreaOption,
    YearOption,
    option,
)
from oj_cli.domain.typed import pick, refuse_missing
from oj_cli.terminal.streams import say
from oj_cli.views.corrections import removed, said

ANSWERS: dict[Literal["JA", "NEJ", "DELVIS", "EA"], str] = {
    "JA": "ja",
    "NEJ": "nej",
    "DELVIS": "delvis",
    "EA": "ej aktuellt",
}
_EXAMPLE = (
    'oj complement correct personligt_ombud --svar JA --skal "Ombud finns genom avtal. '
    'Frågan missförstods."'
)


def correct(
    indikator: IndicatorArgument,
    svar: Annotated[
        str | None, option("SVAR", "Vad som borde ha stått: JA, NEJ, DELVIS, EA.")
    ] = None,
    skal: Annotated[str | None, option("TEXT", "Varför det publicerade blev fel.")] = None,
    ta_bort: Annotated[bool, typer.Option("--ta-bort", help="Ta bort rättelsen.")] = False,
    kommun: KommunOption = None,
    omrade: SearchedAreaOption = None,
    ar: YearOption = None,
) -> None:
    """Säg att ett publicerat svar blev fel, och varför.

    Rättelsen visas bredvid det publicerade svaret. Den ändrar aldrig svaret eller någon andel.
    """
    from oj_cli.api.complement import correct, correctable, remove_correction

    oj = open_oj()
    found = correctable(oj, indikator, kommun=kommun, area=omrade, year=ar)
    if ta_bort:
        gone = remove_correction(found)
        lines = removed(gone, found.indicator, found.kommun, found.published, found.path)
    else:
        missing = (("--svar", "vad som borde ha stått", svar), ("--skal", "varför", skal))
        refuse_missing([(f, w) for f, w, given in missing if not (given or "").strip()], _EXAMPLE)
        answer = pick(svar or "", ANSWERS, "--svar")
        new = replace(found.correction, answer=answer, reason=(skal or "").strip())
        correct(replace(found, correction=new))
        lines = said(new, found.indicator, found.kommun, found.published, found.path)
    for line in lines:
        say(line)
