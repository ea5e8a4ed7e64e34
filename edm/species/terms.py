"""How are labels, names by language and vocabularies written in a species file?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from edm.species.custom_field import DEFAULT_LANGUAGE, Term
from edm.species.reader import Reader

_language = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Values are stored in records and written in sheets: they must survive both.
_value = re.compile(r"[a-z0-9][a-z0-9_.+-]*")


def read_labels(reader: Reader) -> Mapping[str, str]:
    """Texts by language; one text alone is English."""
    if isinstance(reader.value, str):
        text = reader.text()
        return MappingProxyType({DEFAULT_LANGUAGE: text} if text else {})
    labels: dict[str, str] = {}
    for language, member in reader.items():
        _check_language(language, member)
        text = member.text(required=True)
        if text:
            labels[language] = text
    return MappingProxyType(labels)


def read_names(reader: Reader) -> Mapping[str, tuple[str, ...]]:
    """Names by language, the preferred one first."""
    names: dict[str, tuple[str, ...]] = {}
    for language, member in reader.items():
        _check_language(language, member)
        names[language] = member.texts()
    return MappingProxyType(names)


def read_terms(reader: Reader) -> tuple[Term, ...]:
    """A vocabulary: a list of values, or of values with their labels by language."""
    terms: dict[str, Term] = {}
    for member in reader.members():
        value, labels = _read_term(member)
        if value is None:
            continue
        if value in terms:
            member.fault("wrong_value", f"'{value}' is given twice.")
        terms[value] = Term(value, labels)
    return tuple(terms.values())


def _read_term(member: Reader) -> tuple[str | None, Mapping[str, str]]:
    source = member
    labels: Mapping[str, str] = MappingProxyType({})
    if isinstance(member.value, dict):
        member.mapping(("value", "label"))
        source = member.at("value")
        labels = read_labels(member.at("label"))
    value = source.text(required=True)
    if value is not None and not _value.fullmatch(value):
        source.fault(
            "wrong_value",
            f"'{value}' is stored in records: use small letters, digits and '_' only.",
        )
        return None, labels
    return value, labels


def _check_language(language: str, member: Reader) -> None:
    if not _language.fullmatch(language):
        member.fault("wrong_value", f"'{language}' is not a language code such as 'en' or 'pt-BR'.")
