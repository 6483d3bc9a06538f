from datetime import datetime, timedelta, timezone

import jwt


def issue(user_id, secret):
    expires = datetime.now(timezone.utc) + timedelta(minutes=15)
    return jwt.encode({"sub": user_id, "exp": expires}, secret, algorithm="HS256")
