"""The goal coach: tell whether a sentence is a goal, an activity, or neither yet."""

from oj_cli.domain.coach import Judgement
from oj_cli.plan.coach.judging import judge

__all__ = ["Judgement", "judge"]
