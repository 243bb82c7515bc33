"""How diverse the corpus is: ``python -m corpus.diversity [--real DIR]`` writes ``corpus/diversity.md``.

Measured are what documents share with each other (8-word shingles), how rich their vocabulary is, how long their
sentences are, which labels they carry, and, where real agreements are at hand, how much of those agreements'
vocabulary the corpus covers. Of the real texts only shares are written down, none of their words.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

from corpus.load import documents
from corpus.source import Source
from extractor.gold import Gold, read_gold
from extractor.language import sentences

OUT = Path(__file__).parent / "diversity.md"
REAL = Path(__file__).parent.parent.parent / "shared" / "dev"
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SHINGLE = 8
_TOO_MUCH = 0.15


def main() -> None:
    """Writes the page."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.diversity", description="Measure how diverse the corpus is."
    )
    parser.add_argument("--real", type=Path, default=REAL, help="a folder with gold/ and txt/ of real agreements")
    arguments = parser.parse_args()
    real: Path = arguments.real
    golds = list(read_gold(real / "gold", real / "txt")) if (real / "gold").is_dir() else []
    OUT.write_text(report(list(documents()), golds), encoding="utf-8")


def report(sources: list[Source], golds: list[Gold]) -> str:
    """The page as Markdown; the columns of real agreements are left out where there are none."""
    texts = {source.name: "\n".join(segment.text for segment in source.segments) for source in sources}
    tokens = {name: words(text) for name, text in texts.items()}
    lines = ["# How diverse the corpus is", "", "Made by `python -m corpus.diversity`.", ""]
    lines += _overview(sources, texts, tokens)
    lines += _overlap(sources, tokens)
    lines += _labels(sources, golds)
    if golds:
        lines += _coverage(tokens.values(), golds)
    return "\n".join(lines) + "\n"


def words(text: str) -> list[str]:
    """The words of ``text`` in lower case, numbers left out."""
    return _WORD.findall(text.lower())


def shingles(tokens: list[str]) -> set[tuple[str, ...]]:
    """The runs of eight words."""
    return {tuple(tokens[i : i + _SHINGLE]) for i in range(len(tokens) - _SHINGLE + 1)}


def shared(tokens: Mapping[str, list[str]]) -> dict[tuple[str, str], float]:
    """For each pair of documents with a shingle in common, its share of the smaller document's shingles."""
    sets = {name: shingles(found) for name, found in tokens.items()}
    holders: dict[tuple[str, ...], list[str]] = {}
    for name, found in sets.items():
        for shingle in found:
            holders.setdefault(shingle, []).append(name)
    common: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        common.update((a, b) for i, a in enumerate(sorted(names)) for b in sorted(names)[i + 1 :])
    return {pair: count / min(len(sets[pair[0]]), len(sets[pair[1]])) for pair, count in common.items()}


def _overview(sources: list[Source], texts: Mapping[str, str], tokens: Mapping[str, list[str]]) -> list[str]:
    segments = [s for source in sources for s in source.segments if s.kind != "furniture"]
    lengths = [len(words(text[a.start : a.end])) for text in texts.values() for a in sentences(text)]
    lengths = [length for length in lengths if length]
    count = Counter(word for found in tokens.values() for word in found)
    rules = sum(bool(source.subject_rules) for source in sources)
    sizes = sorted(len(source.segments) for source in sources)
    rows = {
        "documents": len(sources),
        "template families": len({source.family for source in sources}),
        "genres": len({source.genre for source in sources}),
        "documents with subject rules": rules,
        "segments": len(segments),
        "segments a document (least, median, most)": f"{sizes[0]}, {median(sizes):.0f}, {sizes[-1]}",
        "words": sum(count.values()),
        "distinct words": len(count),
        "words in one document only": _once(tokens),
        "words a sentence (mean, median)": f"{mean(lengths):.1f}, {median(lengths):.0f}",
    }
    return ["| measure | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items()), ""]


def _once(tokens: Mapping[str, list[str]]) -> int:
    """How many words occur in one document only."""
    holders = Counter(word for found in tokens.values() for word in set(found))
    return sum(count == 1 for count in holders.values())


def _overlap(sources: list[Source], tokens: Mapping[str, list[str]]) -> list[str]:
    families = {source.name: source.family for source in sources}
    pairs = {p: share for p, share in shared(tokens).items() if families[p[0]] != families[p[1]]}
    worst = sorted(pairs.items(), key=lambda item: -item[1])[:5]
    return [
        "## What documents share",
        "",
        f"Of the pairs of different families, {sum(share > _TOO_MUCH for share in pairs.values())} share more than "
        f"{_TOO_MUCH:.0%} of the smaller one's {_SHINGLE}-word shingles. The closest:",
        "",
        *(f"- {a} and {b}: {share:.1%}" for (a, b), share in worst),
        "",
    ]


def _labels(sources: list[Source], golds: list[Gold]) -> list[str]:
    ours = Counter(label for source in sources for segment in source.segments for label in segment.labels)
    real = Counter(label for gold in golds for segment in gold.data["segments"] for label in segment.get("labels", []))
    lines = [
        "## Labels",
        "",
        "Share of all labels given.",
        "",
        "| label | segments | here | real |",
        "|---|---|---|---|",
    ]
    for name in sorted(ours, key=lambda label: -ours[label]):
        other = f"{real[name] / real.total():.1%}" if golds else "–"
        lines.append(f"| {name} | {ours[name]} | {ours[name] / ours.total():.1%} | {other} |")
    return [*lines, ""]


def _coverage(ours: Iterable[list[str]], golds: list[Gold]) -> list[str]:
    known_words: set[str] = set()
    known_pairs: set[tuple[str, str]] = set()
    for found in ours:
        known_words |= set(found)
        known_pairs |= set(pairwise(found))
    real = [words(gold.text) for gold in golds]
    running = [word for found in real for word in found]
    pairs = [pair for found in real for pair in pairwise(found)]
    rows = {
        "distinct words": sum(word in known_words for word in set(running)) / len(set(running)),
        "running words": sum(word in known_words for word in running) / len(running),
        "distinct pairs of words": sum(pair in known_pairs for pair in set(pairs)) / len(set(pairs)),
        "running pairs of words": sum(pair in known_pairs for pair in pairs) / len(pairs),
    }
    return [
        "## What it covers of real agreements",
        "",
        f"Share of what {len(golds)} real agreements say that the corpus has seen.",
        "",
        "| measure | covered |",
        "|---|---|",
        *(f"| {name} | {share:.1%} |" for name, share in rows.items()),
    ]


if __name__ == "__main__":
    main()
