"""The map: the catalogue that its columns and cards come from, the draft from the records, and its claims asked again."""

from footpath.maps.catalogue import Coverage, coverage, propose_catalogue, stage_template

__all__ = ["Coverage", "coverage", "propose_catalogue", "stage_template"]
