import { load } from 'js-yaml';
import serialize from 'node-serialize';

export function restore(req: Request, res: Response) {
  const state = serialize.unserialize(Buffer.from(req.cookies.state, 'base64').toString());
  res.json(state);
}
