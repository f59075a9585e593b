"""MIME messages (RFC 5322, 2045): their headers, their parts and what those decode to, through Python's `email`."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from pipeline.readers.decoding import Decoded, decode
from pipeline.readers.reading import ReadError

_BROKEN = "{what}已损坏，无法解析；请用原来的软件打开后重新保存"
_UNFINISHED = {"CloseBoundaryNotFoundDefect", "StartBoundaryNotFoundDefect", "MultipartInvariantViolationDefect"}
_MOST_PARTS = 2_000


def parts_of(data: bytes, what: str) -> tuple[EmailMessage, list[EmailMessage]]:
    """The message and those of its parts that hold no others. Raises ReadError for what is no message."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except Exception as error:  # the parser of headers raises whatever a damaged one makes it stumble over
        raise ReadError(_BROKEN.format(what=what)) from error
    if not message.keys() or len(parts) > _MOST_PARTS:
        raise ReadError(_BROKEN.format(what=what))
    return message, parts


def content_type(part: EmailMessage) -> str:
    """The part's media type in lower case; text/plain where it does not say a usable one."""
    try:
        return part.get_content_type()
    except Exception:  # a header that cannot be parsed says nothing
        return "text/plain"


def text_of(part: EmailMessage, name: str) -> Decoded:
    """The characters of a text part; what it says of its encoding is one witness among others."""
    try:
        payload = part.get_payload(decode=True)
        declared = str(part.get_content_charset() or "")
    except Exception:
        payload, declared = b"", ""
    return decode(payload if isinstance(payload, bytes) else b"", name, declared=declared)


def header(message: EmailMessage, name: str) -> str:
    """A header in one line; bytes that no encoding was said for are decoded by evidence."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    try:
        if any("\ud800" <= c <= "\udfff" for c in raw):
            value = decode(raw.encode("utf-8", "surrogateescape"), name).text
        else:
            value = str(message.get(name, ""))
    except Exception:  # a header that cannot be parsed or decoded says nothing
        return ""
    return " ".join(value.split())


def file_name(part: EmailMessage) -> str:
    """The name under which the part would be saved; empty where it has none."""
    try:
        return " ".join(str(part.get_filename() or "").encode("utf-8", "replace").decode().split())
    except Exception:
        return ""


def unfinished(message: EmailMessage) -> bool:
    """Whether the message breaks off before its last boundary."""
    return any(type(defect).__name__ in _UNFINISHED for part in message.walk() for defect in part.defects)
