"""spaCy users get the stages as a pipeline component, found through the entry point."""

from __future__ import annotations

import spacy


def test_add_pipe_fills_spans_and_entities() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("license_clauses")
    doc = nlp(
        "Terms of Use\n\n1. The user shall not use the data for any commercial purpose.\n\n"
        "2. Send the signed form to office@uni.example.\n"
    )
    assert [span.label_ for span in doc.spans["clauses"]][-2:] == ["clause", "clause"]
    assert doc.spans["clauses"][-2].text.startswith("1. The user shall not")
    assert "commercial_use" in {span.label_ for span in doc.spans["labels"]}
    assert ("EMAIL", "office@uni.example") in {(entity.label_, entity.text.rstrip(".")) for entity in doc.ents}


def test_entities_of_other_components_are_kept() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "COLOR", "pattern": "blue"}])
    nlp.add_pipe("license_clauses")
    doc = nlp("The blue data shall not be sold. Ask office@uni.example first.")
    assert {entity.label_ for entity in doc.ents} >= {"COLOR", "EMAIL"}
