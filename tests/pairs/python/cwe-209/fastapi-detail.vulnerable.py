from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/reports/{number}")
def report(number: int):
    try:
        return load_report(number)
    except Exception as exc:
        raise HTTPException(status_code=500, detail=f"query failed: {exc}")
