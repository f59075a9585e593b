"""Formats that no open reader reads: one line that says what the file is and what to do.

Many a file under such a name is something else (a PDF saved as .caj): it is read, or told, as what it is.
"""

from __future__ import annotations

from pipeline.readers import pdf
from pipeline.readers.foreign import refuse
from pipeline.readers.reading import ReadError, Reading

_VIEWER = "请用{program}打开，打印或另存为 .pdf 后重新运行"
_CAJ = "知网文献（CAJ），格式不公开，不能直接读取；" + _VIEWER.format(program=" CAJViewer ")
_ARCHIVE = "压缩包，不直接读取；请解压，把里面的文件放进语料后重新运行"
_MEDIA = "音频或视频，没有文字可读；请转写成文字后另存为 .txt"
_SEALED = "版式公文，格式不公开，不能直接读取；" + _VIEWER.format(program="原阅读器")
_TOLD = {
    **dict.fromkeys((".caj", ".nh", ".kdh", ".teb"), _CAJ),
    **dict.fromkeys((".ceb", ".cebx"), f"方正 Apabi {_SEALED}"),
    **dict.fromkeys((".gd", ".gw", ".gwx", ".sep"), f"书生{_SEALED}"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"), _ARCHIVE),
    **dict.fromkeys((".mp3", ".mp4", ".m4a", ".wav", ".avi", ".mov", ".mkv", ".wmv", ".amr", ".flv"), _MEDIA),
    ".msg": "Outlook 邮件，不能直接读取；请另存为 .eml 后重新运行",
    ".epub": "电子书（EPUB），不能直接读取；请另存为 .html 或 .txt 后重新运行",
    ".ods": "OpenDocument 表格，不能直接读取；请另存为 .xlsx 后重新运行",
    ".odp": "OpenDocument 演示文稿，不能直接读取；请另存为 .pptx 后重新运行",
    ".xlsb": "Excel 二进制工作簿，不能直接读取；请另存为 .xlsx 后重新运行",
}

SUFFIXES = tuple(_TOLD)

# What these are is known from their names better than from their bytes.
_BY_NAME = {".msg", ".epub", ".ods", ".odp", ".xlsb"}


def read(data: bytes, name: str) -> Reading:
    """Read a PDF under another name. Raises ReadError for all else: what it is and what to do."""
    if data.startswith(b"%PDF-"):
        return pdf.read(data, name)
    suffix = "." + name.rsplit(".", 1)[-1].lower()
    if suffix not in _BY_NAME:
        refuse(data)
    raise ReadError(f"文件是{_TOLD[suffix]}")
