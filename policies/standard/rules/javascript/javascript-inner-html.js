function show(element, name) {
  // ruleid: javascript-inner-html
  element.innerHTML = "<b>" + name + "</b>";
  // ruleid: javascript-inner-html
  element.innerHTML = `<b>${name}</b>`;
  // ruleid: javascript-inner-html
  element.insertAdjacentHTML("beforeend", name);
}

function safe(element, name, DOMPurify) {
  // ok: javascript-inner-html
  element.textContent = name;
  // ok: javascript-inner-html
  element.innerHTML = "";
  // ok: javascript-inner-html
  element.innerHTML = DOMPurify.sanitize(name);
}
