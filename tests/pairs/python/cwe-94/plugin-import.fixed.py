import importlib

from fastapi import FastAPI, HTTPException

app = FastAPI()
EXPORTERS = {"csv": "exporters.csv", "pdf": "exporters.pdf"}

@app.get("/export/{kind}")
def export(kind: str):
    if kind not in EXPORTERS:
        raise HTTPException(status_code=404)
    module = importlib.import_module(EXPORTERS[kind])
    return module.export()
