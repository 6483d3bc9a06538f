import React from "react";
import DOMPurify from "dompurify";

export function Comment({ author, text }) {
  const body = { __html: DOMPurify.sanitize(text) };
  return (
    <article>
      <b>{author}</b>
      <div dangerouslySetInnerHTML={body} />
    </article>
  );
}
