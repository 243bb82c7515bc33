"""Policy files: what is wrong with one is said with its line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.policy import load_policy, parse_policy, shipped

HEAD = 'name = "ours"\ntitle = "Ours"\n\n'
RULE = '[[rules]]\nid = "sale"\ntitle = "Sale"\n'


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("name = ", None, "not valid TOML", "Correct"),
        (HEAD, None, "the policy has no rules", "[[rules]]"),
        (HEAD + 'colour = "red"\n' + RULE + 'label = "deletion"', 4, "unknown key `colour`", "Known are"),
        (HEAD + RULE, 4, "a rule is about one of term, label", "Name what the rule is about"),
        (HEAD + RULE + 'label = "deletion"\nterm = "deletion"', 4, "a rule is about one of", "once"),
        (HEAD + RULE + 'term = "comercial_use"\nin = ["permitted"]', 7, "no term `comercial_use`", "`commercial_use`"),
        (HEAD + RULE + 'term = "commercial_use"\nin = ["allowed"]', 4, "never 'allowed'", "permitted"),
        (HEAD + RULE + 'term = "commercial_use"', 4, "tests nothing", "`in`"),
        (HEAD + RULE + 'term = "commercial_use"\nlacks = ["permitted"]', 4, "is a single value", "`not_in`"),
        (HEAD + RULE + 'term = "liability"\nin = ["penalty"]', 4, "is a set", "`lacks`"),
        (HEAD + RULE + 'term = "liability"\nlacks = ["unspecified"]', 4, "never 'unspecified'", "penalty"),
        (HEAD + RULE + 'term = "deletion"\nat_least = "P1Y"', 4, "bounds nothing", "P2Y"),
        (HEAD + RULE + 'term = "term"\nat_least = "two years"', 4, "bounds nothing", "P2Y"),
        (HEAD + RULE + 'label = "deltion"', 7, "unknown label 'deltion'", "Correct"),
        (HEAD + RULE + 'label = "deletion"\nstrength = 2', 8, "less than or equal to 1", "Correct"),
        (HEAD + RULE + 'label = "deletion"\nrequire = true', 8, "unknown key `require`", "Known are"),
        (HEAD + RULE + 'label = "deletion"\nseverty = "note"', 8, "unknown key `severty`", "`severity`"),
        (HEAD + RULE + 'label = "deletion"\nseverity = "fatal"', 8, "'error', 'warning' or 'note'", "Correct"),
        (HEAD + RULE + 'entity = "MAIL"', 4, "no entity type 'MAIL'", "`EMAIL`"),
        (HEAD + RULE + 'entity = "EMAIL"\nroles = ["contacts"]', 4, "has the role 'contacts'", "`contact`"),
        (HEAD + RULE + 'document = "method"\nin = ["scan"]', 4, "no document is read as 'scan'", "ocr"),
        (HEAD + RULE + 'review = ["comercial"]', 4, "no term `comercial`", "Did you mean"),
        (HEAD + RULE + "review = []", 4, "tests nothing", '"*"'),
        (HEAD + RULE + 'label = "deletion"\nmessage = "{quote}!"', 8, "placeholder {quote}", "{found}"),
        (HEAD + '[[rules]]\nid = "sale"\nlabel = "deletion"', 4, "the key `title` of rule `sale` is missing", "Add"),
        (HEAD + '[[rules]]\nid = "My Rule"\ntitle = "x"\nlabel = "deletion"', 5, "`id` of rule `My Rule`", "Correct"),
        (HEAD + 2 * (RULE + 'label = "deletion"\n'), None, "two rules have the id `sale`", "Rename"),
        (
            HEAD + RULE + 'label = "deletion"\n[[exceptions]]\nrules = ["sael"]\ndocuments = ["a"]\nreason = "b"',
            None,
            "unknown rule `sael`",
            "`sale`",
        ),
        (
            HEAD + RULE + 'label = "deletion"\n[[exceptions]]\nrules = ["sale"]\ndocuments = ["a"]',
            8,
            "the key `reason` is missing",
            "Add",
        ),
    ],
)
def test_what_is_wrong(text: str, line: int | None, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_policy(text, "ours.toml")
    error = caught.value
    assert message in error.message, error.message
    assert hint in error.hint, error.hint
    assert "\n" not in str(error)
    assert error.source == ("ours.toml" if line is None else f"ours.toml, line {line}")


def test_a_policy_takes_over_another(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        'name = "ours"\ntitle = "Ours"\nextends = "commercial-product"\nif_unsure = "pass"\n'
        '[[rules]]\nid = "no-fees"\ntitle = "Fees are fine"\nseverity = "note"\nlabel = "fees"\nexpect = "absent"\n'
        '[[rules]]\nid = "oslo"\ntitle = "Norwegian law"\nterm = "governing_law"\nin = ["Norway"]\n'
        '[[exceptions]]\nrules = ["commercial-use"]\ndocuments = ["scans.pdf"]\nreason = "They wrote us."\n'
    )
    (tmp_path / "lab.toml").write_text('name = "lab"\ntitle = "Lab"\nextends = "ours.toml"\n')
    base, ours, lab = (
        load_policy(name) for name in ("commercial-product", tmp_path / "ours.toml", tmp_path / "lab.toml")
    )
    assert [rule.id for rule in ours.rules] == [*(rule.id for rule in base.rules), "oslo"]
    rules = {rule.id: rule for rule in ours.rules}
    assert rules["no-fees"].severity == "note"
    # What was taken over stays as strict as it was; what is written here follows this policy.
    assert not ours.is_lenient(rules["commercial-use"]) and ours.is_lenient(rules["oslo"])
    assert {rule.id: rule.severity for rule in lab.rules} == {rule.id: rule.severity for rule in ours.rules}
    assert lab.exceptions == ours.exceptions and lab.name == "lab"


def test_a_policy_that_extends_itself(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.toml").write_text(f'name = "{name}"\ntitle = "x"\nextends = "{other}.toml"\n')
    with pytest.raises(UsageError, match="extends itself"):
        load_policy(tmp_path / "a.toml")


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"#" * 1_000_001], ids=["absent", "not text", "huge"])
def test_a_file_that_is_no_policy(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        load_policy(path)
    assert caught.value.hint


def test_an_unknown_name_is_told_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        load_policy("comercial-product")
    assert all(name in caught.value.hint for name in shipped())
    assert shipped() == ("academic-lab", "commercial-product")


def test_an_exception_from_a_rule_that_was_not_taken_over(tmp_path: Path) -> None:
    exempt = '[[exceptions]]\nrules = ["x"]\ndocuments = ["a"]\nreason = "b"\n'
    text = f'name = "o"\ntitle = "O"\nextends = "academic-lab"\n{exempt}'
    (tmp_path / "o.toml").write_text(text)
    with pytest.raises(UsageError, match="unknown rule `x`"):
        load_policy(tmp_path / "o.toml")
