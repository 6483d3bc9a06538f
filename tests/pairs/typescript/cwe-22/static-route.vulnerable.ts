import express, { Request, Response } from "express";
import path from "path";

const app = express();

app.get("/assets/*", (req: Request, res: Response): void => {
  res.sendFile(path.join(__dirname, "assets", req.params[0]));
});
