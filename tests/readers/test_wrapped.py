"""Texts inside dumps, scripts and tables under .txt: the text is read, what wraps it is markup, prose is left alone."""

from __future__ import annotations

import json

import pytest

from pipeline.readers import read
from tests.readers import makers
from tests.readers.test_offices import marked, sound

ONE, TWO, THREE, *_ = makers.PARAGRAPHS
TITLE = makers.TITLE
COLUMNS = "`id` int,\n `title` varchar(9) COMMENT '标题',\n `content` text,\n PRIMARY KEY (`id`)"
TABLE = f"CREATE TABLE `news` (\n {COLUMNS}\n);\n"
ROW = json.dumps({"title": TITLE, "content": f"{ONE}\n{TWO}"})


@pytest.mark.parametrize(
    "text",
    [
        f"-- dump\nINSERT INTO `news` (`id`, `title`, `content`) VALUES (1,'{TITLE}','{ONE}\\r\\n{TWO}');\n",
        f"{TABLE}INSERT INTO `news` VALUES (1,'{TITLE}','<p>{ONE}</p><p>{TWO}</p>');\nUNLOCK TABLES;\n",
        f"insert into dbo.t (标题, 正文) values (N'{TITLE}', N'{ONE}\n{TWO}');\nGO\n",
        f'var title = "{TITLE}";\nvar content = "{ONE}\\n" +\n  "{TWO}";\n',
        f"var title='{TITLE}';\ndocument.getElementById(\"x\").innerHTML = '<p>{ONE}</p><p>{TWO}</p>';",
        f"window.data={{'title':'{TITLE}','content':`{ONE}\n{TWO}`}};",
        f"[{ROW}]",
        f"{ROW}\n",
        f'日期,标题,正文\n2024-01-09,{TITLE},"{ONE}\n{TWO}"\n',
    ],
)
def test_the_text_of_a_wrapped_file(text: str) -> None:
    reading = read(text.encode(), "a.txt")
    found = sound(reading)
    assert [d.title for d in found.documents] == [TITLE]
    assert [p.text for p in found.passages if p.role == "body"] == [ONE, TWO]
    assert reading.notes


def test_rows_are_documents_and_statements_markup() -> None:
    rows = f"(1,'甲''s','{ONE}'),(2,NULL,'{TWO}')"
    reading = read(f"INSERT INTO t (id,title,content) VALUES {rows};\n".encode(), "a.sql")
    found = sound(reading)
    assert [d.title for d in found.documents] == ["甲's", ""]
    assert found.of_kind("markup") == ["INSERT INTO t (id,title,content) VALUES (", "),(", ");"]
    assert {s.reason for s in found.segments if s.kind == "markup"} == {"SQL 语句"}


def test_a_table_without_a_header() -> None:
    reading = read(f'1,"{ONE}"\n2,"{TWO}"\n'.encode(), "a.txt")
    assert len(marked(reading, "article")) == 2


@pytest.mark.parametrize(
    "text",
    [
        makers.plain(),
        makers.plain().replace("，", ","),
        f"“{TITLE}”\n'{ONE}'\n{TWO}",
        f"{{{ONE}}}",
        f'口号="{ONE}"\n{TWO}\n{THREE}',
        f"一、述职,评议\n{ONE.replace('，', ',', 1)}",
        f"# {TITLE}\n{ONE}",
        f"[摘要] {ONE}",
        "柳河镇\t12\t320\n石桥镇\t7\t110\n",
    ],
)
def test_prose_is_left_alone(text: str) -> None:
    reading = read(text.encode(), "a.txt")
    assert (reading.text, reading.derived) == (text, False)


UNITS = [
    "#",
    "# a \n",
    "'",
    '"a',
    "/*",
    "{",
    "insert into a (",
    "`",
    "--\n",
    'var x="党',
    "\\",
    "'党",
    "a,",
    '"党建。"',
]


@pytest.mark.parametrize("unit", UNITS)
def test_the_time_grows_with_the_text(unit: str) -> None:
    """These would not end if a pattern went back over what it had read."""
    read((unit * 40_000).encode(), "a.txt")


@pytest.mark.parametrize("column", ["full_text", "材料原文", "txt", "article_body", "X", ""])
@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
def test_the_column_of_texts_is_told_by_what_it_holds(column: str, sign: str) -> None:
    rows = "".join(sign.join([str(n), "青禾", f'"{text}"']) + "\n" for n, text in enumerate(makers.PARAGRAPHS))
    reading = read((sign.join(["id", "单位名", column]) + "\n" + rows).encode(), "a.csv")
    assert [t for t in reading.text.splitlines() if t in makers.PARAGRAPHS] == list(makers.PARAGRAPHS)
    assert f"“{column or '第3列'}”列" in reading.notes[0]
    assert "“单位名”列没有用到" in reading.warnings[0]


def test_a_known_name_over_a_column_without_texts_gives_way() -> None:
    line = json.dumps({"content": 7, "docText": ONE, "source": "青禾日报"}, ensure_ascii=False)
    reading = read(f"{line}\n{line}\n".encode(), "a.jsonl")
    assert reading.text.count(ONE) == 2
    assert "docText" in reading.notes[0]


@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_the_answer_of_a_service(name: str) -> None:
    rows = [{"title": f"之{n}", "content": text, "tags": ["甲"]} for n, text in enumerate(makers.PARAGRAPHS)]
    answer = {"code": 0, "tags": [{"a": 1}], "data": {"total": 5, "list": rows}}
    reading = read(json.dumps(answer, ensure_ascii=False, indent=1).encode(), name)
    assert [d.title for d in sound(reading).documents] == [row["title"] for row in rows]
    assert [t for t in reading.text.splitlines() if t in makers.PARAGRAPHS] == list(makers.PARAGRAPHS)
