"""Old Word and WPS documents, RTF and ODT: turned into .docx by LibreOffice, where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from pipeline.readers import docx, html
from pipeline.readers.reading import ReadError, Reading

SUFFIXES = (".doc", ".wps", ".rtf", ".odt")

TIMEOUT = 120
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN = (_OLE, b"{\\rtf", b"PK\x03\x04")
_STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "CONTENTS", "MatOST"))
_PROGRAMS = ("soffice", "libreoffice")


def read(data: bytes, name: str) -> Reading:
    """Read a document through LibreOffice, within two minutes. Raises ReadError where that cannot be done.

    A file that is .docx or a web page under another name (many a site's .doc is) is read as what it is.
    """
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    if data.lstrip()[:1] == b"<" and b"<html" in data[:2048].lower():
        return html.read(data, name)
    if not data.startswith(_KNOWN) or (data.startswith(_OLE) and not any(s in data for s in _STREAMS)):
        raise ReadError(f"内容不是 {suffix} 文档，或文件已损坏；请用 Word 或 WPS 打开后另存为 .docx")
    if data.startswith(b"PK") and suffix != ".odt":
        return docx.read(data, name)
    return docx.read(_converted(data, suffix), name)


def _converted(data: bytes, suffix: str) -> bytes:
    """The document as .docx; LibreOffice runs in a folder and with a profile of its own."""
    program = next((found for p in _PROGRAMS if (found := shutil.which(p))), None)
    if program is None:
        raise ReadError(f"读取 {suffix} 需要 LibreOffice；请安装后重新运行，或用 Word、WPS 另存为 .docx")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        _run([program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
              "--convert-to", "docx", "--outdir", folder, str(source)])  # fmt: skip
        target = source.with_suffix(".docx")
        if not target.is_file():
            raise ReadError(f"LibreOffice 无法打开这份 {suffix} 文档；请用 Word 或 WPS 打开后另存为 .docx")
        return target.read_bytes()


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
        raise ReadError(f"LibreOffice 转换超过 {TIMEOUT} 秒；请用 Word 或 WPS 另存为 .docx") from error
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
