import * as fs from "fs";
import * as path from "path";

export class TemplateStore {
  constructor(private readonly root: string) {}

  load(name: string): string {
    const root = path.resolve(this.root);
    const file = path.resolve(root, name);
    if (!file.startsWith(root + path.sep)) {
      throw new Error("outside of the store");
    }
    return fs.readFileSync(file, "utf8");
  }
}
