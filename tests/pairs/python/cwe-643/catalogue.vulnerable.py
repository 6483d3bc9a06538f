import xml.etree.ElementTree as ET

def price_of(catalogue: ET.ElementTree, sku: str) -> str | None:
    node = catalogue.find(".//product[@sku='" + sku + "']/price")
    return None if node is None else node.text
