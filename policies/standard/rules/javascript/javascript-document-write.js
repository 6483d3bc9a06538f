function show(name) {
  // ruleid: javascript-document-write
  document.write("<b>" + name + "</b>");
  // ruleid: javascript-document-write
  document.writeln(location.hash);
}

function safe(stream, name) {
  // ok: javascript-document-write
  document.write("<hr>");
  // ok: javascript-document-write
  stream.write(name);
}
