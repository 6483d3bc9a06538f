import shutil
from pathlib import Path

from fastapi import FastAPI, UploadFile

app = FastAPI()
INBOX = Path("/srv/inbox")


@app.post("/files")
async def upload(file: UploadFile):
    target = INBOX / Path(file.filename).name
    with target.open("wb") as stream:
        shutil.copyfileobj(file.file, stream)
    return {"stored": target.name}
