"""What goes wrong on the way: an område is whole or as it was, and the words say what to do."""

import gzip
import itertools
import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from servers import Api, Reply, as_json, fill

Oj = Callable[..., Any]
FETCH = ("data", "fetch", "--omrade", "lss-enheter", "--sedan", "2022")


@pytest.fixture
def two(lss: Api) -> Api:
    """The APIs with two områden: 32 and 10 ids, so that the second chunk of ids is of both."""
    fill(lss, "missbruk", (2022,))
    return lss


def state(folder: Path) -> dict[str, bytes]:
    """Return all that a workspace holds, but locks, copies of before and what is compiled."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def at(n: int, reply: Reply) -> Callable[[int, str], Reply | None]:
    """Let one question be answered otherwise."""
    return lambda which, path: reply if which == n else None


def from_on(n: int, reply: Reply) -> Callable[[int, str], Reply | None]:
    """Let all questions from one on be answered otherwise."""
    return lambda which, path: reply if which >= n else None


def values(*rows: Any) -> Reply:
    return as_json({"values": list(rows), "count": len(rows), "next_url": None})


def row(**more: Any) -> dict[str, Any]:
    value = {"gender": "T", "count": 1, "status": "", "value": 1.0, "isdeleted": False}
    return {"kpi": "U28113", "municipality": "2029", "period": 2022, "values": [value], **more}


LOGIN = Reply(200, b"<html><body>Logga in</body></html>", {"Content-Type": "text/html"})
HALF = Reply(200, b'{"values": [{"kpi": "U281')
BROKEN = {
    "429 for ever": Reply(429, b"Too many requests", {"Retry-After": "1"}),
    "429 for an hour": Reply(429, b"", {"Retry-After": "3600"}),
    "500 without words": Reply(500),
    "503 as a web page": Reply(503, b"<html>Service Unavailable</html>"),
    "400": Reply(400, b"Bad Request"),
    "403 from a proxy": Reply(403, b"<html>Blocked by policy</html>"),
    "407": Reply(407, b"Proxy Authentication Required"),
    "a page to log in": LOGIN,
    "half a page": HALF,
    "an empty body": Reply(200, b""),
    "cut off": Reply(200, b'{"values": []', cut=True),
    "a list": as_json([1, 2]),
    "no values": as_json({"detail": "maintenance"}),
    "values that are no list": as_json({"values": "none"}),
    "a text for a number": values(row(values=[{"gender": "T", "value": "12,5"}])),
    "a yes for a number": values(row(values=[{"gender": "T", "value": True}])),
    "an unknown gender": values(row(values=[{"gender": "X", "value": 1}])),
    "no values of a row": values(row(values=None)),
    "a year in words": values(row(period="nyss")),
    "a number for an id": values(row(kpi=28113)),
    "NaN": Reply(200, json.dumps(values, default=lambda _: float("nan")).encode()),
    "a page of something else": as_json({"values": [], "next_url": "http://x/v3/kpi?page=2"}),
    "the same page again": as_json({"values": [], "next_url": "PATH?per_page=5000"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_workspace_stays_as_it_was(
    oj: Oj, arbetsmapp: Path, lss: Api, waits: list[float], name: str
) -> None:
    reply = BROKEN[name]

    def plan(n: int, path: str) -> Reply | None:
        if n < 2:
            return None
        body = reply.body.replace(b"PATH", f"{lss.base}/kolada{path.partition('?')[0]}".encode())
        return Reply(reply.status, body, reply.headers, reply.cut)

    before = state(arbetsmapp)
    lss.plan = plan
    found = oj(*FETCH)
    assert found.code == 3, found.out + found.err
    assert "Det är ett fel i oj" not in found.err
    assert "Traceback" not in found.err
    assert "Inget mer är hämtat" in found.err or "är som förut" in found.err
    assert state(arbetsmapp) == before
    assert sum(waits) < 60
    lss.plan = lambda n, path: None
    assert oj(*FETCH).code == 0


@pytest.mark.parametrize("name", ["429 for ever", "half a page", "a list", "400"])
def test_what_was_fetched_before_stays_too(
    oj: Oj, arbetsmapp: Path, lss: Api, waits: list[float], name: str
) -> None:
    assert oj(*FETCH).code == 0
    before = state(arbetsmapp)
    lss.plan = from_on(len(lss.asked) + 1, BROKEN[name])
    assert oj(*FETCH).code == 3
    assert state(arbetsmapp) == before


@pytest.mark.parametrize("name", ["500 without words", "no values", "half a page"])
def test_what_is_whole_is_kept_and_the_rest_is_next(
    oj: Oj, arbetsmapp: Path, two: Api, waits: list[float], name: str
) -> None:
    both = ("data", "fetch", "--omrade", "lss-enheter", "--omrade", "ifo", "--sedan", "2022")
    fill(two, "ifo", (2022,))
    fill(two, "sol-stod", (2022,))
    both += ("--omrade", "sol-stod")  # 32, 13 and 78 ids: five chunks
    two.plan = from_on(7, BROKEN[name])
    found = oj(*both, "--format", "json")
    assert found.code == 3
    done = [a["omrade"] for a in found.json["omraden"] if a["lage"] == "hamtat"]
    assert done
    assert len(done) < 3
    assert sorted(p.name for p in (arbetsmapp / "omraden").iterdir() if p.is_dir()) == sorted(done)
    two.plan = lambda n, path: None
    two.asked.clear()
    states = {a["omrade"]: a["lage"] for a in oj(*both, "--format", "json").json["omraden"]}
    assert states == {area: "inget_nytt" if area in done else "hamtat" for area in states}
    assert len(states) == 3


PASSING = {
    "429 without Retry-After": (Reply(429), 2.0),
    "429 with Retry-After": (Reply(429, b"", {"Retry-After": "7"}), 7.0),
    "429 until a time": (
        Reply(429, b"", {"Date": "Wed, 29 Nov 2023 12:00:00 GMT",
                         "Retry-After": "Wed, 29 Nov 2023 12:00:09 GMT"}), 9.0),
    "503": (Reply(503, b"<html>"), 2.0),
    "half a page": (HALF, 2.0),
    "cut off": (Reply(200, b'{"values": []', cut=True), 2.0),
}  # fmt: skip


@pytest.mark.parametrize("name", PASSING)
def test_what_passes_is_asked_again(
    oj: Oj, arbetsmapp: Path, lss: Api, waits: list[float], name: str
) -> None:
    reply, wait = PASSING[name]
    lss.plan = at(2, reply)
    found = oj(*FETCH)
    assert found.code == 0, found.err
    assert [w for w in waits if w] == [wait]
    assert "försöker igen" in found.err
    assert lss.asked[1] == lss.asked[2]


def test_waits_grow(oj: Oj, arbetsmapp: Path, lss: Api, waits: list[float]) -> None:
    lss.plan = from_on(2, Reply(503))
    assert oj(*FETCH).code == 3
    assert [w for w in waits if w] == [2, 4, 8, 16]


def test_no_network_is_told_at_once(
    oj: Oj, arbetsmapp: Path, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("OJ_KOLADA", f"http://127.0.0.1:{port}/v3")
    before = state(arbetsmapp)
    found = oj(*FETCH)
    assert found.code == 3
    assert not any(waits[1:])
    assert "spara som Excel" in found.err
    assert "oj data import FIL" in found.err
    assert state(arbetsmapp) == before


def test_where_the_network_refuses_koladas_own_file_goes_the_same_way(
    oj: Oj, arbetsmapp: Path, lss: Api, tmp_path: Path
) -> None:
    """Refused, exported by hand as the fault says, imported, and shown."""
    lss.plan = from_on(1, Reply(403, b"<html>Adressen stoppas</html>"))
    refused = oj(*FETCH)
    assert refused.code == 3
    for step in ("oj indicators --format csv", "kolada.se", "spara som Excel", "oj data import"):
        assert step in refused.err
    ids = oj("indicators", "--omrade", "lss-enheter", "--format", "csv").out
    assert "U28112" in ids

    name = "Bostad med särskild service: aktuella genomförandeplaner"
    title = "Enheterna har aktuella genomförandeplaner för de boende"  # as Kolada has it
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Kolada nyckeltal", 0)
    rows = [["Kolada nyckeltal"], [None, None, "2022", "2023"]]
    for kommun, *shares in (("Gagnef", 60, 61), ("Leksand", 70, 43), ("Mora", 80, 81)):
        rows.append([title, kommun, *shares])
    for cells in rows:
        sheet.append(cells)
    book.save(tmp_path / "export.xlsx")
    read = oj("data", "import", str(tmp_path / "export.xlsx"), "--no-input")
    assert read.code == 0, read.err
    [go_on] = [x for x in read.err.splitlines() if x.startswith("Fortsätt med: oj ")]
    assert go_on.endswith("identify --omrade lss-enheter")
    leksand = ("--kommun", "Leksand", "--ar", "2023", "--alla", "--format", "json")
    seen = oj(*go_on.split()[3:], *leksand).json["resultat"]
    [only] = [r for r in seen if r["varde"] is not None]
    assert (only["namn"], only["varde"]) == (name, 43)


@pytest.mark.parametrize("rest", [b"", b"{}\n" * 5_000_000, b'{"adress": 1'])
def test_a_file_that_only_begins_as_kept_answers_is_damaged(
    oj: Oj, arbetsmapp: Path, tmp_path: Path, rest: bytes
) -> None:
    path = tmp_path / "svar.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"adress": "x"}\n' + rest, 1))
    got = oj("data", "import", str(path), "--no-input")
    assert got.code == 3
    assert "skadad" in got.err


def test_an_address_that_is_none(oj: Oj, arbetsmapp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJ_KOLADA", "file:///etc")
    found = oj(*FETCH)
    assert found.code == 2
    assert "OJ_KOLADA" in found.err


def test_a_certificate_that_nobody_knows(
    oj: Oj, arbetsmapp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ssl
    from urllib.error import URLError

    def refuse(*_: Any, **__: Any) -> None:
        raise URLError(ssl.SSLCertVerificationError("self-signed certificate in chain"))

    monkeypatch.setattr("urllib.request.OpenerDirector.open", refuse)
    found = oj(*FETCH)
    assert found.code == 3
    assert "SSL_CERT_FILE" in found.err
    assert "api.kolada.se" in found.err


def test_a_proxy_of_the_system_is_used(
    oj: Oj, arbetsmapp: Path, lss: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJ_KOLADA", "http://kolada.invalid/kolada")
    monkeypatch.setenv("http_proxy", lss.base)
    monkeypatch.setenv("no_proxy", "")
    real = lss.answer
    lss.answer = lambda target: real(target.removeprefix("http://kolada.invalid"))  # type: ignore[method-assign]  # a proxy is asked for the whole address
    found = oj(*FETCH)
    assert found.code == 0, found.err
    assert lss.asked[0].startswith("http://kolada.invalid/")


def test_an_answer_that_never_ends(
    oj: Oj, arbetsmapp: Path, lss: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oj_cli.sources.web.LONGEST", 0.3)
    monkeypatch.setattr("oj_cli.sources.web._PAUSES", (0.01, 0.0))
    before = state(arbetsmapp)
    real = lss.answer

    def slow(target: str) -> Reply:
        reply = real(target)
        reply.slow = 0.05 if "/data/" in target else 0
        return reply

    lss.answer = slow  # type: ignore[method-assign]  # a server that drips
    found = oj(*FETCH)
    assert found.code == 3
    assert "går inte att nå" in found.err
    assert state(arbetsmapp) == before


def test_a_slow_answer_is_waited_for(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    real = lss.answer

    def slow(target: str) -> Reply:
        reply = real(target)
        reply.slow = 0.001
        return reply

    lss.answer = slow  # type: ignore[method-assign]  # a server that drips
    assert oj(*FETCH).code == 0


def test_the_next_page_of_v2_is_followed(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    lss.next_key, lss.page = "next_page", 1000
    found = oj(*FETCH, "--format", "json").json["omraden"][0]
    assert found["resultat"] == sum(len(v) for k, v in lss.values.items() if k[1] == 2022)


def test_the_next_page_of_another_host_is_asked_here(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    lss.page = 100
    real = lss.kolada

    def elsewhere(*args: Any) -> Reply:
        reply = real(*args)
        reply.body = reply.body.replace(lss.base.encode(), b"https://api.kolada.se")
        return reply

    lss.kolada = elsewhere  # type: ignore[method-assign]  # an API that knows another name of itself
    found = oj(*FETCH, "--format", "json").json["omraden"][0]
    assert found["resultat"] == sum(len(v) for k, v in lss.values.items() if k[1] == 2022)


def test_404_is_no_such_id(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    del lss.titles["U28113"]

    def plan(n: int, path: str) -> Reply | None:
        return Reply(404, b"") if path.startswith("/kpi/") and "U28113" in path else None

    lss.plan = plan
    found = oj(*FETCH, "--format", "json").json["omraden"][0]
    assert found["lage"] == "hamtat"
    assert found["sagt"] == ["Kolada känner inte (indragna eller felskrivna): U28113."]


def test_a_value_outside_its_codes_keeps_the_area_out(oj: Oj, arbetsmapp: Path, api: Api) -> None:
    fill(api, "valfardsteknik", (2022,))
    fill(api, "missbruk", (2022,))
    api.put("U21340", 2022, "2029", "T", 7.0)
    found = oj("data", "fetch", "--omrade", "valfardsteknik", "--omrade", "missbruk",
               "--format", "json")  # fmt: skip
    assert found.code == 3
    told = {a["omrade"]: " ".join(a["sagt"]) for a in found.json["omraden"]}
    assert "utanför koderna" in told["valfardsteknik"]
    states = {a["omrade"]: a["lage"] for a in found.json["omraden"]}
    assert states == {"valfardsteknik": "fel", "missbruk": "hamtat"}
    assert not (arbetsmapp / "omraden" / "valfardsteknik").exists()


def test_a_file_that_cannot_be_written(
    oj: Oj, arbetsmapp: Path, lss: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    before = state(arbetsmapp)
    monkeypatch.setattr("oj_cli.sources.keeping.write_bytes", full)
    found = oj(*FETCH)
    assert found.code == 3
    assert state(arbetsmapp) == before


def test_what_is_kept_is_damaged(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    oj(*FETCH)
    [kept] = (arbetsmapp / "data" / "original").glob("*.gz")
    kept.write_bytes(kept.read_bytes()[:1000])
    lss.asked.clear()
    found = oj(*FETCH)
    assert found.code == 0, found.err
    assert all("from_date" not in path for path in lss.asked)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 6])
def test_ctrl_c(
    oj: Oj, arbetsmapp: Path, lss: Api, monkeypatch: pytest.MonkeyPatch, n: int
) -> None:
    from urllib.request import OpenerDirector

    if n > 4:  # a second run, of a revised value
        oj(*FETCH)
        lss.put("U28113", 2022, "2029", "T", 1.0)
        lss.changed.add(("U28113", 2022, "2029"))
    before = state(arbetsmapp)
    real, count = OpenerDirector.open, itertools.count(1 + 4 * (n > 4))

    def interrupted(*args: Any, **more: Any) -> Any:
        if next(count) == n:
            raise KeyboardInterrupt
        return real(*args, **more)

    monkeypatch.setattr("urllib.request.OpenerDirector.open", interrupted)
    found = oj(*FETCH)
    assert found.code == 130
    assert "Avbrutet" in found.err
    assert state(arbetsmapp) == before


def test_at_most_five_a_second(
    oj: Oj, arbetsmapp: Path, lss: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oj_cli.sources.web.PAUSE", 0.2)
    lss.page = 70
    oj(*FETCH)
    assert len(lss.times) >= 7
    assert min(b - a for a, b in itertools.pairwise(lss.times)) > 0.15
    assert all(b - a >= 0.95 for a, b in zip(lss.times, lss.times[5:], strict=False))


def test_another_wrote_meanwhile(oj: Oj, arbetsmapp: Path, lss: Api) -> None:
    from oj_cli import api as oj_api
    from oj_cli.api.fetch_asking import Wish
    from oj_cli.api.fetching import Fetching

    job = Fetching(oj_api.open(), Wish(areas=("lss-enheter",), first_year=2022))
    for found in job.run():
        assert oj(*FETCH).code == 0
        before = state(arbetsmapp)
        assert job.apply(found).state in ("vantar", "fel")
        assert state(arbetsmapp) == before
    assert job.fault is not None
