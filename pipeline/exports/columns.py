"""A table as an analyst reads it: what matters first, machine coordinates last, codes in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.config import Config
from pipeline.exports.dictionary import data_dictionary
from pipeline.profile import Profile, profile
from pipeline.records import Field, Mention, Quantity, Record, fields_of
from pipeline.reliability import ModelCheck
from pipeline.yearly import Figure, QuantityByYear

_MACHINE = {"mention_id", "quantity_id", "doc_id", "passage_id", "source", "source_start", "source_end", "start", "end",
            "sentence_start", "sentence_end"}  # fmt: skip


def readable_first(record: type[Record]) -> tuple[list[Field], int]:
    """The columns in reading order, and how many of them come before those that only a program needs.

    A yearly table names its key beside year and scope; a mention begins with its words.
    """
    fields = fields_of(record)
    if issubclass(record, Mention):
        machine = [f for f in fields if f.name in _MACHINE]
        plain = [f for f in fields if f.name not in _MACHINE]
        return [*plain, *machine], len(plain)
    if issubclass(record, Figure):
        common = {f.name for f in fields_of(Figure)}
        key = next(f for f in fields if f.name not in common)
        rest = [f for f in fields if f is not key]
        return [*rest[:2], key, *rest[2:]], len(fields)
    return list(fields), len(fields)


class Names:
    """The Chinese of the codes in each column, from the data dictionary."""

    def __init__(self, config: Config) -> None:
        self._config, self._dictionary = config, data_dictionary(config)
        self._everywhere = _everywhere(profile(config))

    def of(self, record: type[Record], field: Field) -> Mapping[str, str]:
        """By code; empty for a column without codes."""
        if field.name == "theme":
            return self._config.themes
        if record is QuantityByYear and field.name == "bound":
            bound = next(f for f in fields_of(Quantity) if f.name == "bound")
            return {**self._dictionary.codes(Quantity, bound), "mixed": "几种"}
        own = self._dictionary.codes(record, field)
        if record is ModelCheck and field.name == "group":
            return {**self._everywhere["genres"], **own}
        return {**self._everywhere.get(field.name, {}), **own}


def _everywhere(field: Profile) -> dict[str, Mapping[str, str]]:
    """The names of what columns of several tables hold, by column; a scope that is not named is a province."""
    genres, levels = field.names["genre"], field.names["level"]
    scopes = ["all", *(f"genre={code}" for code in genres), *(f"level={code}" for code in levels)]
    return {
        "genre": {"all": "全部文种", **genres},
        "genres": genres,
        "genres_previous": genres,
        "level": levels,
        "levels": levels,
        "levels_previous": levels,
        "scope": {scope: field.scope_zh(scope) for scope in scopes},
    }


def named(value: str, names: Mapping[str, str], field: Field) -> str:
    """A cell in Chinese; codes joined with + are named one by one, what is no code stays as it is."""
    if field.name == "scope" and value not in names:
        return f"省份：{value.partition('=')[2]}"
    return names.get(value) or "+".join(names.get(part, part) for part in value.split("+"))


def shown(value: Any, names: Mapping[str, str], field: Field) -> Any:
    """A value as a cell shows it: lists joined, truth in words, codes named, nothing for null."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(shown(str(v), names, field) for v in value)
    if isinstance(value, str) and value and (names or field.name == "scope"):
        return named(value, names, field)
    return value
