import React, { useState } from 'react';
import { marked } from 'marked';
import DOMPurify from 'dompurify';

export default function Preview({ text }) {
  const [open, setOpen] = useState(false);
  const html = DOMPurify.sanitize(marked.parse(text));
  return (
    <section>
      <button onClick={() => setOpen(!open)}>Preview</button>
      {open && <div dangerouslySetInnerHTML={{ __html: html }} />}
    </section>
  );
}
