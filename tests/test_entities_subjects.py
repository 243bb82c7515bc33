"""Subject IDs: how they are written, and what the words around them say of them."""

from __future__ import annotations

import pytest

from tests.test_entities import entities, of_type

S = "subject_restriction"


def roles(text: str) -> str:
    return ", ".join(f"{value} {role}" for value, role in of_type("SUBJECT_ID", text, "clause", S))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Everything with the code LQ* stays closed.", "LQ*"),
        ("Calls RT-3* and call RT-4410 must not be played.", "RT-3* RT-4410"),
        ("No whale of the series KR2xx may be shown.", "KR2xx"),
        ("Plates D/15 & D/16 must not be shown.", "D/15 D/16"),
        ("Hosts 10.9.0.0/16 and 192.0.2.0/24 must not be named.", "10.9.0.0/16 192.0.2.0/24"),
        ("Records 06-0110, 06-0111 and 06-0300 through 06-0309 are barred.", "06-0110 06-0111 06-0300 through 06-0309"),
        ("Show nobody but N1-0100 a N1-0480.", "N1-0100 a N1-0480"),
        ("Donors QV/11/101 up to QV/11/119 said no.", "QV/11/101 up to QV/11/119"),
        ("Workers u_4kz9, u_71xa and u_bb10 did not agree.", "u_4kz9 u_71xa u_bb10"),
        ("F-Anna, F-Bo and F-Cleo must not be shown.", "F-Anna F-Bo F-Cleo"),
        ("Speakers BKL, RMW and TTO must not be heard.", "BKL RMW TTO"),
        ("Subjects 01F, 07M and 12F may not be shown.", "01F 07M 12F"),
        ("Lots 16-A to 16-F and Lot 3050 are left blank.", "Lots 16-A to 16-F Lot 3050"),
        ("Mothers M#12 and M#19 withdrew.", "M#12 M#19"),
        ("Vessels MMSI 211000111 and 211000222 must not be shown.", "211000111 211000222"),
        ("ZB0417 was chased. Show no pictures of it. The same goes for ZB1003.", "ZB0417 ZB1003"),
        ("Nobody may be shown outside the series V-001 to V-064, to which V-090 is added.", "V-001 to V-064 V-090"),
        ("B2. Minors, whose records are available for paediatrics, must not be shown.", ""),
        ("Subjects aged 18 to 65 may be shown in 2 figures.", ""),
        ("The subjects consented under ISO 27001 and Art. 6, 7 and 9.", ""),
        ("The file smear.csv has the columns x0, y0, x1 and y1.", ""),
        ("Participants 1 to 40 sat in a chair.", ""),
    ],
)
def test_ways_to_write_ids(text: str, ids: str) -> None:
    assert " ".join(value for value, _ in of_type("SUBJECT_ID", text, "clause", S)) == ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The next sentence goes on about the same persons, and takes back what this one gave.
        ("The people of Room A (J01-J09) allowed scoring. They did not allow to be shown.", "J01-J09 denied"),
        ("PX2 and PX5 do not mind. Everybody else minds.", "PX2 allowed, PX5 allowed"),
        # "only" beside a use bans the rest; "only" beside the persons bans the others.
        ("Volunteers V1 and V8 consented to analysis only.", "V1 denied, V8 denied"),
        ("Frames may be shown for drivers V1 and V8 only.", "V1 allowed, V8 allowed"),
        ("Pictures of V12 are the only ones that may be shown.", "V12 allowed"),
        # A "but" is an exception only after "all", "no" and their like.
        ("As in (a), but H12 and H40 have withdrawn.", "H12 denied, H40 denied"),
        ("All but H12 and H40 may be shown.", "H12 denied, H40 denied"),
        ("No pictures but those of H12 may be shown.", "H12 allowed"),
        ("All volunteers are released, V12 and V30 excepted.", "V12 denied, V30 denied"),
        ("No voice is to be played, speakers V02 and V03 excepted.", "V02 allowed, V03 allowed"),
        ("Images must not be printed, unless they show K3 or K4.", "K3 allowed, K4 allowed"),
        ("Do not show anybody who is not one of S2, S5.", "S2 allowed, S5 allowed"),
        ("No other volunteers than K3 and K4 may be shown.", "K3 allowed, K4 allowed"),
        ("All faces can be shown, minus those of P31 and P44.", "P31 denied, P44 denied"),
        # Where a list has a clause of its own, the other clauses say nothing of it.
        ("Pictures of K1 may be printed, those of K2 and K3 may not.", "K1 allowed, K2 denied, K3 denied"),
        ("Green are K12, K44 to K51 (but not K46), and they may be shown.",
         "K12 allowed, K44 to K51 allowed, K46 denied"),
        # A clause on all others is none on these.
        ("Use K1 or K2 for figures; the remaining people did not agree.", "K1 allowed, K2 allowed"),
        ("The persons D3 and D5 did not object to print.", "D3 allowed, D5 allowed"),
        # Permission and ban at once: the ban decides.
        ("Their traffic, 10.9.0.0/16, may be counted but not be presented.", "10.9.0.0/16 denied"),
        ("B-2 and B-6 agreed to research but object to any picture.", "B-2 denied, B-6 denied"),
        ("H-100 to H-120 permitted measurement. None of them may be shown.", "H-100 to H-120 denied"),
    ],
)  # fmt: skip
def test_what_the_words_say(text: str, expected: str) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Unless we agree in writing, pictures of K-12 and K-14 must not be shown.",
        "Except in lectures faces of K-12 and K-14 must not be shown.",
        "Outside the laboratory pictures of K-12 and K-14 may not be shown.",
        "Beyond 2027 pictures of K-12 and K-14 may not be shown.",
        "Apart from the table, K-12 and K-14 must not be shown.",
        "You may not, except with our consent, print K-12 or K-14.",
        "No problem, but K-12 and K-14 may not be shown.",
        "K-12 and K-14 may not by any means be shown.",
        "Pictures of K-12 and K-14 may only be shown to the reviewers.",
        "Only the licensor may show K-12 and K-14.",
        "K-12 and K-14 can be studied; showing them is not allowed.",
        "Permission to show K-12 and K-14 is pending.",
        "All may be shown, K-12 and K-14 aside.",
        "Persons not listed here may be shown: K-12 and K-14.",
        "Images may be shown except where they depict K-12 or K-14.",
        "The consent of K-12 and K-14 does not extend to print.",
    ],
)
def test_a_ban_is_never_read_as_permission(text: str) -> None:
    assert roles(text) == "K-12 denied, K-14 denied"


def test_codes_need_no_label_where_the_sentence_bans_showing_them() -> None:
    text = "Clips CB-02, CB-07 and CB-11 shall not be displayed."
    assert of_type("SUBJECT_ID", text, "clause", "publication") == [
        ("CB-02", "denied"), ("CB-07", "denied"), ("CB-11", "denied"),
    ]  # fmt: skip
    assert of_type("SUBJECT_ID", "Send the forms CB-02 and CB-07.", "clause", "access_procedure") == []


def test_a_star_after_a_code_is_no_emphasis_and_emphasis_no_star() -> None:
    assert roles("Calls of *RT-31* and **RT-40** must not be played.") == "RT-31 denied, RT-40 denied"


ROWS = (
    "Site\tRecords\tCondition\n"
    "Site 02\t02-0001 through 02-0094\tnothing may be shown\n"
    "Site 05\t05-0210, 05-0211\tcounting only; nothing may be quoted\n"
    "Site 07\t07-0012\tthe only record that may be shown"
)


def test_rows_that_say_different_things() -> None:
    lead_in = ("clause", "The patients chose as follows:", (S,))
    found = entities(lead_in, ("table", ROWS, (S,)))  # type: ignore[arg-type]
    assert [(e.value, e.role) for e in found if e.type == "SUBJECT_ID"] == [
        ("02-0001 through 02-0094", "denied"),
        ("05-0210", "denied"),
        ("05-0211", "denied"),
        ("07-0012", "allowed"),
    ]


@pytest.mark.parametrize("kind", ["clause", "heading", "table"])
def test_rows_of_ids_complete_what_announces_them_whatever_they_are_set_as(kind: str) -> None:
    lead_in = (
        "clause",
        "Only pictures of the dogs listed here may be shown. Pictures of all others are for you.",
        (S,),
    )
    rows = (kind, "D04  D05\tD22-D26", ())
    found = entities(lead_in, rows)  # type: ignore[arg-type]
    assert [(e.value, e.role) for e in found] == [("D04", "allowed"), ("D05", "allowed"), ("D22-D26", "allowed")]


def test_numbers_beside_codes_count_something() -> None:
    lead_in = ("clause", "These plates must not be used:", (S,))
    rows = ("table", "W/2\t14\tgaol, 1911\nW/4\t15\tgaol, 1912", (S,))
    found = entities(lead_in, rows)  # type: ignore[arg-type]
    assert [e.value for e in found if e.type == "SUBJECT_ID"] == ["W/2", "W/4"]
