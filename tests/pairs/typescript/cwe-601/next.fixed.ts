import { redirect } from 'next/navigation';

export default async function Page({ searchParams }: { searchParams: Promise<{ to?: string }> }) {
  const { to } = await searchParams;
  redirect(to && /^\/[a-z0-9-]+$/.test(to) ? to : '/');
}
