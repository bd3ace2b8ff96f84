"""`oj report seminarium`: the page for the analysis day."""

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import KommunOption
from oj_cli.commands.report.reports import OutputFileOption, ReportLanOption, TodayOption, tell
from oj_cli.domain.errors import UsageFault
from oj_cli.terminal.streams import say


def seminarium(
    lan: ReportLanOption = None,
    kommun: KommunOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en sida för analysdagen: titta, tala om och välj, framför en skärm.

    En enda HTML-fil, som öppnas i webbläsaren utan nätverk. Gruppen sorterar och filtrerar
    svaren, ser varje indikator och kommun, och väljer områden med motiv, nytta och insats. Svaren
    sparas som en svarsfil, som oj guide --svarsfil och oj identify --valj läser in.
    """
    if lan is not None and kommun is not None:
        raise UsageFault("report.seminar_of_whom")
    written = open_oj(idag).report_seminar(lan=lan, kommun=kommun, output=output)
    tell(written)
    say("Öppna filen i webbläsaren. Svaren som gruppen sparar läses in med:")
    say("  oj guide --svarsfil FIL")
