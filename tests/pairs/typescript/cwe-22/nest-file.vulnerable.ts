import { Controller, Get, Param, Res } from "@nestjs/common";
import { Response } from "express";
import { join } from "path";

@Controller("files")
export class FilesController {
  @Get(":name")
  send(@Param("name") name: string, @Res() res: Response) {
    res.sendFile(join(process.cwd(), "uploads", name));
  }
}
