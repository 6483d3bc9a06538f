import paramiko
import shlex

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()

class Restart(BaseModel):
    host: str
    unit: str

@app.post("/restart")
def restart(body: Restart) -> dict:
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    client.connect("node-1.internal", username="deploy")
    _, out, err = client.exec_command("systemctl restart " + shlex.quote(body.unit))
    return {"stdout": out.read().decode(), "stderr": err.read().decode()}
