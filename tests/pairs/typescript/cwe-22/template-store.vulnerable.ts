import * as fs from "fs";
import * as path from "path";

export class TemplateStore {
  constructor(private readonly root: string) {}

  load(name: string): string {
    const file = path.join(this.root, name);
    return fs.readFileSync(file, "utf8");
  }
}
