"""Columns as bytes: what went in comes out, and what was changed or moved is found out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.domain.answers import Answer
from oj_cli.store.blocks import ANSWER_CODES
from oj_cli.store.packing import pack, pack_list, pack_small, unpack, unpack_plain

texts = st.text(st.characters(codec="utf-8"), max_size=9)


def test_each_answer_has_a_number_that_never_changes() -> None:
    assert ANSWER_CODES == ("JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS")
    assert set(ANSWER_CODES) == {answer.value for answer in Answer}


@given(content=st.binary(max_size=40).map(lambda b: b + b"\0" * (-len(b) % 8)), place=texts)
def test_what_is_packed_is_unpacked(content: bytes, place: str) -> None:
    for kind in "bhiq":
        packed = pack(kind, content, place)
        assert unpack(packed, place) == (kind, content)
        for column in (packed, pack_small(kind, content, place)):
            plain = unpack_plain(column, place)
            assert bytes(memoryview(plain)) == content  # type: ignore[arg-type] - it is an array
        with pytest.raises(ValueError, match="ändrade"):
            unpack(packed, place + "x")


@given(values=st.lists(st.one_of(st.none(), texts, st.integers())), place=texts)
def test_a_list_is_packed_and_unpacked(values: list[Any], place: str) -> None:
    assert unpack_plain(pack_list(values, place), place) == values


@given(st.data())
def test_no_byte_can_be_changed_unseen(data: st.DataObject) -> None:
    packed = bytearray(pack("i", b"12345678", "här"))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ValueError, match="skadade"):
        unpack(bytes(packed), "här")


@pytest.mark.parametrize("packed", [None, 1, "text", b"", b"b", b"bxxx"])
def test_what_is_no_column_is_refused(packed: object) -> None:
    with pytest.raises(ValueError, match="skadade"):
        unpack(packed, "här")
