from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from jose import JWTError, jwt

from app.config import settings

oauth2 = OAuth2PasswordBearer(tokenUrl="token")


async def current_user(token: str = Depends(oauth2)):
    try:
        claims = jwt.decode(token, settings.jwt_key, algorithms=["HS256"])
    except JWTError:
        raise HTTPException(status_code=401)
    user = claims.get("sub")
    if user is None:
        raise HTTPException(status_code=401)
    return user
