import express, { Request, Response } from 'express';
import escapeHtml from 'escape-html';
const app = express();

app.get('/search', (req: Request, res: Response) => {
  const term = String(req.query.term ?? '');
  res.type('html').send(`<h1>Results for ${escapeHtml(term)}</h1>`);
});
