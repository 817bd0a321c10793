"""What the library and the service refuse, as exceptions."""

from __future__ import annotations

from typing import Any, Mapping, Optional


class Error(Exception):
    """A refusal of the library.  No answer's value ever stands in it, so it may be logged.

    status    the name of the status: "intake", "pack", "unsupported" and so on
    code      what is wrong, for programs: "unknown_question"
    pointer   where, a JSON pointer into the input (RFC 6901): "/answers/fevr"; "" if nowhere in it
    expected  what would have been right, in words; "" if there is nothing to say
    message   what is wrong, in words
    """

    status = "unknown"

    def __init__(self, problem: Mapping[str, Any], status: Optional[str] = None) -> None:
        self.problem = dict(problem)
        self.status = status or type(self).status
        self.code: str = self.problem.get("code", self.status)
        self.pointer: str = self.problem.get("pointer", "")
        self.expected: str = self.problem.get("expected", "")
        self.message: str = self.problem.get("message", "")
        text = self.code + (f" at {self.pointer}" if self.pointer else "")
        text += f": {self.message}" if self.message else ""
        text += f" Expected: {self.expected}." if self.expected else ""
        super().__init__(text)

    def __reduce__(self) -> Any:  # an exception must pass from a worker process to its parent
        return type(self), (self.problem, self.status)

    def __str__(self) -> str:
        return str(self.args[0])


class ArgumentError(Error, ValueError):
    """A call that cannot be right: a time out of range, no time for a document that needs one."""

    status = "argument"


class IntakeError(Error, ValueError):
    """The intake was refused as a whole; nothing was assessed."""

    status = "intake"


class PackError(Error, ValueError):
    """The pack or the overlay was refused; the engine did not open."""

    status = "pack"


class FileError(Error, OSError):
    """A file that was named could not be read."""

    status = "io"


class UnsupportedError(Error):
    """This engine cannot make that document, or has no such language."""

    status = "unsupported"


class OutOfMemoryError(Error, MemoryError):
    """An allocation failed in the library; what was asked for was not done."""

    status = "memory"


class InternalError(Error):
    """A defect of the library.  Nothing was assessed."""

    status = "internal"


class ServiceError(Error, OSError):
    """The service could not be asked, or did not let this client in; never a word about the intake.

    http_status  of its answer; None if there was none
    request_id   under which its audit log has the request; "" if it did not say
    """

    status = "service"

    def __init__(self, problem: Mapping[str, Any], status: Optional[str] = None) -> None:
        super().__init__(problem, status)
        self.http_status: Optional[int] = self.problem.get("http_status")
        self.request_id: str = self.problem.get("request_id", "")


class LibraryError(ImportError):
    """The shared library is there and cannot be used: another processor's, or another version."""


class LibraryNotFound(LibraryError):
    """The shared library is not there."""


_BY_STATUS = {
    error.status: error
    for error in (ArgumentError, IntakeError, PackError, FileError, UnsupportedError, OutOfMemoryError, InternalError)
}


def error_of(status: str, problem: Mapping[str, Any]) -> Error:
    return _BY_STATUS.get(status, Error)(problem, status)
