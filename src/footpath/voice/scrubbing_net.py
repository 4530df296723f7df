"""What the net knows people by: addresses of mail, of pages that carry personal data, of machines, and handles."""

import re

_SPELT_AT = r"(?:at|arroba|ät|chiocciola|arobase|małpa)"
_SPELT_DOT = r"(?:dot|ponto|punto|punkt|point|kropka)"
_DOT = rf"(?:\.|\s*[\[({{]\s*{_SPELT_DOT}\s*[\])}}]\s*|\s{_SPELT_DOT}\s)"
_PAIRS = (("at", "dot"), (_SPELT_AT.replace("at|", "", 1), _SPELT_DOT))  # "at this point" is no address
_PORT = r"(?::\d{1,5})?"

PAGES = re.compile(r"(?:\b(?:https?|ftp)\s?:\s?//|\bwww\.)\S+", re.IGNORECASE)
PAGES_WITH_DATA = re.compile(r"(?<![\w@./-])(?:[a-z0-9-]{1,63}\.)+[a-z]{2,12}/\S*[?=@]\S*", re.IGNORECASE)
MAIL = re.compile(r"(?<![\w.+'’%-])[\w.+%'’-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PART = r"[\w+-]{1,64}"
MAIL_IN_BRACKETS = re.compile(  # jane (at) example.org
    rf"(?<![\w.+-]){_PART}(?:{_DOT}{_PART}){{0,3}}\s*[\[({{]\s*{_SPELT_AT}\s*[\])}}]\s*{_PART}(?:{_DOT}{_PART}){{1,3}}(?!\w)",
    re.IGNORECASE,
)
MAIL_IN_WORDS = tuple(  # jane dot doe at example dot org
    re.compile(
        rf"(?<![\w.+-]){_PART}(?:\s{dot}\s{_PART}){{0,3}}\s{at}\s{_PART}(?:\s{dot}\s{_PART}){{1,3}}(?!\w)",
        re.IGNORECASE,
    )
    for at, dot in _PAIRS
)
HANDLES = re.compile(r"(?<![\w@.])@\w[\w.]{1,30}\b")
MACHINES = re.compile(
    rf"(?<![\w.:-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){{3}}(?:25[0-5]|2[0-4]\d|1?\d?\d){_PORT}(?![\w-]|\.\d)"
    r"|(?<![\w.:-])(?=(?:[\da-f]*:){3})(?=[\da-f:]*\d)(?:[\da-f]{1,4}::?){2,7}[\da-f]{0,4}(?![\w:])",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"[\[({{]\s*{_SPELT_AT}\s*[\])}}]", re.IGNORECASE)
_PAGE = re.compile(r"\.[a-zA-Z]{2,12}/")
_MACHINE = re.compile(r"\d\.\d{1,3}\.\d|:[\da-fA-F]{0,4}:")
_SPELT = re.compile(rf"\s{_SPELT_DOT}\s", re.IGNORECASE)


def scrub_net(text: str) -> str:
    """The text without what the net knows people by."""
    if "//" in text or "www." in text.lower():
        text = PAGES.sub("[link]", text)
    if "@" in text:
        text = HANDLES.sub("[name]", MAIL.sub("[email]", text))
    if _BRACKETED.search(text):
        text = MAIL_IN_BRACKETS.sub("[email]", text)
    if _SPELT.search(text):
        for spelt in MAIL_IN_WORDS:
            text = spelt.sub("[email]", text)
    if _PAGE.search(text):
        text = PAGES_WITH_DATA.sub("[link]", text)
    if _MACHINE.search(text):
        text = MACHINES.sub("[ip]", text)
    return text
