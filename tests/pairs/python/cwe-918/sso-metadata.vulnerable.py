import requests
from rest_framework import serializers, views
from rest_framework.response import Response


class MetadataSerializer(serializers.Serializer):
    metadata_url = serializers.URLField()


class ImportIdentityProvider(views.APIView):
    def post(self, request):
        form = MetadataSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        session = requests.Session()
        metadata = session.get(request.data["metadata_url"], timeout=5)
        return Response({"metadata": metadata.text})
