from lxml import etree


def read(text, path):
    # ruleid: python-xml-default-parser
    first = etree.fromstring(text)
    # ruleid: python-xml-default-parser
    return first, etree.parse(path)


def safe(text, path):
    # ok: python-xml-default-parser
    parser = etree.XMLParser(resolve_entities=False)
    # ok: python-xml-default-parser
    return etree.fromstring(text, parser), etree.parse(path, parser)
