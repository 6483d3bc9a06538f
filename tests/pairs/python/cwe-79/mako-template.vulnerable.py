from mako.template import Template


def invoice(customer, lines):
    page = Template(filename="invoice.mako")
    return page.render(customer=customer, lines=lines)
