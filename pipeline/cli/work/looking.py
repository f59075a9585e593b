"""What a run wrote, as grids and lines for the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table
from rich.text import Text

from pipeline.api import Outputs, load
from pipeline.cli.console import err, out
from pipeline.config import Config, SettingsError
from pipeline.explain import Shown
from pipeline.explain import explain as explained
from pipeline.exports.selection import there
from pipeline.profile import profile
from pipeline.records import table_name


def explain(finding: str, output: Path) -> None:
    """Print every row that carries an id, with its source lines."""
    for explanation in explained(finding, output):
        out.print(Text(f"{explanation.record.zh} ({table_name(explanation.record)})", style="bold"))
        for cell in explanation.cells:
            out.print(f"  {cell.zh} {cell.name}: {cell.value}")
        for spot in explanation.spots:
            out.print(Text(f"  {spot.source} [{spot.start}:{spot.end}] {spot.place}", style="cyan"))
            for line in spot.lines:
                out.print(marked(line))
        for reason in explanation.reasons:
            out.print(f"  {reason}")
        out.print("")


def marked(line: Shown) -> Text:
    """A source line with its number, the finding's characters reversed."""
    text = Text(line.text)
    text.stylize("reverse", line.start, line.end)
    return Text(f"  {line.number:>5} │ ") + text


def kwic(term: str, output: Path, width: int) -> None:
    """Print a term in context, the term in one column."""
    found = list(load(output).kwic(term, width))
    for hit in found:
        line = Text(f"{hit.review_year or '年度未知'}  ", style="cyan")
        # Full-width blanks keep the column straight where a line begins close to the term.
        line.append(hit.left.rjust(width, "\u3000"), style="default")
        line.append(hit.term, style="bold reverse").append(hit.right, style="default")
        out.print(line.append(f"  {hit.source} {hit.place}", style="dim"))
    out.print(f"{term}：{len(found)}处", markup=False)


def compare(before: int, after: int, output: Path, scope: str | None) -> None:
    """Print the theme shares of two years side by side, and what speaks against it."""
    outputs, names = load(output), Config().themes
    chosen, told = scope_of(outputs, scope)
    found = outputs.compare(before, after, chosen)
    counts = {year: int(found[f"n_documents_{year}"].iloc[0]) for year in (before, after)}
    out.print(f"{told}；{before}年{counts[before]}份文档，{after}年{counts[after]}份文档")
    grid = Table("主题", f"{before}年", f"{after}年", "相差（百分点）")
    for theme, row in found.iterrows():
        cells = [f"{row[f'share_{y}']:.1%}（{row[f'numerator_{y}']}/{row[f'base_{y}']}）" for y in (before, after)]
        grid.add_row(names.get(str(theme), str(theme)), *cells, f"{100 * row['change']:+.1f}")
    out.print(grid)
    for warning in outputs.warnings(before, after, chosen):
        err.print(f"提示：{warning}", markup=False)


def new(year: int, output: Path, scope: str | None) -> None:
    """Print what stands in a year and in none before it, and in how much text it was looked for."""
    outputs = load(output)
    chosen, told = scope_of(outputs, scope, ("all", "genre"))
    table = outputs.new(year, chosen)
    documents, characters = outputs.looked_at(chosen, until=year)
    here = outputs.looked_at(chosen, of=year)
    looked = f"此前各年度共{documents}份文档、{characters}字" if documents else "此前没有文档，无从比较"
    out.print(f"{told}；{year}年{here[0]}份文档、{here[1]}字；{looked}")
    if not documents:
        return
    grid = Table("类别", "名称", "次数")
    for row in table.to_dict("records"):
        grid.add_row(_KINDS[row["kind"]], str(row["name"]), str(row["mentions"]))
    out.print(
        grid if len(table) else f"{year}年没有此前各年度都没有的提法、单位" + ("或指标" if chosen == "all" else "")
    )


_KINDS = {"formulation": "提法", "unit": "单位", "indicator": "指标"}


def scope_of(outputs: Outputs, written: str | None, kinds: tuple[str, ...] = ()) -> tuple[str, str]:
    """The code of the scope, that of the report where none was written, and what is said of it.

    `kinds`: of scope that the question can be asked of, all where empty; the report's is one of them.
    """
    field = profile(Config())
    if written is None:
        report = outputs.report_scope
        return report.scope, f"口径：{report.zh}（与报告相同）"
    code = there(written, outputs.documents_read, field)
    if kinds and code.partition("=")[0] not in kinds:
        raise SettingsError(f"--scope {written}：这里只能用全部文档或一个文种")
    return code, f"口径：{field.scope_zh(code)}"
