"""Mix and rate, naively and in fractions."""

from fractions import Fraction

Counts = tuple[int, int]  # entered, reached


def decompose(before: dict[str, Counts], after: dict[str, Counts]) -> dict[str, tuple[Fraction, Fraction]]:
    """Segment → its part of the change by mix and by rate."""
    all0, all1 = (sum(n for n, _ in side.values()) for side in (before, after))
    mean = (Fraction(sum(k for _, k in before.values()), all0) + Fraction(sum(k for _, k in after.values()), all1)) / 2
    found = {}
    for segment in before.keys() | after.keys():
        (n0, k0), (n1, k1) = before.get(segment, (0, 0)), after.get(segment, (0, 0))
        if n0 or n1:
            r0 = Fraction(k0, n0) if n0 else Fraction(k1, n1)
            r1 = Fraction(k1, n1) if n1 else Fraction(k0, n0)
            s0, s1 = Fraction(n0, all0), Fraction(n1, all1)
            found[segment] = ((s1 - s0) * ((r0 + r1) / 2 - mean), (s0 + s1) / 2 * (r1 - r0))
    return found
