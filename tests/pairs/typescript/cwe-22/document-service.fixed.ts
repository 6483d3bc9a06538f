import { Injectable } from "@nestjs/common";
import { readFileSync } from "node:fs";
import * as path from "node:path";

@Injectable()
export class DocumentService {
  private readonly root: string = "/srv/documents";

  read(name: string): string {
    const file = path.resolve(this.root, name);
    if (!file.startsWith(this.root + path.sep)) {
      throw new Error("outside of the folder");
    }
    return readFileSync(file, "utf8");
  }
}
