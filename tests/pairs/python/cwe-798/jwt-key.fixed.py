import datetime
import os

import jwt

JWT_SECRET = os.environ["JWT_SECRET"]


def issue(user):
    expires = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    return jwt.encode({"sub": user, "exp": expires}, JWT_SECRET, algorithm="HS256")
