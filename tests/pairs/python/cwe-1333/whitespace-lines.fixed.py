import re
from fastapi import APIRouter, Body

router = APIRouter()


@router.post("/normalise")
async def normalise(text: str = Body(...)):
    return {"text": text.rstrip()}
