"""The goal coach: tell whether a sentence is a goal, an activity, or neither yet."""

from oj_cli.plan.coach.judging import QUESTION, Judgement, judge

__all__ = ["QUESTION", "Judgement", "judge"]
