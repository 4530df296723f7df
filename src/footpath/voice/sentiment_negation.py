"""What a "not" turns round: "not bad at all" praises, "not friendly" blames, "no complaints" is a compliment.

The encoder hears which words there are better than what a small word does to them; this is what it is told besides. Only a "not"
that stands right before a word of judgement counts, with at most two words of degree between them.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WEIGHT = 4.0  # logits that one such phrase moves a short text by
_SHORT = 80  # characters; in a longer text the phrase is one among others
_READ = 2000
_SEARCHED = 10_000  # characters in which a phrase may stand: as far as a text is cut, and what is read of its last part

_GOOD = """
good great nice helpful friendly polite kind reliable fast quick easy clear clean happy satisfied pleased impressed worth recommend
comfortable fresh tasty useful professional acceptable
bo[amn]s? ótim[oa] excelente amáve(?:l|is) gentil educad[oa] confiável rápid[oa] fácil clar[oa] limp[oa] feliz satisfeit[oa] contente recomend vale
buen[oa]?s? amable simpátic[oa] fiable content[oa] satisfech[oa] merece útil cómod[oa] limpi[oa]
gut freundlich hilfreich nett höflich zuverlässig schnell einfach sauber zufrieden glücklich empfehlen lecker hilfsbereit schön
bon(?:ne)? aimable gentil(?:le|i)? sympa rapide fiable facile clair propre satisfait content poli(?:e)?(?!\\w) agréable efficace recommande
buon[oa]? gentil[ei] veloce affidabile facile chiar[oa] pulit[oa] soddisfatt[oa] cortes[ei] consiglio
goed aardig vriendelijk behulpzaam betrouwbaar snel tevreden handig
"""
_BAD = """
bad terrible awful horrible disappointed poor wrong slow expensive difficult
ruim mau má péssim[oa] horrível terrível decepciona lent[oa] car[oa] difícil
mal[oa]? horrible decepcionad[oa] cara difícil
schlecht schlimm übel verkehrt furchtbar enttäuscht teuer
mauvais mal horrible déçu cher
cattiv[oa] male pessim[oa] orribile delus[oa] brutt[oa]
slecht verkeerd duur
"""
_NOT = r"(?:not|n't|never|isnt|wasnt|não|nao|nunca|nem|no|nicht|nie|keineswegs|pas|jamais|non|niet)"
_DEGREE = (
    r"(?:so|very|really|at\s+all|all\s+that|too|that|particularly|a|an|the|be|been|even|muito|tão|nada|bem|foi|era|é|está|fiquei|estou|tem\s+sido|"
    r"muy|tan|fue|es|está|estoy|sehr|besonders|gerade|wirklich|ganz|überhaupt|gar|très|vraiment|aussi|si|du\s+tout|été|"
    r"molto|affatto|proprio|per\s+niente|è|stat[oa]|erg|zo|heel)"
)
_PRAISE = (
    r"(?:no|zero|without(?:\s+any)?|any)\s+(?:complaints?|problems?|issues?)|(?:can't|cannot|can\s+not)\s+complain|nothing\s+to\s+(?:complain|criticise|criticize)|"
    r"sem\s+(?:reclamaç|problema|queixa)|nada\s+a\s+reclamar|não\s+tenho\s+(?:do\s+que|o\s+que)\s+reclamar|"
    r"sin\s+(?:quejas?|problemas?)|ninguna\s+queja|nada\s+que\s+(?:reprochar|objetar)|"
    r"keine(?:rlei)?\s+(?:Beanstandung|Beschwerde|Probleme|Klagen)|nichts\s+(?:auszusetzen|zu\s+(?:meckern|beanstanden|bemängeln))|ohne\s+Probleme|"
    r"rien\s+à\s+(?:redire|reprocher)|aucun(?:e)?\s+(?:plainte|reproche|souci|problème)|sans\s+(?:problème|souci)|"
    r"niente\s+da\s+(?:ridire|eccepire)|nessun(?:a)?\s+(?:lamentel|problema)|senza\s+problemi|geen\s+klachten|zonder\s+problemen"
)


def _denied(stems: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?<!\w){_NOT}|n't|n’t)\s+(?:{_DEGREE}\s+){{0,2}}(?:{'|'.join(stems.split())})(?!\s+(?:idea|deal))",
        re.IGNORECASE,
    )


_NOT_GOOD, _NOT_BAD, _NO_FAULT = _denied(_GOOD), _denied(_BAD), re.compile(rf"(?<!\w)(?:{_PRAISE})", re.IGNORECASE)


def turned(text: str) -> int:
    """Phrases of the text that praise by a "not", less those that blame by one.

    Examples:
        >>> turned("Not bad at all."), turned("Das Personal war nicht freundlich."), turned("No complaints!"), turned("It is good.")
        (1, -1, 1, 0)
    """
    read = text[:_READ]
    praise = len(_NOT_BAD.findall(read)) + len(_NO_FAULT.findall(read))
    return praise - len(_NOT_GOOD.findall(read))


def turns(text: str) -> bool:
    """Whether the text, or any part of it, has a phrase that `turned` counts.

    Examples:
        >>> turns("It is good. It is not good."), turns("It is good.")
        (True, False)
    """
    read = text[:_SEARCHED]
    return any(pattern.search(read) for pattern in (_NOT_GOOD, _NOT_BAD, _NO_FAULT))


def signs(texts: Sequence[str]) -> NDArray[np.float64]:
    """How far what a "not" turns round moves each text: 0 not at all, 1 to the good, −1 to the bad, at most 2."""
    return np.array([np.clip(turned(text), -2, 2) * min(1.0, _SHORT / max(len(text), 1)) for text in texts])


def moved(sign: NDArray[np.float64]) -> NDArray[np.float64]:
    """What `signs` adds to the logits of negative, neutral and positive: n × 3."""
    return WEIGHT / 2 * sign[:, None] * np.array([-1.0, 0.0, 1.0])


def with_negations(shares: NDArray[np.float64], texts: Sequence[str]) -> NDArray[np.float64]:
    """Shares of negative, neutral and positive, moved by what a "not" turns round in each text: n × 3."""
    raised = shares * np.exp(moved(signs(texts)))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
