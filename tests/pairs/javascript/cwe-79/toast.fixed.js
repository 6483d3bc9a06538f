export function showToast(message, kind = 'info') {
  const toast = document.createElement('div');
  toast.className = `toast toast-${kind}`;
  toast.textContent = message;
  document.body.appendChild(toast);
  setTimeout(() => toast.remove(), 3000);
}

const params = new URLSearchParams(window.location.search);
if (params.has('notice')) {
  showToast(params.get('notice'));
}
