const params = new URLSearchParams(location.search);
const next = params.get('next');

document.querySelector('#continue').addEventListener('click', () => {
  window.location.href = next;
});
