"""The tests behind pain points, against counted examples and against what they promise under no effect."""

import random

import pytest

from footpath.maps.pains.chance import (
    Effect,
    Usual,
    chance_of,
    mean_effect,
    rate_effect,
    upper_tail,
    usual_effect,
)


def test_the_tail_of_the_normal() -> None:
    assert upper_tail(0) == 0.5
    assert upper_tail(1.6448536269514722) == pytest.approx(0.05)


def test_equal_rates_have_no_effect_and_worse_is_positive() -> None:
    assert rate_effect(20, 100, 40, 200).size == pytest.approx(0, abs=0.01)
    assert rate_effect(30, 100, 40, 200).size > 0
    assert mean_effect(4.0, 3.0, 1.0, 1.0, 50, 50).size == 1.0


def test_without_effect_about_one_in_twenty_is_below_five_per_cent() -> None:
    rng = random.Random(3)
    below = 0
    for _ in range(2_000):
        hits, rest = (sum(rng.random() < 0.3 for _ in range(n)) for n in (80, 160))
        below += chance_of(rate_effect(hits, 80, rest, 160)) < 0.05
    assert 0.03 < below / 2_000 < 0.065


def test_an_effect_that_all_touchpoints_show_is_no_finding() -> None:
    everywhere = usual_effect([Effect(0.5, 0.05)] * 6)
    assert chance_of(Effect(0.5, 0.05), everywhere) == pytest.approx(0.5)
    assert chance_of(Effect(0.5, 0.05)) < 1e-20


def test_doing_better_elsewhere_is_not_held_against_a_group() -> None:
    assert chance_of(Effect(0.0, 0.1), Usual(-1.0, 0.0)) == 0.5


def test_a_few_large_effects_do_not_hide_each_other() -> None:
    peers = [Effect(0.02 * at, 0.05) for at in range(-4, 5)] + [Effect(2.0, 0.05)] * 3
    usual = usual_effect(peers)
    assert abs(usual.centre) < 0.1
    assert chance_of(Effect(2.0, 0.05), usual) < 1e-6
