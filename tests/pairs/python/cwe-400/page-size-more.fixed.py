from fastapi import FastAPI, Query

app = FastAPI()

@app.get("/random")
def numbers(count: int = Query(default=10, ge=1, le=1000)) -> list[int]:
    return [index * 7919 % 104729 for index in range(count)]
