export function afterLogin(): void {
  const target: string | null = new URLSearchParams(location.search).get("then");
  if (target === "/orders") {
    location.assign(target);
  }
}
