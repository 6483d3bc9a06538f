const params: URLSearchParams = new URLSearchParams(window.location.search);
const banner = document.querySelector<HTMLDivElement>("#banner")!;

banner.textContent = params.get("message");
