function showTitle() {
  const query = new URLSearchParams(window.location.search).get("q");
  const title = document.getElementById("title");
  title.textContent = "Results for " + query;
}

document.addEventListener("DOMContentLoaded", showTitle);
