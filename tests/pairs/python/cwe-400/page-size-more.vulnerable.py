from fastapi import FastAPI, Query

app = FastAPI()

@app.get("/random")
def numbers(count: int = 10) -> list[int]:
    return [index * 7919 % 104729 for index in range(count)]
