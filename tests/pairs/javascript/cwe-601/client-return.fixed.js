function leave() {
  const target = new URLSearchParams(location.search).get("return");
  const known = ["/cart", "/home"];
  if (known.includes(target)) {
    window.location.href = target;
  }
}

document.querySelector("#leave").onclick = leave;
