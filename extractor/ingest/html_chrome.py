"""What a page shows around its text: navigation, banners, share buttons; and what it hides or strikes out.

Losing a clause is worse than keeping a menu. Hence what is chrome by a mere hint must also be small, or made of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.ingest.html_tree import Element

_LANDMARKS = frozenset(("nav", "dialog"))
_ROLES = frozenset((
    "alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "menubar", "navigation",
    "search", "status", "tablist", "toolbar", "tooltip",
))  # fmt: skip
_SECTIONS = frozenset(("article", "main", "section"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Words of class names and ids. A consent banner explains itself at length; the others are short or made of links.
_BANNERS = frozenset((
    "cookie", "cookies", "cookiebar", "cookiebot", "cookieconsent", "cookiebanner", "onetrust", "cky", "gdpr",
))  # fmt: skip
_HINTS = frozenset((
    "ad", "addtoany", "ads", "advert", "advertisement", "breadcrumb", "breadcrumbs", "colophon", "login", "masthead",
    "menu", "menubar", "nav", "navbar", "navigation", "newsletter", "pager", "pagination", "promo", "search",
    "searchbox", "share", "sharethis", "sharing", "sidebar", "sitenav", "skip", "skiplink", "social", "subscribe",
    "toc", "tableofcontents", "toolbar", "tooltip", "topbar",
))  # fmt: skip
# A section of a license may have a header and footer; these are the page's.
_FRAMES = re.compile(r"^(?:(?:site|page|global|main|top)[-_ ]?)?(?:header|footer)$", re.IGNORECASE)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset((
    "d-none", "hidden", "hide", "invisible", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden",
))  # fmt: skip
_CONTROLS = re.compile(
    r"^(?:skip to|back to top|go to top|edit (?:this page|on)|view (?:source|page)|previous$|next$|prev$|share$|tweet$|"
    r"print$|log ?in$|sign (?:in|up|out)|subscribe|permalink|copy link|toggle|menu$|close$|search$)|^\W*$",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"^(?:table of contents|contents|on this page|in this (?:article|page))$", re.IGNORECASE)
_COOKIE = re.compile("cookie", re.IGNORECASE)
_HALF = 0.5
_MADE_OF_LINKS = 0.8
_LINKED = 0.25
_PARAGRAPH = 60
"""So many words outside links are text that somebody wrote to be read."""
_LABEL = 6
"""A link of a menu has no more words."""


@dataclass(slots=True)
class Left:
    """How many words were left out, and how many were kept although the page hides them."""

    chrome: int = 0
    struck: int = 0
    hidden: int = 0


def leave_out(body: Element) -> Left:
    """Takes out of ``body`` all that is not its text, and says how much that was."""
    left = Left()
    before = body.words
    title = _title(body)
    _Pruner(body, left).prune(body, inside=False)
    body.count()
    _outside_main(body)
    if title is not None and not any(each.tag == "h1" for each in body.all()):
        body.children.insert(0, title)  # it stood in the head of the page
    body.count()
    left.chrome = before - body.words - left.struck
    return left


class _Pruner:
    """Walks a page once, from the outside in."""

    def __init__(self, body: Element, left: Left) -> None:
        self._most = _HALF * body.words
        self._left = left

    def prune(self, parent: Element, *, inside: bool) -> None:
        """Takes out the chrome below ``parent``; ``inside`` tells whether that is in a section of the text."""
        kept: list[Element | str] = []
        for child in parent.children:
            if isinstance(child, Element):
                if self._drops(child, kept, inside=inside):
                    continue
                self.prune(child, inside=inside or child.tag in _SECTIONS or child.attributes.get("role") == "main")
                if _heads_contents(child):
                    continue
            kept.append(child)
        parent.children = kept

    def _drops(self, element: Element, before: list[Element | str], *, inside: bool) -> bool:
        if element.tag in ("del", "s", "strike"):
            self._left.struck += element.words
            return True
        if _is_hinted(element, _BANNERS) and _explains_cookies(element):
            return True
        if element.words > self._most:
            return False  # the text itself, whatever it is called
        if _is_hidden(element):
            if element.prose < _PARAGRAPH:
                return True
            self._left.hidden += element.words  # a closed panel, a dialog to agree to
            return False
        if element.tag in _LANDMARKS or element.attributes.get("role", "").lower() in _ROLES:
            return element.prose < _PARAGRAPH or not _holds_text(element)
        if element.tag in ("header", "footer", "aside") or _is_frame(element):
            return not _holds_text(element) if inside else not _may_be_terms(element)
        if _is_hinted(element, _HINTS | _BANNERS):
            return not _holds_text(element)
        return _is_control(element) or _is_menu(element, before, inside=inside)


def _is_hidden(element: Element) -> bool:
    attributes = element.attributes
    return (
        ("hidden" in attributes and attributes["hidden"] != "until-found")
        or attributes.get("aria-hidden", "").lower() == "true"
        or bool(_HIDING.search(attributes.get("style", "")))
        or not _HIDDEN_CLASSES.isdisjoint(attributes.get("class", "").lower().split())
    )


def _is_hinted(element: Element, hints: frozenset[str]) -> bool:
    """Whether a word of the element's class names or id is one of the hints."""
    if element.tag in _HEADINGS or element.tag in ("p", "li"):
        return False
    named = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}"
    return not hints.isdisjoint(word.lower() for word in _WORDS.findall(named))


def _explains_cookies(element: Element) -> bool:
    """Whether it speaks of cookies, and goes on speaking of them."""
    return _PARAGRAPH * len(_COOKIE.findall(element.text)) >= element.words


def _is_frame(element: Element) -> bool:
    named = f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}".split()
    return element.tag in ("div", "table", "section") and any(map(_FRAMES.match, named))


def _holds_text(element: Element) -> bool:
    """Whether it has paragraphs of text rather than links."""
    return element.prose >= _PARAGRAPH and element.linked < _LINKED * element.words


def _may_be_terms(element: Element) -> bool:
    """Whether a header or footer of the page holds so much running text that it is more than that."""
    return element.prose >= 3 * _PARAGRAPH and element.linked < _LINKED * element.words


def _is_control(element: Element) -> bool:
    """Whether it is a link or button that moves about the page rather than a word of the text."""
    return element.tag in ("a", "button") and element.words <= _LABEL and bool(_CONTROLS.match(element.text.strip()))


def _is_menu(element: Element, before: list[Element | str], *, inside: bool) -> bool:
    """Whether it is a list of links: to the parts of this page, or, outside the text, to others."""
    if (
        element.tag not in ("ul", "ol", "div", "p", "table", "center")
        or element.linked < _MADE_OF_LINKS * element.words
    ):
        return False
    links = [each for each in element.all() if each.tag == "a" and "href" in each.attributes]
    if len(links) < 3 or any(each.tag in _HEADINGS for each in element.all()):
        return False
    if all(link.attributes["href"].startswith("#") for link in links):
        return True
    # What follows a colon completes a sentence.
    told = "".join(each if isinstance(each, str) else each.text for each in before[-2:]).rstrip().endswith(":")
    return not inside and not told and element.words <= _LABEL * len(links)


def _outside_main(body: Element) -> None:
    """Takes out what stands beside the one main element of the page, but for what reads as text."""
    mains = [each for each in body.all() if each.tag == "main" or each.attributes.get("role") == "main"]
    if not mains:
        articles = [each for each in body.all() if each.tag == "article"]
        mains = articles if len(articles) == 1 else []
    if not mains or mains[0].words < max(_PARAGRAPH, _HALF * body.words):
        return
    for parent, on_way in _way_to(mains[0], body):
        parent.children = [child for child in parent.children if child is on_way or _is_text_beside(child)]


def _way_to(target: Element, body: Element) -> Iterator[tuple[Element, Element]]:
    """Yields the elements that hold ``target``, each with the child on the way to it."""
    for child in body.elements:
        if any(each is target for each in child.all()):
            yield body, child
            if child is not target:
                yield from _way_to(target, child)
            return


def _is_text_beside(child: Element | str) -> bool:
    return len(child.split()) >= _PARAGRAPH if isinstance(child, str) else _holds_text(child)


def _title(body: Element) -> Element | None:
    """The first heading of the page that is in none of its menus."""
    for child in body.elements:
        if child.tag == "h1":
            return child
        if child.tag not in ("aside", "dialog", "footer", "nav") and (title := _title(child)):
            return title
    return None


def _heads_contents(element: Element) -> bool:
    """Whether it is the heading over a table of contents, which is left out as a list of links."""
    return element.tag in _HEADINGS and bool(_CONTENTS.match(element.text.strip()))
