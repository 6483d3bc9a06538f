export function showMessage(params: URLSearchParams): void {
  const target = document.getElementById('message')!;
  const bold = document.createElement('b');
  bold.textContent = params.get('text');
  target.replaceChildren(bold);
}
showMessage(new URLSearchParams(location.search));
