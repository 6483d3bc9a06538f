window.addEventListener('message', (event: MessageEvent) => {
  const { action, html } = event.data;
  if (action === 'render') {
    document.getElementById('preview')!.innerHTML = html;
  }
});
