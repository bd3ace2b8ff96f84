"""What was made from YAML by another version of the program is made anew."""

from dataclasses import dataclass, make_dataclass
from pathlib import Path

from oj_cli.documents.compiled import compiled
from oj_cli.domain.encoding import key


@dataclass(frozen=True)
class Inner:
    name: str = key("namn")


def test_a_model_that_has_got_a_key_is_made_anew(tmp_path: Path) -> None:
    source, kept = tmp_path / "lista.yaml", tmp_path / ".kompilerat" / "lista.json"
    source.write_text("namn: Ett\nordning: 7\n", encoding="utf-8")
    before = make_dataclass("Head", [("name", str)])
    after = make_dataclass("Head", [("name", str), ("order", int, 0)])
    inside = make_dataclass("Head", [("name", str), ("order", tuple[Inner, ...], ())])
    for model, made in (
        (before, before("Ett")),
        (after, after("Ett", 7)),
        (inside, inside("Ett", (Inner("Två"),))),
    ):
        assert compiled(model, kept, [source], lambda made=made: made) == made
        again = compiled(model, kept, [source], lambda: None)
        assert again == made  # and is kept from then on
