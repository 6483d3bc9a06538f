from rest_framework.response import Response
from rest_framework.views import APIView


class ImportView(APIView):
    def post(self, request):
        try:
            count = run_import(request.data["file"])
        except (KeyError, OSError) as problem:
            return Response({"detail": str(problem), "args": problem.args}, status=400)
        return Response({"rows": count})
