const HOSTS = new Set(['images.example.com']);

export async function GET(req: Request) {
  const { searchParams } = new URL(req.url);
  const src = new URL(searchParams.get('src') ?? '', 'https://images.example.com');
  if (src.protocol !== 'https:' || !HOSTS.has(src.hostname)) {
    return new Response(null, { status: 400 });
  }
  const upstream = await fetch(src);
  return new Response(upstream.body, { headers: { 'content-type': 'image/png' } });
}
