"""Lists without markers, recitals, headings and forms as they come out of other programs."""

from __future__ import annotations

import pytest
from texts import cut

PREFACE = "By using Marlin the user accepts what follows.\n\n"
FULL = "The museum has collected these pictures in many years of work and has put them in order for you"

CASES = {
    "entries that end in semicolons are items, however they begin": (
        "You may:\nprint Marlin;\nshow it in a lecture, and speak of it;\nlend it to a school.\nNobody pays for that.",
        ["c You may:", "i print Marlin;", "i show it in", "i lend it to", "c Nobody pays for"],
    ),
    "entries are wrapped, and the last one has no stop": (
        f"{FULL}.\n\nNot covered by this paper are:\npictures of persons who are alive and have not been asked by the\n"
        "museum;\ncoats of arms; and\nstamps of the harbor\nTrade names\nThe name of the museum is not lent by it.",
        [
            "c The museum has",
            "c Not covered by",
            "i pictures of persons",
            "i coats of arms;",
            "i stamps of the",
            "H Trade names",
            "c The name of",
        ],
    ),
    "a row of values that a page's end cuts off and that is wrapped is still a table": (
        f"{FULL}:\n\nsub. 4, 9, 12, 15,\nsub. 21, 22, 27,\n\nsub. 31, 32, 36, 39, 41, 42, 44, 46, 47, 48,\n49,\n\n"
        "sub. 51, 58.",
        ["c The museum has", "t sub. 4, 9,"],
    ),
    "semicolons inside a sentence list nothing": (
        f"{FULL}:\nso keep them; print them; and\nshow them; nobody objects.",
        ["c The museum has"],
    ),
    "recitals stand by themselves": (
        "WHEREAS, the Museum has made Marlin; and\n\nWHEREAS, the User wants to see it;\n\nNOW, THEREFORE, they agree.",
        ["c WHEREAS, the Museum", "c WHEREAS, the User", "c NOW, THEREFORE, they"],
    ),
    "recitals need no blank line": (
        f"{FULL}; and\nWhereas, the User wants to see it in the reading room of the harbor, they agree on this.",
        ["c The museum has", "c Whereas, the User"],
    ),
    "each definition of a list is a clause": (
        PREFACE + "In these rules the words have this meaning —\n“print” means a picture;\n“reader” means a guest.",
        ["c By using Marlin", "c In these rules", "c “print” means a", "c “reader” means a"],
    ),
    "a numbered name with a full stop heads what is numbered below": (
        PREFACE + "Section 3 -- Limits of the License.\n\na. Loans.\n\n1. Marlin is lent to schools.\n\n"
        "2. It is returned in June.\n\nb. Prints.\n\n1. Prints are small.",
        [
            "c By using Marlin",
            "H Section 3 --",
            "H a. Loans.",
            "c 1. Marlin is",
            "c 2. It is",
            "H b. Prints.",
            "c 1. Prints are",
        ],
    ),
    "a rule in few words is no heading": (
        PREFACE + "1. No sale.\n\nThe museum sells Marlin itself.\n\n(a) Prints.\n(b) Loans.",
        ["c By using Marlin", "c 1. No sale.", "c The museum sells", "i (a) Prints.", "i (b) Loans."],
    ),
    "a run-in name is no heading where its line ends early": (
        f"{FULL}\nand for your friends.\n\n3. Credit: All papers on research in the rooms of the Marlin\n"
        "Museum-of-Pictures-and-Fishes-in-Oldport will say so.",
        ["c The museum has", "c 3. Credit: All"],
    ),
    "semicolons set topics of a heading apart": (
        PREFACE + "4. Warranty; Limits of Liability\n\nMarlin comes as it is.",
        ["c By using Marlin", "H 4. Warranty; Limits", "c Marlin comes as"],
    ),
    "a name over a sentence is a heading without a blank line": (
        f"{PREFACE}Using pictures under this paper\nWhoever opens the pictures is bound by all that this paper says.",
        ["c By using Marlin", "H Using pictures under", "c Whoever opens the"],
    ),
    "words that announce a list head nothing": (
        PREFACE
        + "Three kinds of loans:\n\n- to schools\n- to towns\n- to readers\n\nDuties:\n\n- return it\n- keep it dry",
        [
            "c By using Marlin",
            "c Three kinds of",
            "i - to schools",
            "i - to towns",
            "i - to readers",
            "H Duties:",
            "i - return it",
            "i - keep it",
        ],
    ),
    "the name of the first section is no line of the title": (
        "Marlin License Agreement\nIntroduction\nMarlin is a set of pictures that the museum lends to its readers.",
        ["T Marlin License Agreement", "H Introduction", "c Marlin is a"],
    ),
    "a title may stand below a line to fill in": (
        "Ticket number: ________\n\nAgreement on the Loan of Marlin\n\nThe museum lends Marlin.",
        ["f Ticket number: ________", "T Agreement on the", "c The museum lends"],
    ),
    "a glossary's names are one clause each with what is said of them": (
        f"{PREFACE}Glossary\n\nKeeper of Prints\nWhoever has the key of the room where prints are kept.\n\n"
        "Reading Room\nThe room that is open to readers who have a ticket.",
        ["c By using Marlin", "H Glossary", "c Keeper of Prints", "c Reading Room The"],
    ),
    "a line of copyright is no heading": (
        "Copyright (c) 2019 Harbor Museum\n\nMarlin is lent to readers.",
        ["c Copyright (c) 2019", "c Marlin is lent"],
    ),
    "names in capitals with their values are a table": (
        PREFACE + "LENDER: Harbor Museum\nTHING LENT: Pictures of fishes\nFEE: $50",
        ["c By using Marlin", "t LENDER: Harbor Museum"],
    ),
    "a reference below its lead-in stands by itself, though the lead-in fills its line": (
        f"{FULL} and ask that you cite:\n"
        'A. Bream and C. Dace, "Forty Thousand Fishes in Pictures," Journal of Fish, vol. 3, pp. 1-9, 2019.',
        ["c The museum has", "r A. Bream and"],
    ),
    "a party's line with gaps goes on": (
        f"{FULL}\nand for your friends.\n\n"
        "This agreement is made on ____ day of the month ________ between the museum of the harbor of Oldport\n"
        '("LENDER") and ____________________ ("READER").\n\nThe museum lends Marlin.',
        ["c The museum has", "c This agreement is", "c The museum lends"],
    ),
    "fields below a sentence without a stop are a form": (
        f"{FULL}\nand for your friends.\n\n{FULL}\nand asks you to sign with the name that you have in your papers, in "
        "ink and in letters\nNAME:\nPOSITION:\nDATE:",
        ["c The museum has", "c The museum has", "f NAME: POSITION: DATE:"],
    ),
    "who signs belongs to the lines for it": (
        PREFACE
        + "By an officer of the Museum:\n\n____________ Date: ________\nName:\nTitle:\n\nREADER\n\nSignature: ________",
        ["c By using Marlin", "f By an officer"],
    ),
    "a sentence below an address is none of its lines": (
        f"{FULL}\nand for your friends.\n\nHarbor Museum, Pictures of Fishes\nQuay Street 12, in the house beside the "
        "lighthouse, Room 3, third floor, 40213 Oldport\nI declare that I accept this:",
        ["c The museum has", "c Harbor Museum, Pictures", "c I declare that"],
    ),
    "a name of a place that a line end broke is whole": (
        "The pictures are made for all who want to know what lives in the sea and on the shore by the\n"
        "Laboratory of Pictures (LP), University of the Coast and of\nOldport. The reader is asked to return them, and "
        "is asked to keep them dry and out of the sun\nuntil the museum has them again.",
        ["c The pictures are"],
    ),
    "a wording in quotes belongs to the clause that asks for it": (
        "2. Papers carry the wording that is shown below.\n\n“The pictures were lent by the Harbor Museum.”\n\n"
        "“Marlin” means the pictures.",
        ["c 2. Papers carry", "c “Marlin” means the"],
    ),
    "a form keeps the place that it goes to": (
        PREFACE + "Name: ____\nDate: ____\n\nTo:\nHarbor Museum, Quay Street 12\nOldport",
        ["c By using Marlin", "f Name: ____ Date:"],
    ),
    "names below a form that head nothing are its fields": (
        PREFACE + "Name: ________\n\nPlanned loans\n\nKind of school\n\nRoom of reading\n\n3. Terms\n\nMarlin is lent.",
        ["c By using Marlin", "f Name: ________ Planned", "H 3. Terms", "c Marlin is lent."],
    ),
    "three names that head nothing are rows of a table": (
        PREFACE + "Coast Pictures\n\nRiver Pictures\n\nLake Pictures\n\n3. Terms\n\nMarlin is lent.",
        ["c By using Marlin", "t Coast Pictures River", "H 3. Terms", "c Marlin is lent."],
    ),
    "two names and a heading are left alone": (
        PREFACE + "Annex\n\nCoast Pictures\n\nAll of them are lent to schools.",
        ["c By using Marlin", "H Annex", "H Coast Pictures", "c All of them"],
    ),
    "a numbered name between fields is a heading": (
        PREFACE + "Name: ________\nDate: ________\n\n2. People\n\nReader: ________\nTown: ________",
        ["c By using Marlin", "f Name: ________ Date:", "H 2. People", "f Reader: ________ Town:"],
    ),
    "a sentence beside a box is an item": (
        PREFACE
        + "☐ I lend prints to nobody.\n☐ Prints: in the locked room on the second floor, with a guard.\n☐ teacher",
        ["c By using Marlin", "i ☐ I lend", "i ☐ Prints: in", "f ☐ teacher"],
    ),
    "the members of two that a lead-in announces are items": (
        PREFACE + "This paper consists of:\n\nI. Annex: Loans of Prints\n\nII. Annex: The Room\n\nThe museum signs it.",
        ["c By using Marlin", "c This paper consists", "i I. Annex: Loans", "i II. Annex: The", "c The museum signs"],
    ),
    "markers that were torn off state nothing": (
        PREFACE + "A.\nB.\nC.\n\nThe museum lends Marlin to schools.",
        ["c By using Marlin", "o A.", "o B.", "o C.", "c The museum lends"],
    ),
}


@pytest.mark.parametrize(("text", "segments"), CASES.values(), ids=CASES.keys())
def test_layouts(text: str, segments: list[str]) -> None:
    assert cut(text) == segments
