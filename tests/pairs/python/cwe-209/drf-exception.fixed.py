from rest_framework.response import Response
from rest_framework.views import APIView
import logging

log = logging.getLogger(__name__)


class ImportView(APIView):
    def post(self, request):
        try:
            count = run_import(request.data["file"])
        except (KeyError, OSError) as problem:
            log.info("import refused", exc_info=problem)
            return Response({"detail": "the file could not be read"}, status=400)
        return Response({"rows": count})
