import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.commands.output import Answer, OutputOptions, emit, output_options
from oj_cli.documents.writer import write_bytes
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.presentation.document import Document, Paragraph

DOCUMENT = Document("Titel", (Paragraph("Text om Älvdalen."),))
ANSWER = Answer({"schema": "x/1"}, lambda _: DOCUMENT)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", "utf-8"])
def test_what_is_data_is_utf8_in_any_pipe(oj: Callable[..., Any], encoding: str) -> None:
    ran = oj("identify", "L", "--format", "json", PYTHONIOENCODING=encoding)
    assert json.loads(ran.out.decode("utf-8"))["kommun"] == "Älvdalen"
    assert "Älvdalen".encode() in ran.out
    ran = oj("identify", "L", "--format", "csv", PYTHONIOENCODING=encoding)
    assert ran.out.startswith("indicator,k0,k1,share\nRutin vid misstanke om våld,".encode())
    ran = oj("identify", "L", "--format", "md", PYTHONIOENCODING=encoding)
    assert ran.out.startswith("# Svaga områden i Älvdalen 2024\n".encode())


def test_swedish_csv_in_a_pipe_has_bom_and_one_carriage_return(oj: Callable[..., Any]) -> None:
    ran = oj("identify", "L", "--format", "csv", "--csv-dialect", "SVENSK")
    assert ran.out.startswith(b"\xef\xbb\xbfindicator;k0;k1;share\r\n")
    assert b"\r\r" not in ran.out
    assert "våld;NEJ;JA;12,25\r\n".encode() in ran.out


def test_json_layout(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ANSWER, OutputOptions("json"))
    assert capsys.readouterr().out == '{\n  "schema": "x/1"\n}\n'


def test_json_refuses_what_is_not_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        emit(Answer({"x": float("nan")}, lambda _: DOCUMENT), OutputOptions("json"))


def test_csv_without_data_is_refused() -> None:
    with pytest.raises(UsageFault, match="CSV"):
        emit(ANSWER, OutputOptions("csv"))


@pytest.mark.parametrize("format", ["table", "json", "md"])
def test_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], format: Any) -> None:
    target = tmp_path / "svar å.txt"
    emit(ANSWER, OutputOptions(format, target))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"Skrev {target}.\n"
    emit(ANSWER, OutputOptions(format))
    assert target.read_bytes().decode() == capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("step", ["os.fsync", "oj_cli.documents.writer.rename"])
@pytest.mark.parametrize(
    "error", [OSError(28, "full"), PermissionError(13, "x"), KeyboardInterrupt()]
)
def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    target = tmp_path / "a.csv"
    target.write_text("gammalt", encoding="utf-8")

    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(step, fail)
    with pytest.raises((FileFault, KeyboardInterrupt)):
        write_bytes(target, b"nytt")
    assert target.read_text(encoding="utf-8") == "gammalt"
    assert list(tmp_path.glob("[!.]*")) == [target]


def test_the_mode_of_a_file_is_kept_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "b.txt"
    target.write_text("gammalt", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    write_bytes(link, b"nytt")
    assert link.is_symlink()
    assert target.read_bytes() == b"nytt"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_gets_the_usual_mode(tmp_path: Path) -> None:
    target, other = tmp_path / "a.txt", tmp_path / "b.txt"
    other.touch()
    write_bytes(target, b"x")
    assert target.stat().st_mode == other.stat().st_mode


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_bytes(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="det är en mapp") as caught:
        write_bytes(tmp_path, b"x")
    assert caught.value.hints == ("Skriv ett filnamn efter mappens namn.",)


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="finns inte"):
        write_bytes(tmp_path / "ny" / "a.txt", b"x")


def test_a_file_that_excel_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def held(self: Path, target: Path) -> None:
        tries.append(target)
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(FileFault, match="låst") as caught:
        write_bytes(tmp_path / "a.csv", b"x")
    assert "Excel" in caught.value.hints[0]
    assert len(tries) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.json", "json"), ("a.CSV", "csv"), ("a.md", "md"), ("a.txt", "table"), ("a", "table")],
)
def test_the_suffix_chooses_the_format(name: str, format: str) -> None:
    assert output_options(None, Path(name)).format == format
    assert output_options("json", Path(name)).format == "json"


@pytest.mark.parametrize("name", ["a.html", "a.DOCX", "a.xlsx", "a.pdf", "a.svg", "a.png"])
def test_files_with_pages_and_pictures(name: str) -> None:
    assert output_options(None, Path(name)).format == name[2:].lower()
    with pytest.raises(UsageFault, match="kan inte skrivas") as caught:
        output_options("csv", Path(name))
    assert caught.value.hints == ("Skriv -o a.csv.",)


def test_what_is_no_text_needs_a_file() -> None:
    with pytest.raises(UsageFault) as caught:
        output_options("xlsx")
    assert caught.value.hints == ("Lägg till -o svar.xlsx.",)
    assert output_options("html").output is None


def test_no_file_and_a_hyphen_are_stdout() -> None:
    assert output_options(None, None, "svensk", True) == OutputOptions(
        "table", None, "svensk", True
    )
    assert output_options("csv", Path("-"), "standard", False).output is None


@pytest.mark.parametrize("name", ["a.xlsx", "b.DOCX", "oj.yaml", "oj.db", "c.xls"])
def test_files_of_other_kinds_are_never_written_over(name: str) -> None:
    with pytest.raises(UsageFault, match="kan inte skrivas"):
        output_options("json", Path(name), "standard", False)
