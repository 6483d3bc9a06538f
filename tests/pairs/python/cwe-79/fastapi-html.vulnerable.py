from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()


@app.get("/greet/{name}", response_class=HTMLResponse)
def greet(name: str):
    return f"<html><body><h2>Hi {name}!</h2></body></html>"
