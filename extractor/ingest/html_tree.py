"""HTML parsed as a browser does; the only module that imports selectolax.

lxml would be at hand, but libxml2 drops what is nested deeper than it likes without a word, and repairs broken markup
in ways of its own: text that every browser shows would be missing from the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.errors import CorruptSourceError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# None of these shows text. What a page says to browsers without scripts is no part of a license.
_UNSHOWN = frozenset((
    "audio", "canvas", "datalist", "embed", "head", "iframe", "link", "map", "meta", "noscript", "object", "optgroup",
    "option", "progress", "script", "select", "style", "svg", "template", "title", "video",
))  # fmt: skip
# Two Chinese or Japanese characters make about a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_DEEPEST = 150
"""What lies deeper is read as if it lay at this depth: no page needs more, and no recursion ends in a crash."""
# The parser's time grows with the square of the depth, and of the number of attributes that a tag has; what a person or
# program writes stays below by far.
_DEEPEST_PARSED = 5_000
_MOST_ATTRIBUTES = 5_000
_NESTING = re.compile(
    r"<(/?)(?:div|span|ul|ol|dl|menu|table|section|article|main|blockquote|pre|font|center|details|form|button|object|"
    r"svg|math)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[a-z](?:[^>\"']+|\"[^\"]*\"|'[^']*')*", re.IGNORECASE)
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/]+")


@dataclass(slots=True)
class Element:
    """An element, what is in it, and how many words of that are in links."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    words: int = 0
    linked: int = 0

    @property
    def prose(self) -> int:
        """How many words are in no link."""
        return self.words - self.linked

    @property
    def elements(self) -> Iterator[Element]:
        """Yields the elements among the children."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def text(self) -> str:
        """All text in it, as it stands in the source."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self) -> Iterator[Element]:
        """Yields the element and all below it, in document order."""
        yield self
        for child in self.elements:
            yield from child.all()

    def count(self) -> None:
        """Counts the words anew, after children were taken out."""
        self.words = self.linked = 0
        for child in self.children:
            if isinstance(child, str):
                self.words += len(_WORD.findall(child))
            else:
                child.count()
                self.words += child.words
                self.linked += child.linked
        if self.tag == "a" and "href" in self.attributes:
            self.linked = self.words


def parse(text: str) -> Element:
    """The body of an HTML page or fragment.

    Raises:
        CorruptSourceError: its elements are nested so deeply, or have so many attributes, that parsing would not end.
    """
    from selectolax.lexbor import LexborHTMLParser

    _check_nesting(text)
    _check_attributes(text)
    body = Element("body")
    root = LexborHTMLParser(text, scripting=True).body
    if root is not None:
        _read(root, body)
        body.count()
    return body


def _check_nesting(text: str) -> None:
    depth = 0
    for tag in _NESTING.finditer(text):
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > _DEEPEST_PARSED:
            raise CorruptSourceError(
                f"its elements are nested more than {_DEEPEST_PARSED:,} deep", hint="Save the page as PDF or text."
            )


def _check_attributes(text: str) -> None:
    for tag in _TAG.finditer(text):
        # An attribute takes two characters at least; it is a picture in a value that makes most long tags long.
        if tag.end() - tag.start() <= 2 * _MOST_ATTRIBUTES:
            continue
        if len(_BETWEEN_ATTRIBUTES.findall(_VALUE.sub("", tag.group()))) > _MOST_ATTRIBUTES:
            raise CorruptSourceError(
                f"one of its tags has more than {_MOST_ATTRIBUTES:,} attributes", hint="Save the page as PDF or text."
            )


def _read(root: LexborNode, body: Element) -> None:
    """Copies what is shown below ``root`` into ``body``; a loop, since a page may be nested as deep as it likes."""
    path = [body]
    node, depth = root.first_child, 1
    while node is not None:
        below = None
        if node.is_text_node:
            path[-1].children.append(node.text_content or "")
        elif node.is_element_node and node.tag not in _UNSHOWN:
            element = Element(node.tag or "", {name: value or "" for name, value in node.attributes.items()})
            below = node.first_child
            path[-1].children.append(element)
            if below is not None:
                path += [element] if depth < _DEEPEST else []
                depth += 1
        if below is not None:
            node = below
            continue
        while node.next is None and depth > 1:
            parent = node.parent
            assert parent is not None  # it is below the root
            node = parent
            depth -= 1
            if depth < _DEEPEST:
                path.pop()
        node = node.next
