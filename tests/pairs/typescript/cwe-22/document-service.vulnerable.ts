import { Injectable } from "@nestjs/common";
import { readFileSync } from "node:fs";
import * as path from "node:path";

@Injectable()
export class DocumentService {
  private readonly root: string = "/srv/documents";

  read(name: string): string {
    return readFileSync(path.join(this.root, name), "utf8");
  }
}
