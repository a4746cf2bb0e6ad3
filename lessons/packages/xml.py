"""Manifests as XML."""

import re

from lxml import etree

# What XML 1.0 cannot carry; lxml refuses it.
NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def child(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element, in the namespace of its parent unless it names one."""
    name = tag if tag.startswith("{") else etree.QName(etree.QName(parent).namespace, tag)
    element = etree.SubElement(parent, name, {key: plain(value) for key, value in attributes.items()})
    if text:
        element.text = plain(text)
    return element


def document(root: etree._Element) -> str:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()
