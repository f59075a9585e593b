"""A run with its progress bars and its summary, and what a run would do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from pipeline import runner
from pipeline.cli.console import err, out
from pipeline.codes import SEVERITIES
from pipeline.config import Config, bundled
from pipeline.runner import Result


def run(
    corpus: Sequence[Path],
    output: Path,
    config: Config,
    jobs: int | None,
    *,
    anew: bool = False,
    only_tables: bool = False,
) -> bool:
    """Bring `output` up to date and say what was done; false where problems were found."""
    with _bars() as bars:
        tasks: dict[str, TaskID] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        result = runner.run(corpus, output, config, jobs=jobs, progress=progress, anew=anew, only_tables=only_tables)
    _report(result, output)
    if only_tables and not result.fresh:
        out.print("只写了各表；图、工作簿、报告和编辑页没有更新，要更新请运行 zongshu run")
    return not result.unread and all(p.severity == "note" for p in result.problems)


def demo(output: Path, config: Config, jobs: int | None, *, anew: bool = False, only_tables: bool = False) -> None:
    """Run the invented texts that come along into `output`, and say that they are invented."""
    out.print("虚构样例：机构、人物、数字均系编造，不能引用；自己的材料放进 corpus/，再运行 zongshu run")
    run([bundled("demo")], output, config, jobs, anew=anew, only_tables=only_tables)


def _bars() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)


def _report(result: Result, output: Path) -> None:
    unread = f"，{result.unread}个没有读到文字" if result.unread else ""
    if result.fresh:
        out.print(f"{output}：已是最新，没有要做的（{result.sources}个来源{unread}）")
    else:
        rows = result.rows
        out.print(
            f"{output}：{result.sources}个来源，本次读了{result.redone}个{unread}；{rows['documents']}份文档，{rows['passages']}个段落，"
            f"{rows['quantities']}条数量，{result.repeated}个重复段落，{rows['contradictions']}处矛盾"
        )
    for problem in result.problems:
        if problem.severity != "note":
            err.print(
                f"{SEVERITIES[problem.severity]}：{problem.source or problem.stage}：{problem.message}", markup=False
            )


def status(corpus: Sequence[Path], output: Path, config: Config) -> None:
    """Say what a run would do."""
    todo = runner.plan(corpus, output, config)
    if todo.fresh:
        out.print(f"{output}：已是最新（{len(todo.keys)}个来源）")
        return
    out.print(f"{output}：{len(todo.keys)}个来源中要读{len(todo.stale)}个，然后写各表和导出文件")
    for file in todo.stale:
        out.print(f"  {file.source}", markup=False)
