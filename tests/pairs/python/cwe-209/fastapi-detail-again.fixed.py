import logging

from fastapi import FastAPI, HTTPException

app = FastAPI()
log = logging.getLogger("api")

@app.get("/reports/{report_id}")
def report(report_id: int):
    try:
        return load_report(report_id)
    except Exception as error:
        log.exception("loading a report failed")
        raise HTTPException(status_code=500, detail="could not load the report") from error
