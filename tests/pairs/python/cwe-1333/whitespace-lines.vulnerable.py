import re
from fastapi import APIRouter, Body

router = APIRouter()
BLANKS = re.compile(r"(\s*\n\s*)*$")


@router.post("/normalise")
async def normalise(text: str = Body(...)):
    return {"text": BLANKS.sub("", text)}
