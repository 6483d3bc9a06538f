from fastapi import FastAPI

app = FastAPI()


@app.get("/padding/{length}")
def padding(length: int):
    return {"data": "x" * length}
