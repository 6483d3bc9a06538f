import path from 'path';
import { promises as fs } from 'fs';

export class TemplateStore {
  constructor(private readonly root: string) {}

  async read(name: string): Promise<string> {
    const file = path.join(this.root, `${name}.html`);
    return fs.readFile(file, 'utf8');
  }
}
