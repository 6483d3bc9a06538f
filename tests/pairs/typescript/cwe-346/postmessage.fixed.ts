window.addEventListener('message', (event: MessageEvent) => {
  if (event.origin !== 'https://editor.example.com') return;
  const { action, text } = event.data;
  if (action === 'render') {
    document.getElementById('preview')!.textContent = text;
  }
});
