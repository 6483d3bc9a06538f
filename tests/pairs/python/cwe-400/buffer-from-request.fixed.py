from fastapi import FastAPI

from fastapi import HTTPException

app = FastAPI()


@app.get("/padding/{length}")
def padding(length: int):
    if length > 4096:
        raise HTTPException(status_code=422)
    return {"data": "x" * length}
