"""What bytes are that are no text: one line for the analyst that says what it is and what to do."""

from __future__ import annotations

import io
import re
import zipfile

from pipeline.readers.reading import ReadError

_RENAME = "内容是{what}，与扩展名不符；请把扩展名改为 {suffix} 后重新运行"
_UNPACK = "内容是压缩包（{what}）；请解压，把里面的文件放进语料后重新运行"
_CONVERT = "内容是{what}，不能直接读取；请用原来的软件另存为 {suffix} 后重新运行"
_AWAY = "内容是{what}，不是文档；请移出语料"

_MAGIC = (
    (b"%PDF-", _RENAME.format(what="PDF 文件", suffix=".pdf")),
    (b"{\\rtf", _RENAME.format(what=" RTF 文档", suffix=".rtf")),
    (b"\x89PNG\r\n", _RENAME.format(what="图片（PNG）", suffix=".png")),
    (b"\xff\xd8\xff", _RENAME.format(what="图片（JPEG）", suffix=".jpg")),
    (b"II*\0", _RENAME.format(what="图片（TIFF）", suffix=".tif")),
    (b"MM\0*", _RENAME.format(what="图片（TIFF）", suffix=".tif")),
    (b"GIF8", _CONVERT.format(what="图片（GIF）", suffix=".png")),
    (b"Rar!", _UNPACK.format(what="RAR")),
    (b"7z\xbc\xaf\x27\x1c", _UNPACK.format(what="7z")),
    (b"\x1f\x8b\x08", _UNPACK.format(what="gzip")),
    (b"BZh", _UNPACK.format(what="bzip2")),
    (b"\xfd7zXZ\0", _UNPACK.format(what="xz")),
    (b"SQLite format 3\0", "内容是 SQLite 数据库；请导出为 CSV 或 JSONL，每行一篇，再重新运行"),
    (b"PAR1", "内容是 Parquet 数据表；请导出为 CSV 或 JSONL，每行一篇，再重新运行"),
    (b"CAJ\0", "内容是知网文献（CAJ），不能直接读取；请用 CAJViewer 打开，打印或另存为 .pdf 后重新运行"),
    (b"ID3", _AWAY.format(what="音频（MP3）")),
    (b"OggS", _AWAY.format(what="音频（Ogg）")),
    (b"\x1aE\xdf\xa3", _AWAY.format(what="视频（Matroska）")),
    (b"MZ\x90\0", _AWAY.format(what=" Windows 程序")),
    (b"\x7fELF", _AWAY.format(what=" Linux 程序")),
    (b"\0\x01\0\0\0", _AWAY.format(what="字体")),
    (b"OTTO", _AWAY.format(what="字体")),
)
_AT_FOUR = ((b"ftyp", _AWAY.format(what="音频或视频（MP4）")),)
_AT_EIGHT = ((b"WAVE", _AWAY.format(what="音频（WAV）")), (b"AVI ", _AWAY.format(what="视频（AVI）")))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "文件有密码保护；请用 Office 或 WPS 打开，去掉密码后另存"),
    ("WordDocument", _RENAME.format(what="旧版 Word 或 WPS 文档", suffix=".doc")),
    ("PowerPoint Document", _RENAME.format(what="旧版 PowerPoint 演示文稿", suffix=".ppt")),
    ("__properties_version1.0", _CONVERT.format(what=" Outlook 邮件（.msg）", suffix=".eml")),
    ("Workbook", _RENAME.format(what="旧版 Excel 工作簿", suffix=".xls")),
)
_OTHER_OLE = _CONVERT.format(what="旧版 Office 或 WPS 文件", suffix=".docx、.xlsx 或 .pptx")
# The names of parts that tell one zipped format from another, and what to say of it.
_PARTS = (
    ("word/document.xml", _RENAME.format(what=" Word 文档", suffix=".docx")),
    ("xl/workbook.xml", _RENAME.format(what=" Excel 工作簿", suffix=".xlsx")),
    ("xl/workbook.bin", _CONVERT.format(what=" Excel 二进制工作簿（.xlsb）", suffix=".xlsx")),
    ("ppt/presentation.xml", _RENAME.format(what=" PowerPoint 演示文稿", suffix=".pptx")),
    ("visio/document.xml", _CONVERT.format(what=" Visio 绘图", suffix=".pdf")),
    ("OFD.xml", _RENAME.format(what=" OFD 版式文件", suffix=".ofd")),
    ("META-INF/container.xml", _CONVERT.format(what="电子书（EPUB）", suffix=".html 或 .txt")),
    ("Index/Document.iwa", _CONVERT.format(what=" Pages、Numbers 或 Keynote 文件", suffix=".docx、.xlsx 或 .pptx")),
)
_MIMETYPES = (
    (b"opendocument.text", _RENAME.format(what=" OpenDocument 文本", suffix=".odt")),
    (b"opendocument.spreadsheet", _CONVERT.format(what=" OpenDocument 表格（.ods）", suffix=".xlsx")),
    (b"opendocument.presentation", _CONVERT.format(what=" OpenDocument 演示文稿（.odp）", suffix=".pptx")),
)
_HEAD = re.compile(rb"opendocument\.(?:text|spreadsheet|presentation)")


def refuse(data: bytes) -> None:
    """Raise ReadError where the bytes begin as a known format that is no text; it says what to do."""
    if message := told(data):
        raise ReadError(message)


def told(data: bytes) -> str:
    """What the bytes are and what to do, in one line; empty where they may be text."""
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        return next((said for name, said in _STREAMS if name.encode("utf-16-le") in data), _OTHER_OLE)
    for table, at in ((_MAGIC, 0), (_AT_FOUR, 4), (_AT_EIGHT, 8)):
        for magic, said in table:
            if data.startswith(magic, at):
                return said
    return ""


def _zipped(data: bytes) -> str:
    if found := _HEAD.search(data[:200]):
        return next((said for magic, said in _MIMETYPES if found.group() == magic), _UNPACK.format(what="ZIP"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "内容是压缩包或新版 Office 文件，并且已损坏；请重新获取原件"
    return next((said for part, said in _PARTS if part in names), _UNPACK.format(what="ZIP"))
