export function showMessage(params: URLSearchParams): void {
  const target = document.getElementById('message')!;
  target.innerHTML = `<b>${params.get('text')}</b>`;
}
showMessage(new URLSearchParams(location.search));
