"""`oj status`: where one is, what is missing, and what to type next."""

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.errors import FileFault
from oj_cli.views.status import document


@answers
def status(idag: TodayOption = None) -> Answer:
    """Visa var ni är i de fyra stegen, och vad ni gör härnäst.

    Säger också vad som saknas, vad som är försenat eller snart ska följas upp, och om nyare
    uppgifter har ändrat någon siffra som ni valde på.
    """
    found = open_oj(idag).status()
    fault = found.faults[0] if len(found.faults) == 1 else None
    if len(found.faults) > 1:
        details = [" ".join((f"{f.place or ''}: {f.message}", *f.details)) for f in found.faults]
        fault = FileFault("workspace.unreadable", n=len(details), details=tuple(details))
    return Answer(found, document, fault=fault)
