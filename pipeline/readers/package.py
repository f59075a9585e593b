"""Parts of a zipped package of XML (Office Open XML, OpenDocument, OFD), read within bounds.

Bounds, so that a hostile file costs a known amount of memory and time: at most 4,096 entries, 32 MB per part that is
read (the tree of such a part takes up to about ten times as much), 256 MB of all such parts, and nothing is read that
unpacks to more than its entry declares. Document type declarations, which the standards (ISO/IEC 29500-2, GB/T 33190)
forbid, are refused, and with them every entity.
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
MAX_SHEET = 128 * 1024 * 1024
MAX_TREES = 256 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
MAX_ENTRIES = 4_096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_CHUNK = 1024 * 1024


class Package:
    """The parts of a package by name; `kind` is the suffix that the analyst knows the format by.

    Raises ReadError for what is no sound package.
    """

    def __init__(self, data: bytes, kind: str = ".docx") -> None:
        if data.startswith(OLE):
            what = "文件有密码保护" if _ENCRYPTED in data else "内容是旧版 Office 或 WPS 格式"
            raise ReadError(f"{what}；请用 Office 或 WPS 打开，去掉密码并另存为 {kind}")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise ReadError(f"文件已损坏或不完整（不是有效的 {kind}）；请重新获取原件") from error
        self._names = frozenset(self._zip.namelist())
        if len(self._zip.namelist()) > MAX_ENTRIES:
            raise ReadError(f"压缩包内文件超过 {MAX_ENTRIES} 个，疑为恶意文件；未读取，请核对来源")
        self._left = MAX_TREES

    def names(self, prefix: str = "") -> list[str]:
        """The names of the parts that begin with `prefix`, in order."""
        return sorted(n for n in self._names if n.startswith(prefix))

    def tree(self, name: str) -> Any:
        """The root element of the XML part `name`, or None where there is no such part."""
        if name not in self._names:
            return None
        content = self.part(name)
        self._left -= len(content)
        if self._left < 0:
            raise ReadError(f"各部分解压后共超过 {MAX_TREES // _CHUNK} MB，疑为压缩炸弹；未读取，请核对来源")
        _refuse_declarations(content, name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadError(f"{name} 不是完整的 XML，文件已损坏；请用原来的软件打开修复后另存") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise _declared(name)  # written in an encoding in which it looks otherwise
        return root

    def part(self, name: str, limit: int = MAX_PART) -> bytes:
        """The bytes of a part that is there. Raises ReadError for one of more than `limit` bytes."""
        try:
            with self._zip.open(name) as part:
                content = part.read(limit + 1)
        except _BROKEN as error:
            raise ReadError(f"{name} 解压失败，文件已损坏或有密码；请重新获取原件") from error
        if len(content) > limit:
            raise ReadError(f"{name} 解压后超过 {limit // _CHUNK} MB，疑为压缩炸弹；未读取，请核对来源")
        return content

    def check(self) -> None:
        """Hold every part against the bounds before a library that has none is given the package.

        Raises ReadError where an XML part unpacks to more than 128 MB or has a document type declaration, or all
        parts unpack to more than 512 MB.
        """
        total = 0
        for name in self.names():
            if name.lower().endswith(_XML):
                content = self.part(name, MAX_SHEET)
                _refuse_declarations(content, name)
                total += len(content)
            else:
                total += self._size(name)
            if total > MAX_TOTAL:
                raise ReadError(f"解压后超过 {MAX_TOTAL // _CHUNK} MB，疑为压缩炸弹；未读取，请核对来源")

    def _size(self, name: str) -> int:
        """Bytes that a part unpacks to, counted in bounded memory."""
        size = 0
        try:
            with self._zip.open(name) as part:
                while size <= MAX_TOTAL and (chunk := part.read(_CHUNK)):
                    size += len(chunk)
        except _BROKEN as error:
            raise ReadError(f"{name} 解压失败，文件已损坏或有密码；请重新获取原件") from error
        return size


def _refuse_declarations(content: bytes, name: str) -> None:
    if _DECLARATION.search(content.replace(b"\0", b"")):
        raise _declared(name)


def _declared(name: str) -> ReadError:
    return ReadError(f"{name} 含有 XML 实体或文档类型声明，疑为恶意文件；未读取，请核对来源")
