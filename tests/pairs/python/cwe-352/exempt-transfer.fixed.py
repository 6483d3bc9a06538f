from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from .models import Account

@csrf_protect
@require_POST
def transfer(request):
    account = Account.objects.get(owner=request.user)
    account.send(request.POST["to"], int(request.POST["amount"]))
    return JsonResponse({"balance": account.balance})
