from pydantic import BaseModel, Field


class Signup(BaseModel):
    username: str = Field(regex=r"^[a-z]{1,40}$")
    age: int
