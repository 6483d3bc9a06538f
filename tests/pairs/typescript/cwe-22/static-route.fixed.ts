import express, { Request, Response } from "express";
import path from "path";

const app = express();

app.get("/assets/*", (req: Request, res: Response): void => {
  res.sendFile(req.params[0], { root: path.join(__dirname, "assets") });
});
