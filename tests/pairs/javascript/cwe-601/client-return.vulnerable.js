function leave() {
  const target = new URLSearchParams(location.search).get("return");
  window.location.href = target;
}

document.querySelector("#leave").onclick = leave;
