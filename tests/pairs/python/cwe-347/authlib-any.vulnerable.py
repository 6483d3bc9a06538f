import json
import urllib.request

from authlib.jose import JsonWebToken

tokens = JsonWebToken(["RS256", "none"])


def claims_of(token, jwks):
    claims = tokens.decode(token, jwks)
    claims.validate()
    return dict(claims)
