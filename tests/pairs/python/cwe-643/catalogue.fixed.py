import xml.etree.ElementTree as ET

def price_of(catalogue: ET.ElementTree, sku: str) -> str | None:
    for product in catalogue.iter("product"):
        if product.get("sku") == sku:
            return product.findtext("price")
    return None
