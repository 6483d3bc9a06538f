import requests
from rest_framework import serializers, views
from rest_framework.response import Response
from django.conf import settings
from urllib.parse import urlparse


class MetadataSerializer(serializers.Serializer):
    metadata_url = serializers.URLField()


class ImportIdentityProvider(views.APIView):
    def post(self, request):
        form = MetadataSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        session = requests.Session()
        url = form.validated_data["metadata_url"]
        if urlparse(url).hostname not in settings.IDP_HOSTS:
            raise serializers.ValidationError("identity provider is not allowed")
        metadata = session.get(url, timeout=5)
        return Response({"metadata": metadata.text})
