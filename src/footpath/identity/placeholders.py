"""Values that stand for "nobody": they are on many records and join none of them."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from footpath.identity.kinds import Role, role_of

if TYPE_CHECKING:
    import pyarrow as pa

_WORDS = (
    "null|nil|none|nan|na|n/a|n.a.|n/d|not set|(not set)|not available|not provided|(none)|(null)|unknown|undefined|"
    "unspecified|anonymous|guest|test|tester|testing|test test|dummy|example|sample|foo|bar|xxx|tbd|todo|empty|blank|"
    "missing|default|deleted|redacted|-|--|---|.|?|??|#n/a|#na|false|true|unbekannt|keine|kein|k.a.|gast|leer|inconnu|"
    "aucun|invité|desconocido|ninguno|desconhecido|nenhum|sem|sconosciuto|nessuno|[object object]"
)
_ZEROS = r"^[0\-\s]{2,}$"  # 000000, 00000000-0000-0000-0000-000000000000
_ONE_DIGIT = r"^\+?(0{5,}|1{5,}|2{5,}|3{5,}|4{5,}|5{5,}|6{5,}|7{5,}|8{5,}|9{5,}|0?123456789?0?)$"
_NOBODY_S_MAIL = (
    r"^(no-?reply|do-?not-?reply|donotreply|noemail|no-?mail|none|null|na|unknown|test|test@test.*|anonymous|"
    r"nobody|guest|dummy|fake|asdf|abc|xxx|a@a.*|keine)@"
)


def placeholders(kinds: "pa.Array", values: "pa.Array") -> NDArray[np.bool_]:
    """Which identifiers are placeholders? Addresses and numbers that reach nobody are, too.

    Examples:
        >>> import pyarrow as pa
        >>> kinds = pa.array(["email", "email", "phone", "customer_id", "customer_id", "order_id"])
        >>> values = pa.array(["NoReply@shop.example", "ann@example.org", "0000000", " N/A ", "7", ""])
        >>> placeholders(kinds, values).tolist()
        [True, False, True, True, False, True]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.utf8_trim_whitespace(pc.utf8_lower(values.cast(pa.string())))
    nobody = pc.or_(
        pc.is_in(text, value_set=pa.array(["", *_WORDS.split("|")])), pc.match_substring_regex(text, _ZEROS)
    )
    coded = kinds.dictionary_encode()
    roles = [role_of(kind or "") for kind in coded.dictionary.to_pylist()]
    contact = np.array([role is Role.CONTACT for role in roles] or [False])[np.asarray(coded.indices.fill_null(0))]
    worthless = pc.or_(pc.match_substring_regex(text, _ONE_DIGIT), pc.match_substring_regex(text, _NOBODY_S_MAIL))
    found: NDArray[np.bool_] = np.asarray(nobody.fill_null(True)) | (contact & np.asarray(worthless.fill_null(False)))
    return found
