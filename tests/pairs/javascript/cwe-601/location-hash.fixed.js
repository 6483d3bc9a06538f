const params = new URLSearchParams(location.search);
const next = params.get('next');

document.querySelector('#continue').addEventListener('click', () => {
  const url = new URL(next, location.origin);
  if (url.origin === location.origin) {
    window.location.href = url.href;
  }
});
