"""Letters (.eml: RFC 5322): headers as metadata, the subject as title, the body as text; attachments are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from pipeline.readers.building import Builder
from pipeline.readers.html import read_page
from pipeline.readers.mail import content_type, file_name, header, parts_of, text_of, unfinished
from pipeline.readers.reading import Anchor, Mark, Reading

SUFFIXES = (".eml",)

_HEADERS = (("From", "发件人"), ("To", "收件人"), ("Cc", "抄送"))
_MOST_NAMED = 8


def read(data: bytes, name: str) -> Reading:
    """Read a letter. Raises ReadError for what is none."""
    message, parts = parts_of(data, "邮件（EML）")
    out = Builder()
    subject, day = header(message, "Subject"), _day(message)
    out.anchor("邮件头")
    if subject:
        out.line(subject, "title")
    for key, label in _HEADERS:
        if value := header(message, key):
            out.line(f"{label}：{value}", "metadata")
    if day:
        out.line(f"日期：{day}", "metadata")
    out.add("\n")
    attached = [part for part in parts if file_name(part) and not _is_inline_picture(part)]
    encoding, warnings = _body([part for part in parts if part not in attached], out, name)
    if unfinished(message):
        warnings.append("邮件不完整，末尾可能缺字；请重新保存")
    return Reading(
        text=out.text(),
        encoding=encoding,
        marks=out.tidy_marks(),
        anchors=tuple(out.anchors),
        metadata=tuple((key, value) for key, value in (("title", subject), ("published", day)) if value),
        warnings=(*warnings, *_attachments(attached)),
        derived=True,
    )


def _body(parts: Sequence[EmailMessage], out: Builder, name: str) -> tuple[str, list[str]]:
    """Write the text, or the page where there is no text; returns its encoding and the warnings about it."""
    out.anchor("邮件正文")
    texts = [text_of(part, name) for part in parts if content_type(part) == "text/plain"]
    if any(decoded.text.strip() for decoded in texts):
        for decoded in texts:
            out.add(decoded.text + "\n")
        return texts[0].encoding, [warning for decoded in texts for warning in decoded.warnings]
    encoding, warnings = "", list[str]()
    for part in (p for p in parts if content_type(p) == "text/html"):
        page = read_page(text_of(part, name))
        start = out.add(page.text)
        out.marks += [_moved(mark, start) for mark in page.marks]
        out.anchors += [Anchor(a.start + start, a.place) for a in page.anchors if a.start]
        encoding = encoding or page.encoding
        warnings += page.warnings
    return encoding, warnings


def _moved(mark: Mark, by: int) -> Mark:
    """The page's mark where it stands in the letter, whose title is its subject."""
    kind, reason = ("heading", "h1") if mark.kind == "title" else (mark.kind, mark.reason)
    return Mark(mark.start + by, mark.end + by, kind, reason)


def _attachments(parts: Sequence[EmailMessage]) -> Iterator[str]:
    if parts:
        names = "、".join(file_name(part) for part in parts[:_MOST_NAMED])
        more = "等" if len(parts) > _MOST_NAMED else ""
        yield f"有 {len(parts)} 个附件没有读入（{names}{more}）；请从邮件里存出来，放进语料"


def _is_inline_picture(part: EmailMessage) -> bool:
    """A picture that the page shows is no attachment."""
    return content_type(part).startswith("image/") and bool(header(part, "Content-ID"))


def _day(message: EmailMessage) -> str:
    """The day on which the letter was written, where it was written; empty where it does not say."""
    try:
        return parsedate_to_datetime(header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
