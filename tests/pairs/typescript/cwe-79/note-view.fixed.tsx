import React from "react";
import DOMPurify from "dompurify";

type Props = { title: string; html: string };

export const Note = ({ title, html }: Props): JSX.Element => (
  <section>
    <h2>{title}</h2>
    <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(html) }} />
  </section>
);
