"""Every question: what it is asked by, which is also the name of its module, and its class."""

from collections.abc import Mapping
from pathlib import Path

HOMES: Mapping[str, str] = {
    ask: kind
    for ask, kind in {
        "overview": "Overview",
        "touchpoints": "Touchpoints",
        "transitions": "Transitions",
        "loops": "Loops",
        "variants": "Variants",
        "flows": "Flows",
        "step_matrix": "StepMatrix",
        "funnel": "Funnel",
        "conversion_times": "ConversionTimes",
        "matches": "Matches",
        "conformance": "Conformance",
        "dwell": "Dwell",
        "survival": "Survival",
        "dropoff": "Dropoff",
        "leavers": "Leavers",
        "compare": "Compare",
        "decompose": "Decompose",
        "moments": "Moments",
        "stages": "Stages",
        "stage_transitions": "StageTransitions",
        "retention": "Retention",
        "stickiness": "Stickiness",
        "lifecycle": "Lifecycle",
        "sessions": "Sessions",
        "session_gaps": "SessionGaps",
        "pages": "Pages",
        "frustration": "Frustration",
        "support": "Support",
        "attribution": "Attribution",
        "experience": "Experience",
        "scores": "Scores",
        "promises": "Promises",
        "repeats": "Repeats",
        "value": "Value",
        "tiers": "Tiers",
        "metric": "Metric",
    }.items()
    if (Path(__file__).parent / f"{ask}.py").exists()
}
