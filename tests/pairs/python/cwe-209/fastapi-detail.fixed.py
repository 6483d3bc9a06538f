from fastapi import FastAPI, HTTPException
import logging

app = FastAPI()
log = logging.getLogger("reports")


@app.get("/reports/{number}")
def report(number: int):
    try:
        return load_report(number)
    except Exception as exc:
        log.exception("report %d", number)
        raise HTTPException(status_code=500, detail="query failed") from exc
