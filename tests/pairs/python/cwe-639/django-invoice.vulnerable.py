from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

@login_required
def invoice(request, invoice_id):
    found = get_object_or_404(Invoice, pk=invoice_id)
    return render(request, "invoice.html", {"invoice": found})
