"""The components as spaCy knows them: by entry point, on any tokenisation, and through a DocBin."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline.config import Config
from pipeline.extract import analysed, extract, language
from pipeline.extract.components import COMPONENTS, GROUPS, rows
from pipeline.extract.interchange import from_docbin, to_docbin
from pipeline.ingest import ingest
from pipeline.language.components import characters
from pipeline.readers import read
from pipeline.records import Document, Passage, Record, Segment, Stated
from pipeline.store import Tables
from pipeline.text.located import Located, locate
from pipeline.wordings import FormulationDocument

CONFIG = Config()
TEXT = "广东省佛山市培训村支书1 200余名，湖南拿出3.5万元，落实“三会一课”；四川省委组织部点评*个县。"
SOURCE = (
    "2019年度述职评议考核综述\n\n　　福建晋江培训党务骨\n干460多名，云南\n省委组织部约谈12人。\n\n"
    "　　各地落实“三会一课”，大理等州推行。\n"
)


def corpus() -> tuple[list[Document], list[Located]]:
    """One document with a wrap inside a word and one inside an organisation."""
    tables = Tables.of(ingest("2019.txt", read(SOURCE.encode(), "2019.txt"), {}, CONFIG))
    return tables[Document], locate(tables[Passage], tables[Segment])


def vanilla(*names: str) -> Language:
    nlp = spacy.blank("zh")
    for name in names:
        nlp.add_pipe(name)
    return nlp


def test_every_component_is_an_entry_point() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    declared = project["project"]["entry-points"]["spacy_factories"]
    assert set(declared) == set(COMPONENTS)
    for name, value in declared.items():
        made = EntryPoint(name, value, "spacy_factories").load()
        assert Language.get_factory_meta(name).factory == name and callable(made)


@pytest.mark.parametrize(
    ("name", "group", "surface", "label"),
    [
        ("zongshu_places", "places", "湖南", "湖南"),
        ("zongshu_units", "units", "四川省委组织部", "PARTY"),
        ("zongshu_quantities", "quantities", "3.5万元", "RESULT"),
        ("zongshu_formulations", "formulations", "三会一课", "FORMULATION"),
    ],
)
def test_a_component_works_alone(name: str, group: str, surface: str, label: str) -> None:
    doc = vanilla(name)(TEXT)
    assert (surface, label) in [(span.text, span.label_) for span in doc.spans[group]]


def test_a_span_knows_its_row_whatever_the_tokens() -> None:
    nlp = vanilla(*COMPONENTS)
    folded, exact = nlp(TEXT), language()(characters(language(), TEXT))
    assert len(folded) < len(TEXT) == len(exact), "the tokeniser folds the blank into the token before"
    for doc in (folded, exact):
        for group in GROUPS:
            for span in doc.spans[group]:
                assert TEXT[span._.record.start : span._.record.end] == span._.record.surface
                assert span._.record.surface in span.text and span.id_ == span._.record.mention_id
    assert rows(folded) == rows(exact)


def test_a_place_and_an_organisation_of_the_same_extent_keep_their_own_rows() -> None:
    doc = vanilla("zongshu_units", "zongshu_places")("兵团第八师作了述职。")
    records = [span._.record for group in ("units", "places") for span in doc.spans[group]]
    assert {type(r).__name__ for r in records} == {"Unit", "Place"}
    assert all(span._.record.surface == span.text for group in ("units", "places") for span in doc.spans[group])


def test_a_doc_without_the_others_has_no_groups_of_theirs() -> None:
    doc = vanilla("zongshu_places")(TEXT)
    assert set(doc.spans) == {"places"}


def test_empty_text_is_no_failure() -> None:
    assert rows(vanilla(*COMPONENTS)("")) == []


def found(documents: list[Document], passages: list[Located]) -> list[Record]:
    """The rows of the stage that stand in passages, without the sentence that only the stage writes beside them."""
    rows = [row for row in extract(documents, passages, CONFIG) if not isinstance(row, FormulationDocument)]
    return [
        replace(row, sentence="", sentence_start=0, sentence_end=0) if isinstance(row, Stated) else row for row in rows
    ]


def test_docs_carry_the_rows_of_the_stage() -> None:
    documents, passages = corpus()
    docs = list(analysed(documents, passages, CONFIG))
    assert [row for doc in docs for row in rows(doc)] == found(documents, passages)
    assert [doc.text for doc in docs] == [p.text for p in passages]


def test_a_docbin_brings_everything_back() -> None:
    documents, passages = corpus()
    data = to_docbin(documents, passages, CONFIG)
    docs = from_docbin(data, spacy.blank("zh").vocab)
    assert [row for doc in docs for row in rows(doc)] == found(documents, passages)
    assert [doc._.located for doc in docs] == passages
    assert data == to_docbin(documents, passages, CONFIG), "equal input, equal bytes"


def test_a_docbin_says_what_it_holds_without_this_package() -> None:
    documents, passages = corpus()
    docs: list[Doc] = list(
        DocBin().from_bytes(to_docbin(documents, passages, CONFIG)).get_docs(spacy.blank("zh").vocab)
    )
    surfaces = [span.text for doc in docs for span in doc.spans["units"]]
    assert "云南省委组织部" in surfaces
    kept = [row["surface"] for doc in docs for row in doc.user_data["zongshu"]["rows"]["units"]]
    assert kept == surfaces
