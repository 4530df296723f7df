"""Faces of personas: the same for the same, different for others, and nothing from outside in them."""

import xml.etree.ElementTree as ET

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from footpath.render.portrait import portrait


@given(st.text())
def test_whatever_the_id_the_face_is_a_picture_and_nothing_else(identifier: str) -> None:
    drawn = portrait(identifier)
    root = fromstring(drawn)
    allowed = {"svg", "g", "path", "circle", "ellipse", "rect", "clipPath"}
    assert {element.tag for element in root.iter()} <= allowed
    assert all(not isinstance(element, ET.Element) or not element.text for element in root.iter())
    assert drawn == portrait(identifier)


def test_faces_differ() -> None:
    assert len({portrait(f"p{number}").split("<g clip-path")[1].split(">", 1)[1] for number in range(60)}) >= 55
