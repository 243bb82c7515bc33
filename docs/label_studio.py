"""The labeling configuration for the tasks that ``--format label-studio`` writes."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from extractor.export.to_label_studio import ENTITIES, LABELS, TEXT
from extractor.taxonomy.answers import questions
from extractor.taxonomy.entities import entity_types
from extractor.taxonomy.labels import labels
from extractor.taxonomy.terms import term_fields


def config() -> str:
    """The configuration, in XML: the labels, the entity types, and a question a term field."""
    view = Element("View")
    _regions(view, LABELS, "Clause", [spec.name for spec in labels()], choice="multiple")
    _regions(view, ENTITIES, "Entity", list(entity_types()))
    SubElement(view, "Text", name=TEXT, value=f"${TEXT}", granularity="word")
    for field in sorted(term_fields(), key=lambda field: list(questions()).index(field.name)):
        question = questions()[field.name]
        SubElement(view, "Header", value=f"{question.title}: {field.definition}", size="6")
        if question.is_open:
            SubElement(view, "TextArea", name=field.name, toName=TEXT)
            continue
        several = "multiple" if field.many else "single"
        choices = SubElement(view, "Choices", name=field.name, toName=TEXT, choice=several, showInline="true")
        for value in question.answers:
            SubElement(choices, "Choice", value=value)
    indent(view, " ")
    return tostring(view, encoding="unicode") + "\n"


def _regions(view: Element, name: str, title: str, values: list[str], *, choice: str = "single") -> None:
    SubElement(view, "Header", value=title, size="6")
    tag = SubElement(view, "Labels", name=name, toName=TEXT, choice=choice)
    for value in values:
        SubElement(tag, "Label", value=value)
