"""Manifests as XML."""

from lxml import etree

from cms.core.feeds import xml_text


def child(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element, in the namespace of its parent unless it names one."""
    name = tag if tag.startswith("{") else etree.QName(etree.QName(parent).namespace, tag)
    element = etree.SubElement(parent, name, {key: xml_text(value) for key, value in attributes.items()})
    if text:
        element.text = xml_text(text)
    return element


def document(root: etree._Element) -> str:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()
