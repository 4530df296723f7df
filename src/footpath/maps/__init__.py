"""The map: the catalogue that its columns and cards come from, the draft from the records, and its claims asked again."""

from footpath.maps.catalogue import Coverage, coverage, propose_catalogue, stage_template
from footpath.maps.check import check_map
from footpath.maps.claims import Ask, bind_claim
from footpath.maps.draft import draft_map
from footpath.maps.evidence import Evidence, KnownPersona, Mood, NoEvidence, Quotation

__all__ = [
    "Ask",
    "Coverage",
    "Evidence",
    "KnownPersona",
    "Mood",
    "NoEvidence",
    "Quotation",
    "bind_claim",
    "check_map",
    "coverage",
    "draft_map",
    "propose_catalogue",
    "stage_template",
]
