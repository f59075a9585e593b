"""How record types become tables: columns with their descriptions, names, Arrow schemas."""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Column:
    """What a column is called in Chinese and what it holds."""

    zh: str
    text: str


class Record:
    """The base of every record type, and all that is said of a table anywhere.

    `zh` is its Chinese name, `last_column` one that stands last. A record type says with its bases: `key`, the field by
    whose value a person asks for a row; `sheet`, its place among the sheets of the workbook (0 for a table that has
    none); `in_tables`, false for what rests in the parts or comes with the corpus and is no table of a run.
    """

    zh: ClassVar[str] = ""
    last_column: ClassVar[str] = ""
    key: ClassVar[str] = ""
    sheet: ClassVar[int] = 0
    in_tables: ClassVar[bool] = True

    def __init_subclass__(cls, *, key: str = "", sheet: int = 0, in_tables: bool = True) -> None:
        super().__init_subclass__()
        cls.key, cls.sheet, cls.in_tables = key or cls.key, sheet, in_tables


def listed(codes: Iterable[str]) -> str:
    """Codes as a column's description lists them."""
    return " · ".join(codes)


def table_name(record: type[Record]) -> str:
    """The table of a record type: its name in the plural, in snake case."""
    if record not in _NAMES:
        _NAMES[record] = _name_of(record)
    return _NAMES[record]


_NAMES: dict[type[Record], str] = {}


def _name_of(record: type[Record]) -> str:
    override = record.__dict__.get("table")
    if override:
        return str(override)
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", record.__name__).lower()
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


class Field(NamedTuple):
    """One column of a table: its name there, the attribute behind it, its Arrow type, and its description."""

    name: str
    attribute: str
    type: pa.DataType
    column: Column

    def head(self, chinese: bool) -> str:
        """What heads the column in a file: its name, or its Chinese name, as the data dictionary has both."""
        return self.column.zh if chinese else self.name


_ARROW = {str: "string", int: "int64", float: "float64", bool: "bool"}


def _arrow_type(annotation: Any) -> pa.DataType:
    # Imported here: who only asks which tables there are should not wait for Arrow.
    import pyarrow as pa

    if get_origin(annotation) in (Union, types.UnionType):
        return _arrow_type(next(a for a in get_args(annotation) if a is not type(None)))
    if get_origin(annotation) is list:
        return pa.list_(_arrow_type(get_args(annotation)[0]))
    return pa.type_for_alias(_ARROW[annotation])


def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """The columns of a record type in table order; a mention's `repeated` stands last."""
    if record not in _FIELDS:
        _FIELDS[record] = _columns_of(record)
    return _FIELDS[record]


_FIELDS: dict[type[Record], tuple[Field, ...]] = {}


def _columns_of(record: type[Record]) -> tuple[Field, ...]:
    hints = get_type_hints(record, include_extras=True)
    columns = []
    for field in dataclasses.fields(record):  # type: ignore[arg-type]
        base, *notes = get_args(hints[field.name])
        column = next(note for note in notes if isinstance(note, Column))
        name = getattr(record, "id_column", field.name) if field.name == "mention_id" else field.name
        columns.append(Field(name, field.name, _arrow_type(base), column))
    return tuple(sorted(columns, key=lambda column: column.name == record.last_column))


def schema_of(record: type[Record]) -> pa.Schema:
    """The Arrow schema of a record type."""
    import pyarrow as pa

    return pa.schema([pa.field(f.name, f.type) for f in fields_of(record)])
