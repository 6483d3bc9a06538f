export async function GET(req: Request) {
  const { searchParams } = new URL(req.url);
  const src = searchParams.get('src')!;
  const upstream = await fetch(src);
  return new Response(upstream.body, { headers: { 'content-type': 'image/png' } });
}
