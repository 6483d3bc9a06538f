from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from jose import jwt

oauth2 = OAuth2PasswordBearer(tokenUrl="token")


async def current_user(token: str = Depends(oauth2)):
    claims = jwt.get_unverified_claims(token)
    user = claims.get("sub")
    if user is None:
        raise HTTPException(status_code=401)
    return user
