from fastapi import FastAPI, Response

app = FastAPI()

@app.post("/login")
def login(response: Response, username: str, password: str) -> dict:
    token = issue_token(username, password)
    response.set_cookie(key="access_token", value=token, httponly=True, secure=True, samesite="strict")
    return {"status": "ok"}
