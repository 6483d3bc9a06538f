import express, { Request, Response } from 'express';
const app = express();

app.get('/search', (req: Request, res: Response) => {
  const term = String(req.query.term ?? '');
  res.type('html').send(`<h1>Results for ${term}</h1>`);
});
