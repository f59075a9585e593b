"""Old Word, WPS and PowerPoint documents: turned into .docx or .pptx by LibreOffice, where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from pipeline.readers import docx, html, mht, pptx, rtf
from pipeline.readers.package import OLE
from pipeline.readers.reading import ReadError, Reading

_TEXTS = (".doc", ".wps", ".dot", ".wpt")
_SLIDES = (".ppt", ".dps", ".pps", ".dpt")
SUFFIXES = (*_TEXTS, *_SLIDES)

TIMEOUT = 120
_STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "CONTENTS", "MatOST", "PowerPoint Document"))
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PROGRAMS = ("soffice", "libreoffice")


def read(data: bytes, name: str) -> Reading:
    """Read a document through LibreOffice, within two minutes. Raises ReadError where that cannot be done.

    A file that is a new document, RTF or a web page under another name (many a site's .doc is) is read as what it is.
    """
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    read_new, target = (pptx.read, "pptx") if suffix in _SLIDES else (docx.read, "docx")
    if data.lstrip()[:1] == b"<" and b"<html" in data[:2048].lower():
        return html.read(data, name)
    if data.startswith(b"{\\rtf"):
        return rtf.read(data, name)
    if data[:2048].lower().find(b"mime-version:") >= 0:
        return mht.read(data, name)
    if data.startswith(b"PK"):
        return read_new(data, name)
    if data.startswith(OLE) and _LOCKED in data:
        raise ReadError(f"文件有密码保护；请用 Office 或 WPS 打开，去掉密码后另存为 .{target}")
    if not data.startswith(OLE) or not any(s in data for s in _STREAMS):
        raise ReadError(f"内容不是 {suffix} 文档，或文件已损坏；请用 Office 或 WPS 打开后另存为 .{target}")
    return read_new(_converted(data, suffix, target), name)


def helper() -> str:
    """The name of LibreOffice's program; empty where it is not installed."""
    return next((name for name in _PROGRAMS if shutil.which(name)), "")


def _converted(data: bytes, suffix: str, target: str) -> bytes:
    """The document in the new format; LibreOffice runs in a folder and with a profile of its own."""
    program = helper()
    if not program:
        raise ReadError(f"读取 {suffix} 需要 LibreOffice；请安装后重新运行，或用 Office、WPS 另存为 .{target}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        _run([program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
              "--convert-to", target, "--outdir", folder, str(source)])  # fmt: skip
        made = source.with_suffix(f".{target}")
        if not made.is_file():
            raise ReadError(f"LibreOffice 无法打开这份 {suffix} 文档；请用 Office 或 WPS 打开后另存为 .{target}")
        return made.read_bytes()


def _run(command: list[str]) -> None:
    """Run to the end or stop it and all it has started when its time is up."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"LibreOffice 转换超过 {TIMEOUT} 秒；请用 Office 或 WPS 另存为新格式") from error
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
