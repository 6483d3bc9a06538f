import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

export function keep(image: Buffer, id: number): string {
  const file = path.join(os.tmpdir(), `thumb-${id}.png`);
  fs.writeFileSync(file, image);
  return file;
}
