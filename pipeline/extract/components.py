"""The extraction as spaCy components, registered by entry point: `nlp.add_pipe("zongshu_places")` and its kin.

Each component works on a `Doc` with one token a character (`spacy.blank("zh")`), reads the passage it stands for from
`Doc._.located` (loose text gets one made of itself), and leaves its findings in `Doc.spans` under `formulations`,
`units`, `places`, `quantities` and `non_quantities`; `Span._.record` is the row of the table that a span becomes.
A component asks for nothing but finds more when those before it in this order have run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.config import Config, dictionaries_folder
from pipeline.extract.findings import Findings
from pipeline.extract.formulations import formulations
from pipeline.extract.quantities import quantities
from pipeline.language.organisations import units
from pipeline.language.places import places
from pipeline.records import Mention
from pipeline.text.located import Located, loose

COMPONENTS = ("zongshu_formulations", "zongshu_units", "zongshu_places", "zongshu_quantities")
GROUPS = ("places", "units", "quantities", "non_quantities", "formulations")

Component = Callable[[Doc], Doc]


def register_extensions() -> None:
    """`Doc._.located` (Located), `Doc._.context` (Findings: year, genre, home province), `Doc._.rows` (rows by group
    and id), `Span._.record` (the row of a span)."""
    if not Doc.has_extension("located"):
        Doc.set_extension("located", default=None)
        Doc.set_extension("context", default=None)
        Doc.set_extension("rows", default={})
        # A span's own extension values are kept by its offsets, and a place and an organisation can share them.
        Span.set_extension("record", getter=lambda span: span.doc._.rows.get(span.id_))


register_extensions()


def characters(nlp: Language, text: str) -> Doc:
    """A Doc with one token for each character, blanks included, so that offsets are the same in text and Doc."""
    return Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))


def located(doc: Doc) -> Located:
    """The passage a Doc stands for."""
    return doc._.located or loose(doc.text)


def context(doc: Doc) -> Findings:
    """What is known around the passage; nothing, for loose text."""
    return doc._.context or Findings()


def records(doc: Doc, group: str) -> tuple[Any, ...]:
    """The rows in one group of a Doc."""
    return tuple(span._.record for span in doc.spans[group]) if group in doc.spans else ()


def _put(doc: Doc, group: str, found: Iterable[Mention], label: Callable[[Any], str]) -> None:
    found = list(found)
    doc._.rows.update({record.mention_id: record for record in found})
    # Where every token is a character, offsets are tokens; a Doc of other tokens (spaCy's own tokeniser folds
    # blanks into the token before) takes the tokens that hold the characters.
    span = _exact if len(doc) == len(located(doc).text) else _covering
    doc.spans[group] = [span(doc, record, label(record)) for record in found]


def _exact(doc: Doc, record: Mention, label: str) -> Span:
    return Span(doc, record.start, record.end, label=label, span_id=record.mention_id)


def _covering(doc: Doc, record: Mention, label: str) -> Span:
    span = doc.char_span(record.start, record.end, label, span_id=record.mention_id, alignment_mode="expand")
    if span is None:
        raise ValueError(f"{record.mention_id}: no tokens at {record.start}-{record.end}; is the Doc its passage?")
    return span


def _config(dictionaries: str | None) -> Config:
    return Config(dictionaries=Path(dictionaries) if dictionaries else dictionaries_folder())


@Language.factory("zongshu_formulations", default_config={"dictionaries": None})
def formulations_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Set phrases of policy language into `Doc.spans["formulations"]`."""
    config = _config(dictionaries)

    def component(doc: Doc) -> Doc:
        _put(doc, "formulations", formulations(located(doc), config), lambda r: "FORMULATION")
        return doc

    return component


@Language.factory("zongshu_units", default_config={"dictionaries": None})
def units_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Organisations into `Doc.spans["units"]`, labelled by type."""
    config = _config(dictionaries)

    def component(doc: Doc) -> Doc:
        _put(doc, "units", units(located(doc), config), lambda r: r.type.upper())
        return doc

    return component


@Language.factory("zongshu_places", default_config={"dictionaries": None})
def places_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Places into `Doc.spans["places"]`, labelled by province."""
    config = _config(dictionaries)

    def component(doc: Doc) -> Doc:
        found = places(located(doc), records(doc, "units"), context(doc).home_province, config)
        _put(doc, "places", found, lambda r: r.province or "AMBIGUOUS")
        return doc

    return component


@Language.factory("zongshu_quantities", default_config={"dictionaries": None})
def quantities_component(nlp: Language, name: str, dictionaries: str | None) -> Component:
    """Quantities, and what only looks like one, into `Doc.spans["quantities"]` and `Doc.spans["non_quantities"]`."""
    config = _config(dictionaries)

    def component(doc: Doc) -> Doc:
        findings = replace(
            context(doc),
            places=records(doc, "places"),
            units=records(doc, "units"),
            formulations=records(doc, "formulations"),
        )
        found, rejected = quantities(located(doc), findings, config)
        _put(doc, "quantities", found, lambda r: r.kind.upper())
        _put(doc, "non_quantities", rejected, lambda r: r.reason.upper())
        return doc

    return component


def rows(doc: Doc) -> list[Mention]:
    """Every row of a Doc, group by group."""
    return [record for group in GROUPS for record in records(doc, group)]
