"""The same engine, asked over the network: a client of unknotd with nothing but the standard library."""

from __future__ import annotations

import asyncio
import base64
import http.client
import json
import os
import re
import ssl
import threading
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple, Union
from urllib.parse import quote, urlsplit

from ._errors import ArgumentError, Error, IntakeError, ServiceError, UnsupportedError, error_of
from ._input import Intake, Time, intake_bytes, unix_seconds
from ._result import CLINIC_HTML, FHIR, HANDOUT_JSON, HTML, JSON, PDF, TEXT, Flag, Result, json_object
from ._version import __version__

# As the service's `documents` parameter names them.
_NAMES = {
    JSON: "json",
    HANDOUT_JSON: "handout",
    FHIR: "fhir",
    HTML: "html",
    CLINIC_HTML: "clinic",
    TEXT: "text",
    PDF: "pdf",
}
_MOST_BYTES = 64 << 20  # of an answer: far more than the largest sheet on paper

Path = Union[str, "os.PathLike[str]"]


def connect(
    url: str,
    *,
    token: Optional[str] = None,
    certificate: Optional[Union[Path, Tuple[Path, Path]]] = None,
    ca: Optional[Path] = None,
    timeout: float = 10.0,
    documents: Iterable[str] = (),
) -> "ServiceEngine":
    """An engine that asks a running unknotd.  No request is made yet.

    url          "https://unknot.clinic.example:8443"
    token        a bearer token, as `unknotd --make-token` made it
    certificate  the client's certificate: a PEM file with its key, or (certificate, key)
    ca           the PEM file of the authority that signed the server's certificate; None: the system's
    timeout      seconds that one wait for the network may take
    documents    media types to fetch together with each assessment; any other is fetched when it is asked for
    """
    return ServiceEngine(url, token=token, certificate=certificate, ca=ca, timeout=timeout, documents=documents)


class ServiceEngine:
    """Has the methods of Engine.  Any number of threads may use it, and forked children too.

    What differs: pack() is not offered, and every method can raise ServiceError.  All documents of one result are
    made by the same pack, or not at all.
    """

    def __init__(
        self,
        url: str,
        *,
        token: Optional[str] = None,
        certificate: Optional[Union[Path, Tuple[Path, Path]]] = None,
        ca: Optional[Path] = None,
        timeout: float = 10.0,
        documents: Iterable[str] = (),
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.path not in ("", "/") or parts.query:
            raise ValueError(f'url: expected "https://host:port", not {url!r}; patients\' answers travel encrypted only')
        if token is not None and not re.fullmatch(r"[!-~]+", token):
            raise ValueError("token: expected letters and digits as `unknotd --make-token` prints them")
        self._host, self._port = parts.hostname, parts.port or 443
        self._tls = ssl.create_default_context(cafile=None if ca is None else os.fspath(ca))
        if certificate is not None:
            files = certificate if isinstance(certificate, tuple) else (certificate, None)
            self._tls.load_cert_chain(*files)
        self._timeout = timeout
        self._headers = {"User-Agent": f"unknot-python/{__version__}"}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"
        self._at_once = {JSON, *map(_canonical, documents)}
        for media_type in self._at_once:
            _name_of(media_type)
        self._lock = threading.Lock()
        self._idle: List[http.client.HTTPSConnection] = []
        self._process = os.getpid()
        self._is_open = True

    @property
    def info(self) -> Dict[str, Any]:
        """Version, pack, languages, question ids, limits."""
        return json_object(self.info_document())

    def info_document(self) -> bytes:
        """The same as bytes."""
        return self._ask("GET", "/v1/info")

    def questions(self, locale: Optional[str] = None, *, fhir: bool = False) -> Dict[str, Any]:
        """The questions in the order in which to ask them, or as a FHIR R4 Questionnaire."""
        return json_object(self.questions_document(locale, fhir=fhir))

    def questions_document(self, locale: Optional[str] = None, *, fhir: bool = False) -> bytes:
        """The same as bytes."""
        if fhir:
            if locale is not None:
                raise UnsupportedError({"code": "unsupported", "expected": "fhir without a locale, from a service"})
            return self._ask("GET", "/fhir/Questionnaire/lower-back")
        return self._ask("GET", "/v1/questions" + ("" if locale is None else f"?locale={quote(locale, safe='')}"))

    def pack(self) -> Dict[str, Any]:
        """Not offered by a service: ask the library or `unknot pack show`."""
        raise UnsupportedError({"code": "unsupported", "expected": "an engine in this process"})

    def assess(self, intake: Intake, at: Optional[Time] = None) -> Result:
        """Assesses one intake, as Engine.assess does."""
        seconds = unix_seconds(at)
        given = intake_bytes(intake)
        at_seconds = 0 if seconds is None else (seconds or -1)
        return _ServiceResult(self, given, at_seconds, self._fetch(given, at_seconds, self._at_once))

    async def assess_async(self, intake: Intake, at: Optional[Time] = None) -> Result:
        """The same in another thread, so that an event loop goes on meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(None, self.assess, intake, at)

    def close(self) -> None:
        """Closes its connections; documents that results already have stay.  Twice is fine."""
        with self._lock:
            self._is_open = False
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def __enter__(self) -> "ServiceEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _fetch(self, intake: bytes, at: int, media_types: Iterable[str]) -> Dict[str, bytes]:
        names = {_name_of(media_type): media_type for media_type in media_types}
        kind = "application/json"
        body = self._ask("POST", f"/v1/assess?at={at}&documents={','.join(sorted(names))}", intake, kind)
        try:
            texts = json.loads(body)
            return {
                media_type: base64.b64decode(texts[name]) if media_type == PDF else texts[name].encode("utf-8")
                for name, media_type in names.items()
            }
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _not_unknotd(200) from error

    def _ask(self, method: str, target: str, body: Optional[bytes] = None, kind: Optional[str] = None) -> bytes:
        headers = dict(self._headers, Accept="application/json, application/fhir+json, application/problem+json")
        if kind is not None:
            headers["Content-Type"] = kind
        try:
            status, content_type, answer = self._exchange(method, target, body, headers)
        except TimeoutError as error:
            raise ServiceError({"code": "timeout", "message": f"No answer within {self._timeout} s."}) from error
        except (OSError, http.client.HTTPException) as error:
            message = f"https://{self._host}:{self._port} could not be asked: {error or type(error).__name__}"
            raise ServiceError({"code": "unreachable", "message": message}) from error
        if status == 200:
            return answer
        raise _refusal(status, content_type, answer)

    def _exchange(self, method: str, target: str, body: Optional[bytes], headers: Mapping[str, str]) -> Tuple[int, str, bytes]:
        while True:
            connection, is_used = self._connection()
            try:
                connection.request(method, target, body, dict(headers))
                response = connection.getresponse()
            except (ConnectionError, ssl.SSLEOFError) as error:
                connection.close()
                if not is_used:
                    raise
                # The service had closed an idle connection. To ask again is safe: an assessment changes nothing.
                continue
            except BaseException:
                connection.close()
                raise
            try:
                answer = response.read(_MOST_BYTES + 1)
            except BaseException:
                connection.close()
                raise
            if len(answer) > _MOST_BYTES:
                connection.close()
                raise _not_unknotd(response.status)
            self._give_back(connection, response.will_close)
            return response.status, response.getheader("Content-Type", ""), answer

    def _connection(self) -> Tuple[http.client.HTTPSConnection, bool]:
        with self._lock:
            if not self._is_open:
                raise ValueError("the engine is closed")
            if self._process != os.getpid():  # the parent goes on with its connections; to close is to say nothing
                for connection in self._idle:
                    connection.close()
                self._idle, self._process = [], os.getpid()
            if self._idle:
                return self._idle.pop(), True
        return http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=self._tls), False

    def _give_back(self, connection: http.client.HTTPSConnection, is_over: bool) -> None:
        with self._lock:
            if self._is_open and not is_over:
                self._idle.append(connection)
                return
        connection.close()


class _ServiceResult(Result):
    def __init__(self, engine: ServiceEngine, intake: bytes, at: int, documents: Dict[str, bytes]) -> None:
        self._engine = engine
        self._given: Optional[Tuple[bytes, int]] = (intake, at)
        self._documents = documents
        self._lock = threading.Lock()
        try:
            record = self.record
            self.tier = record["tier"]
            self.possible_tier = record["possible_tier"]
            self.complete = record["complete"]
            self._flags = [
                Flag(**{name: flag[name] for name in ("id", "status", "tier", "possible_tier", "title", "reason")})
                for flag in record["flags"]
            ]
        except (ValueError, KeyError, TypeError) as error:
            raise _not_unknotd(200) from error

    @property
    def flags(self) -> List[Flag]:
        if self._given is None:
            raise ValueError("the result is closed")
        return list(self._flags)

    def document(self, media_type: str = JSON) -> bytes:
        if not isinstance(media_type, str):
            raise TypeError(f'media_type: expected a str as "text/html", not {type(media_type).__name__}')
        wanted = _canonical(media_type)
        _name_of(wanted)
        with self._lock:
            if self._given is None:
                raise ValueError("the result is closed")
            if wanted not in self._documents:
                fetched = self._engine._fetch(*self._given, {JSON, wanted})
                if fetched[JSON] != self._documents[JSON]:
                    raise ServiceError({"code": "changed", "message": "The service has another pack now: assess again."})
                self._documents.update(fetched)
            return self._documents[wanted]

    def close(self) -> None:
        with self._lock:
            self._given = None
            self._documents = {}


def _canonical(media_type: str) -> str:
    return re.sub(r";charset=utf-8(?=;|$)", "", re.sub(r"[ \t]", "", media_type).lower())


def _name_of(media_type: str) -> str:
    name = _NAMES.get(media_type)
    if name is None:
        expected = f"{', '.join([JSON, HANDOUT_JSON, FHIR, HTML, CLINIC_HTML])} or {TEXT}"
        raise UnsupportedError(
            {"code": "unsupported", "pointer": "", "expected": expected, "message": "This build cannot do that."}
        )
    return name


def _refusal(status: int, content_type: str, answer: bytes) -> Error:
    """An answer other than 200, as the exception that the engine in this process would have raised."""
    try:
        got = json.loads(answer)
        code, detail = got["code"], got["detail"]
    except (ValueError, KeyError, TypeError):
        return _not_unknotd(status)
    problem = {"code": code, "pointer": "", "expected": "", "message": detail}
    if "pointer" in got:  # the library's own
        problem.update(pointer=got["pointer"], expected=got["expected"])
        if code == "missing_time":
            return ArgumentError(problem)
        return error_of({501: "unsupported", 500: "internal", 503: "memory"}.get(status, "intake"), problem)
    if code == "too_large":
        return IntakeError(problem)
    if code == "invalid_parameter":
        return ArgumentError(problem)
    if code == "unknown_locale":
        return UnsupportedError(problem)
    return ServiceError(dict(problem, http_status=status, request_id=got.get("request_id", "")))


def _not_unknotd(status: int) -> ServiceError:
    message = f"What answered (with {status}) does not speak as unknotd does: look at the address and at proxies."
    return ServiceError({"code": "not_unknotd", "message": message, "http_status": status})
