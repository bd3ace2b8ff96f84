"""One question of a guide asked on a terminal, until there is an answer that can be kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oj_cli.domain.guide import YES_NO
from oj_cli.domain.guide_walk import Asked
from oj_cli.terminal import prompts
from oj_cli.terminal.prompts import Move, Option

if TYPE_CHECKING:
    from oj_cli.api.guide_walk import Engine, Walk

_FEWEST_LETTERS = 15  # a sentence that has hardly begun says nothing yet


def ask(walk: "Walk", engine: "Engine", asked: Asked) -> Any:
    """Ask for an answer until it can be kept; return it as it was given, or a move."""
    question = asked.spot.question
    moves = [Move.STOP]
    moves += [Move.BACK] if asked.may_go_back else []
    moves += [Move.SKIP] if asked.may_skip else []
    if asked.spot.is_again:
        return prompts.confirm(question.again or "", default=False, moves=moves)
    if question.kind == "ja_nej":
        offered = None if asked.offered is None else asked.offered == YES_NO[0]
        yes = prompts.confirm(question.text, default=offered, moves=moves)
        return yes if isinstance(yes, Move) else YES_NO[not yes]
    options = _options(walk, asked)
    if options:  # where another can be marked nothing need be cleared
        return _choose(engine, asked, options, moves)
    return _text(walk, engine, asked, moves + ([Move.CLEAR] if asked.may_clear else []))


def _options(walk: "Walk", asked: Asked) -> list[Option]:
    question = asked.spot.question
    if question.kind != "tema":
        return [Option(label, label) for label in question.choices]
    from oj_cli.views.guide import theme_label

    return [Option(theme.id, theme_label(theme)) for theme in walk.themes(asked)]


def _choose(
    engine: "Engine", asked: Asked, options: Sequence[Option], moves: Sequence[Move]
) -> Any:
    question, offered = asked.spot.question, asked.offered
    if question.many:
        chosen = prompts.several(
            question.text,
            options,
            chosen=[str(v) for v in offered or []],
            check=lambda values: engine.wrong(list(values)),
            moves=moves,
        )
        return chosen if isinstance(chosen, Move) else list(chosen)
    default = offered if any(o.value == offered for o in options) else None
    while True:
        answer = prompts.choice(question.text, options, default=default, moves=moves)
        fault = None if isinstance(answer, Move) else engine.wrong(answer)
        if fault is None:
            return answer
        prompts.show(fault)


def _text(walk: "Walk", engine: "Engine", asked: Asked, moves: Sequence[Move]) -> str | Move:
    question = asked.spot.question
    if question.warned:
        without = "Utan svar varnar oj plan check."
    elif asked.needed and asked.may_skip:
        without = "Hoppar ni över frågan står det ATT GÖRA i planen."
    else:
        without = ""
    is_listed = question.kind in ("kommun", "indikator")
    return prompts.text(
        question.text,
        default=asked.typed,
        check=engine.wrong,
        remark=_remark(walk) if asked.spot.is_goal else None,
        words=engine.saved.names.words(question.kind) if is_listed else (),
        moves=moves,
        hint=" ".join(filter(None, (asked.how, without))),
        optional=not asked.needed,
        is_offer=asked.there is None,
    )


def _remark(walk: "Walk") -> prompts.Remark:
    from oj_cli.views.guide import remark

    return lambda typed: remark(walk.judge(typed)) if len(typed) >= _FEWEST_LETTERS else ""
