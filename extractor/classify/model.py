"""The labeller: rules and model together, one calibrated probability a label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.classify.artifact import Mode, Model, Reading, default_folder, read_model
from extractor.classify.choose import NEARLY, bound, choose, in_doubt
from extractor.classify.encoder import Encoder
from extractor.classify.evidence import prove
from extractor.classify.features import features, stems, surroundings, word_names
from extractor.classify.lead_in import inherited, taken_over
from extractor.classify.rules import Hits, Rules, decided
from extractor.classify.vector import Row, Vectorizer
from extractor.classify.weights import sigmoid
from extractor.types import CONTENT_KINDS, Clause, Document, Evidence, LabelledClause, LabelScore, Span

if TYPE_CHECKING:
    from extractor.classify.artifact import Array

Doubt = Callable[[Iterable[float]], bool]
"""Whether the linear model's probabilities leave a clause open."""


class Labeller:
    """Says what clauses state. Load it once; it keeps nothing between documents."""

    def __init__(self, model: Model, model_id: str, encoder: Encoder | None = None, doubt: Doubt = in_doubt) -> None:
        self.model_id = model_id
        self._model = model
        self._encoder = encoder
        self._doubt = doubt
        self._reading: Reading = model.full if encoder and model.full else model.fast
        self._rules = Rules()
        self._vectorizer = Vectorizer(model.vocabulary, model.idf.tolist())

    @classmethod
    def load(cls, folder: Path | None = None, *, mode: Mode = "fast", doubt: Doubt = in_doubt) -> Labeller:
        """A labeller with the model in ``folder``, or with the shipped one; the encoder reads what ``doubt`` says.

        Raises:
            ModelError: the model is missing or damaged, or what the full mode runs on is not installed.
        """
        folder = default_folder() if folder is None else folder
        model, model_id = read_model(folder, mode)
        return cls(model, model_id, Encoder(folder) if mode == "full" else None, doubt)

    def label(self, document: Document, clauses: Sequence[Clause]) -> tuple[LabelledClause, ...]:
        """The clauses with their labels, best first; titles, headings, forms and the like carry none."""
        found = dict(zip((clause.id for clause in clauses), self._rules.find(document, clauses), strict=True))
        content = [clause for clause in clauses if clause.kind in CONTENT_KINDS]
        chances = self._chances(clauses, found, self._scores(document, clauses, content, found))
        return tuple(
            self._labelled(document, clause, found[clause.id], chances[clause.id])
            if clause.id in chances
            else LabelledClause(clause, ())
            for clause in clauses
        )

    def _chances(
        self, clauses: Sequence[Clause], found: dict[str, Hits], scores: dict[str, list[float]]
    ) -> dict[str, dict[str, float]]:
        """The probability of each label, for each content clause: ``scores`` within what cues and lead-ins allow."""
        by_id = {clause.id: clause for clause in clauses}
        bounded: dict[str, dict[str, float]] = {}
        for key, told in scores.items():
            clause, hits = by_id[key], found[key]
            chances = dict(zip(self._model.labels, told, strict=True))
            taken: dict[str, float] = {}
            if clause.parent in bounded:
                taken = taken_over(inherited(clause, hits, by_id[clause.parent]), bounded[clause.parent])
            bounded[key] = bound(chances, sure=decided(clause, hits), never=hits.never(), taken=taken)
        return bounded

    def _scores(
        self, document: Document, clauses: Sequence[Clause], content: Sequence[Clause], found: dict[str, Hits]
    ) -> dict[str, list[float]]:
        """The calibrated probabilities of all labels, for each content clause."""
        if not content:
            return {}
        import numpy as np

        model = self._model
        scores = self._linear_scores(document, clauses, content, found)
        chances = dict(zip(scores, model.fast.weights.chances(np.array(list(scores.values()))).tolist(), strict=True))
        if self._encoder is not None and model.full is not None:
            doubtful = [clause for clause in content if self._doubt(chances[clause.id])]
            logits = self._encoder.logits(doubtful, {clause.id: clause for clause in clauses})
            if doubtful:
                heard = model.full.weights.chances(np.array([scores[clause.id] for clause in doubtful]), logits)
                chances |= zip((clause.id for clause in doubtful), heard.tolist(), strict=True)
        return chances

    def _linear_scores(
        self, document: Document, clauses: Sequence[Clause], content: Sequence[Clause], found: dict[str, Hits]
    ) -> dict[str, Array]:
        """What the linear models say of each content clause: the second hears the first about lead-ins and items."""
        import numpy as np

        around = surroundings(document, clauses, found)
        model = self._model
        rows = {
            clause.id: self._vectorizer.row(features(clause, found[clause.id], around[clause.id])) for clause in content
        }
        kin = [(clause.id, clause.parent) for clause in content if clause.parent and clause.parent in rows]
        first = {key: sigmoid(_dot(rows[key], model.first) + model.first_bias) for key in dict.fromkeys(chain(*kin))}
        scores = {key: _dot(row, model.second) + model.second_bias for key, row in rows.items()}
        items: dict[str, list[Array]] = {}
        for item, lead_in in kin:
            items.setdefault(lead_in, []).append(first[item])
            scores[item] += first[lead_in] @ model.parent
        for lead_in, told in items.items():
            scores[lead_in] += np.mean(told, axis=0) @ model.children
        return scores

    def _labelled(self, document: Document, clause: Clause, hits: Hits, chances: Mapping[str, float]) -> LabelledClause:
        carried = choose(chances, self._reading.thresholds)
        labels = tuple(
            LabelScore(name, round(chances[name], 4), prove(name, hits) or self._sentence(document, clause, name))
            for name in carried
        )
        reading = self._reading
        shaky = any(one.score < reading.review[one.label] for one in labels)
        missed = any(
            chance >= NEARLY * reading.thresholds[name] for name, chance in chances.items() if name not in carried
        )
        return LabelledClause(clause, labels, review=shaky or missed)

    def _sentence(self, document: Document, clause: Clause, label: str) -> tuple[Evidence]:
        """The sentence whose words speak most for ``label``: the evidence where no cue fired."""
        if len(clause.sentences) == 1:
            only = clause.sentences[0]
            return (Evidence(only.start, only.end, f"model:{self.model_id}"),)
        column = self._model.second[:, self._columns[label]]
        idf = self._model.idf

        def speaks(span: Span) -> float:
            known = self._vectorizer.known(word_names(stems(document.text[span.start : span.end])))
            return float(column[known] @ idf[known])

        best = max(clause.sentences, key=speaks, default=Span(clause.start, clause.end))
        return (Evidence(best.start, best.end, f"model:{self.model_id}"),)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {name: index for index, name in enumerate(self._model.labels)}


def _dot(row: Row, matrix: Array) -> Array:
    import numpy as np

    product: Array = (np.asarray(row.values, dtype=np.float32) @ matrix[row.indices]).astype(np.float32)
    return product
