import importlib

from fastapi import FastAPI, HTTPException

app = FastAPI()
EXPORTERS = {"csv": "exporters.csv", "pdf": "exporters.pdf"}

@app.get("/export/{kind}")
def export(kind: str):
    module = importlib.import_module(f"exporters.{kind}")
    return module.export()
