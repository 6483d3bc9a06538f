import { NextRequest, NextResponse } from "next/server";

const TARGETS: Record<string, string> = {
  weather: "https://api.weather.example.com/v1/today",
  news: "https://news.example.com/feed",
};

export async function GET(request: NextRequest) {
  const target = TARGETS[request.nextUrl.searchParams.get("target") ?? ""];
  if (!target) {
    return NextResponse.json({ error: "unknown target" }, { status: 400 });
  }
  const upstream = await fetch(target);
  return new NextResponse(upstream.body, { status: upstream.status });
}
