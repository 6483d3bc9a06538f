import { PrismaClient } from "@prisma/client";
import { Request, Response } from "express";

const prisma = new PrismaClient();

export async function report(req: Request, res: Response): Promise<void> {
  const year = req.query.year as string;
  const rows = await prisma.$queryRawUnsafe(`SELECT * FROM sales WHERE year = ${year}`);
  res.json(rows);
}
