from fastapi import APIRouter, Depends

router = APIRouter(prefix="/admin")

@router.get("/status")
async def status(user: User = Depends(current_admin)):
    return await service.status()

@router.post("/shutdown")
async def shutdown():
    await service.stop()
    return {"stopped": True}
