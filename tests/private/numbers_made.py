"""Numbers with a right check digit, worked out apart from the program, in every way of writing."""

import datetime

from hypothesis import strategies as st

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 1, 1))
DASHES = ["-", "‐", "‑", "‒", "–", "—", "−", "﹣", "－", "⁃", "+", "＋"]
SPACES = ["", " ", "\u00a0", "\u2009", "\u202f", "\u3000"]
UNSEEN = ["", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e"]
DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "⁰¹²³⁴⁵⁶⁷⁸⁹"]
DIGITS += ["".join(chr(n) for n in range(first, first + 10)) for first in (0xFF10, 0x1D7CE)]


def check_digit(nine: str) -> str:
    """Return the digit that makes the sum even tens."""
    total = 0
    for n, digit in enumerate(nine):
        product = int(digit) * (2 if n % 2 == 0 else 1)
        total += product if product < 10 else product - 9
    return str((10 - total % 10) % 10)


@st.composite
def written(draw: st.DrawFn, shown: bool = True) -> str:
    """Draw a number as somebody may write it; without `shown`, with no sign that cannot be seen."""
    day = draw(DAYS)
    added = draw(st.sampled_from([0, 60]))
    parts = [f"{day.year}", f"{day.month:02}", f"{day.day + added:02}"]
    if draw(st.booleans()):
        parts[0] = parts[0][2:]
    serial = f"{draw(st.integers(0, 999)):03}"
    last = serial + check_digit("".join(parts)[-6:] + serial)
    between = draw(st.sampled_from(["", "", "-", "–", " ", ".", "/"]))
    around = draw(st.sampled_from(SPACES))
    sign = draw(st.sampled_from([*DASHES, ""]))
    gap = f"{around}{sign}{around}" if sign or not between else (sign or "-")
    text = between.join(parts) + gap + last
    unseen = draw(st.sampled_from(UNSEEN)) if shown else ""
    text = unseen.join(text)
    return text.translate(str.maketrans(DIGITS[0], draw(st.sampled_from(DIGITS))))
