"""How much the labeller learns from how many documents, and what it knows of a kind of data that it never saw.

``python -m evaluation.curves`` writes ``results/curves.md`` and ``results/curves.json``. The linear model alone, for it
is trained in seconds; clauses are cut as the gold cuts them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from corpus.load import documents
from corpus.render import render_text
from corpus.source import Source
from evaluation.replay import F1, Floats, f1, f1_of, say, truth_of
from evaluation.sets import left_out, measured, measured_rows, say_progress, subset, taught, taught_rows, write_page
from extractor.gold import Gold
from models.fit import Example, Lesson, fit, folds_of
from models.reading import measure

SIZES = (10, 20, 40, 80, 120)
SEEDS = (0, 1, 2)
_SHOWN = ("corpus test", "dev")

Sets = Mapping[str, Sequence[Example]]


@dataclass(frozen=True, slots=True)
class Point:
    """A model trained on a sample of families."""

    families: int
    real: bool
    """Whether it learned from the real agreements as well."""
    seed: int
    clauses: int
    scores: Mapping[str, F1]
    """By set."""


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of data, and how well its clauses are labelled by models that saw others like it and that did not."""

    name: str
    documents: int
    clauses: int
    unseen: F1
    """By a model of the other genres."""
    seen: F1
    """By models that saw other families of this genre."""


def main() -> None:
    """Writes the pages."""
    lessons = taught()
    rows = taught_rows(lessons)
    golds = {name: found for name, found in measured().items() if name in _SHOWN}
    sets = {name: measured_rows(found) for name, found in golds.items()}
    points = []
    for point in learning(lessons, rows, sets):
        say_progress(f"{point.families} families{', and real agreements' if point.real else ''}, seed {point.seed}")
        points.append(point)
    genres = []
    for genre in strangers(documents()):
        say_progress(genre.name)
        genres.append(genre)
    write_page("curves.md", page(points, genres, list(sets)) + left_out(sets, _SHOWN))
    figures = {"learning": [asdict(point) for point in points], "genres": [asdict(genre) for genre in genres]}
    write_page("curves.json", json.dumps(figures, indent=1) + "\n")


def learning(lessons: Sequence[Lesson], rows: Sequence[Example], sets: Sets) -> Iterator[Point]:
    """Yields models trained on more and more families of our own writing, without and with the real agreements."""
    real = {lesson.family for lesson in lessons if lesson.real}
    own = sorted({lesson.family for lesson in lessons} - real)
    for with_real in (False, True) if real else (False,):
        for size in (*(size for size in SIZES if size < len(own)), len(own)):
            for seed in SEEDS if size < len(own) else SEEDS[:1]:
                drawn = set(random.Random(seed).sample(own, size)) | (real if with_real else set())
                taken = subset(rows, [row.family in drawn for row in rows])
                model = fit(taken).model
                scores = {name: f1(say(model, found), found) for name, found in sets.items()}
                yield Point(size, with_real, seed, len(taken), scores)


def strangers(found: Iterable[Source]) -> Iterator[Genre]:
    """Yields, for each genre of these documents, what models say of it that learned from all families but those with a
    document in it, and what models say that learned from four families in five of every genre.
    """
    sources = {source.name: source for source in found}
    rows = measured_rows([Gold(name, *render_text(source)) for name, source in sources.items()])
    family = [sources[row.family].family for row in rows]
    genre = [sources[row.family].genre for row in rows]
    home = folds_of(family)
    known = _empty(rows)
    for fold in sorted(set(home.tolist())):
        _tell(known, rows, (home == fold).tolist(), (home != fold).tolist())
    for name in sorted(set(genre)):
        with_it = {one for one, other in zip(family, genre, strict=True) if other == name}
        told, inside = _empty(rows), [other == name for other in genre]
        _tell(told, rows, inside, [one not in with_it for one in family])
        chosen = np.array(inside)
        truth = truth_of(rows)[chosen]
        yield Genre(
            name,
            len({row.family for row, here in zip(rows, inside, strict=True) if here}),
            sum(inside),
            f1_of(measure(told[chosen], truth)),
            f1_of(measure(known[chosen], truth)),
        )


def _empty(rows: Sequence[Example]) -> Floats:
    return np.zeros_like(truth_of(rows))


def _tell(said: Floats, rows: Sequence[Example], unseen: Sequence[bool], seen: Sequence[bool]) -> None:
    """Writes into ``said`` which labels the ``unseen`` rows carry by a model of the ``seen`` ones."""
    said[np.array(unseen)] = say(fit(subset(rows, seen)).model, subset(rows, unseen)).carried


def page(points: Sequence[Point], genres: Sequence[Genre], sets: Sequence[str]) -> str:
    """The tables as Markdown."""
    lines = [
        "# How much is learned from how much",
        "",
        "Written by `python -m evaluation.curves`. The linear model with cues, trained on families of our own",
        f"documents drawn at random, the mean of {len(SEEDS)} draws and, in brackets, how far apart in micro F1 they",
        "lie. Labels, micro / macro F1 / macro F1 of the five that count most; clauses cut as the gold cuts them. The",
        "cues are the same in all rows: they were written with training documents in sight.",
        "",
        f"| families of ours | real agreements | clauses | {' | '.join(sets)} |",
        f"|---|---|---|{'---|' * len(sets)}",
    ]
    for families, real in dict.fromkeys((point.families, point.real) for point in points):
        draws = [point for point in points if (point.families, point.real) == (families, real)]
        clauses = sum(point.clauses for point in draws) // len(draws)
        cells = [_mean([point.scores[name] for point in draws]) for name in sets]
        lines.append(f"| {families} | {'all' if real else 'none'} | {clauses} | {' | '.join(cells)} |")
    lines += [
        "",
        "## Kinds of data never seen",
        "",
        "*Unseen*: trained on all of the corpus but the families that have a document in the genre. *Seen*: trained on",
        "four families in five of the whole corpus, the genre's own among them, so on less. Real agreements are left",
        "out, for they bear no genre. Where the two agree, it is the language of licenses that is learned, not that of",
        "a trade.",
        "",
        "| genre | documents | clauses | unseen | seen |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {one.name} | {one.documents} | {one.clauses} | {one.unseen} | {one.seen} |" for one in genres]
    weights = [one.clauses for one in genres]
    unseen, seen = (
        np.average([getattr(one, name).micro for one in genres], weights=weights) for name in ("unseen", "seen")
    )
    lines.append(f"\nMicro F1, weighed by clauses: {unseen:.3f} unseen, {seen:.3f} seen.")
    return "\n".join(lines) + "\n"


def _mean(draws: Sequence[F1]) -> str:
    whole = F1(*(float(np.mean([getattr(one, name) for one in draws])) for name in ("micro", "macro", "five")))
    spread = max(one.micro for one in draws) - min(one.micro for one in draws)
    return f"{whole} ({spread:.3f})" if len(draws) > 1 else str(whole)


if __name__ == "__main__":
    main()
