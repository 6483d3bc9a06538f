import xml.sax
from xml.sax import handler

from lxml import etree


def parse(text):
    # ruleid: python-xml-external-entities
    first = etree.XMLParser(resolve_entities=True)
    # ruleid: python-xml-external-entities
    second = etree.XMLParser(load_dtd=True, no_network=False)
    parser = xml.sax.make_parser()
    # ruleid: python-xml-external-entities
    parser.setFeature(handler.feature_external_ges, True)
    return first, second, parser


def safe(text):
    # ok: python-xml-external-entities
    first = etree.XMLParser(resolve_entities=False, no_network=True)
    parser = xml.sax.make_parser()
    # ok: python-xml-external-entities
    parser.setFeature(handler.feature_external_ges, False)
    return first, parser
