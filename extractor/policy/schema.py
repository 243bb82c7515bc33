"""What a policy file may say: rules, and exceptions from them."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from extractor.policy.rules import ANY, Named, Part, Rule, Text, Texts, Unsure, alike, wrong


class Exempt(Part):
    """Documents that some rules are not held against, and why."""

    rules: Texts
    documents: Texts
    """Patterns of names, or SHA-256 checksums."""
    reason: Text
    until: date | None = None
    """The last day on which it holds."""


class Policy(Part):
    """What licenses are held against."""

    name: Text
    title: Text
    description: str = ""
    extends: str | None = None
    """The policy whose rules are taken over: the name of one that is shipped, or a file beside this one."""
    if_unsure: Unsure = "fail"
    rules: tuple[Rule, ...] = ()
    exceptions: tuple[Exempt, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        ids = [rule.id for rule in self.rules]
        if twice := next((name for name in ids if ids.count(name) > 1), None):
            raise wrong(f"two rules have the id `{twice}`", "Rename one of them.")
        if not ids and not self.extends:
            raise wrong("the policy has no rules", "Add a block [[rules]].")
        if not self.extends:  # else the rules of the other policy are to be known first
            self.check_exceptions()
        return self

    def check_exceptions(self) -> None:
        """Fails where an exception is from a rule that does not exist."""
        ids = tuple(rule.id for rule in self.rules)
        for exempt in self.exceptions:
            for name in exempt.rules:
                if name not in (ANY, *ids):
                    raise wrong(f"an exception from the unknown rule `{name}`", alike(name, ids))

    def is_lenient(self, rule: Named) -> bool:
        """Whether what nobody is sure of passes ``rule``."""
        return (rule.if_unsure or self.if_unsure) == "pass"
