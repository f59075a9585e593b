"""Parts of an Office Open XML package (a zip file), read within bounds.

Bounds, so that a hostile file costs a known amount of memory: at most 4,096 entries, 32 MB per part that is read
(the tree of such a part takes up to about ten times as much), and nothing is read that unpacks to more than its
entry declares. Document type declarations, which the standard (ISO/IEC 29500-2) forbids, are refused, and with
them every entity.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from pipeline.readers.reading import ReadError

MAX_PART = 32 * 1024 * 1024
MAX_ENTRIES = 4_096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Package:
    """The parts of a package by name. Raises ReadError for what is no sound package."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            what = "文件有密码保护" if _ENCRYPTED in data else "内容是旧版 Word（.doc）"
            raise ReadError(f"{what}；请用 Word 或 WPS 打开，去掉密码并另存为 .docx")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise ReadError("文件已损坏或不完整（不是有效的 .docx）；请重新获取原件") from error
        if len(self._zip.namelist()) > MAX_ENTRIES:
            raise ReadError(f"压缩包内文件超过 {MAX_ENTRIES} 个，疑为恶意文件；未读取，请核对来源")

    def names(self, prefix: str) -> list[str]:
        """The names of the parts that begin with `prefix`, in order."""
        return sorted(n for n in set(self._zip.namelist()) if n.startswith(prefix))

    def tree(self, name: str) -> Any:
        """The root element of the XML part `name`, or None where there is no such part."""
        if name not in self._zip.namelist():
            return None
        content = self._bytes(name)
        if _DECLARATION.search(content.replace(b"\0", b"")):
            raise ReadError(f"{name} 含有 XML 实体或文档类型声明，疑为恶意文件；未读取，请核对来源")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadError(f"{name} 不是完整的 XML，文件已损坏；请用 Word 打开修复后另存") from error

    def _bytes(self, name: str) -> bytes:
        limit = MAX_PART // (1024 * 1024)
        try:
            with self._zip.open(name) as part:
                content = part.read(MAX_PART + 1)
        except _BROKEN as error:
            raise ReadError(f"{name} 解压失败，文件已损坏或有密码；请重新获取原件") from error
        if len(content) > MAX_PART:
            raise ReadError(f"{name} 解压后超过 {limit} MB，疑为压缩炸弹；未读取，请核对来源")
        return content
