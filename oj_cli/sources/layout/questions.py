"""What only the user can decide, each with the flag that says it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One answer: the value of the flag, and what it means."""

    value: str
    text: str


@dataclass(frozen=True)
class Question:
    """One thing to decide. `start` stands before the value in the flag (`F=`).

    Without options any text may be answered. `about` is a few lines that help.
    """

    flag: str
    start: str
    text: str
    options: tuple[Option, ...] = ()
    about: tuple[str, ...] = ()

    def typed(self, value: str) -> str:
        """Return the flag with an answer, as it is typed."""
        answer = f"{self.start}{value}"
        return f"{self.flag} {_quoted(answer)}"

    @property
    def example(self) -> str:
        """The flag with the first answer, or a placeholder."""
        return self.typed(self.options[0].value if self.options else "…")


def _quoted(text: str) -> str:
    plain = all(c.isalnum() or c in "=,:!._-/…" for c in text)
    if plain and "!" not in text:
        return text
    return f'"{text}"' if '"' not in text else f"'{text}'"
