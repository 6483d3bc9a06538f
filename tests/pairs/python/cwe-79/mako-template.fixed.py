from mako.template import Template

FILTERS = ["h"]


def invoice(customer, lines):
    page = Template(filename="invoice.mako", default_filters=FILTERS)
    return page.render(customer=customer, lines=lines)
