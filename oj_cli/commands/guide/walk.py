"""A guide walked on a terminal: the loop of questions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from oj_cli.commands.guide.ask import ask
from oj_cli.commands.guide.beside import Beside
from oj_cli.domain.errors import FileFault
from oj_cli.domain.guide_walk import Asked, Change
from oj_cli.terminal import prompts
from oj_cli.terminal.prompts import Move, Option

if TYPE_CHECKING:
    from oj_cli.api.guide_walk import Engine, Walk

T = TypeVar("T")
_AGAIN = Option("igen", "Försöka spara igen")
_STOP = Option("sluta", "Sluta")


@dataclass
class Loop:
    """Asks the questions of a walk, one at a time."""

    walk: "Walk"
    engine: "Engine"
    _is_rescued: bool = False

    def run(self) -> bool:
        """Ask what is left. Returns False if the user stopped before the end.

        Raises KeyboardInterrupt and EOFError when the user breaks off, after having said
        where the answers lie, and FileFault if they could not be saved.
        """
        for notice in self.walk.saved.notices:
            prompts.show(f"{notice} Svaret ligger kvar i filen.")
        if self.engine.is_resumed:
            prompts.show("Ni fortsätter där ni slutade.")
        beside = Beside(self.walk)
        try:
            while (asked := self._saved(self.engine.next)) is not None:
                beside.show(asked.spot)
                if not self._answered(asked):
                    self._tell_where()
                    return False
        except (KeyboardInterrupt, EOFError):
            prompts.show("")  # ^C may stand on the line
            if not self._is_rescued:
                self._tell_where()
            raise
        return True

    def _answered(self, asked: Asked) -> bool:
        """Ask one stop and save the answer, or go where the user will; False to stop."""
        engine = self.engine
        while True:
            said = ask(self.walk, engine, asked)
            if said is Move.STOP:
                self._saved(engine.stop)
                return False
            if said is Move.BACK:
                self._saved(engine.back)
                return True
            change = self._saved(partial(_changed, engine, said))
            for sentence in change.told:
                prompts.show(sentence)
            if change.is_saved and not self._is_to_be_rewritten(asked, said):
                return True
            engine.stay()
            asked = engine.asked()

    def _is_to_be_rewritten(self, asked: Asked, said: Any) -> bool:
        """Ask whether a goal that is read as an activity shall be written anew."""
        if not asked.spot.is_goal or isinstance(said, Move):
            return False
        if self.walk.judge(said).bedomning != "aktivitet":
            return False
        return prompts.confirm("Vill ni skriva om målet?", default=True) is True

    def _saved(self, action: Callable[[], T]) -> T:
        """Save; where it cannot be done, say why and try again for as long as the user likes."""
        while True:
            try:
                return action()
            except FileFault as fault:
                prompts.show(f"Svaret är inte sparat än. {fault.message}")
                where = [f"Var: {fault.place}"] if fault.place else []
                for line in (*where, *fault.details, *fault.hints):
                    prompts.show(line)
                try:
                    again = prompts.choice("Vad vill ni göra?", [_AGAIN, _STOP])
                except (KeyboardInterrupt, EOFError):
                    self._rescue()
                    raise
                if again == _STOP.value:
                    self._rescue()
                    raise

    def _rescue(self) -> None:
        """Write the answers somewhere else, since they could not be saved; say where."""
        path, text = self.walk.rescue(self.engine.answers)
        self._is_rescued = True
        if path is None:
            prompts.show("Svaren gick inte att spara någonstans. Kopiera dem härifrån:")
            prompts.show(text)
        else:
            prompts.show(f"Alla svar är sparade i {path}.")
            prompts.show(f"Använd dem senare med: {self.walk.go_on} --svarsfil {path}")

    def _tell_where(self) -> None:
        prompts.show(f"Svaren är sparade i {self.walk.path}.")
        prompts.show(f"Fortsätt där ni slutade med: {self.walk.go_on}")


def _changed(engine: "Engine", said: Any) -> Change:
    if said is Move.SKIP:
        return engine.skip()
    return engine.clear() if said is Move.CLEAR else engine.answer(said)
