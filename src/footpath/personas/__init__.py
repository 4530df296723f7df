"""Who customers are: groups found in what they do, drawn as personas."""

from footpath.personas.drift import DriftRow, Snapshot, drift
from footpath.personas.edits import Edits
from footpath.personas.features import FeatureTable, read_features
from footpath.personas.found import NOBODY, Personas, find_personas
from footpath.personas.groups import Groups, NoStructure, find_groups
from footpath.personas.persona import Line, Persona, Section
from footpath.personas.spoken import SpokenOf, spoken_of
from footpath.personas.storing import read_personas, write_personas
from footpath.personas.tried import Tried
from footpath.personas.undecided import Undecided

__all__ = [
    "NOBODY",
    "DriftRow",
    "Edits",
    "FeatureTable",
    "Groups",
    "Line",
    "NoStructure",
    "Persona",
    "Personas",
    "Section",
    "Snapshot",
    "SpokenOf",
    "Tried",
    "Undecided",
    "drift",
    "find_groups",
    "find_personas",
    "read_features",
    "read_personas",
    "spoken_of",
    "write_personas",
]
