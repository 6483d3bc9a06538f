from lxml import etree


def parse(data):
    parser = etree.XMLParser(huge_tree=False, resolve_entities=False)
    return etree.fromstring(data, parser)
