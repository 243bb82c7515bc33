"""Time limits and amounts of money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.entities.reading import Found, Passage, cue_matches, kind_of, longest_matches, role_of
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ISO_UNIT = {"hour": "PT{}H", "day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}
# "a day" is a limit only after words that make it one: "within a week", "a period of a year".
_LIMIT = re.compile(
    r"\b(?:within|period of|term of|after|at least|for|for up to|no later than|less than|allow|in)\s+$", re.IGNORECASE
)
_ROLE_REACH = 130

_SYMBOLS = {
    "$": "USD", "US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD",
    "NT$": "TWD", "NZ$": "NZD", "S$": "SGD", "R$": "BRL", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "₹": "INR",
    "₩": "KRW", "RP": "IDR", "RP.": "IDR", "RS": "INR", "RS.": "INR", "GH₵": "GHS", "GH¢": "GHS", "₵": "GHS",
    "KSH": "KES", "TSH": "TZS", "USH": "UGX", "SFR": "CHF", "SFR.": "CHF", "FR.": "CHF", "MX$": "MXN", "N$": "NAD",
    "TT$": "TTD", "J$": "JMD", "S/": "PEN", "S/.": "PEN", "R": "ZAR", "₪": "ILS", "₴": "UAH", "₸": "KZT", "₮": "MNT",
    "KČ": "CZK", "ZŁ": "PLN", "FT": "HUF", "KN": "HRK", "₦": "NGN",
    "₱": "PHP", "₺": "TRY", "₽": "RUB", "₫": "VND", "฿": "THB",
}  # fmt: skip
_NAMES = {
    "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "australian dollar": "AUD",
    "canadian dollar": "CAD", "singapore dollar": "SGD", "hong kong dollar": "HKD", "dollar": "USD", "euro": "EUR",
    "pound": "GBP", "pound sterling": "GBP", "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "rupee": "INR",
    "indian rupee": "INR", "swiss franc": "CHF", "vatu": "VUV", "ringgit": "MYR", "baht": "THB", "forint": "HUF",
    "zloty": "PLN", "złoty": "PLN", "rupiah": "IDR", "dong": "VND", "korean won": "KRW", "shekel": "ILS",
    "hryvnia": "UAH", "naira": "NGN", "taka": "BDT", "south african rand": "ZAR", "kenyan shilling": "KES",
    "icelandic krona": "ISK", "icelandic króna": "ISK", "icelandic krónur": "ISK", "czech koruna": "CZK",
    "czech korun": "CZK", "czech crown": "CZK", "mexican peso": "MXN", "chilean peso": "CLP", "colombian peso": "COP",
    "argentine peso": "ARS", "philippine peso": "PHP", "uruguayan peso": "UYU", "brazilian real": "BRL",
    "brazilian reai": "BRL", "reai": "BRL", "turkish lira": "TRY", "ruble": "RUB", "russian ruble": "RUB",
    "romanian lei": "RON", "bulgarian lev": "BGN", "bulgarian leva": "BGN", "saudi riyal": "SAR", "qatari riyal": "QAR",
    "uae dirham": "AED", "moroccan dirham": "MAD", "cedi": "GHS", "ghana cedi": "GHS", "ghanaian cedi": "GHS",
    "ethiopian birr": "ETB", "malawian kwacha": "MWK", "zambian kwacha": "ZMW", "pula": "BWP", "tenge": "KZT",
    "tanzanian shilling": "TZS", "ugandan shilling": "UGX", "new zealand dollar": "NZD", "new taiwan dollar": "TWD",
    "pakistani rupee": "PKR", "sri lankan rupee": "LKR", "nepalese rupee": "NPR", "sole": "PEN", "kuwaiti dinar": "KWD",
    "jordanian dinar": "JOD", "cfa franc": "XOF", "swedish krona": "SEK",
    "norwegian krone": "NOK", "danish krone": "DKK",
}  # fmt: skip
_SCALES = {"thousand": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000, "billion": 1_000_000_000}


def find_durations(passage: Passage) -> Iterator[Found]:
    """Yields the time limits of a passage, none of titles, headings and references."""
    kind = kind_of("DURATION")
    if passage.kind in ("clause", "item", "table", "form"):
        yield from _durations(kind, passage)


def _durations(kind: EntityType, passage: Passage) -> Iterator[Found]:
    for cue, match, span in cue_matches(passage, kind):
        groups = match.groupdict()
        word = groups.get("word")
        if word in ("a", "an") and not _LIMIT.search(passage.folded[: span.start]):
            continue
        context = _context(passage, span)
        if any(veto.pattern is not None and veto.pattern.search(context) for veto in kind.vetoes):
            continue
        if groups.get("fortnight"):
            value = "P14D"
        else:
            amount = int(groups.get("digits") or groups.get("again") or number_of(word or ""))
            value = _ISO_UNIT[match.group("unit").lower().removesuffix("s")].format(amount)
        role = role_of(kind, passage.labelled, [context])
        yield Found("DURATION", span.start, span.end, f"rule:{cue.id}", value, role)


def number_of(words: str) -> int:
    """The number that ``words`` write out.

    >>> number_of("one hundred and twenty-five")
    125
    """
    total = 0
    for word in re.split(r"[-\s]+", words.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word != "and":
            total += _NUMBERS[word]
    return total


def _context(passage: Passage, span: Span) -> str:
    """The words near a time limit in its sentence, "#" in its place."""
    sentence = passage.sentence(span.start)
    before = passage.folded[max(sentence.start, span.start - _ROLE_REACH) : span.start]
    after = passage.folded[span.end : min(sentence.end, span.end + _ROLE_REACH)]
    return f"{before}#{after}"


def find_money(passage: Passage) -> Iterator[Found]:
    """Yields the amounts of money of a passage."""
    kind = kind_of("MONEY")
    for cue, match, span in longest_matches(passage, kind):
        groups = match.groupdict()
        currency = _currency(groups.get("symbol"), groups.get("code"), groups.get("name"))
        amount = _amount(match.group("number")) * _SCALES.get((groups.get("scale") or "").lower(), 1)
        yield Found("MONEY", span.start, span.end, f"rule:{cue.id}", value=f"{currency} {amount:.2f}")


def _currency(symbol: str | None, code: str | None, name: str | None) -> str:
    """The ISO 4217 code; RMB is CNY."""
    if code:
        return {"RMB": "CNY", "RM": "MYR"}.get(code.upper(), code.upper())
    if symbol:
        return _SYMBOLS["".join(symbol.upper().split())]
    words = " ".join((name or "").lower().split())
    singular = words.replace("pounds", "pound").removesuffix("s").replace("kronor", "krona").replace("kroner", "krone")
    return _NAMES[singular]


def _amount(written: str) -> float:
    """The number, whichever of full stop and comma it uses for thousands.

    >>> _amount("2.500"), _amount("1,200.50"), _amount("3,5")
    (2500.0, 1200.5, 3.5)
    """
    decimals = re.search(r"[.,](\d{1,2})$", written)
    whole = re.sub(r"\D", "", written[: decimals.start()] if decimals else written)
    return float(f"{whole}.{decimals.group(1) if decimals else 0}")
