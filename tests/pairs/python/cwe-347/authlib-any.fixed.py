import json
import urllib.request

from authlib.jose import JsonWebToken, KeySet

tokens = JsonWebToken(["RS256"])


def claims_of(token, jwks):
    claims = tokens.decode(token, jwks)
    claims.validate()
    return dict(claims)
