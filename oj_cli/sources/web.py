"""Questions to an API on the web: few a second, asked again where that helps.

The only module that opens a socket. Proxies and certificates are the system's: `urllib.request`
takes both from Windows, macOS or the environment, which is why there is no other client.
"""

import hashlib
import json
import os
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, build_opener

from oj_cli.domain.errors import FileFault, UsageFault

PAUSE = 0.2  # seconds from one question to the next: at most five a second
TIMEOUT, LONGEST = 30.0, 120.0  # seconds without a sign of life, and for one answer
LONGEST_WAIT = 120  # seconds that anyone may ask us to wait
_PAUSES = (2.0, 4.0, 8.0, 16.0, 0.0)
_MOST_BYTES = 100_000_000
_AGAIN = {429, 500, 502, 503, 504}


@dataclass(frozen=True)
class Reply:
    """What came back: address, text, its hash in hexadecimal, and what it says as JSON.

    `status` is 0 where nothing came, for the reason that is the `error`; `wait` is how many
    seconds we were asked to wait.
    """

    url: str
    status: int
    body: str = ""
    sha256: str = ""
    data: Any = None
    wait: float | None = None
    error: Exception | None = None


class Web:
    """An API at its address, or at that which an environment variable gives.

    `told` hears when there is something to wait for. `asked` counts the questions that were sent.
    """

    def __init__(self, name: str, base: str, variable: str, told: Callable[[str], None]) -> None:
        self.name = name
        self.base = (os.environ.get(variable) or base).rstrip("/")
        if urlsplit(self.base).scheme not in ("http", "https"):
            raise UsageFault("fetch.no_address", place=variable, address=self.base)
        self.asked = 0
        self._told = told
        self._opener = build_opener()  # with the proxies and certificates of the system
        self._before = -PAUSE
        self._is_there = False

    def ask(self, path: str) -> Reply:
        """Return what the API answers to a path; with status 404 where there is no such thing.

        Raises FileFault if it cannot be reached, refuses, or answers with anything but JSON.
        """
        for pause in _PAUSES:
            reply = self._once(self.base + path)
            if reply.status == 404 or reply.data is not None:
                self._is_there = True
                return reply
            is_cut = reply.status == 200 and reply.body.lstrip()[:1] in ("{", "[")
            # what has never answered is not there: who sits offline should hear so at once
            helps = is_cut or reply.status in _AGAIN or (reply.error and self._is_there)
            if not helps or not pause or (reply.wait or 0) > LONGEST_WAIT:
                break
            seconds = pause if reply.wait is None else reply.wait
            self._told(f"{self.name} svarar inte just nu: försöker igen om {seconds:.0f} s …")
            time.sleep(seconds)
        raise self._fault(reply)

    def _once(self, url: str) -> Reply:
        time.sleep(max(0.0, self._before + PAUSE - time.monotonic()))
        self._before = time.monotonic()
        self.asked += 1
        headers = {"Accept": "application/json", "User-Agent": "oj-cli"}
        request = Request(url, headers=headers)  # noqa: S310  # the address begins with http
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                body = _whole(response)
        except HTTPError as error:
            with error:
                wait = _seconds(error.headers.get("Retry-After"), error.headers.get("Date"))
                return Reply(url, error.code, wait=wait)
        except (OSError, HTTPException) as error:
            return Reply(url, 0, error=error)
        text = body.decode(errors="replace")
        return Reply(url, 200, text, hashlib.sha256(body).hexdigest(), _json(body))

    def _fault(self, reply: Reply) -> FileFault:
        host, reason = urlsplit(reply.url).hostname, getattr(reply.error, "reason", reply.error)
        if isinstance(reason, ssl.SSLCertVerificationError):
            return FileFault("fetch.certificate", name=self.name, host=host)
        if reason is not None:
            details = (f"{host}: {reason}",)
            return FileFault("fetch.no_network", details=details, name=self.name, host=host)
        if reply.status == 200:
            return FileFault("fetch.no_json", place=reply.url, name=self.name, host=host)
        again = reply.status in _AGAIN
        return FileFault(
            "fetch.busy" if again else "fetch.refused",
            place=reply.url,
            name=self.name,
            status=reply.status,
            wait=f"{reply.wait:.0f} sekunder" if reply.wait else "en stund",
        )

    def odd(self, reply: Reply) -> FileFault:
        """Return the fault of an answer that has another shape than it should."""
        start = " ".join(reply.body[:200].split())
        return FileFault("fetch.odd", place=reply.url, details=(start,), name=self.name)


def _whole(response: Any) -> bytes:
    """Return a body. Raises OSError if it is cut off, without end, or comes too slowly."""
    until, body = time.monotonic() + LONGEST, b""
    while part := response.read(1 << 16):
        body += part
        if time.monotonic() > until or len(body) > _MOST_BYTES:
            raise TimeoutError("svaret är för stort eller kommer för långsamt")
    if len(body) < int(response.headers.get("Content-Length") or 0):
        raise ConnectionError("svaret bröts på vägen")
    return body


def _json(body: bytes) -> Any:
    """Return what a body says, None if it is no JSON; NaN is none."""
    try:
        return json.loads(body, parse_constant=int)  # which no such word is
    except (ValueError, RecursionError):
        return None


def _seconds(text: str | None, day: str | None) -> float | None:
    """Return how long `Retry-After` asks us to wait: seconds, or a time as the server counts."""
    try:
        if text is None or text.strip().isdigit():
            return None if text is None else float(text)
        until = parsedate_to_datetime(text) - parsedate_to_datetime(day or "")
        return max(0.0, until.total_seconds())
    except (TypeError, ValueError):
        return None
