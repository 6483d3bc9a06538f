from lxml import etree


def find(tree, name):
    # ruleid: python-xpath-format
    tree.xpath(f"//user[name='{name}']")
    # ruleid: python-xpath-format
    tree.xpath("//user[name='" + name + "']")
    query = "//user[@id='%s']" % name
    # ruleid: python-xpath-format
    return tree.xpath(query)


def safe(tree, name):
    # ok: python-xpath-format
    tree.xpath("//user[name=$name]", name=name)
    # ok: python-xpath-format
    return tree.xpath("//user"), etree.XPath("//user[1]")
