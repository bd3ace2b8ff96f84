"""The goal coach: tell whether a sentence is a goal, an activity, or neither yet."""
