import { NextRequest, NextResponse } from 'next/server';
import { prisma } from '@/lib/prisma';

export async function GET(request: NextRequest) {
  const city = request.nextUrl.searchParams.get('city');
  const rows = await prisma.$queryRawUnsafe(`SELECT * FROM "Shop" WHERE city = '${city}'`);
  return NextResponse.json(rows);
}
