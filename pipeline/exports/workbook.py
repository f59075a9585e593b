"""workbook.xlsx: a page that explains, a data dictionary, and one sheet a table, ready for filters and print."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline import __version__
from pipeline.catalogue import sheets
from pipeline.codes import YEAR_BASES
from pipeline.config import Config
from pipeline.exports.columns import Names, readable_first, shown
from pipeline.exports.dictionary import data_dictionary
from pipeline.exports.selection import main_scope, span
from pipeline.exports.sheetrows import PROPOSING, Address, SheetRows
from pipeline.exports.wide import Wide, wide_tables
from pipeline.grounds import GROUNDS, CountedRows, Ground, resting
from pipeline.profile import profile
from pipeline.records import Document, Field, Mention, Passage, Problem, Record, SourceText, Theme, table_name
from pipeline.store import Tables, write_aside
from pipeline.whereabouts import Whereabouts, whereabouts
from pipeline.yearly import Evidence
from pipeline.years import by_year, year_basis

SHEETS = sheets()
READS = (*SHEETS, SourceText, Evidence)
# Of the wide tables, those that a sheet can show; all are in tables/wide.
_SHOWN = {"theme_by_year_share", "place_by_year_count"}
ORDER = 20

# Excel's own limits on a cell's characters and a sheet's links.
_CELL, _LINKS = 32_767, 65_000
_SHARES = {"share", "low", "high", "change_previous", "change_low", "change_high", "change_first",
           "corrected", "corrected_low", "corrected_high", "masked_share", "repeated_share", "unknown_share",
           "raw", "raw_low", "raw_high", "similarity", "score"}  # fmt: skip
_PLAIN = {"review_year", "previous_year", "first_year", "last_year", "coined", "from_year"}
_PROBABILITIES = {"change_p", "p_adjusted", "dispersion"}


def export(tables: Tables, output: Path, config: Config) -> list[Path]:
    """Write the workbook; the same tables give the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        title = f"{profile(config).name}比较工作簿"
        book.set_properties({"title": title, "author": "zongshu", "created": datetime(2000, 1, 1)})
        _Book(book, tables, config, title).write()
    path = output / "workbook.xlsx"
    write_aside(path, buffer.getvalue())
    return [path]


class _Book:
    def __init__(self, book: Any, tables: Tables, config: Config, heading: str) -> None:
        self.book, self.tables, self.dictionary, self.heading = book, tables, data_dictionary(config), heading
        self.scope = main_scope(tables, config)
        self.chinese = config.settings.report.chinese
        self.names, self.wide = Names(config), wide_tables(tables, config)
        self.where = whereabouts(tables[SourceText])
        plain = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
        self.text = book.add_format({**plain, "text_wrap": True})
        self.head = book.add_format(
            {**plain, "bold": True, "text_wrap": True, "bg_color": "#DCE9F3", "bottom": 1, "valign": "vcenter"}
        )
        self.title = book.add_format({**plain, "bold": True, "font_size": 16})
        self.share = book.add_format({**plain, "num_format": "0.0%"})
        self.number = book.add_format({**plain, "num_format": "#,##0.00"})
        self.probability = book.add_format({**plain, "num_format": "0.0000"})
        self.whole = book.add_format({**plain, "num_format": "#,##0"})
        self.year = book.add_format({**plain, "num_format": "0"})
        self.link = book.add_format({**plain, "font_color": "#0B5394", "underline": 1})
        self.rows, self.found = SheetRows(tables), CountedRows(tables)
        self.passages = {p.passage_id: p for p in tables[Passage]}
        self.shared: dict[tuple[Any, ...], Address | None] = {}

    def write(self) -> None:
        about, dictionary = self.book.add_worksheet("说明"), self.book.add_worksheet("数据字典")
        for sheet in (about, dictionary):
            _for_print(sheet, "全部文档")
        self._about(about)
        self._dictionary(dictionary)
        dictionary.repeat_rows(0)
        for wide in self.wide:
            if wide.name in _SHOWN:
                self._wide(wide)
        for record in SHEETS:
            self._sheet(record, record.zh, self.rows.of(record))
        for record in PROPOSING:
            self._sheet(record, f"{record.zh}·待收录", self.rows.proposals(record))

    def _about(self, sheet: Worksheet) -> None:
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 100)
        sheet.write_string(0, 0, self.heading, self.title)
        rows = [
            ("范围", extent(self.tables[Document])),
            ("版本", f"zongshu {__version__}"),
            ("怎样追溯", "年度表的数字链到所数的行，分母链到分母的各行，零链到所看的范围；行末各“依据”列写明行号"),
            ("行与原文", "各行的“原文位置”链到段落表，段落表给出来源文件、位置和原文"),
            ("行的次序", "地名、单位、提法、主题各表先列计入年度表的行，按年度、文种、名称排列；其后是不计入的行"),
            ("重复段落", "重复段落保留在各表中并作标记，不进入年度表的分子和分母"),
            ("隐去的数字", "原文以 *、xx 等隐去的数字，上下限为空，不当作零"),
            ("没有文档的年度", "列为一行并注明“该年度没有可比文档”，不是零，也不是空缺"),
            ("零", "提法和单位的年度表只列出现过的；有文档而没有行的年度就是零次，宽表里写作0"),
            ("口径", f"各表列出全部文档，年度表的“范围”列写明各行的口径；宽表、图和报告的口径：{self.scope.zh}"),
            ("宽表", "“主题年度表·占比”“省份年度表·次数”以年度为行，只列上述口径；其余宽表见 tables/wide"),
            ("代码", "分类列在此写中文，CSV 中是代码；二者的对照见“数据字典”"),
            ("列名", "“数据字典”列出每一列的代码名和中文名；CSV 用" + ("中文名" if self.chinese else "代码名")),
            ("区间", "以文档为抽样单位（Korn—Graubard 法）；文档太少的年度不给区间，并说明原因"),
            ("变化", "较上一年度的变化附区间和p值，按同时比较的项数校正；区间含零的不能与偶然区分，没有区间的不作检验"),
            ("待收录", "词典没有收录的指标和提法另列在“…·待收录”各页，不计入任何年度数字；是否收录由人决定"),
            ("矛盾", "两处不能同时成立的说法列在“矛盾之处”；涉及的数字标为“有争议”"),
            ("待看的问题", f"{sum(p.severity != 'note' for p in self.tables[Problem])}条，见“问题”"),
        ]
        for n, (name, text) in enumerate(rows, 2):
            sheet.write_string(n, 0, name, self.head)
            sheet.write_string(n, 1, text, self.text)
        first = len(rows) + 3
        listed = [(record, record.zh, self.rows.total(record)) for record in SHEETS]
        listed += [(record, f"{record.zh}·待收录", self.rows.total(record, proposed=True)) for record in PROPOSING]
        for n, (record, name, count) in enumerate(listed, first):
            sheet.write_url(n, 0, f"internal:'{name}'!A1", self.link, name)
            most = self.rows.most
            cut = f"（表太大，此处只列前{most}行，其余见 tables/{table_name(record)}.csv）" if count > most else ""
            text = f"{count}行{cut}　{table_name(record)}　{self.dictionary.table(record)}"
            sheet.write_string(n, 1, text, self.text)

    def _dictionary(self, sheet: Worksheet) -> None:
        heads = ("表", "列", "中文名", "类型", "含义", "英文说明")
        for column, (head, width) in enumerate(zip(heads, (24, 22, 16, 14, 70, 70), strict=True)):
            sheet.write_string(0, column, head, self.head)
            sheet.set_column(column, column, width)
        row = 0
        for record in SHEETS:
            for entry in self.dictionary.entries(record):
                row += 1
                name, _, kind, column_text = entry.field
                cells = (table_name(record), name, column_text.zh, str(kind), entry.zh, column_text.text)
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, cell, self.text)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, row, len(heads) - 1)

    def _sheet(self, record: type[Record], name: str, rows: Sequence[Any]) -> None:
        sheet = self.book.add_worksheet(name)
        fields, plain = readable_first(record)
        located = issubclass(record, Mention) or record in (Passage, Theme)
        for number, field in enumerate(fields):
            column = number + (located and number >= plain)
            values = [getattr(row, field.attribute) for row in rows]
            self._head(sheet, column, self._headed(field.column.zh, field.name))
            self._column(sheet, column, field, values, self.names.of(record, field))
        if located:
            self._head(sheet, plain, self._headed("原文位置", "place"))
            sheet.set_column(plain, plain, 30)
            self._places(sheet, plain, rows)
        grounds = GROUNDS.get(record, ())
        self._grounds(sheet, fields, grounds, rows)
        last = len(fields) - 1 + located + len(grounds)
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(rows), 1), last)
        _for_print(sheet, "见“范围”列" if any(field.name == "scope" for field in fields) else "全部文档")
        sheet.repeat_rows(0)
        # What only a program needs stands to the right of what is printed.
        sheet.print_area(0, 0, max(len(rows), 1), plain - 1 + located)

    def _grounds(
        self, sheet: Worksheet, fields: Sequence[Field], grounds: Sequence[Ground], rows: Sequence[Any]
    ) -> None:
        """A column for each set of rows that figures rest on; the figures link there, as long as links last."""
        links = _LINKS
        column_of = {field.name: number for number, field in enumerate(fields)}
        for column, ground in enumerate(grounds, len(fields)):
            self._head(sheet, column, self._headed(f"{ground.zh}依据", "rows"))
            sheet.set_column(column, column, 24)
            addresses = [self._address(row, ground, grounds) for row in rows]
            for number, (text, _) in enumerate(addresses, 1):
                sheet.write_string(number, column, text, self.text)
            for name in [n for n in column_of if n in ground.columns]:
                links -= len(rows)
                if links >= 0:
                    self._link(sheet, fields[column_of[name]], column_of[name], rows, addresses)

    def _address(self, row: Any, ground: Ground, grounds: Sequence[Ground]) -> tuple[str, str]:
        """What the cell says, and where a figure that rests on the ground leads."""
        for instead in resting(grounds, ground):
            if address := self._standing(row, instead):
                return address.text if instead is ground else f"无：见{instead.zh}依据", address.link
        return "", ""

    def _standing(self, row: Any, ground: Ground) -> Address | None:
        if not ground.shared:
            return self.rows.address(ground.rows(self.found, row))
        key = (type(row), ground.zh, row.scope, row.review_year)
        if key not in self.shared:
            self.shared[key] = self.rows.address(ground.rows(self.found, row))
        return self.shared[key]

    def _link(
        self, sheet: Worksheet, field: Field, column: int, rows: Sequence[Any], addresses: Sequence[tuple[str, str]]
    ) -> None:
        for number, (row, (_, link)) in enumerate(zip(rows, addresses, strict=True), 1):
            value = getattr(row, field.attribute)
            if value is not None and link:
                form = self._format(field, value)
                self._anchor(sheet, number, column, link, form)
                sheet.write_number(number, column, value, form)

    @staticmethod
    def _anchor(sheet: Worksheet, row: int, column: int, link: str, form: Any) -> None:
        """Make a cell a link, whatever is written into it next."""
        if link:
            sheet.write_url(row, column, f"internal:{link}", form, "")

    def _headed(self, zh: str, name: str) -> str:
        """A column's heading: both names, or the Chinese one alone where Chinese ones are asked for."""
        return zh if self.chinese else f"{zh}\n{name}"

    def _head(self, sheet: Worksheet, column: int, text: str) -> None:
        sheet.write_string(0, column, text, self.head)

    def _column(
        self, sheet: Worksheet, column: int, field: Field, values: Sequence[Any], names: Mapping[str, str]
    ) -> None:
        sheet.set_column(column, column, _width(field, _sampled(field, values, names)))
        known: dict[Any, str] = {}
        for row, value in enumerate(values, 1):
            if value is None or value == "" or value == []:
                continue
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(row, column, value, self._format(field, value))
            elif isinstance(value, list):
                sheet.write_string(row, column, _shorten(shown(value, names, field)), self.text)
            else:
                if value not in known:
                    known[value] = _shorten(shown(value, names, field))
                sheet.write_string(row, column, known[value], self.text)

    def _format(self, field: Field, value: float) -> Any:
        if field.name in _SHARES:
            return self.share
        if field.name in _PLAIN:
            return self.year
        if field.name in _PROBABILITIES:
            return self.probability
        return self.whole if float(value).is_integer() else self.number

    def _places(self, sheet: Worksheet, column: int, rows: Sequence[Any]) -> None:
        for number, row in enumerate(rows, 1):
            spot = self.passages[row.passage_id] if isinstance(row, Theme) else row
            where: Whereabouts | None = self.where.get(spot.source)
            text = f"{spot.source} {where.place(spot.source_start)}" if where else spot.source
            target = self.rows.number((table_name(Passage), row.passage_id))
            if isinstance(row, Passage) or target is None or number > _LINKS:
                sheet.write_string(number, column, text, self.text)
            else:
                sheet.write_url(number, column, f"internal:'{Passage.zh}'!A{target}", self.link, _shorten(text, 255))

    def _wide(self, wide: Wide) -> None:
        sheet = self.book.add_worksheet(wide.zh)
        share = wide.name.endswith("_share")
        for column, head in enumerate(wide.heads):
            self._head(sheet, column, head)
            sheet.set_column(column, column, 24 if head == "说明" else max(9, min(_columns(head) + 4, 22)))
        for number, (cells, behind) in enumerate(zip(wide.rows, wide.behind, strict=True), 1):
            first = next(row for row in behind if row) if any(behind) else None
            for column, (cell, row) in enumerate(zip(cells, [None, first, first, None, None, *behind], strict=True)):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell, self.text)
                elif cell is not None:
                    form = self.share if share and column > 4 else self.year
                    if row is not None:
                        ground = _ground(type(row), {1: "n_documents", 2: "base"}.get(column, "numerator"))
                        self._anchor(sheet, number, column, self._address(row, ground, GROUNDS[type(row)])[1], form)
                    sheet.write_number(number, column, cell, form)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(wide.rows), 1), len(wide.heads) - 1)
        _for_print(sheet, self.scope.zh)


def extent(documents: Sequence[Document]) -> str:
    """How many documents of which years, as the report says it."""
    years = sorted({d.review_year for d in by_year(documents) if d.review_year is not None})
    basis, invented = YEAR_BASES[year_basis(documents)], sum(d.synthetic for d in documents)
    told = f"{len(documents)}份文档，{basis}{f'{span(years[0], years[-1])}年' if years else '未知'}"
    return told + (f"；其中虚构样例{invented}份，不能引用" if invented else "")


def _ground(record: type[Record], column: str) -> Ground:
    return next(ground for ground in GROUNDS[record] if column in ground.columns)


def _for_print(sheet: Worksheet, scope: str) -> None:
    """On paper each page names its sheet, the scope and its number."""
    sheet.set_header(f"&L&A&R口径：{scope.replace('&', '&&')}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_landscape()
    sheet.set_paper(8)  # A3: most tables are wide
    sheet.fit_to_pages(1, 0)


def _shorten(text: str, limit: int = _CELL) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _sampled(field: Field, values: Sequence[Any], names: Mapping[str, str]) -> list[Any]:
    """The cells that a width is taken from: every number, the first of the words."""
    if str(field.type) in ("int64", "double"):
        return list(values)
    return [shown(value, names, field) for value in values[:300]]


def _width(field: Field, values: Sequence[Any]) -> float:
    """Wide enough for the header, its filter button and most cells; a Chinese character takes two columns."""
    cells = sorted(_columns(str(value)) for value in values if value not in (None, ""))
    typical = cells[int(len(cells) * 0.9)] if cells else 0
    heading = max(_columns(field.column.zh) + 4, _columns(field.name) + 2)
    if numbers := [v for v in values if isinstance(v, (int, float))]:
        # A number that does not fit is shown as ####.
        return float(max(heading, len(f"{max(numbers, key=abs):,.2f}") + 2))
    most = 24 if field.name.endswith(("_id", "source", "quantity_ids")) else 60
    return float(max(min(typical + 2, most), heading))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
