"""What was torn apart is put together, what belongs apart stays apart, and words are made whole."""

from __future__ import annotations

import pytest

from extractor.ingest.draft import DraftBlock, DraftLine, plain_lines
from extractor.ingest.normalize import clean, rejoin, vocabulary
from extractor.ingest.repair import repair


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  trimmed  ", "trimmed"),
        ("oﬃce eﬀect ﬁle", "office effect file"),
        ("inter\u00adnational", "international"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("no\u00a0break\u2009thin", "no break thin"),
        ("\uf0b7 point", "• point"),
        ("⽤⼈", "用人"),
        ("two  blanks", "two blanks"),
        ("Name:      Date:", "Name:\tDate:"),
        ("Name \t  Date", "Name\tDate"),
        ("1.     indented", "1. indented"),
        ("(a)\tindented", "(a) indented"),
        ("•\t\tindented", "• indented"),
        ("one\u2028two", "one\ntwo"),
        ("bell\x07", "bell"),
        ("E = mc²", "E = mc²"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def joined(text: str, elsewhere: str = "") -> str:
    block = DraftBlock(plain_lines(text))
    known = vocabulary([block, DraftBlock(plain_lines(elsewhere or "."))])
    return "\n".join(line.text for line in rejoin(block.lines, known))


@pytest.mark.parametrize(
    ("text", "elsewhere", "whole"),
    [
        # the typesetter's hyphens
        ("the agree-\nment is made", "", "the agreement\nis made"),
        ("the re-\nsearch is done", "their research", "the research\nis done"),
        # the writer's hyphens
        ("for non-\ncommercial use", "", "for non-commercial\nuse"),
        ("a third-\nparty claim", "", "a third-party\nclaim"),
        ("to re-\nidentify them", "who would re-identify", "to re-identify\nthem"),
        ("a not-for-\nprofit body", "", "a not-for-profit\nbody"),
        ("the CC-\nBY license", "", "the CC-BY\nlicense"),
        ("in 2029-\n2031 only", "", "in 2029-2031\nonly"),
        ("micro-\nExpressions", "", "micro-Expressions"),
        # dashes and lists are no hyphens
        ("the tapes -\nall of them", "", "the tapes -\nall of them"),
        ("pre- and post-\n(2030) tapes", "", "pre- and post-\n(2030) tapes"),
        # addresses
        ("see https://tapes.example/\nforms/a.pdf now", "", "see https://tapes.example/forms/a.pdf\nnow"),
        ("see https://tapes.example/list?page=\n12 now", "", "see https://tapes.example/list?page=12\nnow"),
        ("see https://tapes.example\nand listen", "", "see https://tapes.example\nand listen"),
        ("see https://tapes.example/\nThe form", "", "see https://tapes.example/\nThe form"),
        ("see https://tapes.example/\n2. Fees", "", "see https://tapes.example/\n2. Fees"),
        ("see https://tapes.example.\n2. Fees", "", "see https://tapes.example.\n2. Fees"),
        ("write to keeper\n@tapes.example now", "", "write to keeper@tapes.example\nnow"),
        ("write to keeper@\ntapes.org.", "", "write to keeper@tapes.org."),
        ("write to keeper@mail.tapes\n.org now", "", "write to keeper@mail.tapes.org\nnow"),
        ("write to keeper@tapes.org\nnow", "", "write to keeper@tapes.org\nnow"),
        ("write to song-\nkeeper@tapes.org", "", "write to song-keeper@tapes.org"),
    ],
)
def test_words_and_addresses_are_made_whole(text: str, elsewhere: str, whole: str) -> None:
    assert joined(text, elsewhere) == whole


def test_a_document_whose_hyphens_are_the_writers_keeps_the_doubtful_ones() -> None:
    true_ones = "a third-\nparty claim on non-\nexclusive self-\nstudy"
    assert "waveform-spectrum" in joined(true_ones + " by waveform-\nspectrum")
    assert "waveformspectrum" in joined("by waveform-\nspectrum")


def blocks(*texts: str) -> list[DraftBlock]:
    return [DraftBlock(plain_lines(text), "item" if text.startswith("- ") else "paragraph") for text in texts]


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        # a blank line in the middle of a sentence
        (
            ("The keeper stores the tapes in a room that is locked and", "guarded by night."),
            ["The keeper stores the tapes in a room that is locked and\nguarded by night."],
        ),
        (
            ("The user has read all the rules of the", "Society of Owls and accepts them."),
            ["The user has read all the rules of the\nSociety of Owls and accepts them."],
        ),
        (
            ("- 4.2 to warn the keeper when any tape of the box is damaged and does not", "play to its end."),
            ["- 4.2 to warn the keeper when any tape of the box is damaged and does not\nplay to its end."],
        ),
        # rows of one table
        (("Box\t1, 2, 3,\nBox\t4, 5,", "Box\t7, 8."), ["Box\t1, 2, 3,\nBox\t4, 5,\nBox\t7, 8."]),
        # a stray marker between the halves of a sentence
        (
            (
                "- 4.3 to ask before lending a tape to anybody else, including",
                "-",
                "- without limit the user's friends;",
            ),
            ["- 4.3 to ask before lending a tape to anybody else, including\nwithout limit the user's friends;"],
        ),
        # a marker torn off its own text goes back to it
        (
            ("Users shall listen to tapes:", "•", "only in the room"),
            ["Users shall listen to tapes:", "• only in the room"],
        ),
    ],
)
def test_torn_sentences_are_joined(torn: tuple[str, ...], whole: list[str]) -> None:
    assert [block.text for block in repair(blocks(*torn))] == whole


@pytest.mark.parametrize(
    "apart",
    [
        # items after a lead-in, and after each other
        ("Such purposes are for instance:", "- selling tapes,", "- lending tapes for money."),
        ("Users promise", "- not to copy", "- not to lend"),
        # finished sentences
        ("The tapes are kept in a locked room.", "they are old."),
        ("The tapes are kept in these rooms:", "the attic"),
        # the last entry but one of a list, and recitals
        ("The user shall keep the tapes in a room; and", "The keeper shall lend them."),
        # provisions
        ("The user shall keep and", "(a) store the tapes in the room"),
        ("The user shall keep the tapes of the", "3. Fees"),
        # fields, addresses and headings
        ("Name ___________________ of the user or", "of the supervisor"),
        ("Tape License", "between the parties"),
        ("Name\tTitle", "Seal\tDate"),
        ("Work\tRoom and floor of the user and", "the address"),
    ],
)
def test_what_belongs_apart_stays_apart(apart: tuple[str, ...]) -> None:
    assert [block.text for block in repair(blocks(*apart))] == list(apart)


def test_other_sizes_are_not_joined() -> None:
    large = DraftBlock((DraftLine("The keeper stores the tapes in a room that is", size=12),))
    small = DraftBlock((DraftLine("guarded by night", size=8),))
    assert len(repair([large, small])) == 2


def test_code_is_left_as_it_is() -> None:
    code = DraftBlock(plain_lines("title = {Owl-\nsongs of the north}"), "code")
    assert repair([code]) == [code]
